"""The facts of the letters about meetings of the group."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from listbot.letters.facts.recap import Rows
from listbot.model.order import Facts
from listbot.model.records.meetings import Action, AgendaItem, Doubt
from listbot.model.weekly.recap import OpenVote, TicketLine


class MeetingChange(StrEnum):
    """What became of a meeting whose agenda is out."""

    OFF = "off"
    MOVED = "moved"
    ON = "on"
    """It takes place after all."""


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """A decision record that people may still want to talk about."""

    key: str
    title: str
    until: datetime | None
    """When its notice ends; None: it is over, or there is none."""
    objections: tuple[str, ...]
    """The names of those whose objection is open."""


@dataclass(frozen=True, slots=True)
class AgendaFacts(Facts):
    """M20: what the next meeting is about. It names nobody who will be away."""

    title: str
    at: datetime
    place: str
    items: Rows[AgendaItem]
    to_confirm: tuple[str, ...]
    """Names of the members who asked to be confirmed."""
    actions: Rows[Action]
    """Those of the last published minutes."""
    votes: Rows[OpenVote]
    """Those that close before the meeting or soon after it."""
    tickets: Rows[TicketLine]
    """Public ones that have waited long."""
    records: Rows[OpenRecord] = field(default_factory=Rows)
    """Decision records whose notice runs, or with an open objection."""
    change: MeetingChange | None = None
    """Not an agenda but what became of the meeting after it went out."""
    was: datetime | None = None
    """The time that the agenda named, if the meeting was moved."""


@dataclass(frozen=True, slots=True)
class MinutesWantedFacts(Facts):
    """M21: the minutes of a meeting are not out yet."""

    title: str
    at: datetime
    days: int
    """How long ago it was."""
    key: str
    to_chair: bool
    """Else it goes to the group, in private."""
    previewed: bool
    """Somebody has sent them, and has not said yes to what we read."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A line that the group agreed on, and the link that puts it to the list."""

    text: str
    link: str
    """"" if no letter can hold it."""


@dataclass(frozen=True, slots=True)
class MinutesReadFacts(Facts):
    """M35: what we read in minutes, for whoever sent them; nobody else has seen it."""

    token: str
    key: str
    at: datetime
    published: bool
    """They said yes to it."""
    cancelled: bool
    members: tuple[str, ...]
    """Names of those who were there and whom we know."""
    others: tuple[str, ...]
    """Names of those who were there and whom we do not know."""
    guests: tuple[str, ...]
    regrets: tuple[str, ...]
    agreed: tuple[Offer, ...]
    actions: tuple[Action, ...]
    postponed: tuple[str, ...]
    link: str
    hidden: tuple[str, ...]
    """What was left out, in words: "a password line"."""
    doubts: tuple[Doubt, ...]
