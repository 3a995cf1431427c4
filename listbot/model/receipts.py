"""Which letters left, or may have: the note of each attempt, and all notes at a start.
Only values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from listbot.model.letter_state import LetterState


@dataclass(frozen=True, slots=True)
class Attempt:
    """Where an attempt has brought a letter: one line of the receipts. It names no person."""

    message_id: str
    number: int
    """Which of the letter's attempts, from 1."""
    state: LetterState
    """The state the letter has since then, as in the outbox: `sending` and `resending` from before
    the attempt on, `sent`, or what it went back to because it surely did not leave."""
    at: datetime
    later: tuple[str, ...] = ()
    """Marks of the recipients who are still to get it, where others have it; empty: it is whole."""

    @property
    def may_have_left(self) -> bool:
        """Whether somebody has the letter, or may have it."""
        return self.state in LEFT or bool(self.later)


LEFT = (LetterState.SENT, LetterState.SENDING, LetterState.RESENDING)

NOTED = (*LEFT, LetterState.QUEUED, LetterState.DEAD)
"""The states that an attempt can bring a letter to."""


class Standing(Enum):
    """How the receipts are found at a start."""

    KEPT = "as they were left"
    MISSING = "missing"
    COPIED = "a copy of other ones"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class FoundReceipts:
    """The receipts at a start."""

    standing: Standing
    place: str
    """Where they are, for the admin."""
    attempts: Mapping[str, Attempt]
    """Message-ID -> its last attempt, the oldest first."""
