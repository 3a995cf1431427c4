"""Reads the mails of a vote's thread as its list saw them, for its evidence. Never writes.

It leaves out what was not seen on the list: mails that came to the bot alone, or past the list's
host, or only through another list. A mail that the list saw is among them even if it was not sure
enough who wrote it. Of people who were forgotten there is nothing left to read but the place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from listbot.mail import Arrival, Level, ListContext, Mail, read
from listbot.mail.authorship import Heard, KeyAnswer
from listbot.model.case import OpenCase
from listbot.model.disposition import Disposition
from listbot.model.proposal import Entry
from listbot.recount.sealed.record import AskedKey
from listbot.store.base.schema import mails
from listbot.store.journal import inbox, open_keys, rules
from listbot.store.journal.codec import read_as
from listbot.store.journal.rules import InForce

LEFT_OUT = (Disposition.AUTOMATIC, Disposition.DUPLICATE, *inbox.UNDECIDED)

Later = Mapping[tuple[str, str], tuple[KeyAnswer, datetime]]


@dataclass(frozen=True, slots=True)
class ThreadMail:
    """One mail of the thread, and its entry with the times that the daemon counts by."""

    mail: Mail
    """As it was read when it was decided, under the rules of then."""
    entry: Entry
    number: int
    """Its place in the thread, from 1."""
    keys: tuple[AskedKey, ...] = ()
    copy_keys: tuple[AskedKey, ...] = ()
    """Those of the copy from before the list; when they were asked for is not kept, but when the
    copy came is."""


@dataclass(frozen=True, slots=True)
class ThreadMails:
    """What the list saw of a thread."""

    mails: tuple[ThreadMail, ...]
    """In the order they were received."""
    forgotten: int
    """Votes of people who were forgotten: their mails are gone."""
    gone: tuple[int, ...]
    """The places of all their mails."""
    unseen: int
    """Mails of the thread that the list did not see."""


@dataclass(frozen=True, slots=True)
class _Stored:
    seq: int
    mail: Mail | None
    """None: its writer was forgotten."""
    entry: Entry


def thread_mails(connection: Connection, case: OpenCase) -> ThreadMails:
    """Return the mails of a proposal's thread."""
    all_stored = list(_stored(connection, case))
    seen = [each for each in all_stored if each.mail is None or _is_seen(each.mail, each, case)]
    seen.sort(key=lambda each: (each.entry.received, each.entry.mail, each.entry.words))
    history, later = rules.since_ever(connection), open_keys.heard_later(connection)
    found: list[ThreadMail] = []
    gone: list[int] = []
    for number, each in enumerate(seen, 1):
        if each.mail is None:
            gone.append(number)
        else:
            mail = _as_decided(each, history)
            keys, copied = tuple(_keys(mail, later)), tuple(_copy_keys(mail))
            found.append(ThreadMail(mail, each.entry, number, keys, copied))
    forgotten = sum(bool(each.entry.casts) for each in seen if each.mail is None)
    return ThreadMails(tuple(found), forgotten, tuple(gone), len(all_stored) - len(seen))


def _stored(connection: Connection, case: OpenCase) -> Iterator[_Stored]:
    # The case has the times that copies may have moved.
    entries = {(each.mail, each.words): each for each in case.entries}
    in_force = rules.in_force(connection)
    query = select(mails.c.seq, mails.c.entry).where(
        mails.c.proposal == case.proposal.number,
        mails.c.entry.is_not(None),
        mails.c.disposition.not_in(LEFT_OUT),
    )
    for row in connection.execute(query.order_by(mails.c.seq)):
        mail = inbox.stored(connection, in_force, row.seq)
        entry = read_as(Entry, row.entry)
        entry = entries.get((entry.mail, entry.words), entry)
        yield _Stored(row.seq, mail if isinstance(mail, Mail) else None, entry)


def _is_seen(mail: Mail, each: _Stored, case: OpenCase) -> bool:
    address = case.proposal.list
    through = mail.arrival.list.address == address or address in mail.to
    level = Level(each.entry.level)
    return through and (level.meets(case.proposal.identity) or level.meets(Level.LIST_VOUCHED))


def _as_decided(each: _Stored, history: list[InForce]) -> Mail:
    """Return the mail as it was read when it was decided: the hosts and seals that are believed may
    have changed since, and a copy from before the list that came after the close changed nothing.
    """
    found = each.mail
    assert found is not None
    for arrival in (found.arrival, *_other_arrivals(each, found.arrival, history)):
        again = read(arrival)
        if isinstance(again, Mail) and _is_as_decided(again, each.entry):
            return again
    return found


def _other_arrivals(each: _Stored, arrival: Arrival, history: list[InForce]) -> Iterator[Arrival]:
    for context in (arrival.list, *_contexts(each, history)):
        for copy in dict.fromkeys((arrival.copy, None)):
            yield replace(arrival, list=context, copy=copy)


def _contexts(each: _Stored, history: list[InForce]) -> Iterator[ListContext]:
    """The list as it was configured when the mail came, and as it was configured later."""
    assert each.mail is not None
    address = each.mail.arrival.list.address
    before = [one for one in history if one.since < each.seq]
    for version in (*before[-1:], *(one for one in history if one.since > each.seq)):
        yield from (one.context for one in version.rules.lists if one.address == address)


def _is_as_decided(mail: Mail, entry: Entry) -> bool:
    return (mail.author.address, mail.author.level) == (entry.author, entry.level)


def _keys(mail: Mail, later: Later) -> Iterator[AskedKey]:
    """What the DNS said about its keys: at once, or when it was asked again."""
    arrival = mail.arrival
    for answer in arrival.key_answers.answers if arrival.key_answers else ():
        at = later.get((arrival.key, answer.name))
        is_later = at is not None and at[0] == answer and answer.heard is not Heard.NO_ANSWER
        yield AskedKey(answer, at[1] if is_later and at else arrival.arrived)


def _copy_keys(mail: Mail) -> Iterator[AskedKey]:
    copy = mail.arrival.copy
    if copy is not None and copy.key_answers is not None:
        yield from (AskedKey(answer, copy.arrived) for answer in copy.key_answers.answers)
