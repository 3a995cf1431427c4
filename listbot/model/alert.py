"""Alerts to the admin, by their causes. Only values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Cause(StrEnum):
    """The subject of an alert. A new cause needs its words in the letter A1."""

    WRONG = "wrong"
    """Somebody reported that a count is wrong."""
    FAULT = "fault"
    """A mail or a vote could not be decided: an error in listbot."""
    UNREADABLE = "unreadable"
    CONFLICT = "conflict"
    """Two mails share a Message-ID."""
    POST_LOST = "post lost"
    """A post to a list will not arrive, or may not have."""
    LETTER_LOST = "letter lost"
    """The same for a private letter."""
    UNWRITTEN = "unwritten"
    """A letter could not be composed."""
    FUSE = "fuse"
    WAITING = "waiting"
    """A post waits for approval."""
    FIRST_LETTERS = "first letters"
    """First letters of a help desk are waiting: many new addresses wrote."""
    TOO_MANY = "too many"
    """An address has reached the limit of letters we send it."""
    MAIL_SERVER = "mail server"
    """The server that takes our letters refuses us, or is down."""
    CLOCK = "clock"
    """We cannot trust this machine's clock."""
    RESTORED = "restored"
    """The database is, or may be, older than the letters that left: every letter is held."""
    RECEIPTS = "receipts"
    """We cannot record what leaves, so nothing leaves."""
    MAILBOX = "mailbox"
    """A mailbox cannot be read, or was renumbered."""
    WITHHELD = "withheld"
    """Mails that a mailbox lists but does not deliver."""
    TRACKER = "tracker"
    """The team's tracker refuses us, or something that we sent it."""
    PAGES = "pages"
    """The copy of the public pages cannot be brought up to date."""


@dataclass(frozen=True, slots=True)
class Alert:
    """Something a person should look at."""

    cause: Cause
    text: str
    """One sentence; it may contain a stranger's words."""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class AlertHistory:
    """The alerts of one cause, and which of them the admin was notified of."""

    cause: Cause
    told: datetime | None = None
    """When the last letter about it was made."""
    letters: int = 0
    """How many there were in this run."""
    untold: int = 0
    """Alerts that no letter has reported yet."""
    since: datetime | None = None
    """When the first of those came."""
    texts: tuple[str, ...] = ()
    """The first and the last of those."""
    known: tuple[str, ...] = ()
    """The texts of this run, or some of them."""
