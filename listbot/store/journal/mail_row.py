"""The row of a mail, spelled out once for the four places that write one.

They write a mail of a list, one to the help desk, one that could not be read or decided,
and the rest of one whose author was forgotten.
"""

from datetime import datetime
from typing import NamedTuple

from listbot.mail import Level, Mail, Unreadable
from listbot.mail.wire.subjects import subject_key

QUARANTINED = "quarantined"


class MailRow(NamedTuple):
    """A row of the table `mails`, with its columns in order."""

    seq: int
    list: str
    message_id: str
    author: str
    name: str
    level: Level
    subject_key: str
    effective: datetime
    received: datetime
    words: str
    disposition: str
    why: str
    proposal: int | None = None
    by_subject: bool = False
    awaits: bool = False
    entry: str | None = None
    acts: bool = False
    tries: int = 0
    look_again: datetime | None = None
    ticket: str | None = None
    kept: str | None = None
    topic: str | None = None

    @classmethod
    def of(cls, seq: int, address: str, mail: Mail, disposition: str, why: str) -> "MailRow":
        """Return the row of a mail that was read, for the list with this address; no place yet."""
        return cls(
            seq,
            address,
            mail.message_id,
            mail.author.address,
            mail.author.name,
            mail.author.level,
            subject_key(mail.subject),
            mail.effective,
            mail.received,
            mail.words_digest,
            disposition,
            why,
        )

    @classmethod
    def undecided(cls, seq: int, mail: Mail | Unreadable, why: str) -> "MailRow":
        """Return the row of a mail that could not be read or decided, and so has no author."""
        arrived = mail.arrival.arrived
        return cls(
            seq,
            mail.arrival.list.address,
            mail.message_id,
            "",
            "",
            Level.UNVERIFIED,
            "",
            arrived,
            arrived,
            "",
            QUARANTINED,
            why,
        )
