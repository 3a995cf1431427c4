"""Where tickets are kept. A Tracker makes a ticket, changes it, and reports what changed in it.

A tracker never decides who may do what and never writes to anybody: the caller has done that. It
raises PermanentError if the same call can never work (an unknown key or change), and TemporaryError
if it may work later (the other side is away): then the caller repeats the call.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from listbot.model.desk.ticket import Change, Field


@dataclass(frozen=True, slots=True)
class Request:
    """The contents of a new ticket."""

    label: str
    """Identifies the request; made from the Message-ID of its first mail. Letters and digits."""
    list: str
    """The support list's address."""
    title: str
    text: str
    requester: str
    """Address; the tracker registers the person if it has to."""
    requester_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Edit:
    """A new value for a field: STATUS "closed" or other, ASSIGNEE address or "", PRIORITY,
    PUBLIC.
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
    """The text written, if any."""
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of all tickets, in order."""

    seen: tuple[Seen, ...]
    cursor: str
    """Pass it to `changes` to continue after the last of them."""


class Tracker(Protocol):
    """A place where tickets are kept.

    Any method may raise TemporaryError; then repeat the call later::

        key = await tracker.create(request)
        await tracker.change(key, Edit(Field.STATUS, "closed"), "kim@example.org", "done")
        news = await tracker.changes(cursor)  # continue with news.cursor
    """

    name: str

    async def create(self, request: Request) -> str:
        """Make a ticket and return its key.

        The label is looked up first, so a call may be repeated after any error: two calls for one
        request make one ticket. Raises PermanentError for a request that cannot become a ticket.
        """
        ...

    async def find(self, label: str) -> str | None:
        """Return the key of the ticket made for a request; None if there surely is none."""
        ...

    async def read(self, key: str) -> View:
        """Return a ticket as it is now. Raises PermanentError for an unknown key."""
        ...

    async def change(self, key: str, edit: Edit, who: str, reason: str) -> None:
        """Set a field in somebody's name; a value that it already has changes nothing.

        Raises PermanentError for an unknown key, and for a value that the tracker refuses.
        """
        ...

    async def changes(self, since: str) -> Changes:
        """Return what happened after the cursor `since`; "" means from the beginning.

        Each change comes once, in order, including those made by `create` and `change`. The answer
        may be only a part; its cursor leads to the rest.
        """
        ...
