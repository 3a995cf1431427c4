"""What waits for each person who wants to be told weekly. Never writes.

By questions that an index answers: only votes that are open are counted, and only tickets that wait are read. A list in
shadow is told of in no letter that goes out.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from listbot.case import ListRules
from listbot.journal import RulesInput
from listbot.recap.digest import Digest, DigestRound, TicketWaiting, VoteWaiting, need_of
from listbot.recap.unsubscribing import addresses_of
from listbot.store.desk_moments import DueRound
from listbot.store.recap_desk import DAY, WAITING
from listbot.store.recap_reading import open_votes
from listbot.store.schema import HAS_WEEKLY, people, tickets
from listbot.tickets.ticket import Status

_WEEKLY = select(people.c.address, people.c.unsubscribe).where(HAS_WEEKLY).order_by(people.c.address)
_TICKET = (*(tickets.c[name] for name in ("key", "title", "opened", "since", "requester", "assignee")),)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Somebody who wants a digest."""

    addresses: tuple[str, ...]
    """The first is where it goes, and by which a member is known in tallies."""
    token: str
    is_member: bool


def digest_round(
    connection: Connection, rules: RulesInput, due: DueRound, modes: Mapping[str, str]
) -> DigestRound:
    """What the digests of a week are made from."""
    own = rules.of(due.list)
    hidden = [address for address, mode in modes.items() if mode == "shadow" and modes.get(due.list) != mode]
    shown = [each for each in rules.lists if each.address not in hidden]
    deciding = [each for each in shown if each.role == "decisions"]
    desks = [each.address for each in shown if each.role == "support"]
    readers = list(_readers(connection, own))
    votes = _votes(connection, rules, deciding, readers, due.now) if readers else {}
    waiting = _waiting(connection, desks, tickets.c.status.in_(WAITING)) if readers else []
    asked = _waiting(connection, desks, tickets.c.status == Status.ON_REQUESTER) if readers else []
    nobodys = tuple(_ticket(row, row.opened, due.now) for row in waiting if not row.assignee)
    digests = (
        Digest(
            address=reader.addresses[0],
            token=reader.token,
            votes=votes.get(reader.addresses[0], ()),
            asked=tuple(
                _ticket(row, row.since, due.now) for row in asked if row.requester in reader.addresses
            ),
            mine=tuple(
                _ticket(row, row.opened, due.now) for row in waiting if row.assignee in reader.addresses
            ),
            nobodys=nobodys if reader.is_member else (),
        )
        for reader in readers
    )
    return DigestRound(own, tuple(digests), (*(each.address for each in deciding), *desks), due.now)


def _readers(connection: Connection, rules: ListRules) -> Iterator[_Reader]:
    """Each person once, whichever of their addresses asked for it."""
    seen: set[str] = set()
    for row in connection.execute(_WEEKLY).all():
        addresses = tuple(addresses_of(row.address, rules.roster))
        if addresses[0] not in seen:
            seen.add(addresses[0])
            yield _Reader(addresses, row.unsubscribe, rules.roster.holds(row.address))


def _votes(
    connection: Connection,
    rules: RulesInput,
    lists: Collection[ListRules],
    readers: Collection[_Reader],
    now: datetime,
) -> dict[str, tuple[VoteWaiting, ...]]:
    """The open votes that need something of somebody, by whom."""
    found: dict[str, tuple[VoteWaiting, ...]] = {}
    for own in lists:
        for case, standing, vote in open_votes(connection, rules, own.address, now):
            roster = case.proposal.roster
            for reader in readers:
                known_as = roster.primary(reader.addresses[0])
                need = need_of(known_as, standing, may_vote=roster.holds(known_as))
                if need is not None:
                    row = VoteWaiting(
                        vote.number, vote.title, own.address, vote.closes, vote.standing, need, vote.mail
                    )
                    found[reader.addresses[0]] = (*found.get(reader.addresses[0], ()), row)
    return {who: tuple(sorted(rows, key=lambda row: (row.closes, row.number))) for who, rows in found.items()}


def _waiting(
    connection: Connection, desks: Collection[str], which: ColumnElement[bool]
) -> list[Row[*tuple[Any, ...]]]:
    query = select(*_TICKET).where(tickets.c.list.in_(desks), which)
    return list(connection.execute(query.order_by(tickets.c.opened, tickets.c.number)).all())


def _ticket(row: Row[*tuple[Any, ...]], since: datetime, now: datetime) -> TicketWaiting:
    return TicketWaiting(row.key, row.title, (now - since) // DAY)
