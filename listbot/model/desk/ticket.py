"""The values of the help desk: a ticket, its events, and who caused them.

Only values; `lifecycle` changes them. A change is a pair of old and new, in text, so that
it can be shown, stored and undone. Addresses are as in `Mail`; the roster says which of
them belong to the team.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

KEY = re.compile(r"(?<![\w-])([A-Z]{1,8})-([1-9][0-9]{0,8})(?![\w-])", re.IGNORECASE)
"""A ticket's key in a text: "T-118", in any case of letters."""


class Status(StrEnum):
    """The state of a ticket, and so who has to act."""

    NEW = "new"
    OPEN = "open"
    ON_REQUESTER = "waiting on requester"
    ON_TEAM = "waiting on team"
    PARKED = "parked"
    """Nothing was heard for a long time: never closed for silence, and any reply wakes it."""
    CLOSED = "closed"


class Side(StrEnum):
    """Who did something, from the ticket's point of view."""

    REQUESTER = "requester"
    WATCHER = "watcher"
    TEAM = "team"
    OTHER = "other"
    MACHINE = "machine"
    CLOCK = "clock"


class Priority(StrEnum):
    """How urgent the team considers it."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class What(StrEnum):
    """The kind of an event."""

    OPENED = "opened"
    WROTE = "wrote"
    CHANGED = "changed"
    AUTOMATIC = "automatic"
    """A machine's mail was attached, silently."""
    BOUNCED = "bounced"
    NUDGED = "nudged"
    UNDONE = "undone"
    WOKE = "woke"
    """The day came until which it was parked."""


class Field(StrEnum):
    """The field a change is about. The last five hold many values: a change adds one ("" ->
    x) or removes one.
    """

    STATUS = "status"
    TITLE = "title"
    REQUESTER = "requester"
    ASSIGNEE = "assignee"
    PRIORITY = "priority"
    PUBLIC = "public"
    """"yes" or "no"."""
    STARTER = "starter"
    """It is marked for newcomers: "yes" or "no"."""
    AGREED = "agreed"
    """Its requester lets it be shown in a public tracker: "yes" or "no"."""
    OUTER = "outer key"
    """The key of the ticket in the team's tracker, or ""."""
    SNOOZED = "snoozed"
    """Until when it is parked, in ISO format and UTC, or ""."""
    MERGED = "merged into"
    """The key of the ticket it was merged into, or ""."""
    WATCHER = "watcher"
    PARTICIPANT = "participant"
    LINK = "link"
    """The key of another ticket."""
    BOUNCING = "bouncing"
    """A watcher whose mail bounced: we don't write to them until they write."""
    NOTE = "note"
    """Words of a member that only the team sees."""


_ALWAYS_SHOWN = (What.OPENED, What.BOUNCED, What.WOKE)
MANY = (Field.WATCHER, Field.PARTICIPANT, Field.LINK, Field.BOUNCING, Field.NOTE)


@dataclass(frozen=True, slots=True)
class Change:
    """One field, before and after."""

    field: Field
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class File:
    """An attachment, as the ticket lists it; its bytes stay in the mail."""

    name: str
    type: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a ticket; append-only."""

    what: What
    at: datetime
    """When the mail was received, the person acted, or the timer fired."""
    side: Side
    who: str = ""
    """Address; "" for the clock."""
    name: str = ""
    mail: str = ""
    """The Message-ID that caused it; "" for an operator's act and for the clock."""
    text: str = ""
    """Its text: all of the first mail, the own words of an answer."""
    files: tuple[File, ...] = ()
    changes: tuple[Change, ...] = ()
    had_it: tuple[str, ...] = ()
    """Addresses that already have this mail, because its To or Cc names them; they get no copy."""
    secret: bool = False
    """It probably contains a secret, so its text is never public."""
    reason: str = ""
    """Why, in words: for a bounce, an operator's act, something the clock did."""
    for_team: bool = False
    """Nobody outside the team is notified: nothing shows that its author has anything to do
    with the ticket.
    """
    prepared: tuple[str, ...] = ()
    """The names of the prepared answers that its text ends with."""

    @property
    def is_shown(self) -> bool:
        """Whether followers of the ticket are notified of it."""
        if self.side in (Side.CLOCK, Side.MACHINE) and self.what not in _ALWAYS_SHOWN:
            return False
        return bool(self.text or self.files or self.changes)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A request by mail, in the state its events left it in."""

    prefix: str
    number: int
    list: str
    """The support list it came through."""
    title: str
    requester: str
    requester_name: str
    root: str
    """Message-ID of the mail that opened it."""
    token: str
    """Part of its reply address; routes but does not authenticate. Made from the first
    mail's bytes.
    """
    opened: datetime
    since: datetime
    """When it got its status; while we wait for the requester, when the team last wrote."""
    status: Status = Status.NEW
    assignee: str = ""
    priority: Priority = Priority.NORMAL
    public: bool = False
    starter: bool = False
    """It is marked for newcomers."""
    agreed: bool = False
    """Its requester lets it be shown in a public tracker."""
    outer: str = ""
    """The key of the ticket in the team's tracker."""
    snoozed: str = ""
    """Until when it is parked, in ISO format and UTC: then it waits for the team again."""
    merged_into: str = ""
    watchers: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    """Everybody who wrote or was named in To or Cc: their subject tag counts."""
    links: tuple[str, ...] = ()
    bouncing: tuple[str, ...] = ()
    answered: datetime | None = None
    """When the team first answered."""
    closed: datetime | None = None
    closed_by: str = ""
    heard: datetime | None = None
    """When the newest mail with a person's words was received."""
    asked_by: str = ""
    """The name of the member whose question the requester should answer."""
    nudged: datetime | None = None
    events: int = 0
    """The number of its events."""
    told: int = 0
    """How many of them its watchers were notified of."""
    untold_since: datetime | None = None
    """When the first event happened that they were not notified of."""
    history: bool = False
    """From before the list's `live_since`: never a cause for a letter."""
    guarded: bool = False
    """One of its mails probably contains a secret: it can never be made public."""
    notes: tuple[str, ...] = ()
    """A digest of each note; its words are in its event."""
    returns: str = ""
    """A secret that no letter contains, for the addresses that letters bounce to; old
    tickets have none.
    """

    @property
    def key(self) -> str:
        """T-118."""
        return f"{self.prefix}-{self.number}"

    @property
    def is_closed(self) -> bool:
        """Whether it is finished, until somebody writes."""
        return self.status is Status.CLOSED
