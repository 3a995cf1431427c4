"""Reads the mails of a vote's thread as its list saw them, for its evidence. Never writes.

It leaves out what was not seen on the list: mails that came to the bot alone, or past the list's
host, or only through another list. Of people who were forgotten there is nothing left to read.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from listbot.mail import Level, Mail
from listbot.model.case import OpenCase
from listbot.model.disposition import Disposition
from listbot.model.proposal import Entry
from listbot.store.base.schema import mails
from listbot.store.journal import inbox, rules
from listbot.store.journal.codec import read_as

LEFT_OUT = (Disposition.AUTOMATIC, Disposition.DUPLICATE, *inbox.UNDECIDED)


@dataclass(frozen=True, slots=True)
class ThreadMail:
    """One mail of the thread, and its entry with the times that the daemon counts by."""

    mail: Mail
    entry: Entry


@dataclass(frozen=True, slots=True)
class ThreadMails:
    """What the list saw of a thread."""

    mails: tuple[ThreadMail, ...]
    """In the order they were received."""
    forgotten: int
    """Votes of people who were forgotten: their mails are gone."""
    unseen: int
    """Mails of the thread that the list did not see."""


def thread_mails(connection: Connection, case: OpenCase) -> ThreadMails:
    """Return the mails of a proposal's thread."""
    entries = {(each.mail, each.words): each for each in case.entries}
    found: list[ThreadMail] = []
    forgotten = unseen = 0
    for mail, entry in _stored(connection, case.proposal.number):
        if mail is None:
            forgotten += bool(entry.casts)
        elif _is_seen(mail, entry, case):
            # The case has the times that copies may have moved.
            found.append(ThreadMail(mail, entries.get((entry.mail, entry.words), entry)))
        else:
            unseen += 1
    found.sort(key=lambda each: (each.entry.received, each.entry.mail, each.entry.words))
    return ThreadMails(tuple(found), forgotten, unseen)


def _stored(connection: Connection, number: int) -> Iterator[tuple[Mail | None, Entry]]:
    in_force = rules.in_force(connection)
    query = select(mails.c.seq, mails.c.entry).where(
        mails.c.proposal == number,
        mails.c.entry.is_not(None),
        mails.c.disposition.not_in(LEFT_OUT),
    )
    for row in connection.execute(query.order_by(mails.c.seq)):
        mail = inbox.stored(connection, in_force, row.seq)
        yield mail if isinstance(mail, Mail) else None, read_as(Entry, row.entry)


def _is_seen(mail: Mail, entry: Entry, case: OpenCase) -> bool:
    address = case.proposal.list
    through = mail.arrival.list.address == address or address in mail.to
    return through and Level(entry.level).meets(case.proposal.identity)
