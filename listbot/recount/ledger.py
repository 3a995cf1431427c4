"""The ledger of a vote: when each mail was received, as the daemon knows it.

An archive shows other times than the daemon saw, and some archives show none but the writer's own
clock. The ledger goes with the mails, so that a recount judges by the same times. It is text, one
JSON object a line, for programs and people. Pure; raises ValueError for a line that is not one.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from listbot.mail import Mail
from listbot.proposals.entries import WORDS_SHOWN

APART = timedelta(minutes=1)
"""Times that differ by more are reported; hosts on the way stamp a mail some seconds apart."""

FIRST_YEAR, LAST_YEAR = 100, 9900
"""Nothing is of a time outside; near the ends of the calendar, sums with times fail."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One mail and its times."""

    mail: str
    """Message-ID."""
    words: str
    """The beginning of `Mail.words_digest`: two mails may claim one Message-ID."""
    received: datetime
    written: datetime
    """As `Mail.effective`: a person's mails are ordered by it."""
    late: bool = False
    """It reached the daemon only after the result."""

    @property
    def key(self) -> tuple[str, str]:
        """What it is found by."""
        return self.mail, self.words


Ledger = Mapping[tuple[str, str], LedgerLine]


@dataclass(frozen=True, slots=True)
class LedgerUse:
    """What a ledger changed in a recount."""

    taken: int
    """How many mails it had the times of."""
    missing: tuple[str, ...]
    """Message-IDs of those that it does not have; they keep the archive's times."""
    moved: tuple[str, ...]
    """Message-IDs of mails that the archive dates more than a minute apart."""
    reworded: tuple[str, ...] = ()
    """Message-IDs of mails whose words are not those that it names; they are missing in it."""


def ledger_key(mail: Mail) -> tuple[str, str]:
    """Return what a mail is found by in a ledger."""
    return mail.message_id, mail.words_digest[:WORDS_SHOWN]


def at_its_time(mail: Mail, ledger: Ledger) -> Mail:
    """Return the mail with the ledger's times, if it is in there."""
    line = ledger.get(ledger_key(mail))
    return replace(mail, received=line.received, date=line.written) if line else mail


def use_of(mails: Iterable[Mail], ledger: Ledger) -> LedgerUse:
    """Return what the ledger says about mails as the archive dates them."""
    pairs = [(mail, ledger.get(ledger_key(mail))) for mail in mails]
    named = {id for id, _ in ledger}
    return LedgerUse(
        taken=sum(line is not None for _, line in pairs),
        missing=tuple(mail.message_id for mail, line in pairs if line is None),
        reworded=tuple(
            mail.message_id for mail, line in pairs if line is None and mail.message_id in named
        ),
        moved=tuple(
            mail.message_id
            for mail, line in pairs
            if line and abs(mail.received - line.received) > APART
        ),
    )


def fields_of(line: LedgerLine) -> dict[str, object]:
    """Return what a line of the file has at least; more may stand in it."""
    fields: dict[str, object] = {
        "mail": line.mail,
        "words": line.words,
        "received": line.received.astimezone(UTC).isoformat(),
        "written": line.written.astimezone(UTC).isoformat(),
    }
    return fields | ({"late": True} if line.late else {})


def parse_ledger(text: str) -> dict[tuple[str, str], LedgerLine]:
    """Read the file. Raises ValueError with the number of the first line that is wrong."""
    found = {}
    for number, written in enumerate(text.splitlines(), 1):
        if written.strip():
            line = _line(written, number)
            found[line.key] = line
    return found


def _line(text: str, number: int) -> LedgerLine:
    try:
        fields = json.loads(text)
        return LedgerLine(
            mail=str(fields["mail"]),
            words=str(fields["words"]),
            received=moment_in(fields["received"]),
            written=moment_in(fields["written"]),
            late=fields.get("late") is True,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise ValueError(f"line {number} is not a line of a ledger of times") from fault


def moment_in(text: str) -> datetime:
    """Read a time. Raises ValueError for one that cannot be."""
    found = datetime.fromisoformat(text)
    if not is_a_moment(found):
        raise ValueError("a time without a zone, or one that cannot be")
    return found.astimezone(UTC)


def is_a_moment(found: datetime) -> bool:
    """Whether a time has a zone, and one can calculate with it."""
    return found.tzinfo is not None and FIRST_YEAR <= found.year <= LAST_YEAR
