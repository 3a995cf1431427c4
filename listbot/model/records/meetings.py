"""The meetings of the group: their calendar, and their minutes. Only values.

A person stands here by primary address where we know them, else by the name in the minutes. Whoever
was there, and who sent regrets, is the group's own; no page, list or recap shows it by name.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person took on."""

    who: str
    """The name as written; "" if nobody is named."""
    what: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in the minutes that we ask about."""

    words: str
    question: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """What we read in the minutes of one meeting."""

    attendees: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    """They may speak; they do not vote."""
    regrets: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    """It decides nothing: what was not on the list did not happen."""
    actions: tuple[Action, ...] = ()
    postponed: tuple[str, ...] = ()
    text: str = ""
    link: str = ""
    """Where they are, if the mail only had a link."""
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()
    """The days on which something was redacted."""
    hidden: tuple[str, ...] = ()
    """What looked like a secret or an address and was left out, in words: "a password line"."""
    cancelled: bool = False
    """They say that the meeting did not take place."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Minutes that somebody sent, and what became of them."""

    act: str
    """Key of the act, and of the preview."""
    by: str
    at: datetime
    mail: str
    minutes: Minutes
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting."""

    key: str
    """Its day and hour when it was called, "2026-09-24T1800"; only the day if minutes alone speak
    of it."""
    at: datetime
    title: str = ""
    place: str = ""
    uid: str = ""
    """Of the calendar's event; "" if none came."""
    chair: str = ""
    """The primary address of the person who called it."""
    mail: str = ""
    """Message-ID of the invitation."""
    list: str = ""
    """The list that gets its agenda."""
    was: tuple[datetime, ...] = ()
    """When it was to be, before it was moved."""
    cancelled: bool = False
    regrets: tuple[str, ...] = ()
    agenda_sent: datetime | None = None
    told: datetime | None = None
    """The time that the last agenda named; None: none went out."""
    wanted: tuple[datetime, ...] = ()
    """When we asked for its minutes: its chair, then the group."""
    sent: tuple[Sent, ...] = ()
    """Its minutes, oldest first; a later one corrects an earlier one."""

    @property
    def minutes(self) -> Sent | None:
        """The published minutes, the last ones if there were corrections."""
        return next((each for each in reversed(self.sent) if each.published is not None), None)

    @property
    def is_held(self) -> bool:
        """Whether it counts: it took place, and its minutes are out."""
        return not self.cancelled and self.minutes is not None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """Something that a person wants to talk about at the next meeting."""

    text: str
    by: str
    name: str
    at: datetime
    mail: str
