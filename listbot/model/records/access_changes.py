"""What acts about access change in the group. Pure; never fails.

Whoever leaves gets a checklist of all systems at that moment, whether the record says that they
have access or not: the record may be incomplete.
"""

from collections.abc import Callable
from dataclasses import replace

from listbot.model.records.access import Departure, Grant, Revoked
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.group import Group


def granted(group: Group, act: RecordAct) -> None:
    """Somebody has access to a system, which is known from here on."""
    group.systems.setdefault(act.text, act.at)
    held = group.grants.setdefault(act.about, {})
    if act.text not in held or not held[act.text].is_held:
        held[act.text] = Grant(act.text, act.about, act.at, act.by)


def revoked(group: Group, act: RecordAct) -> None:
    """Access is withdrawn, or found not to be there; an item of a checklist is done."""
    held = group.grants.get(act.about, {})
    grant = held.get(act.text)
    if grant is not None and grant.is_held:
        held[act.text] = replace(grant, revoked=act.at, revoked_by=act.by)
    departure = group.departures.get(act.about)
    if departure is not None and act.text in departure.left:
        done = {**departure.done, act.text: Revoked(act.at, act.by, act.key)}
        group.departures[act.about] = replace(departure, done=done)


def begins(group: Group, act: RecordAct) -> None:
    """Somebody is out, or must be treated as if they were: everything is to be withdrawn."""
    own = [each.system for each in group.grants.get(act.about, {}).values() if each.is_held]
    others = [each for each in group.systems if each not in own]
    member = group.members.get(act.about)
    name = member.name if member is not None else act.name
    group.departures[act.about] = Departure(act.about, name, act.at, (*own, *others), held=len(own))


def urged(group: Group, act: RecordAct) -> None:
    """It cannot wait; a checklist that is open already stays as it is."""
    known = group.departures.get(act.about)
    if known is None or known.ended is not None:
        begins(group, act)
    group.departures[act.about] = replace(group.departures[act.about], urgent=act.at)


def asked(group: Group, act: RecordAct) -> None:
    """A member was asked by name to withdraw what is left."""
    departure = group.departures.get(act.about)
    if departure is not None:
        group.departures[act.about] = replace(
            departure, asked=(*departure.asked, *act.names), last_asked=act.at
        )


def named(group: Group, act: RecordAct) -> None:
    """The group has a system of this name."""
    group.systems.setdefault(act.about, act.at)


def dropped(group: Group, act: RecordAct) -> None:
    """The group no longer has it; nobody has to withdraw anything there."""
    group.systems.pop(act.about, None)
    for who, each in group.departures.items():
        if act.about in each.left:
            others = tuple(system for system in each.systems if system != act.about)
            group.departures[who] = replace(each, systems=others, dropped=act.at)


ACCESS_CHANGES: dict[RecordVerb, Callable[[Group, RecordAct], None]] = {
    RecordVerb.GRANTED: granted,
    RecordVerb.REVOKED: revoked,
    RecordVerb.DEPARTURE: begins,
    RecordVerb.DEPARTURE_ASKED: asked,
    RecordVerb.URGENT: urged,
    RecordVerb.SYSTEM: named,
    RecordVerb.SYSTEM_GONE: dropped,
}
