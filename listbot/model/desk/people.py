"""The people we know, their preferences, and what we keep for them until they answer. Only
values.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Notes(StrEnum):
    """The private notes about votes that a person wants."""

    PROBLEMS = "problems"
    """Only if a mail of theirs could not be counted, or lacks a reason."""
    ALL = "all"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Person:
    """One address and its owner's preferences. Nobody needs an account to get help."""

    address: str
    name: str = ""
    registered: datetime | None = None
    """When they first wrote to a help desk; None: known only by a preference."""
    notes: Notes = Notes.PROBLEMS
    mail: str = "on"
    """Letters about tickets they follow: on, off."""


@dataclass(frozen=True, slots=True)
class Preference:
    """A preference set by mail; an empty field stays unchanged."""

    address: str
    notes: Notes | None = None
    digest: str = ""
    """The weekly digest: weekly, off."""
    token: str = ""
    """With "weekly": the token for the links that end it, unless earlier letters use another."""
    at: datetime | None = None
    """When they chose whether to get the digest."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Command lines sent in a member's name without proof; carried out when the member says yes."""

    token: str
    ticket: str
    """Key of the ticket they were about; "" for none."""
    who: str
    """The member's primary address, which gets the question."""
    lines: tuple[tuple[str, str], ...]
    """Verb and argument of each."""
    mail: str
    """Message-ID of the mail that contained them."""
    asked: datetime
    answered: bool = False
    vote: int = 0
    """The number of the vote that is to be changed by hand; 0 for other questions."""
    record: bool = False
    """It is about the group's record."""
    otherwise: tuple[tuple[str, str], ...] = ()
    """What a "no" carries out: verb and argument."""


class Written(NamedTuple):
    """A stored mail that a ticket needs again: to split it off, or to make a ticket from a
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
    """A person wrote it, and did not ask for silence."""
