"""Makes the acts of a look at the clock, with keys that tell the looks apart. Pure."""

from collections.abc import Iterable

from listbot.model.group_case import GroupRound
from listbot.model.records.acts import RecordAct
from listbot.records.members.removal import Due


def at_moment(found: Iterable[Due], case: GroupRound, what: str) -> tuple[RecordAct, ...]:
    """Return acts of this look: verb, the person it is about, and its text. `what` names the look
    that found them, so that no two share a key.
    """
    return tuple(
        RecordAct(verb, case.key(f"{what} {nth}"), case.now, about, text=text)
        for nth, (verb, about, text) in enumerate(found)
    )
