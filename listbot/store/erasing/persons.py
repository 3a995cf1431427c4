"""Reads what is kept about people: one line for each, or everything about one. Never writes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, or_, select

from listbot.model.inputs import EraseInput
from listbot.store.base.schema import journal, mails, outbox, people
from listbot.store.base.ticket_tables import tickets
from listbot.store.erasing.naming import own_mails, quoted
from listbot.store.journal import rules, tapped
from listbot.store.journal.codec import KINDS, read_as, write


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """One address, and how much is kept about it."""

    address: str
    name: str
    mails: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class MailOf:
    """One mail of a person."""

    seq: int
    list: str
    message_id: str
    received: datetime
    disposition: str
    place: str
    """ "V-31", "T-118" or ""."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """A person's preferences."""

    registered: datetime | None
    notes: str
    digest: str
    mail: str


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that is kept about one person."""

    address: str
    names: tuple[str, ...]
    wishes: Wishes | None
    mails: tuple[MailOf, ...]
    tickets: tuple[str, ...]
    """Keys of the tickets that name them, as requester, follower or otherwise."""
    letters: tuple[str, ...]
    """Message-IDs of the letters to them."""
    rosters: tuple[str, ...] = ()
    """The lists on whose roster they are."""

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is known about the person."""
        return not (self.mails or self.wishes or self.tickets or self.letters or self.rosters)


def everybody(connection: Connection) -> Iterator[KnownPerson]:
    """Yield everybody who wrote, by address."""
    query = (
        select(
            mails.c.author,
            func.max(mails.c.name),
            func.count(),
            func.min(mails.c.received),
            func.max(mails.c.received),
        )
        .where(mails.c.author != "")
        .group_by(mails.c.author)
        .order_by(mails.c.author)
    )
    return (KnownPerson(*row) for row in connection.execute(query).all())


def held(connection: Connection, address: str) -> Held:
    """Return everything that is kept about one person."""
    theirs = (
        select(mails).where(mails.c.seq.in_(own_mails(connection, address))).order_by(mails.c.seq)
    )
    rows = connection.execute(theirs).all()
    known = connection.execute(select(people).where(people.c.address == address)).one_or_none()
    named = select(tickets.c.key).where(
        tickets.c.snapshot.contains(quoted(address), autoescape=True)
    )
    letters = select(outbox.c.message_id).where(
        or_(outbox.c.recipients == write([address]), outbox.c.recipients.contains(quoted(address)))
    )
    return Held(
        address,
        tuple(dict.fromkeys(row.name for row in rows if row.name)),
        Wishes(known.registered, known.notes, known.digest, known.mail) if known else None,
        tuple(
            MailOf(
                row.seq,
                row.list,
                row.message_id,
                row.received,
                row.disposition,
                _place(row.proposal, row.ticket),
            )
            for row in rows
        ),
        tuple(connection.execute(named.order_by(tickets.c.opened)).scalars()),
        tuple(connection.execute(letters.order_by(outbox.c.id)).scalars()),
        tuple(
            each.address
            for each in rules.in_force(connection).watched.values()
            if each.roster.holds(address)
        ),
    )


def _place(proposal: int | None, ticket: str | None) -> str:
    return ticket or ("" if proposal is None else f"V-{proposal}")


def raws(connection: Connection, held: Held) -> Iterator[bytes]:
    """Yield their mails as they came, in order; then the copies of them from before their lists."""
    seqs = tuple(each.seq for each in held.mails)
    query = select(journal.c.raw).where(journal.c.seq.in_(seqs), journal.c.raw.is_not(None))
    yield from connection.execute(query.order_by(journal.c.seq)).scalars()
    yield from tapped.of_person(connection, held.address, seqs)


def erasures(connection: Connection) -> list[EraseInput]:
    """Return the erasures, as far as the journal can still tell."""
    query = (
        select(journal.c.payload).where(journal.c.kind == KINDS[EraseInput]).order_by(journal.c.seq)
    )
    return [read_as(EraseInput, payload) for payload in connection.execute(query).scalars()]


def addresses(connection: Connection) -> set[str]:
    """Return every address that is known: of everybody who wrote or has a preference."""
    wrote = connection.execute(
        select(mails.c.author).where(mails.c.author != "").distinct()
    ).scalars()
    return {*wrote, *connection.execute(select(people.c.address)).scalars()}
