"""The page of the state of things: whether mail comes in, whether letters leave, and where every
mail went. Only values.
"""

from dataclasses import dataclass
from datetime import datetime

from listbot.pages.page import View
from listbot.pages.shown import Shown


@dataclass(frozen=True, slots=True)
class ListState:
    """One list or help desk."""

    name: Shown
    role: str
    """decisions or support."""
    mode: str
    """live, approve (its letters wait for a person) or shadow (none are sent)."""
    last_mail: datetime | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one kind there are."""

    what: Shown
    count: int


@dataclass(frozen=True, slots=True)
class StatusView(View):
    """`/status`."""

    at: datetime
    """The moment that the page shows."""
    lists: tuple[ListState, ...]
    received: int
    """All mails that ever came, to whichever address."""
    mails: tuple[Count, ...]
    """What became of them: each is counted once."""
    adds_up: bool
    """Whether these are as many as were received."""
    waiting: int
    """How many letters wait to leave."""
    paused: datetime | None
    """Since when no letter leaves, by an operator's word."""
    clock_doubt: datetime | None
    """Since when our clock is in doubt, so that nothing closes."""
