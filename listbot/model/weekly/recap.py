"""The values of a recap: a week's contents, already chosen and ordered; only words and
layout are missing.

Times are aware and in UTC; ages are whole days. A private ticket's title never gets here.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from listbot.model.list_rules import ListRules
from listbot.model.records.newcomers import Starter


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week in a list's time zone."""

    year: int
    number: int
    monday: date
    starts: datetime
    """Its first moment, in UTC."""
    ends: datetime
    """The first moment after it."""

    @property
    def period(self) -> str:
        """2026-W37."""
        return f"{self.year}-W{self.number:02}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A person's words at the top: the latest `#listbot recap: ...` by a member, else the
    latest by anyone.
    """

    name: str
    text: str
    mail: str


@dataclass(frozen=True, slots=True)
class OpenVote:
    """A vote that needs the reader."""

    number: int
    title: str
    closes: datetime
    standing: str
    """"2 of 3 +1, no -1": counts, no names."""
    mail: str
    """Message-ID of the opening, for the link."""
    quiet_days: int = 0
    """Days since it was opened without any answer; 0: somebody answered, or it is too early
    to say.
    """


@dataclass(frozen=True, slots=True)
class Topic:
    """A mail with [RFC] or [DISCUSS] that nobody has answered."""

    title: str
    name: str
    """Its writer's."""
    mail: str
    days: int
    """How long it has waited."""


@dataclass(frozen=True, slots=True)
class Hello:
    """Somebody who wrote for the first time, and whom nobody has answered."""

    title: str
    """The subject of their mail."""
    name: str
    mail: str
    days: int
    """How long they have waited."""


class PersonNews(StrEnum):
    """What a recap says about a member of the group. It never gives a reason."""

    JOINED = "joined"
    DONE = "done"
    """They say that their project is done; another member has not agreed yet."""
    ASKS = "asks"
    """They ask to be confirmed."""
    CONFIRMED = "confirmed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One thing that happened to a member this week."""

    what: PersonNews
    name: str
    project: str
    at: datetime


class MeetingNews(StrEnum):
    """What a recap says about a meeting of the group."""

    MINUTES = "minutes"
    """Its minutes were published."""
    MISSING = "missing"
    """Its minutes are not out yet."""
    NEXT = "next"
    """It comes next."""


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One thing to say about a meeting."""

    what: MeetingNews
    title: str
    at: datetime
    place: str = ""
    """Where it will be, or where its minutes are; "" if nobody said."""


class RecordNews(StrEnum):
    """What a recap says about a decision record, or about a vote that passed some weeks ago."""

    PUBLISHED = "published"
    FINAL = "final"
    APPLIED = "applied"
    EARLY = "early"
    """It was applied before its notice was over."""
    ASKED = "asked"
    """Nobody has said yet that it was applied; it is asked once."""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One line about what is or was decided."""

    what: RecordNews
    key: str
    """ADR-7, V-31."""
    title: str
    mail: str
    """Message-ID of the record's last text, or of the vote's opening."""
    at: datetime
    """When it happened; for PUBLISHED, from when it may be applied."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A vote that ended this week."""

    number: int
    title: str
    state: str
    counts: str
    """"4/1/1": +1, 0, -1."""
    mail: str


@dataclass(frozen=True, slots=True)
class TicketLine:
    """One open ticket."""

    key: str
    title: str
    """"" for a private one."""
    days: int
    waits_for: str
    """"the requester", "the team", or the name of the member who has it; "": nobody has
    taken it yet.
    """
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class DeskWeek:
    """The help desk's week."""

    open: int
    before: int
    """How many were open at the start of the week."""
    opened: int
    closed: tuple[str, ...]
    """Keys."""
    parked: int
    oldest_days: int
    lines: tuple[TicketLine, ...]
    """The tickets worth a line: new ones and those that have waited longest; at most ten."""
    nobodys: tuple[TicketLine, ...]
    """For NEEDS YOU: open and unassigned, the oldest first; at most five."""
    first_answer_hours: int | None = None
    """Median for the tickets first answered this week; None: there were none."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the public work log."""

    number: int
    """L-14."""
    at: datetime
    name: str
    text: str
    """"" while embargoed."""
    ticket: str = ""
    struck: str = ""
    """Why it was struck; "": it was not."""
    embargoed: bool = False
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Folded:
    """A post over the week's budget, shown here instead."""

    subject: str
    text: str
    """Its first line."""
    made: datetime


@dataclass(frozen=True, slots=True)
class Recap:
    """One list's recap. The letter omits empty parts; an empty recap is not sent."""

    rules: ListRules
    week: Week
    """The last week it covers."""
    since: Week
    """The first week it covers: an earlier one after a break, which the letter mentions."""
    is_first: bool
    """The first recap this list ever gets; one line explains what this letter is."""
    sentence: Sentence | None
    votes: tuple[OpenVote, ...]
    quiet: tuple[OpenVote, ...]
    """Proposals without an answer for a week."""
    decided: tuple[Decided, ...]
    desk: DeskWeek | None
    """None: there is no help desk, or nothing to report."""
    log: tuple[LogLine, ...]
    folded: tuple[Folded, ...] = ()
    topics: tuple[Topic, ...] = ()
    """Topics without an answer for a week."""
    hellos: tuple[Hello, ...] = ()
    """Newcomers whom nobody has answered."""
    starters: tuple[Starter, ...] = ()
    """Open tickets that are marked for newcomers."""
    records: tuple[RecordLine, ...] = ()
    """Decision records, and votes that are to be carried out."""
    people: tuple[PersonLine, ...] = ()
    """The members of the group, on the first list with a recap."""
    meetings: tuple[MeetingLine, ...] = ()
    """The group's meetings."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to report: open tickets and votes without news are not
        news by themselves.
        """
        moved = self.desk is not None and bool(
            self.desk.opened or self.desk.closed or self.desk.nobodys
        )
        return not (
            self.sentence
            or self.votes
            or self.quiet
            or self.topics
            or self.hellos
            or self.people
            or any(each.what is MeetingNews.MINUTES for each in self.meetings)
            or self.records
            or self.decided
            or moved
            or self.log
            or self.folded
        )


RECAP = "recap"
"""The kind of round that makes it."""


@dataclass(frozen=True, slots=True)
class RecapRound:
    """Everything needed for the recap of one list."""

    rules: ListRules
    recap: Recap | None
    """None: the list wants none, or the schedule was changed and the next recap covers
    everything.
    """
    now: datetime
