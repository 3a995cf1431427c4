"""The facts of the weekly recap: its values, as far as they are shown, made in `recap.py`, read in
its two templates.

As in `facts.py`: no sentences, times in UTC, counts integers. Names, titles and texts are
strangers'; the filters make them harmless.
"""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from listbot.model.order import Facts
from listbot.model.weekly.recap import OpenVote, Sentence, TicketLine

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Rows(Generic[Row]):
    """The rows of one part, as many as a letter can bear."""

    shown: tuple[Row, ...] = ()
    more: int = 0
    """How many are left out."""

    @classmethod
    def of(cls, rows: tuple[Row, ...], most: int) -> "Rows[Row]":
        """The first of them."""
        return cls(rows[:most], len(rows[most:]))


@dataclass(frozen=True, slots=True)
class DecidedFacts:
    """A vote that ended."""

    number: int
    title: str
    state: str
    """"passed", "not passed", "stopped", "cancelled"."""
    yes: int | None
    """None: it was not counted by sign, and `counts` says what there is to say."""
    zero: int | None
    no: int | None
    counts: str
    mail: str


@dataclass(frozen=True, slots=True)
class DoneFacts:
    """One line of the work log."""

    key: str
    """"L-14"; of a closed ticket its own."""
    closed: bool
    """It is a closed ticket; its text is the title."""
    day: date
    """In the list's time zone, as the week is."""
    text: str
    """"": a private ticket was closed, or it is embargoed."""
    name: str
    """Who did it; "" while embargoed, and where nobody is named."""
    ticket: str
    """"" for none, or where it is the key."""
    struck: str
    """Why it was struck; "": it stands."""
    embargoed: bool


@dataclass(frozen=True, slots=True)
class FoldedFacts:
    """A post that stands here instead of on the list."""

    day: date
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Untaken:
    """A ticket nobody has taken, or all the private ones together, which have nothing
    else to tell.
    """

    key: str
    """Of several all keys: "T-2, T-4"."""
    title: str
    """"" for private ones."""
    days: int
    """How long it has waited; of several the one that waits longest."""
    is_several: bool = False


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """The help desk's week."""

    open: int
    change: int
    """How many more are open than before; below zero, fewer."""
    opened: int
    closed: int
    keys: Rows[str]
    """Of those closed that no line of the log is about."""
    parked: int
    oldest_days: int
    lines: tuple[TicketLine, ...]
    first_answer_hours: int | None


@dataclass(frozen=True, slots=True)
class RecapFacts(Facts):
    """M13: one list's week, or the weeks since the last recap."""

    name: str
    """The list's address without its domain."""
    period: str
    """"2026-W37"."""
    week: int
    first_week: int
    """Another than `week` after an absence."""
    first: date
    last: date
    """The Sunday."""
    catches_up: bool
    """It covers weeks that had no recap of their own."""
    is_first: bool
    sentence: Sentence | None
    votes: Rows[OpenVote]
    """Open votes that somebody answered already, or that are too young for that."""
    untaken: tuple[Untaken, ...]
    quiet: Rows[OpenVote]
    """Proposals that nobody answered; they are in no other part."""
    open_votes: int
    """All that are open, shown or not."""
    decided: Rows[DecidedFacts]
    ended: int
    """All that were decided, shown or not."""
    desk: DeskFacts | None
    log: Rows[DoneFacts]
    folded: Rows[FoldedFacts]
    page: str
    """"": there is none."""
