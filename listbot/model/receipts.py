"""Receipts: which letters left, or may have. A note for each attempt, and all notes at a
start. Only values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from listbot.model.letter_state import LetterState


@dataclass(frozen=True, slots=True)
class Attempt:
    """How far an attempt has brought a letter: one line of the receipts. It names no person."""

    message_id: str
    number: int
    """The number of the attempt at this letter, from 1."""
    state: LetterState
    """The letter's state from then on, as in the outbox: `sending` or `resending` from
    before the attempt, then `sent`, or the state it returned to because it surely did not
    leave.
    """
    at: datetime
    later: tuple[str, ...] = ()
    """Marks of the recipients who still need it, if others have it; empty: nobody is left out."""

    @property
    def may_have_left(self) -> bool:
        """Whether somebody has the letter, or may have it."""
        return self.state in LEFT or bool(self.later)


LEFT = (LetterState.SENT, LetterState.SENDING, LetterState.RESENDING)

NOTED = (*LEFT, LetterState.QUEUED, LetterState.DEAD)
"""The states an attempt can bring a letter to."""


class Standing(Enum):
    """The condition of the receipts at a start."""

    KEPT = "as they were left"
    MISSING = "missing"
    COPIED = "a copy of other ones"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class FoundReceipts:
    """The receipts found at a start."""

    standing: Standing
    place: str
    """Where they are, for the admin."""
    attempts: Mapping[str, Attempt]
    """Message-ID -> its last attempt, the oldest first."""
