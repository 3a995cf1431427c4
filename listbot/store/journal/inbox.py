"""The durable inbox: the journal's mails, those that wait for another, and those set aside.

A mail is stored raw before anybody looks into it. Nothing is ever removed here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, tuple_, update

import listbot.mail
from listbot.mail import Mail, TapCopy, Unreadable
from listbot.mail.authorship import KeyAnswers
from listbot.model.disposition import Disposition
from listbot.model.inputs import CopyInput, Input, MailInput, RulesInput, TickInput, Tombstone
from listbot.model.list_rules import ListRules
from listbot.model.proposal import Entry
from listbot.model.records.acts import GroupChange
from listbot.store.base.conditions import TIED_BY_SUBJECT, TO_RETRY
from listbot.store.base.prepared_statements import Prepared, Question, ask_together
from listbot.store.base.schema import asides, awaited, copies, journal, mails, open_keys
from listbot.store.base.upsert import insert_new
from listbot.store.journal.codec import KINDS, read_as, write
from listbot.store.journal.mail_row import QUARANTINED, MailRow
from listbot.store.journal.unread import unread

TRIES = 3  # how often a mail that raised is decided before it stays in quarantine

DROPPED = "dropped"
"""In quarantine until an operator gave it up."""

UNDECIDED = (QUARANTINED, DROPPED)

FORGOTTEN = "its author was forgotten"


class _Seq(NamedTuple):
    seq: int


_ADMIT = Prepared(
    insert_new(journal, journal.c.seq), _Seq, columns=("kind", "list", "digest", "payload", "raw")
)
_RECORD = insert(journal).returning(journal.c.seq)
_WAITING_FOR = Prepared(
    # A mail that has opened a proposal has its place for good: people were told about it.
    select(awaited.c.seq)
    .join(mails, mails.c.seq == awaited.c.seq)
    .where(awaited.c.message_id == bindparam("id"), mails.c.disposition != Disposition.OPENS)
    .order_by(awaited.c.seq),
    _Seq,
)
_UNDER_SUBJECT = (
    select(mails.c.seq)
    .where(
        mails.c.subject_key == bindparam("subject"),
        TIED_BY_SUBJECT,
        mails.c.list == bindparam("list"),
        mails.c.received >= bindparam("opened"),
        mails.c.disposition.not_in((Disposition.DUPLICATE, Disposition.OPENS)),
    )
    .order_by(mails.c.seq)
)
_copied = journal.alias()
_STORED = (
    select(
        journal.c.list,
        journal.c.digest,
        journal.c.payload,
        journal.c.raw,
        asides.c.why,
        open_keys.c.answers,
        _copied.c.payload.label("copy"),
        _copied.c.raw.label("copied"),
    )
    .outerjoin(asides, asides.c.which == journal.c.list + " " + journal.c.digest)
    .outerjoin(open_keys, open_keys.c.seq == journal.c.seq)
    .outerjoin(copies, copies.c.which == journal.c.list + " " + journal.c.digest)
    .outerjoin(_copied, _copied.c.seq == copies.c.id)
    .where(journal.c.seq == bindparam("of"))
)
_PLACE = select(
    *(mails.c[name] for name in ("tries", "proposal", "entry", "effective", "received")),
    mails.c.disposition,
    mails.c.look_again,
).where(mails.c.seq == bindparam("of"))
_above = mails.alias()
# A mail's place depends on the mail it answers, so that one is looked at first.
_WAITS_FOR_ANOTHER = exists().where(
    awaited.c.seq == mails.c.seq,
    _above.c.message_id == awaited.c.message_id,
    _above.c.look_again.is_not(None),
    tuple_(_above.c.effective, _above.c.received, _above.c.message_id)
    < tuple_(mails.c.effective, mails.c.received, mails.c.message_id),
)
_LOOK_AGAIN = (
    select(mails.c.seq, mails.c.list, mails.c.look_again)
    .where(
        mails.c.look_again <= bindparam("now"),
        mails.c.disposition.not_in(UNDECIDED),
        ~_WAITS_FOR_ANOTHER,
    )
    .order_by(mails.c.effective, mails.c.received, mails.c.message_id)
)
_FORGET_PLACE = delete(mails).where(mails.c.seq == bindparam("of"))
_FORGET_AWAITED = delete(awaited).where(awaited.c.seq == bindparam("of"))
_TO_RETRY = select(mails.c.seq).where(TO_RETRY, mails.c.tries < TRIES).order_by(mails.c.seq)


def admit(
    connection: Connection,
    mail: Mail | Unreadable,
    said: GroupChange | None = None,
    along: Iterable[Question] = (),
) -> int | None:
    """Write the arrival to the journal; return its number, None if this list has it already.

    `said`: for a replay, what it did to the group's record before somebody was forgotten. `along`:
    what is asked next.
    """
    arrival = mail.arrival
    row = {
        "kind": KINDS[MailInput],
        "list": arrival.list.address,
        "digest": mail.digest,
        "payload": write(replace(MailInput.of(arrival), records=said)),
        "raw": arrival.raw,
    }
    ask_together(connection, chain([(_ADMIT, row)], along))
    admitted = _ADMIT.first(connection, row)
    return None if admitted is None else admitted.seq


def record(connection: Connection, happened: Input) -> int:
    """Write any other input to the journal; return its number."""
    row = {"kind": KINDS[type(happened)], "list": "", "payload": write(happened)}
    seq: int = connection.execute(_RECORD, row).scalar_one()
    return seq


def stored(connection: Connection, rules: RulesInput, seq: int) -> Mail | Unreadable:
    """Return a stored mail, read again under the rules in force."""
    return stored_with_said(connection, rules, seq)[0]


def stored_with_said(
    connection: Connection, rules: RulesInput, seq: int
) -> tuple[Mail | Unreadable, GroupChange | None]:
    """Return the same, and what it did to the group's record if its words no longer say so."""
    row = connection.execute(_STORED, {"of": seq}).one()
    came = read_as(MailInput, row.payload)
    if row.answers is not None:  # more is known than when it came
        came = replace(came, key_answers=read_as(KeyAnswers, row.answers))
    copy = None if row.copy is None else read_as(CopyInput, row.copy).copy(row.copied)
    of = rules.of(row.list)
    return read_again(came, of, row.raw, row.digest, row.why, copy), came.records


