"""The facts of the letters about decision records. What people wrote is made harmless by the
templates.
"""

from dataclasses import dataclass
from datetime import datetime

from listbot.letters.facts.amended import TextChange
from listbot.model.order import Facts


@dataclass(frozen=True, slots=True)
class Notice:
    """A decision record that is published."""

    key: str
    title: str
    author: str
    paragraphs: tuple[str, ...]
    """The text."""
    link: str
    """Where the text stands; "": it is in `paragraphs`."""
    mail: str
    """Message-ID."""
    at: datetime
    earliest: datetime
    """From when it may be applied."""
    days: int
    """The notice that the group gives; 0: none."""
    emergency: bool
    """It was applied before anybody was asked."""
    supersedes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Final:
    """A decision record that is final."""

    key: str
    title: str
    link: str
    mail: str
    version: int
    """Its number, from 1."""
    published: datetime
    earliest: datetime
    days: int
    changes: tuple[TextChange, ...]
    """Since the first version."""
    more: int
    """How many changes are left out."""
    objections: tuple[str, ...]
    """The names of those whose objection is open."""


@dataclass(frozen=True, slots=True)
class RecordsFacts(Facts):
    """M14 and M16: what all members of the project are told of decision records, in one letter.

    M16 has only those that are final.
    """

    notices: tuple[Notice, ...]
    finals: tuple[Final, ...]


@dataclass(frozen=True, slots=True)
class HintFacts(Facts):
    """M38: what a decision record lacks."""

    key: str
    title: str
    missing: tuple[str, ...]
    """The parts: Context, Decision, Consequences."""
