"""A letter to be composed. Only values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LetterKind(StrEnum):
    """Every letter there is, as docs/letters.md numbers them."""

    OPENED = "M1"
    NOT_COUNTED = "M2"
    REASON_WANTED = "M3"
    REMINDER = "M4"
    PASSED = "M5"
    NOT_PASSED = "M6"
    SILENCE = "M7"
    HELD = "M8"
    TICKET_OPENED = "M9"
    UPDATE = "M10"
    STALE = "M11"
    DIGEST = "M12"
    RECAP = "M13"
    TRANSCRIPT = "M22"
    SECRET_SEEN = "M24"  # noqa: S105 - not a password: a letter about one
    QUESTION = "M25"
    TOLD_OTHERWISE = "M26"
    WAITS = "M27"
    ALERT = "A1"


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """A letter to be composed: which kind, why, to whom, and the facts its template needs."""

    kind: LetterKind
    cause: str
    """With kind and period the unique key: the same cause never makes a second letter."""
    facts: "Facts"
    to_list: bool
    recipients: tuple[str, ...]
    reply_to_mail: str | None
    """Message-ID to answer: In-Reply-To."""
    thread: tuple[str, ...] = ()
    """Message-IDs for References, root first."""
    subject: str = ""
    """The subject answered; the letter decides what to make of it."""
    period: str = ""
    family: str = ""
    """Stands for the kind in the key where kinds exclude each other: a vote has one result, of
    whatever kind.
    """
    reply_to: str = ""
    """Where answers go, for Reply-To; "": to the sender, as usual."""
    envelope_from: str = ""
    """Where bounces go; "": to the bot's address, or for answers to nobody."""
    held: bool = False
    """It waits for a member, whatever the list's mode lets out."""
    ticket: str = ""
    """Key of the ticket it is about; "" for letters about votes."""
    sure: bool = False
    """Its reader wrote the mail that caused it, as surely as a list asks for a vote."""
    asked_for: bool = False
    """Who gets it asked for it: no number a day is too many."""
    unsubscribe: str = ""
    """The token that ends letters of this kind, for the header fields of RFC 2369 and RFC 8058."""
    until: datetime | None = None
    """When it is of no use any more: a reminder after the close. It is not sent then, however long
    it had to wait.
    """


@dataclass(frozen=True, slots=True)
class Facts:
    """Base of the facts a letter's template is given; one frozen class a letter, in
    `letters/facts/votes.py`.
    """
