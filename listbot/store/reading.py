"""Reads the database for people: for the command line today, for web pages later. Never writes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from listbot.clock import ClockDoubt
from listbot.inbound.cursor import Condition
from listbot.mail import Mail, Unreadable
from listbot.model.case import OpenCase
from listbot.model.disposition import Disposition
from listbot.model.inputs import Handling
from listbot.model.list_rules import ListRole
from listbot.model.proposal import Proposal
from listbot.store import leases, sources
from listbot.store.base.conditions import MISSES_ECHO
from listbot.store.base.schema import asides, journal, mails, outbox, proposals, rounds, withheld
from listbot.store.base.ticket_tables import tickets
from listbot.store.base.work_marks import Work
from listbot.store.journal import inbox, kept_clock, rules
from listbot.store.journal.codec import read_as
from listbot.store.journal.mail_row import QUARANTINED
from listbot.store.leases import Holding
from listbot.store.outbox import pause
from listbot.store.outbox.pause import Pause
from listbot.store.votes import stored


@dataclass(frozen=True, slots=True)
class VoteRow:
    """One proposal in a list of them."""

    number: int
    list: str
    title: str
    policy: str
    opened: datetime
    closes: datetime
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """One mail in quarantine."""

    seq: int
    list: str
    message_id: str
    received: datetime
    why: str
    tries: int


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Something that is passed over and is not a stored mail."""

    which: str
    """The name that `quarantine retry` expects."""
    shown: str
    """A name for people: a mail that ended the daemon may not have come again yet."""
    since: datetime
    why: str


@dataclass(frozen=True, slots=True)
class MailLine:
    """One stored mail and how it was read."""

    message_id: str
    name: str
    author: str
    level: str
    received: datetime
    disposition: str
    why: str
    proposal: int | None
    """The number of the proposal it belongs to."""
    list: str
    ticket: str
    """The key of the ticket it belongs to; "" for none."""


@dataclass(frozen=True, slots=True)
class Accounting:
    """Where every mail went: received is the sum of the dispositions (invariant 7)."""

    received: int
    dispositions: dict[str, int]
    letters: dict[str, int]
    open_votes: int
    last_mail: datetime | None
    paused: Pause | None = None
    """Set while letters are paused."""
    mailboxes: dict[str, Condition] = field(default_factory=dict)
    """Source -> its condition."""
    withheld: dict[str, int] = field(default_factory=dict)
    """Source -> how many mails its server lists but does not deliver."""
    passed_over: tuple[str, ...] = ()
    """Votes, tickets and the like that are passed over, as `PassedOver.shown`."""
    doubt: ClockDoubt | None = None
    """Set while the clock is in doubt, according to the daemon's last look."""
    posts_missed: int = 0
    """Posts that their lists have not given back."""
    holding: Holding | None = None
    """Which daemon decides and sends, if several share the database."""


def votes(connection: Connection, state: str | None = None) -> Iterator[VoteRow]:
    """Yield all proposals, newest first."""
    query: Select[*tuple[object, ...]] = select(proposals).order_by(proposals.c.number.desc())
    if state is not None:
        query = query.where(proposals.c.state == state)
    for row in connection.execute(query):
        proposal = read_as(Proposal, row.snapshot)
        yield VoteRow(
            number=row.number,
            list=row.list,
            title=proposal.title,
            policy=proposal.policy.id,
            opened=row.opened,
            closes=row.closes,
            state=row.state,
            reason=row.reason,
        )


def vote(connection: Connection, number: int) -> OpenCase | None:
    """Return one proposal with everything; None if there is none with that number."""
    if (
        connection.execute(select(proposals.c.number).where(proposals.c.number == number)).scalar()
        is None
    ):
        return None
    return stored.whole(connection, rules.in_force(connection), number)


def mails_in_order(connection: Connection) -> Iterator[MailLine]:
    """Yield all mails in the order they came."""
    for row in connection.execute(select(mails).order_by(mails.c.seq)):
        yield _mail_line(row)


def _mail_line(row: Row[*tuple[Any, ...]]) -> MailLine:
    return MailLine(
        message_id=row.message_id,
        name=row.name,
        author=row.author,
        level=row.level,
        received=row.received,
        disposition=row.disposition,
        why=row.why,
        proposal=row.proposal,
        list=row.list,
        ticket=row.ticket or "",
    )


def next_due(connection: Connection, lists: Collection[str]) -> datetime | None:
    """Return when these lists next have something due, for a tick to handle; None: never.

    It goes along what is due, in that order, up to the first of these lists: there may be
    thousands of lists, and tickets with nothing due.
    """
    questions = [
        select(table.c.list, table.c.due).where(table.c.due.is_not(None)).order_by(table.c.due)
        for table in (proposals, tickets, rounds)
    ]
    second = (
        select(mails.c.list, mails.c.look_again.label("due"))
        .where(mails.c.look_again.is_not(None), mails.c.disposition != QUARANTINED)
        .order_by(mails.c.look_again)
    )
    first = (_first_due(connection, question, lists) for question in (*questions, second))
    return min((due for due in first if due is not None), default=None)


