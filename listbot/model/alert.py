"""What the admin is told, by its cause. Only values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Cause(StrEnum):
    """What an alert is about. A new one needs its words in A1."""

    WRONG = "wrong"
    """Somebody says that a count is wrong."""
    FAULT = "fault"
    """A mail or a vote could not be decided: a fault in listbot."""
    UNREADABLE = "unreadable"
    CONFLICT = "conflict"
    """Two mails share a Message-ID."""
    POST_LOST = "post lost"
    """A post to a list will not arrive, or may not have arrived."""
    LETTER_LOST = "letter lost"
    """The same of a private letter."""
    UNWRITTEN = "unwritten"
    """A letter could not be composed."""
    FUSE = "fuse"
    WAITING = "waiting"
    """A post waits for approval."""
    FIRST_LETTERS = "first letters"
    """First letters of a help desk wait: many new addresses wrote."""
    TOO_MANY = "too many"
    """An address was written to as often as it may be."""
    MAIL_SERVER = "mail server"
    """The server that takes letters refuses us, or is away."""
    CLOCK = "clock"
    """The clock of our machine cannot be believed."""
    RESTORED = "restored"
    """The database is older than what left, or may be: every letter is held."""
    RECEIPTS = "receipts"
    """What leaves cannot be noted, so nothing does."""
    MAILBOX = "mailbox"
    """A mailbox cannot be read, or was numbered anew."""
    WITHHELD = "withheld"
    """Mails that a mailbox shows and does not give."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that a person should look at."""

    cause: Cause
    text: str
    """One sentence; it may hold a stranger's words."""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class AlertHistory:
    """What happened of one cause, and what the admin was told of it."""

    cause: Cause
    told: datetime | None = None
    """When the last letter about it was made."""
    letters: int = 0
    """How many there were in this run."""
    untold: int = 0
    """Alerts that no letter tells yet."""
    since: datetime | None = None
    """When the first of them came."""
    texts: tuple[str, ...] = ()
    """The first and the last of them."""
    known: tuple[str, ...] = ()
    """The texts of this run, or a part of it."""
