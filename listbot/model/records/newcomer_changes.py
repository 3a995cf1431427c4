"""What the acts about newcomers change in the group. Pure; never fails."""

from collections.abc import Callable
from dataclasses import replace

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.group import Group
from listbot.model.records.newcomers import Newcomer


def introduced(group: Group, act: RecordAct) -> None:
    """A person writes for the first time; what they write later introduces nobody."""
    if act.about not in group.newcomers:
        place = next(iter(act.names), "")
        group.newcomers[act.about] = Newcomer(
            act.about, act.name, act.at, act.mail, act.text, place
        )


def greeted(group: Group, act: RecordAct) -> None:
    """Somebody of the group answers; the first answer counts."""
    newcomer = group.newcomers.get(act.about)
    if newcomer is not None and newcomer.greeted is None:
        group.newcomers[act.about] = replace(newcomer, greeted=act.at)


def told_of(group: Group, act: RecordAct) -> None:
    """The group got a letter about them."""
    newcomer = group.newcomers.get(act.about)
    if newcomer is not None:
        group.newcomers[act.about] = replace(newcomer, told=act.at)


NEWCOMER_CHANGES: dict[RecordVerb, Callable[[Group, RecordAct], None]] = {
    RecordVerb.INTRODUCED: introduced,
    RecordVerb.GREETED: greeted,
    RecordVerb.TOLD_OF: told_of,
}
"""What each verb about newcomers changes."""
