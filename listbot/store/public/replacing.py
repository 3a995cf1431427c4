"""Which votes take the place of which, as the openings of the public lists say it. Never writes.

A vote takes the place of earlier votes of its own list alone, so that nobody ends another list's
decision.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from listbot.model.proposal import Proposal, State
from listbot.store.base.conditions import REPLACES
from listbot.store.base.schema import proposals
from listbot.store.public.source import Source


class Replacing(NamedTuple):
    """The votes around one vote, by number."""

    supersedes: tuple[int, ...] = ()
    superseded_by: tuple[int, ...] = ()
    """Those that passed."""
    may_be: tuple[int, ...] = ()
    """Those that are open and would take its place."""


def replacing(source: Source, proposal: Proposal) -> Replacing:
    """Return the votes that one vote takes the place of, and those that take its place."""
    later = select(proposals.c.number, proposals.c.state).where(
        proposals.c.list == proposal.list,
        REPLACES,
        proposals.c.replaces.contains(f" {proposal.number} "),
        proposals.c.number > proposal.number,
    )
    rows = source.connection.execute(later.order_by(proposals.c.number)).all()
    return Replacing(
        _earlier(source, proposal) if proposal.replaces else (),
        tuple(row.number for row in rows if row.state == State.PASSED),
        tuple(row.number for row in rows if row.state == State.OPEN),
    )


def _earlier(source: Source, proposal: Proposal) -> tuple[int, ...]:
    """Return those of the votes it names that exist, in the same list and before it."""
    query = select(proposals.c.number).where(
        proposals.c.list == proposal.list,
        proposals.c.number.in_(proposal.replaces),
        proposals.c.number < proposal.number,
    )
    return tuple(source.connection.execute(query.order_by(proposals.c.number)).scalars())


def all_replaced(source: Source, addresses: Sequence[str]) -> dict[int, list[tuple[int, str]]]:
    """Return, for each vote whose place others take, their numbers and states."""
    query = (
        select(proposals.c.number, proposals.c.state, proposals.c.replaces)
        .where(REPLACES, proposals.c.list.in_(addresses))
        .order_by(proposals.c.number)
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for row in source.connection.execute(query):
        for number in map(int, row.replaces.split()):
            found.setdefault(number, []).append((row.number, row.state))
    return found