def _first_due(
    connection: Connection, question: Select[Any], lists: Collection[str]
) -> datetime | None:
    at_once = 20  # nearly always the first one is of a list that is watched
    for offset in count(0, at_once):
        rows = connection.execute(question.offset(offset).limit(at_once)).all()
        due = next((row.due for row in rows if row.list in lists), None)
        if due is not None or len(rows) < at_once:
            return due
    return None


def quarantine(connection: Connection, seq: int | None = None) -> list[SetAside]:
    """Return the mails set aside, oldest first."""
    query = select(mails).where(mails.c.disposition == QUARANTINED).order_by(mails.c.seq)
    if seq is not None:
        query = query.where(mails.c.seq == seq)
    return [
        SetAside(row.seq, row.list, row.message_id, row.received, row.why, row.tries)
        for row in connection.execute(query)
    ]


def passed_over(connection: Connection) -> list[PassedOver]:
    """Return what is passed over besides the mails in quarantine, the longest first."""
    query = select(asides).order_by(asides.c.at, asides.c.which)
    return [
        PassedOver(row.which, Work(Handling(row.act), row.which).shown, row.at, row.why)
        for row in connection.execute(query)
        if inbox.number_of(connection, row.which) is None
    ]


def raw(connection: Connection, seq: int) -> bytes | None:
    """Return the raw bytes of a stored mail; None if there are none."""
    found: bytes | None = connection.execute(
        select(journal.c.raw).where(journal.c.seq == seq)
    ).scalar()
    return found


def newest(connection: Connection, address: str, at_most: int) -> list[bytes]:
    """Return the last mails of a list, raw, newest first, without forgotten authors'."""
    came = (journal.c.kind == "mail", journal.c.list == address, journal.c.raw.is_not(None))
    query = select(journal.c.raw).where(*came).order_by(journal.c.seq.desc()).limit(at_most)
    return list(connection.execute(query).scalars())


def mail_under(
    connection: Connection, message_id: str
) -> tuple[Mail | Unreadable, MailLine] | None:
    """Return a mail as its list's rules read it, and its decision; of copies, the one kept."""
    is_copy = mails.c.disposition == Disposition.DUPLICATE
    query = (
        select(mails)
        .where(mails.c.message_id == message_id)
        .order_by(is_copy, mails.c.seq)
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return inbox.stored(connection, rules.in_force(connection), row.seq), _mail_line(row)


def is_desks(connection: Connection, row: MailLine) -> bool:
    """Return whether a mail came to a help desk, or to the bot about a ticket."""
    role = rules.in_force(connection).of(row.list).role
    return role is ListRole.SUPPORT or (role is ListRole.BOT and bool(row.ticket))


def mails_accounted(connection: Connection) -> tuple[int, dict[str, int]]:
    """Return how many mails came, and what became of them (invariant 7).

    Only mails have a digest, and its index is much smaller than the mails.
    """
    received = select(func.count()).select_from(journal).where(journal.c.digest.is_not(None))
    by_disposition = select(mails.c.disposition, func.count()).group_by(mails.c.disposition)
    found = connection.execute(by_disposition)
    return connection.execute(received).scalar_one(), dict(
        sorted((name, count) for name, count in found)
    )


def accounting(connection: Connection) -> Accounting:
    """Return the numbers for `listbot status`."""
    received, dispositions = mails_accounted(connection)
    by_state = select(outbox.c.state, func.count()).group_by(outbox.c.state)
    by_source = select(withheld.c.source, func.count()).group_by(withheld.c.source)
    return Accounting(
        received=received,
        dispositions=dispositions,
        letters=dict(sorted((name, count) for name, count in connection.execute(by_state))),
        open_votes=connection.execute(
            select(func.count()).where(proposals.c.state == "open")
        ).scalar_one(),
        last_mail=connection.execute(select(func.max(mails.c.received))).scalar(),
        paused=pause.standing(connection),
        mailboxes=sources.conditions(connection),
        withheld=dict(sorted((name, count) for name, count in connection.execute(by_source))),
        passed_over=tuple(each.shown for each in passed_over(connection)),
        doubt=found.doubt if (found := kept_clock.kept(connection)) else None,
        posts_missed=connection.execute(
            select(func.count()).select_from(outbox).where(MISSES_ECHO)
        ).scalar_one(),
        holding=leases.holding(connection),
    )
