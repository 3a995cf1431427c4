"""The facts of the letter about a changed text; as in `votes.py`, no sentences, and times in UTC.

A template makes the proposal's sentences harmless, as a stranger may have written them.
"""

from dataclasses import dataclass
from datetime import datetime

from listbot.letters.facts.votes import ProposalFacts
from listbot.model.order import Facts


@dataclass(frozen=True, slots=True)
class TextChange:
    """One place where two texts of a proposal differ."""

    was: str
    """"" if words only came."""
    now: str
    """"" if words only went."""


@dataclass(frozen=True, slots=True)
class AmendedFacts(Facts):
    """M28: the text of a proposal was changed after a person voted."""

    proposal: ProposalFacts
    value: str
    """Their vote."""
    date: datetime
    """When they wrote it."""
    amended: datetime
    """When the new text was received."""
    mail: str
    """Message-ID of the new text."""
    changes: tuple[TextChange, ...]
    more: int = 0
    """How many changes are left out."""
