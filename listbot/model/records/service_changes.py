"""What acts about services change in the group. Pure; never fails."""

from collections.abc import Callable
from dataclasses import replace

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.group import Group
from listbot.model.records.services import Service


def said(group: Group, act: RecordAct) -> None:
    """A service is new, or something about it is."""
    if act.service is None:
        return
    new = act.service
    known = group.services.get(act.about) or Service(act.about, act.at)
    group.services[act.about] = replace(
        known,
        looked=act.at,
        leads=known.leads if new.leads is None else new.leads,
        admins=known.admins if new.admins is None else new.admins,
        outside=known.outside if new.outside is None else new.outside,
        ended=None,
    )


def looked_at(group: Group, act: RecordAct) -> None:
    """Somebody says that what is known about a service is right."""
    if act.about in group.services:
        group.services[act.about] = replace(group.services[act.about], looked=act.at)


def ended(group: Group, act: RecordAct) -> None:
    """A service is no longer run."""
    if act.about in group.services:
        group.services[act.about] = replace(group.services[act.about], ended=act.at)


SERVICE_CHANGES: dict[RecordVerb, Callable[[Group, RecordAct], None]] = {
    RecordVerb.SERVICE: said,
    RecordVerb.SERVICE_RIGHT: looked_at,
    RecordVerb.SERVICE_GONE: ended,
}
