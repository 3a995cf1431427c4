"""Orders for letters. Only values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LetterKind(StrEnum):
    """All letters, numbered as in docs/letters.md."""

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
    RECORD_NOTICE = "M14"
    RECORD_FINAL = "M16"
    MEMBER_NEWS = "M17"
    MEMBER_NOTE = "M19"
    AGENDA = "M20"
    MINUTES_WANTED = "M21"
    WITHDRAW = "M18"
    TRANSCRIPT = "M22"
    CORRECTED = "M23"
    SECRET_SEEN = "M24"  # noqa: S105 - not a password: a letter about one
    QUESTION = "M25"
    TOLD_OTHERWISE = "M26"
    WAITS = "M27"
    AMENDED = "M28"
    DRAFT = "M29"
    NUDGE = "M30"
    SILENT = "M31"
    LEAVING = "M32"
    GROUP_ASKED = "M33"
    MEMBER_ASKED = "M34"
    MINUTES_READ = "M35"
    NEWCOMERS = "M36"
    GROUP_DIGEST = "M37"
    RECORD_HINT = "M38"
    APPROVAL = "M39"
    APPROVED = "M40"
    CONSENT = "M41"
    ALERT = "A1"
    ROUND_TRIP = "A2"


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """A letter to be composed: its kind, cause and recipients, and the facts its template needs."""

    kind: LetterKind
    cause: str
    """Unique together with kind and period: the same cause never makes a second letter."""
    facts: "Facts"
    to_list: bool
    recipients: tuple[str, ...]
    reply_to_mail: str | None
    """Message-ID to answer: In-Reply-To."""
    thread: tuple[str, ...] = ()
    """Message-IDs for References, root first."""
    subject: str = ""
    """The subject being answered; the letter makes its own from it."""
    period: str = ""
    family: str = ""
    """Replaces the kind in the key for kinds that exclude each other: a vote has one
    result, whichever kind.
    """
    reply_to: str = ""
    """Reply-To; "": answers go to the sender, as usual."""
    envelope_from: str = ""
    """Address for bounces; "": the bot's address, or nobody for automatic answers."""
    held: bool = False
    """It waits for a member, whatever the list's mode allows."""
    ticket: str = ""
    """Key of its ticket; "" for letters about votes."""
    sure: bool = False
    """Its reader wrote the mail that caused it, as certainly as a list requires for a vote."""
    asked_for: bool = False
    """Its recipient asked for it, so the daily limit does not apply."""
    unsubscribe: str = ""
    """The token that ends letters of this kind, for the header fields of RFC 2369 and RFC 8058."""
    hand_act: str = ""
    """What it says was done to a vote by hand; a header field tells recounts."""
    list: str = ""
    """The watched list that it goes to, or is about; "": the one whose mail or moment caused it."""
    calendar: str = ""
    """A calendar file (RFC 5545) that is attached to it; "" for none."""
    until: datetime | None = None
    """When it becomes useless: a reminder after the close. It is not sent after that, even
    if it had to wait.
    """


@dataclass(frozen=True, slots=True)
class Facts:
    """Base of the facts given to a letter's template; one frozen class per letter, in
    `letters/facts/votes.py`.
    """
