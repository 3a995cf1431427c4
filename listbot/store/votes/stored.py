"""Loads a proposal, its thread's mails and acts; and which proposals are due."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, bindparam, select

from listbot.mail import Level
from listbot.model.case import OpenCase
from listbot.model.disposition import Disposition
from listbot.model.inputs import RulesInput, TickInput
from listbot.model.list_rules import ListRole
from listbot.model.policy import Electorate
from listbot.model.proposal import Act, Entry, Proposal
from listbot.store.base.conditions import HAS_ACTS
from listbot.store.base.prepared_statements import Prepared, Question, spread
from listbot.store.base.schema import mails, proposals
from listbot.store.journal import inbox
from listbot.store.journal.codec import read_as
from listbot.store.people.preferences import without_notes
from listbot.store.votes.threading import Known


class _Snapshot(NamedTuple):
    snapshot: str
    closes: datetime


class _Stored(NamedTuple):
    """An entry, with what a copy by another way may have moved."""

    entry: str | None
    effective: datetime
    received: datetime
    level: str


_PROPOSAL = Prepared(
    select(proposals.c.snapshot, proposals.c.closes).where(proposals.c.number == bindparam("of")),
    _Snapshot,
)

_ENTRY = (mails.c.entry, mails.c.effective, mails.c.received, mails.c.level)

_NAMES = tuple(f"author{number}" for number in range(4))
"""The addresses of nearly everybody fit here."""

_OF = mails.c.proposal == bindparam("of")

_OWN = Prepared(
    select(*_ENTRY)
    .where(_OF, mails.c.author.in_([bindparam(name) for name in _NAMES]))
    .order_by(mails.c.seq),
    _Stored,
)
_OWN_OF_MANY = (
    select(*_ENTRY)
    .where(_OF, mails.c.author.in_(bindparam("authors", expanding=True)))
    .order_by(mails.c.seq)
)

_WHOLE = Prepared(
    select(*_ENTRY).where(mails.c.proposal == bindparam("of")).order_by(mails.c.seq), _Stored
)

_ACTS = Prepared(
    select(*_ENTRY).where(mails.c.proposal == bindparam("of"), HAS_ACTS).order_by(mails.c.seq),
    _Stored,
)
_PARENT = Prepared(select(*_ENTRY).where(mails.c.seq == bindparam("of")), _Stored)

_FROM_A_PERSON = and_(
    *(
        mails.c.disposition != each
        for each in (Disposition.AUTOMATIC, Disposition.DUPLICATE, *inbox.UNDECIDED)
    )
)

_POSTERS = (
    select(mails.c.author)
    .distinct()
    .where(
        mails.c.list == bindparam("list"),
        mails.c.received < bindparam("before"),
        mails.c.level.in_(bindparam("levels", expanding=True)),
        _FROM_A_PERSON,
    )
)

_DUE = (
    select(proposals.c.number, proposals.c.list).where(proposals.c.due <= bindparam("now"))
    # not in order: to save the sorting, SQLite would go through all proposals there are
)


def entry_in(connection: Connection, mail: Known) -> Entry | None:
    """Return a mail's entry, if it has one."""
    found = _entries(_PARENT.all(connection, {"of": mail.seq}))
    return found[0] if found else None


def named(connection: Connection, number: int, known: Iterable[Known]) -> tuple[Entry, ...]:
    """Return the entries of those known mails that belong to a proposal."""
    here = [row.seq for row in known if row.proposal == number]
    return _entries(row for seq in here for row in _PARENT.all(connection, {"of": seq}))


def _own(connection: Connection, number: int, authors: tuple[str, ...]) -> tuple[Entry, ...]:
    if len(authors) <= len(_NAMES):
        return _entries(_OWN.all(connection, {"of": number, **spread(_NAMES, authors)}))
    rows = connection.execute(_OWN_OF_MANY, {"of": number, "authors": authors})
    return _entries(_Stored(*row) for row in rows)


def first_questions(number: int, parent: Known | None) -> Iterator[Question]:
    """Yield what is asked about a proposal, and about the mail that is answered in its thread."""
    yield _PROPOSAL, {"of": number}
    yield _ACTS, {"of": number}
    if parent is not None:
        yield _PARENT, {"of": parent.seq}


def load(connection: Connection, number: int) -> tuple[Proposal, datetime]:
    """Return a proposal and its closing time in force."""
    (row,) = _PROPOSAL.all(connection, {"of": number})
    return read_as(Proposal, row.snapshot), row.closes


def entries(connection: Connection, number: int) -> tuple[Entry, ...]:
    """Return all mails of a proposal."""
    return _entries(_WHOLE.all(connection, {"of": number}))


def due(connection: Connection, rules: RulesInput, tick: TickInput) -> list[int]:
    """Return the proposals that are due by now, without those of lists no longer watched."""
    found = connection.execute(_DUE, {"now": tick.now})
    watched = (row.number for row in found if rules.of(row.list).role is not ListRole.RETIRED)
    return sorted(watched)


def whole(connection: Connection, rules: RulesInput, number: int) -> OpenCase:
    """Return one proposal with everything needed to decide about it."""
    proposal, _ = load(connection, number)
    posters: frozenset[str] = frozenset()
    if not proposal.roster.members or proposal.policy.electorate is Electorate.POSTERS:
        sure = [level for level in Level if level.meets(proposal.identity)]
        question = {"list": proposal.list, "before": proposal.opened, "levels": sure}
        posters = frozenset(connection.execute(_POSTERS, question).scalars())
    found = entries(connection, number)
    sure_votes = (
        each.received for each in found if each.casts and each.level.meets(proposal.identity)
    )
    last = max(sure_votes, default=None)
    people = {proposal.proposer, *(each.author for each in found), *posters}
    people.update(address for each in proposal.roster.members for address in each.addresses)
    no_notes = without_notes(connection, people)
    return OpenCase(rules.of(proposal.list), proposal, found, posters, last, no_notes)


def acts(connection: Connection, number: int) -> tuple[Act, ...]:
    """Return what was done to a proposal so far, apart from votes."""
    found = _entries(_ACTS.all(connection, {"of": number}))
    return tuple(act for entry in found for act in entry.acts)


def _entries(rows: Iterable[_Stored]) -> tuple[Entry, ...]:
    return tuple(_entry(row) for row in rows if row.entry is not None)


def _entry(row: _Stored) -> Entry:
    """Return the entry with the times of its columns, which an earlier copy may have moved."""
    assert row.entry is not None
    entry = read_as(Entry, row.entry)
    entry = replace(entry, effective=row.effective, received=row.received, level=Level(row.level))
    return replace(entry, acts=tuple(replace(act, order=entry.order) for act in entry.acts))
