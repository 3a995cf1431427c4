"""The facts of the weekly recap: made in `recap/letters/weekly.py`, read in its two templates.

As in `votes.py`: no sentences, times in UTC, counts integers. Strangers wrote the names, titles and
texts; the filters make them harmless.
"""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from listbot.model.order import Facts
from listbot.model.records.newcomers import Starter
from listbot.model.weekly.recap import (
    Hello,
    MeetingLine,
    OpenVote,
    PersonNews,
    RecordNews,
    Sentence,
    TicketLine,
    Topic,
)

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Rows(Generic[Row]):
    """The rows of one part, cut to what a letter can hold."""

    shown: tuple[Row, ...] = ()
    more: int = 0
    """How many are left out."""

    @classmethod
    def of(cls, rows: tuple[Row, ...], most: int) -> "Rows[Row]":
        """Return the first `most` of them."""
        return cls(rows[:most], len(rows[most:]))


@dataclass(frozen=True, slots=True)
class DecidedFacts:
    """A vote that ended."""

    number: int
    title: str
    state: str
    """"passed", "not passed", "stopped", "cancelled"."""
    yes: int | None
    """None if it was not counted by sign; then `counts` has the words to show."""
    zero: int | None
    no: int | None
    counts: str
    mail: str


@dataclass(frozen=True, slots=True)
class DoneFacts:
    """One line of the work log."""

    key: str
    """"L-14", or the key of a closed ticket."""
    closed: bool
    """It is a closed ticket, and its text is the ticket's title."""
    day: date
    """In the list's time zone, like the week."""
    text: str
    """"" for a closed private ticket, or an embargoed line."""
    name: str
    """The person who did it; "" while embargoed, or if nobody is named."""
    ticket: str
    """"" for none, or if it is the key."""
    struck: str
    """Why it was struck; "" if it was not."""
    embargoed: bool


@dataclass(frozen=True, slots=True)
class FoldedFacts:
    """A post that is shown here instead of being sent to the list."""

    day: date
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Untaken:
    """A ticket that nobody has taken, or all the private ones in one row."""

    key: str
    """The key, or all keys: "T-2, T-4"."""
    title: str
    """"" for private ones."""
    days: int
    """How long it, or the oldest of them, has waited."""
    is_several: bool = False


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """The help desk's week."""

    open: int
    change: int
    """How many more are open than before; negative if fewer."""
    opened: int
    closed: int
    keys: Rows[str]
    """The closed tickets without a line in the log."""
    parked: int
    oldest_days: int
    lines: tuple[TicketLine, ...]
    first_answer_hours: int | None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One thing that happened to a member of the group."""

    what: PersonNews
    name: str
    project: str
    day: date


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """One line about a decision record, or about a vote that is to be carried out."""

    what: RecordNews
    key: str
    title: str
    mail: str
    day: date


@dataclass(frozen=True, slots=True)
class RecapFacts(Facts):
    """M13: one list's week, or the weeks since the last recap."""

    name: str
    """The list's address without its domain."""
    period: str
    """"2026-W37"."""
    week: int
    first_week: int
    """Differs from `week` after an absence."""
    first: date
    last: date
    """The Sunday."""
    catches_up: bool
    """It also covers weeks without a recap."""
    is_first: bool
    sentence: Sentence | None
    votes: Rows[OpenVote]
    """Open votes that somebody has answered, or that are too new for an answer."""
    untaken: tuple[Untaken, ...]
    quiet: Rows[OpenVote]
    """Proposals that nobody has answered; no other part shows them."""
    open_votes: int
    """All open votes, shown or not."""
    decided: Rows[DecidedFacts]
    ended: int
    """All decided votes, shown or not."""
    desk: DeskFacts | None
    log: Rows[DoneFacts]
    folded: Rows[FoldedFacts]
    topics: Rows[Topic]
    """Topics that nobody has answered."""
    hellos: Rows[Hello]
    """Newcomers whom nobody has answered."""
    starters: Rows[Starter]
    """Tickets that a newcomer may begin with."""
    meetings: tuple[MeetingLine, ...]
    """The group's meetings: minutes that are out or missing, and the next one."""
    records: Rows[RecordFacts]
    """Decision records, and votes that are to be carried out."""
    people: Rows[PersonFacts]
    """What happened to members of the group."""
