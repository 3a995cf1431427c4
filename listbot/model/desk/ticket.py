"""The values of the help desk: a ticket, what happened to it, and who did it.

Only values; `lifecycle` moves them. A change is a pair of old and new, in text, so that it can be
shown, stored and undone. Addresses are as in `Mail`; the roster says which of them are the team's.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

KEY = re.compile(r"(?<![\w-])([A-Z]{1,8})-([1-9][0-9]{0,8})(?![\w-])", re.IGNORECASE)
"""A ticket's key in a text: "T-118", whatever its case."""


class Status(StrEnum):
    """Where a ticket stands, and so who is waited for."""

    NEW = "new"
    OPEN = "open"
    ON_REQUESTER = "waiting on requester"
    ON_TEAM = "waiting on team"
    PARKED = "parked"
    """Nobody was heard for long: never closed for silence, and any reply wakes it."""
    CLOSED = "closed"


class Side(StrEnum):
    """Who did something, as far as the ticket is concerned."""

    REQUESTER = "requester"
    WATCHER = "watcher"
    TEAM = "team"
    OTHER = "other"
    MACHINE = "machine"
    CLOCK = "clock"


class Priority(StrEnum):
    """How urgent the team finds it."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class What(StrEnum):
    """What an event is."""

    OPENED = "opened"
    WROTE = "wrote"
    CHANGED = "changed"
    AUTOMATIC = "automatic"
    """A machine's mail was attached, silently."""
    BOUNCED = "bounced"
    NUDGED = "nudged"
    UNDONE = "undone"


class Field(StrEnum):
    """What a change is about. The last four hold many values: a change adds one ("" -> x) or takes
    one away.
    """

    STATUS = "status"
    TITLE = "title"
    REQUESTER = "requester"
    ASSIGNEE = "assignee"
    PRIORITY = "priority"
    PUBLIC = "public"
    """"yes" or "no"."""
    MERGED = "merged into"
    """The key of the ticket it was merged into, or ""."""
    WATCHER = "watcher"
    PARTICIPANT = "participant"
    LINK = "link"
    """The key of another ticket."""
    BOUNCING = "bouncing"
    """A watcher whose mail came back: not written to until they write."""


MANY = (Field.WATCHER, Field.PARTICIPANT, Field.LINK, Field.BOUNCING)


@dataclass(frozen=True, slots=True)
class Change:
    """One field, before and after."""

    field: Field
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class File:
    """An attachment of a mail, as the ticket lists it; its bytes stay in the mail."""

    name: str
    type: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a ticket; append-only."""

    what: What
    at: datetime
    """When the mail was received, the person acted, or the clock struck."""
    side: Side
    who: str = ""
    """Address; "" for the clock."""
    name: str = ""
    mail: str = ""
    """The Message-ID that brought it; "" for an operator's act and for the clock."""
    text: str = ""
    """What was written: of the first mail its whole text, of an answer its own words."""
    files: tuple[File, ...] = ()
    changes: tuple[Change, ...] = ()
    had_it: tuple[str, ...] = ()
    """Addresses that have this mail already, because it names them in To or Cc; they get no copy.
    """
    secret: bool = False
    """It likely holds a secret, so its text is never public."""
    reason: str = ""
    """Why, in words: of a bounce, of an operator's act, of what the clock did."""
    for_team: bool = False
    """Nobody outside the team is told of it: nothing shows that its author has anything to do with
    the ticket.
    """

    @property
    def is_shown(self) -> bool:
        """Whether people who follow the ticket are told of it."""
        if self.side in (Side.CLOCK, Side.MACHINE) and self.what not in (What.OPENED, What.BOUNCED):
            return False
        return bool(self.text or self.files or self.changes)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A request by mail, as all its events left it."""

    prefix: str
    number: int
    list: str
    """The support list it came by."""
    title: str
    requester: str
    requester_name: str
    root: str
    """Message-ID of the mail that opened it."""
    token: str
    """Of its reply address: it routes and does not authenticate. Made from the first mail's bytes.
    """
    opened: datetime
    since: datetime
    """When its status was taken; while the requester is waited for, when the team wrote last."""
    status: Status = Status.NEW
    assignee: str = ""
    priority: Priority = Priority.NORMAL
    public: bool = False
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
    """When the newest mail with words of people was received."""
    asked_by: str = ""
    """The name of the member whose answer the requester is waited for."""
    nudged: datetime | None = None
    events: int = 0
    """How many events it has ..."""
    told: int = 0
    """... and how many of them its watchers were told of."""
    untold_since: datetime | None = None
    """When the first event was that they were not told of."""
    history: bool = False
    """From before the list's `live_since`: never a cause for a letter."""
    guarded: bool = False
    """Some mail of it likely holds a secret: it can never be made public."""
    returns: str = ""
    """A secret that stands in no letter, for the addresses to which letters come back; old tickets
    have none.
    """

    @property
    def key(self) -> str:
        """T-118."""
        return f"{self.prefix}-{self.number}"

    @property
    def is_closed(self) -> bool:
        """Whether it is done with, until somebody writes."""
        return self.status is Status.CLOSED