def key_of(connection: Connection, seq: int) -> str:
    """Return the `Arrival.key` of a stored mail."""
    row = connection.execute(
        select(journal.c.list, journal.c.digest).where(journal.c.seq == seq)
    ).one()
    return f"{row.list} {row.digest}"


def number_of(connection: Connection, which: str) -> int | None:
    """Return the number of a stored mail by its `Arrival.key`; None if there is none."""
    address, _, digest = which.partition(" ")
    query = select(journal.c.seq).where(journal.c.list == address, journal.c.digest == digest)
    found: int | None = connection.execute(query).scalar()
    return found


def has_opened(connection: Connection, seq: int) -> bool:
    """Return whether a mail has opened a proposal, and so has its place for good."""
    query = select(mails.c.seq).where(mails.c.seq == seq, mails.c.disposition == Disposition.OPENS)
    return connection.execute(query).scalar() is not None


def read_again(
    came: MailInput,
    rules: ListRules,
    raw: bytes | None,
    digest: str,
    aside_for: str | None,
    copy: TapCopy | None = None,
) -> Mail | Unreadable:
    """Return a mail of the journal, or why it is unreadable: its author was forgotten, or
    it must not be read.

    Reading raises for no mail we know. If it does for a stored mail, only that mail is out
    of reach.
    """
    if came.tombstone is not None:
        return Unreadable(came.arrival(rules, b""), digest, FORGOTTEN, came.tombstone.message_id)
    arrival = came.arrival(rules, raw or b"")
    if copy is not None:
        arrival = replace(arrival, copy=copy)
    if aside_for is not None:
        return unread(arrival, aside_for)
    try:
        return listbot.mail.read(arrival)  # loads the reader when it is needed
    except Exception as fault:
        return unread(arrival, f"{type(fault).__name__} while it was read again")


def tombstone(connection: Connection, seq: int) -> Tombstone | None:
    """Return what is left of a mail whose author was forgotten; None for any other mail."""
    return read_as(MailInput, connection.execute(_STORED, {"of": seq}).one().payload).tombstone


