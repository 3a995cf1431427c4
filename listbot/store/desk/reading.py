"""Reads the help desk for people: the command line, trackers, web pages later. Never writes.

A list of tickets reads columns and no snapshots, so that tens of thousands take less than a
second. The caller checks who may see what.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, or_, select, true

from listbot.mail import UNWRAPPED, Mail
from listbot.mail.files.attachments import Contents, contents_of
from listbot.model.desk.people import Person
from listbot.model.desk.ticket import Event, Status, Ticket
from listbot.store.base.schema import journal, mails, people
from listbot.store.base.ticket_tables import ticket_events, tickets
from listbot.store.desk.lines import events_after
from listbot.store.desk.threading import load
from listbot.store.journal import inbox, rules
from listbot.store.journal.codec import read_as
from listbot.store.people.preferences import COLUMNS, person_of

FEW = 500  # tickets that a query may name; SQLite takes 32,766 values


class TicketRow(NamedTuple):
    """One ticket in a list of them."""

    key: str
    list: str
    title: str
    requester: str
    assignee: str
    """"" for nobody."""
    status: str
    priority: str
    public: bool
    opened: datetime
    since: datetime
    """When its status was set."""


@dataclass(frozen=True, slots=True)
class WholeTicket:
    """A ticket with all that happened to it, in the order it was decided."""

    ticket: Ticket
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class RawMail:
    """One mail of a ticket, as it came."""

    seq: int
    message_id: str
    author: str
    received: datetime
    raw: bytes
    """b"" if its author was forgotten."""
    why: str
    """How it was understood, in words."""


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """One event among those of all tickets."""

    id: int
    """Later events have greater ids."""
    ticket: str
    event: Event


@dataclass(frozen=True, slots=True)
class DeskNumbers:
    """The numbers of a help desk. Times in whole seconds; None: nothing to measure."""

    by_status: dict[str, int]
    """How many tickets have each status, without closed ones."""
    unassigned: int
    """Open and unassigned."""
    opened: int
    """Since the given moment, like everything below except the ages."""
    closed: int
    median_age: int | None
    """Of the open tickets."""
    oldest_age: int | None
    first_answers: int
    """How many of the tickets opened since then were answered by the team."""
    median_first_answer: int | None


def list_tickets(
    connection: Connection,
    *,
    status: Collection[str] = (),
    address: str = "",
    assignee: Collection[str] | None = None,
    requester: str = "",
    of: Collection[str] = (),
    keys: Collection[str] | None = None,
) -> list[TicketRow]:
    """Return tickets, newest first.

    `assignee`: any of these addresses, "" for unassigned ones; `of`: requested by or
    assigned to these; `keys`: none but these, None for all.
    """
    conditions: list[ColumnElement[bool]] = [true()]
    if status:
        conditions.append(tickets.c.status.in_(status))
    if address:
        conditions.append(tickets.c.list == address)
    if assignee is not None:
        conditions.append(tickets.c.assignee.in_(assignee))
    if requester:
        conditions.append(tickets.c.requester == requester)
    if of:
        conditions.append(or_(tickets.c.requester.in_(of), tickets.c.assignee.in_(of)))
    if keys is not None and len(keys) <= FEW:
        conditions.append(tickets.c.key.in_(keys))
    query = select(*(tickets.c[name] for name in TicketRow._fields)).where(*conditions)
    newest_first = query.order_by(tickets.c.opened.desc(), tickets.c.number.desc())
    found = map(TicketRow._make, connection.execute(newest_first))
    return [row for row in found if keys is None or row.key in keys]


def whole_ticket(connection: Connection, key: str) -> WholeTicket | None:
    """Return a ticket, even if it was merged into another; None if the key is unknown."""
    ticket = load(connection, key)
    return None if ticket is None else WholeTicket(ticket, events_after(connection, key, 0))


def raw_mails(connection: Connection, key: str) -> list[RawMail]:
    """Return the mails of a ticket as they came, including the one it began with, wherever
    that was sent: the ticket may have been split off, or been a question on another list.
    """
    ticket = load(connection, key)
    root = ticket.root if ticket is not None else ""
    query = (
        select(
            mails.c.seq,
            mails.c.message_id,
            mails.c.author,
            mails.c.received,
            func.coalesce(journal.c.raw, b""),
            mails.c.why,
            mails.c.ticket,
        )
        .join(journal, journal.c.seq == mails.c.seq)
        .where(or_(mails.c.ticket == key, mails.c.message_id == root))
        .order_by(mails.c.seq)
    )
    rows = connection.execute(query).all()
    kept = [row for row in rows if row.ticket == key]
    if not any(row.message_id == root for row in kept):
        kept = [*[row for row in rows if row.message_id == root][:1], *kept]
    return [RawMail(*row[:-1]) for row in kept]


def contents(connection: Connection, key: str) -> list[Contents]:
    """Return the files of a ticket's mails, mail by mail, as its events name them."""
    in_force = rules.in_force(connection)
    found = []
    for each in raw_mails(connection, key):
        mail = inbox.stored(connection, in_force, each.seq)
        unwrapped = isinstance(mail, Mail) and UNWRAPPED in mail.notes
        found.append(contents_of(each.raw, unwrapped=unwrapped) if each.raw else Contents())
    return found


