"""Decision records: what was decided, why, and what follows, in numbered texts with versions."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Told(StrEnum):
    """What all members of the project are told of a decision record. The words are stored."""

    PUBLISHED = "published"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class RecordText:
    """What one mail says in or about a decision record."""

    text: str = ""
    link: str = ""
    """Where the text stands, if the mail only links to it."""
    supersedes: tuple[str, ...] = ()
    """Keys of the records that this one replaces: "ADR-3"."""
    emergency: bool = False
    """It was applied before anybody was asked, and written afterwards."""


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a record."""

    at: datetime
    text: str
    link: str
    mail: str
    """Message-ID."""


@dataclass(frozen=True, slots=True)
class RecordObjection:
    """Somebody's objection in the record's thread."""

    by: str
    name: str
    at: datetime
    quote: str
    mail: str
    settled: datetime | None = None


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """One decision record as it stands."""

    key: str
    """ADR-7."""
    title: str
    author: str
    name: str
    """The author's."""
    versions: tuple[Version, ...]
    """Oldest first; never empty. The first one starts the clock."""
    supersedes: tuple[str, ...] = ()
    emergency: bool = False
    final: datetime | None = None
    applied: datetime | None = None
    retracted: datetime | None = None
    objections: tuple[RecordObjection, ...] = ()
    replaced_by: str = ""
    announced: datetime | None = None
    """When all members of the project were told that it is published."""
    final_announced: datetime | None = None
    """And when they were last told that it is final."""

    @property
    def number(self) -> int:
        """The number in its key."""
        return int(self.key.partition("-")[2])

    @property
    def began(self) -> datetime:
        """When it was first published, which starts the clock."""
        return self.versions[0].at

    @property
    def mails(self) -> tuple[str, ...]:
        """The mails that brought its texts; answers to them belong to it."""
        return tuple(each.mail for each in self.versions)

    @property
    def open_objections(self) -> tuple[RecordObjection, ...]:
        """The objections that nobody has settled."""
        return tuple(each for each in self.objections if each.settled is None)
