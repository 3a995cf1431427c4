"""Where tickets are kept. A Tracker makes a ticket, changes it, and reports what changed in it.

A tracker never decides who may do what, what may leave us, or when to try again: the caller has
done that. It raises PermanentError if the same call can never work (an unknown key or change), and
TemporaryError if it may work later (the other side is away): then the caller repeats the call.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from listbot.model.desk.ticket import Change, Field


@dataclass(frozen=True, slots=True)
class Request:
    """The contents of a new ticket."""

    label: str
    """Identifies the request; made from its first mail. Letters and digits."""
    list: str
    """The support list's address."""
    title: str
    text: str
    requester: str
    """Address; "" if the tracker is not to have it."""
    requester_name: str
    at: datetime
    retried: bool = True
    """An earlier call may have made the ticket moments ago, so an index that lags is not proof that
    there is none. False only for the very first call.
    """


@dataclass(frozen=True, slots=True)
class Comment:
    """Something that a person wrote about a ticket by mail."""

    label: str
    """Identifies it; made from its mail. Letters and digits."""
    text: str
    who: str
    """Address; "" if the tracker is not to have it."""
    who_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that came with a mail."""

    label: str
    """Identifies it; letters and digits."""
    name: str
    """Safe to save, and not empty."""
    type: str
    """image/png."""
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Contact:
    """A person whom the tracker is to know."""

    address: str
    name: str


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
    """As the tracker knows them: an address or a name; "" if it does not say."""
    opened: datetime
    watchers: tuple[str, ...] = ()
    """Accounts, as `register` returns them."""
    files: tuple[str, ...] = ()
    """Names, in the order they were attached."""
    comments: tuple[str, ...] = ()
    """Texts, in the order they were made; around our own the tracker's adapter may have written
    whose they are.
    """


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that happened to a ticket."""

    key: str
    at: datetime
    who: str
    """Address or name, as people are to read it; "" for the clock."""
    text: str
    """The text written, if any."""
    changes: tuple[Change, ...]
    """In our words: a status of ours, an assignee's address or name."""
    id: str = ""
    """The tracker's own id of it: the same whenever it is asked for, and nothing else has it."""
    is_own: bool = False
    """It was made by a call of ours, so nobody has to hear of it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at the tracker found, each in words for the admin."""

    found: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """What will not work, and what to change."""


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
        await tracker.comment(key, comment)
        news = await tracker.changes(cursor)  # continue with news.cursor
    """

    name: str

    async def create(self, request: Request) -> str:
        """Make a ticket and return its key.

        The label is looked up first, so a call may be repeated after any error: two calls for one
        request make one ticket. Raises PermanentError for a request that cannot become a ticket.
        The text is sent as it is: the caller has taken out what must not leave.
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

    async def comment(self, key: str, comment: Comment) -> None:
        """Add a comment; one whose label is there already is not added again.

        Raises PermanentError for an unknown key.
        """
        ...

    async def attach(self, key: str, file: Enclosure) -> None:
        """Attach a file; one whose label is there already is not attached again.

        Raises PermanentError for an unknown key, and for a file that the tracker refuses.
        """
        ...

    async def register(self, person: Contact) -> str:
        """Find the person, or make them known; return their account, "" if they cannot have one.

        May be repeated after any error.
        """
        ...

    async def watch(self, key: str, account: str) -> None:
        """Have the tracker tell an account about a ticket; a second time changes nothing.

        Raises PermanentError for an unknown key.
        """
        ...

    async def changes(self, since: str) -> Changes:
        """Return what happened after the cursor `since`; "" means from the beginning.

        Each change comes at least once and soon in order, including those made by the calls above.
        Comments that the tracker keeps internal never come. The answer may be only a part; its
        cursor leads to the rest.
        """
        ...

    async def check(self) -> Checked:
        """Try what can be tried without changing anything (`check-config --connect`)."""
        ...

    async def close(self) -> None:
        """Let go of connections; the next call opens them again."""
        ...
