"""The list of votes: those that are open, then one page for each hundred numbers. Pure."""

from dataclasses import dataclass
from datetime import datetime

from listbot.pages.page import View
from listbot.pages.shown import Shown


@dataclass(frozen=True, slots=True)
class VoteRow:
    """One vote in a list."""

    number: int
    list: Shown
    title: Shown
    state: str
    outcome: Shown
    opened: datetime
    closes: datetime


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a list that is too long for one."""

    path: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class VotesView(View):
    """`/votes` and `/votes/page/3`."""

    open: tuple[VoteRow, ...]
    """Those that are open, the next to close first; only on the first page."""
    closed: tuple[VoteRow, ...]
    """Newest first."""
    leaves: tuple[Leaf, ...]
    """The pages of the list, newest first."""
    leaf: int
    """The one that is shown; 0 for the first page."""
