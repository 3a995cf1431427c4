"""Where tickets are kept. A Tracker is asked for one, changes it, and tells what was changed there.

A tracker never decides who may do what and never writes to anybody: that is done before it is
called. It fails with a PermanentError where the same call can never work (a key that is none, a
change it does not know), and with a TemporaryError where it may work later (the other side is
away): the caller tries again then, by calling again.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from listbot.model.desk.ticket import Change, Field


@dataclass(frozen=True, slots=True)
class Request:
    """What a ticket is to be made of."""

    label: str
    """Names the request, whatever becomes of it: made from the Message-ID of its first mail.
    Letters and digits.
    """
    list: str
    """The support list's address."""
    title: str
    text: str
    requester: str
    """Address; the tracker registers them if it has to."""
    requester_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Edit:
    """One field that is to have a value: STATUS "closed" or any other, ASSIGNEE an address or "",
    PRIORITY, PUBLIC.
    """

    field: Field
    value: str


@dataclass(frozen=True, slots=True)
class View:
    """A ticket as the tracker has it."""

    key: str
    title: str
    status: str
    assignee: str
    priority: str
    public: bool
    requester: str
    opened: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that happened to a ticket."""

    key: str
    at: datetime
    who: str
    """Address or name; "" for the clock."""
    text: str
    """What was written, if anything."""
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened, in its order."""

    seen: tuple[Seen, ...]
    cursor: str
    """Asked with this one, `changes` goes on behind the last of them."""


class Tracker(Protocol):
    """A place where tickets are kept."""

    name: str

    async def create(self, request: Request) -> str:
        """Make a ticket: its key. Looks the label up first, so that a call may be repeated after
        any error, and two calls for one request make one ticket."""
        ...

    async def find(self, label: str) -> str | None:
        """The key of the ticket made for a request; None: there is none, as far as the tracker
        knows for certain.
        """
        ...

    async def read(self, key: str) -> View:
        """A ticket as it is now. Raises PermanentError for a key that is none."""
        ...

    async def change(self, key: str, edit: Edit, who: str, reason: str) -> None:
        """Give a field a value, in somebody's name. One it has already is no error. Raises
        PermanentError for a key that is none, and for a value that the tracker refuses."""
        ...

    async def changes(self, since: str) -> Changes:
        """What happened after the cursor, "" for all there is: each thing once, in its order, those
        made by `create` and `change` as well. May be no more than a part; the cursor then leads to
        the rest."""
        ...
