"""What a Tracker needs of a forge: a handful of requests, and their answers as values.

A site never decides and never tries again. It raises what the client raises: TrackerGone only for
an issue that is not there, TrackerDenied for a repository that is not.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Protocol

from listbot.trackers import Checked
from listbot.trackers.http import Upload


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account; both are empty for a deleted one."""

    login: str
    name: str


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as it is now."""

    key: str
    """#12."""
    title: str
    body: str
    author: str
    """A login."""
    created: datetime
    updated: datetime
    is_closed: bool = False
    is_locked: bool = False
    assignees: tuple[Person, ...] = ()
    labels: tuple[str, ...] = ()


class Happened(Enum):
    """What somebody did to an issue."""

    WROTE = auto()
    CLOSED = auto()
    REOPENED = auto()
    ASSIGNED = auto()
    UNASSIGNED = auto()
    LABELLED = auto()
    UNLABELLED = auto()


@dataclass(frozen=True, slots=True)
class Note:
    """One thing in the history of an issue."""

    id: str
    """The forge's own; nothing else in the repository has it."""
    what: Happened
    author: Person
    at: datetime
    value: str = ""
    """The text written, the assignee's login, or the label."""


class Site(Protocol):
    """One repository of a forge."""

    async def me(self) -> str:
        """Return our own login."""
        ...

    async def ours(self, since: datetime) -> list[Issue]:
        """Return the issues that we have made and that changed since, from the database itself."""
        ...

    async def issue(self, key: str) -> Issue:
        """Return an issue. Raises TrackerGone."""
        ...

    async def create(self, title: str, body: str) -> str:
        """Make an issue; return its key."""
        ...

    async def set_closed(self, key: str, is_closed: bool) -> None:
        """Close or reopen an issue."""
        ...

    async def assign(self, key: str, logins: tuple[str, ...]) -> tuple[str, ...]:
        """Assign an issue to these and nobody else; return whom it is assigned to then."""
        ...

    async def label(self, key: str, add: str, remove: tuple[str, ...]) -> None:
        """Give an issue a label, "" for none, and take others away."""
        ...

    async def comments(self, key: str) -> list[Note]:
        """Return all comments of an issue, oldest first."""
        ...

    async def comment(self, key: str, body: str) -> None:
        """Add a comment."""
        ...

    async def history(self, key: str, since: datetime) -> list[Note]:
        """Return what was written and done since, but no comment that stays internal."""
        ...

    async def files(self, key: str) -> tuple[str, ...] | None:
        """Return the names of an issue's files; None if the forge takes none."""
        ...

    async def attach(self, key: str, file: Upload) -> None:
        """Attach a file."""
        ...

    async def check(self, is_public: bool) -> Checked:
        """Try the token and the repository; `is_public`: what the configuration says of it."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...
