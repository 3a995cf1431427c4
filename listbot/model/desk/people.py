"""The people we know, what they told us to do, and what is kept for them until they answer. Only
values.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Notes(StrEnum):
    """Which private notes about votes a person wants."""

    PROBLEMS = "problems"
    """When a mail of theirs could not be counted, or lacks a reason."""
    ALL = "all"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Person:
    """One address and what its owner told us to do. Nobody needs an account to be helped."""

    address: str
    name: str = ""
    registered: datetime | None = None
    """When they first wrote to a help desk; None: known for a wish only."""
    notes: Notes = Notes.PROBLEMS
    mail: str = "on"
    """Letters about tickets they follow: on, off."""


@dataclass(frozen=True, slots=True)
class Preference:
    """A person's choice, made by mail; an empty one stays as it is."""

    address: str
    notes: Notes | None = None
    digest: str = ""
    """The weekly digest of what waits for them: weekly, off."""
    token: str = ""
    """With "weekly": what the links that end it will hold, unless earlier ones hold another."""
    at: datetime | None = None
    """When a choice about the digest was made."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Command lines that came in a member's name, without proof; they are done when the member says
    yes.
    """

    token: str
    ticket: str
    """Key of the ticket they were written on; "" for none."""
    who: str
    """The member's primary address, to which the question goes."""
    lines: tuple[tuple[str, str], ...]
    """Verb and argument of each."""
    mail: str
    """Message-ID of the mail that held them."""
    asked: datetime
    answered: bool = False


class Written(NamedTuple):
    """A stored mail, as far as a ticket needs it again: to be split off, or to become one from a
    vote's thread.
    """

    message_id: str
    author: str
    name: str
    level: str
    subject: str
    received: datetime
    digest: str
    text: str
    may_be_answered: bool = True
    """A person wrote it, who did not ask for silence."""