def bury(connection: Connection, address: str, digest: str, came: MailInput) -> int:
    """Write a mail to the journal of which there is only a tombstone; return its number.
    For a replay.
    """
    row = {
        "kind": KINDS[MailInput],
        "list": address,
        "digest": digest,
        "payload": write(came),
        "raw": None,
    }
    seq: int = connection.execute(_RECORD, row).scalar_one()
    return seq


@dataclass(frozen=True, slots=True)
class Opened:
    """The subject of a new proposal, which mails may already have answered."""

    subject: str
    list: str
    at: datetime


def waiting_for(connection: Connection, message_id: str, opened: Opened | None) -> list[int]:
    """Return the mails that wait for this Message-ID, or whose subject an opening ties."""
    found = [row.seq for row in _WAITING_FOR.all(connection, {"id": message_id})]
    if opened is not None:
        question = {"subject": opened.subject, "list": opened.list, "opened": opened.at}
        found += connection.execute(_UNDER_SUBJECT, question).scalars()
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Before:
    """What was known about a mail that is decided again."""

    tries: int = 0
    """How often deciding it has raised so far."""
    proposal: int | None = None
    """The proposal it belonged to."""
    was_in_time: bool = False
    """Whether it was counted there."""
    waited: bool = False
    """Whether this is its second look, or another try of that."""
    times: tuple[datetime, datetime] | None = None
    """Effective and received times, which a copy by another way may have moved."""


def forget_place(connection: Connection, seq: int) -> Before:
    """Undo what was derived from a mail, to decide it again; return what to remember."""
    row = connection.execute(_PLACE, {"of": seq}).one_or_none()
    connection.execute(_FORGET_PLACE, {"of": seq})
    connection.execute(_FORGET_AWAITED, {"of": seq})
    if row is None:
        return Before()
    in_time = row.entry is not None and not read_as(Entry, row.entry).late_arrival
    waited = row.disposition == QUARANTINED and row.look_again is not None
    return Before(row.tries, row.proposal, in_time, waited, (row.effective, row.received))


def to_retry(connection: Connection) -> list[int]:
    """Return the mails that raised and have tries left."""
    return list(connection.execute(_TO_RETRY).scalars())


def waits_for_second_look(connection: Connection, seq: int) -> bool:
    """Return whether a mail still waits for its second look."""
    waits = select(mails.c.seq).where(mails.c.seq == seq, mails.c.look_again.is_not(None))
    return connection.execute(waits).scalar() is not None


def to_look_at_again(connection: Connection, tick: TickInput) -> list[int]:
    """Return the mails whose second look is due, of lists that were read up to then."""
    found = connection.execute(_LOOK_AGAIN, {"now": tick.now}).all()
    read = tick.read_until
    return [row.seq for row in found if row.list in read and row.look_again <= read[row.list]]


def set_aside(
    connection: Connection,
    seq: int,
    mail: Mail | Unreadable,
    fault: Exception,
    tries: int,
    waited: bool = False,
) -> None:
    """Quarantine a mail that made deciding raise, with the reason; it is tried again."""
    why = f"{type(fault).__name__}: {fault}"[:500].encode(errors="replace").decode()
    # After a second look, the next try counts as a second look as well.
    look_again = mail.arrival.arrived if waited else None
    row = MailRow.undecided(seq, mail, why)._replace(tries=tries, look_again=look_again)
    connection.execute(insert(mails), row._asdict())


def is_undecided(connection: Connection, seq: int) -> bool:
    """Return whether a mail is in quarantine, or was given up there."""
    here = select(mails.c.seq).where(mails.c.seq == seq, mails.c.disposition.in_(UNDECIDED))
    return connection.execute(here).scalar() is not None


def drop(connection: Connection, seqs: Sequence[int], why: str) -> None:
    """Give quarantined mails up; leave others as they are."""
    here = update(mails).where(mails.c.seq.in_(seqs), mails.c.disposition == QUARANTINED)
    connection.execute(here.values(disposition=DROPPED, why=why, tries=0, look_again=None))
