"""What the admin is told: alerts by their causes, and when a letter about a cause is due. Pure.

The first alert of a cause is told at once, whatever else happens, so no flood of one cause hides another one. Those
that follow within a day are gathered into one letter, after waits that grow. The same words are not told twice a day.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

MOST_A_DAY = 10  # letters to the admin; the first of a cause is always one of them, gathered ones wait for the next day
RUN = timedelta(days=1)  # after so long without a letter a cause is new again
FIRST_WAIT = timedelta(hours=1)  # from the first letter about a cause to what was gathered since
LONGEST_WAIT = timedelta(hours=8)
SHOWN = 4  # of the first and of the last alerts that a letter gathers
KNOWN = 50  # texts of a run that are remembered; a flood of others is counted, each time


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
class Heard:
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


def hear(heard: Heard, text: str, now: datetime) -> Heard:
    """One more alert of this cause. The same words within a run are known already."""
    if heard.told is not None and not heard.untold and not _is_within(heard.told, RUN, now):
        heard = Heard(heard.cause)
    if text in heard.known:
        return heard
    return replace(
        heard,
        untold=heard.untold + 1,
        since=heard.since or now,
        texts=(*(heard.texts if len(heard.texts) < 2 * SHOWN else _without_middle(heard.texts)), text),
        known=(*heard.known, text)[-KNOWN:],
    )


def _without_middle(texts: tuple[str, ...]) -> tuple[str, ...]:
    return texts[:SHOWN] + texts[SHOWN + 1 :]


def is_due(heard: Heard, now: datetime, letters_today: int) -> bool:
    """Whether a letter about this cause is to be made now; `letters_today`: to the admin, about whatever cause."""
    if not heard.untold:
        return False
    if heard.told is None:
        return True
    wait = min(FIRST_WAIT * 2 ** min(heard.letters - 1, 8), LONGEST_WAIT)
    return letters_today < MOST_A_DAY and not _is_within(heard.told, wait, now)


def tell(heard: Heard, now: datetime) -> Heard:
    """The letter was made."""
    return Heard(heard.cause, now, heard.letters + 1, known=heard.known)


def _is_within(told: datetime, span: timedelta, now: datetime) -> bool:
    """Whether the last letter is younger than that. One of the future was made by a clock that was wrong."""
    return told <= now < told + span
