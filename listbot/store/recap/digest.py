"""Reads what waits for each person who wants a weekly digest. Never writes.

Every query uses an index: only open votes are counted, and only waiting tickets are read.
Letters that go out do not mention a list in shadow.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, select

from listbot.letter_gate import Mode
from listbot.mail.wire.extensions import is_own
from listbot.model.case import OpenCase
from listbot.model.desk.ticket import Status
from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.policy import Member, Roster
from listbot.model.proposal import State
from listbot.model.weekly.digest import Digest, DigestRound, Need, TicketWaiting, VoteWaiting
from listbot.policies.outcome import Outcome
from listbot.policies.reasons import standing_in_words
from listbot.recap.needs import need_of
from listbot.store.base.conditions import HAS_WEEKLY
from listbot.store.base.schema import people
from listbot.store.base.ticket_tables import tickets
from listbot.store.recap.desk_week import DAY, WAITING
from listbot.store.recap.due import DueRound
from listbot.store.recap.reading import open_cases

Waits = TypeVar("Waits", VoteWaiting, TicketWaiting)

_WEEKLY = (
    select(people.c.address, people.c.unsubscribe).where(HAS_WEEKLY).order_by(people.c.address)
)
_TICKET = (
    *(
        tickets.c[name]
        for name in ("key", "title", "list", "opened", "since", "requester", "assignee")
    ),
)


@dataclass(frozen=True, slots=True)
class _Reader:
    """A person who wants a digest."""

    addresses: tuple[str, ...]
    """The digest goes to the first one; a member is known by it in tallies."""
    token: str
    desks: frozenset[str]
    """The help desks whose team they are on: only its members learn what waits for nobody."""


def digest_round(
    connection: Connection, rules: RulesInput, due: DueRound, modes: Mapping[str, Mode]
) -> DigestRound:
    """Return what a week's digests are made from."""
    own = rules.of(due.list)
    hidden = [
        address
        for address, mode in modes.items()
        if mode is Mode.SHADOW and modes.get(due.list) != mode
    ]
    shown = [each for each in rules.lists if each.address not in hidden]
    deciding = [each for each in shown if each.role is ListRole.DECISIONS]
    desks = [each for each in shown if each.role is ListRole.SUPPORT]
    readers = list(_readers(connection, own, desks))
    if not readers:
        return DigestRound(own, (), due.now)
    votes = _votes(connection, rules, deciding, readers, due.now)
    addresses = [each.address for each in desks]
    waiting = _waiting(connection, addresses, tickets.c.status.in_(WAITING))
    mine = _grouped((row.assignee, _ticket(row, row.opened, due.now)) for row in waiting)
    asked = _grouped(
        (row.requester, _ticket(row, row.since, due.now))
        for row in _waiting(connection, addresses, tickets.c.status == Status.ON_REQUESTER)
    )
    free = [_ticket(row, row.opened, due.now) for row in waiting if not row.assignee]
    nobodys = {
        each: tuple(ticket for ticket in free if ticket.list in each)
        for each in {reader.desks for reader in readers}
    }
    digests = (
        Digest(
            address=reader.addresses[0],
            token=reader.token,
            votes=votes.get(reader.addresses[0], ()),
            asked=_of(reader, asked),
            mine=_of(reader, mine),
            nobodys=nobodys[reader.desks],
        )
        for reader in readers
    )
    return DigestRound(own, tuple(digests), due.now)


def _grouped(rows: Iterable[tuple[str, Waits]]) -> dict[str, tuple[Waits, ...]]:
    """Group by person, in order."""
    found: dict[str, list[Waits]] = {}
    for whose, row in rows:
        found.setdefault(whose, []).append(row)
    return {whose: tuple(each) for whose, each in found.items()}


def _of(
    reader: _Reader, found: Mapping[str, tuple[TicketWaiting, ...]]
) -> tuple[TicketWaiting, ...]:
    """Return those of a person, at any of their addresses, the oldest first."""
    rows = [row for address in reader.addresses for row in found.get(address, ())]
    return tuple(sorted(rows, key=lambda row: -row.days))


def _readers(
    connection: Connection, rules: ListRules, desks: Collection[ListRules]
) -> Iterator[_Reader]:
    """Yield each person once, whichever address asked for it; never one of listbot's."""
    known = {address: each.addresses for each, address in _by_address(rules.roster)}
    teams: dict[str, set[str]] = {}
    for desk in desks:
        for _, address in _by_address(desk.roster):
            teams.setdefault(address, set()).add(desk.address)
    found: dict[tuple[str, ...], str] = {}
    for row in connection.execute(_WEEKLY).all():
        addresses = known.get(row.address, (row.address,))
        if not is_own(row.address, rules.context):
            found[addresses] = found.get(addresses) or row.unsubscribe
    for addresses, token in found.items():
        on = (teams[each] for each in addresses if each in teams)
        yield _Reader(addresses, token, frozenset[str]().union(*on))


def _by_address(roster: Roster) -> Iterator[tuple[Member, str]]:
    """Yield each member with each of their addresses."""
    return ((each, address) for each in roster.members for address in each.addresses)


def _votes(
    connection: Connection,
    rules: RulesInput,
    lists: Collection[ListRules],
    readers: Collection[_Reader],
    now: datetime,
) -> dict[str, tuple[VoteWaiting, ...]]:
    """Return the open votes that need something, by person; the next to close first."""
    found: list[tuple[str, VoteWaiting]] = []
    known = {address: reader for reader in readers for address in reader.addresses}
    for own in lists:
        for _, case, standing in open_cases(connection, rules, own.address, now):
            if standing.state is not State.OPEN:  # it has closed, and its result is about to come
                continue
            roster = case.proposal.roster
            concerned = (known.get(each) for each in _concerned(roster, standing))
            for reader in dict.fromkeys(filter(None, concerned)):
                known_as = _known_as(reader, roster)
                need = need_of(known_as, standing, may_vote=roster.holds(known_as))
                if need is not None:
                    found.append((reader.addresses[0], _vote(case, standing, need)))
    return _grouped(sorted(found, key=lambda each: (each[1].closes, each[1].number)))


def _concerned(roster: Roster, standing: Outcome) -> Iterator[str]:
    """Yield the addresses of all whose vote is missing or needs a word: there may be thousands of
    readers, and a vote is about few of them.
    """
    yield from (address for _, address in _by_address(roster))
    yield from (each.voter for each in standing.tally.votes)
    yield from (each.voter for each in standing.tally.unclear)


def _vote(case: OpenCase, standing: Outcome, need: Need) -> VoteWaiting:
    assert standing.closes is not None  # an open vote has a closing time
    return VoteWaiting(
        case.proposal.number,
        case.proposal.title,
        case.rules.address,
        standing.closes,
        standing_in_words(standing.tally, standing.policy, standing.held),
        need,
        case.proposal.id,
    )


def _known_as(reader: _Reader, roster: Roster) -> str:
    """Return a person's name in the tally of a vote, whose roster is that of its opening."""
    held = (roster.primary(each) for each in reader.addresses if roster.holds(each))
    return next(held, reader.addresses[0])


def _waiting(
    connection: Connection, desks: Collection[str], which: ColumnElement[bool]
) -> list[Row[*tuple[Any, ...]]]:
    query = select(*_TICKET).where(tickets.c.list.in_(desks), which)
    return list(connection.execute(query.order_by(tickets.c.opened, tickets.c.number)).all())


def _ticket(row: Row[*tuple[Any, ...]], since: datetime, now: datetime) -> TicketWaiting:
    return TicketWaiting(row.key, row.title, row.list, (now - since) // DAY)
