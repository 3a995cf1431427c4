"""What one step of reading a mail, or one look at the clock, finds for the record. Only values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from listbot.model.desk.people import Confirmation
from listbot.model.order import LetterOrder
from listbot.model.records.acts import RecordAct


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a mail says about the record, and what it makes us ask."""

    acts: tuple[RecordAct, ...] = ()
    asks: tuple[Confirmation, ...] = ()
    letters: tuple[LetterOrder, ...] = ()
    """Besides those that follow from the acts."""
    look: datetime | None = None
    """When something of it is due, if that is before the next morning."""


NOTHING = Noticed()

Looked = Noticed
"""A look at the clock finds the same."""


def sum_of(found: Iterable[Noticed]) -> Noticed:
    """Return everything that several steps found, in order."""
    whole = NOTHING
    for each in found:
        if each is NOTHING:
            continue
        whole = Noticed(
            (*whole.acts, *each.acts),
            (*whole.asks, *each.asks),
            (*whole.letters, *each.letters),
            sooner(whole.look, each.look),
        )
    return whole


def sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    """Return the earlier of two times, of which each may be missing."""
    return min((each for each in (one, other) if each is not None), default=None)
