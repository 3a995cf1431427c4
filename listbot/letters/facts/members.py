"""The facts of the letters about members of the group."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from listbot.model.order import Facts


class News(StrEnum):
    """What became of a member."""

    CONFIRMED = "confirmed"
    LEFT = "left"
    NOT_CONFIRMED = "not confirmed"
    """It was announced, and was a mistake."""
    STILL_HERE = "still here"
    """That they had left was announced, and was a mistake."""


@dataclass(frozen=True, slots=True)
class MemberNewsFacts(Facts):
    """M17: to all members of the project. It names no reason and no address."""

    news: News
    names: tuple[str, ...]
    at: datetime


class Note(StrEnum):
    """What one member is told in private."""

    PAIRED = "paired"
    NOT_PAIRED = "not paired"
    PAIR_LEFT = "pair left"
    PROJECT_AGREED = "project agreed"
    PROJECT_DISPUTED = "project disputed"
    AWAY = "away"
    """They have been away for nearly too long."""


@dataclass(frozen=True, slots=True)
class MemberNoteFacts(Facts):
    """M19: a note to one member about themselves."""

    note: Note
    name: str = ""
    """The other person it is about."""
    project: str = ""
    missed: int = 0
    """Meetings missed in a row."""
    most: int = 0
    """And how many of them can end a membership."""
    months: int = 0
    """And how many months without any; 0: that does not matter."""
    last: date | None = None
    """The day of the last meeting they attended; None: they attended none."""
    since: date | None = None
    """The day from which absence counts, if they attended none."""
    over: date | None = None
    """The day on which the time without a meeting is over."""


class GroupQuestion(StrEnum):
    """What the group is asked in private."""

    AWAY = "away"
    SILENT = "silent"
    NOBODY_CONFIRMS = "nobody confirms"
    """The last confirmed member has left: nobody in the group can confirm anybody. Only a note."""


@dataclass(frozen=True, slots=True)
class GroupAskedFacts(Facts):
    """M33: to the group's own address, or to each member."""

    question: GroupQuestion
    name: str
    token: str = ""
    missed: int = 0
    months: int = 0
    """Since the last meeting they attended, or since they joined."""
    ever: bool = False
    """Whether they ever attended one."""
    asked: date | None = None
    """The day on which they were asked whether they are still active."""
    keepers: bool = False
    """Whether somebody besides the operator can confirm."""


class MemberQuestion(StrEnum):
    """What one member is asked in private."""

    PAIR = "pair"
    ACTIVE = "active"
    ANYTHING = "anything"
    """Whether something came in private from somebody whom they had asked about."""


@dataclass(frozen=True, slots=True)
class MemberAskedFacts(Facts):
    """M34: to one member."""

    question: MemberQuestion
    token: str
    name: str = ""
    """The other person: who asks, or about whom it is."""
    project: str = ""
    address: str = ""
    """Where an answer may go, besides the list; "" if there is none."""
    until: date | None = None
    days: int = 0


@dataclass(frozen=True, slots=True)
class LeavingFacts(Facts):
    """M32: did you mean that you leave?"""

    token: str
    hours: int
    """After which it counts without an answer. 0: never, since anybody may have written it."""
    subject: str
    """Of the mail that says so."""
    date: datetime