def events_since(connection: Connection, cursor: int, at_most: int) -> list[TicketEvent]:
    """Return all tickets' events after the one with this id, in the order decided."""
    query = (
        select(ticket_events.c.id, ticket_events.c.ticket, ticket_events.c.snapshot)
        .where(ticket_events.c.id > cursor)
        .order_by(ticket_events.c.id)
        .limit(at_most)
    )
    return [
        TicketEvent(row.id, row.ticket, read_as(Event, row.snapshot))
        for row in connection.execute(query)
    ]


def list_people(connection: Connection, address: str = "") -> list[Person]:
    """Return everybody who is known, or the person with this address."""
    query = select(*COLUMNS).order_by(people.c.address)
    if address:
        query = query.where(people.c.address == address)
    return [person_of(row._asdict()) for row in connection.execute(query)]


def tickets_of(connection: Connection, address: str) -> list[str]:
    """Return the keys of all tickets to which this address wrote, for a person's export."""
    query = (
        select(mails.c.ticket)
        .where(mails.c.author == address, mails.c.ticket.is_not(None))
        .distinct()
    )
    return sorted(connection.execute(query).scalars(), key=_by_number)


def _by_number(key: str) -> tuple[str, int]:
    prefix, _, number = key.rpartition("-")
    return prefix, int(number)


def desk_numbers(
    connection: Connection, address: str, since: datetime, now: datetime
) -> DeskNumbers:
    """Return the numbers of one help desk; with "", of all of them together."""
    here = tickets.c.list == address if address else true()
    still_open = (here, tickets.c.status != Status.CLOSED)
    by_status = select(tickets.c.status, func.count()).where(*still_open).group_by(tickets.c.status)
    nobodys = select(func.count()).where(*still_open, tickets.c.assignee == "")
    closed = select(func.count()).where(here, tickets.c.closed >= since)
    opened = select(tickets.c.opened, tickets.c.answered).where(here, tickets.c.opened >= since)
    ages = [
        now - at for at in connection.execute(select(tickets.c.opened).where(*still_open)).scalars()
    ]
    new = connection.execute(opened).all()
    answers = [row.answered - row.opened for row in new if row.answered is not None]
    return DeskNumbers(
        by_status=dict(sorted((name, count) for name, count in connection.execute(by_status))),
        unassigned=connection.execute(nobodys).scalar_one(),
        opened=len(new),
        closed=connection.execute(closed).scalar_one(),
        median_age=_seconds(median_low(ages) if ages else None),
        oldest_age=_seconds(max(ages, default=None)),
        first_answers=len(answers),
        median_first_answer=_seconds(median_low(answers) if answers else None),
    )


def _seconds(span: timedelta | None) -> int | None:
    return None if span is None else span // timedelta(seconds=1)
