"""Rows of votes for the lists of several pages: open ones as they stand, passed ones. Never writes.

A list reads a few fields of each proposal: the roster alone may be a hundred times longer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, String, func, select, type_coerce

from listbot.model.case import OpenCase
from listbot.model.policy import Choice
from listbot.model.proposal import State
from listbot.pages.shown import hide, title
from listbot.pages.views.decisions import DecisionRow
from listbot.pages.views.home import OpenVote
from listbot.pages.views.votes import VoteRow, open_row
from listbot.policies.outcome import Outcome, outcome
from listbot.store.base.schema import proposals
from listbot.store.journal.codec import read_as
from listbot.store.public.replacing import all_replaced
from listbot.store.public.source import Source
from listbot.store.recap.reading import quiet_days
from listbot.store.votes import stored

MOST_OPEN = 100
"""Open votes of one page; nobody reads more."""


@dataclass(frozen=True, slots=True)
class ShownRule:
    """What a list shows of a rule."""

    choice: Choice = Choice.NONE


@dataclass(frozen=True, slots=True)
class ShownProposal:
    """What a list shows of a proposal."""

    title: str
    proposer: str
    proposer_name: str
    history: bool
    policy: ShownRule


def is_public(source: Source) -> ColumnElement[bool]:
    """Return the condition that a vote is of a list that has pages."""
    return proposals.c.list.in_(source.site.addresses)


def passed(source: Source, month: str = "", most: int | None = None) -> Iterator[DecisionRow]:
    """Yield the votes that passed, of one month or of all, each list's newest first; `most`: of
    each list.
    """
    applied = source.group.group.applied if source.group else {}
    replaced = all_replaced(source, source.site.addresses)
    for address in source.site.addresses:
        # By lists, so that an index has their order and only the rows that are shown are read.
        for row in source.connection.execute(_passed(address, month).limit(most)):
            later = replaced.get(row.number, ())
            yield DecisionRow(
                key=f"V-{row.number}",
                kind="vote",
                path=f"votes/{row.number}",
                at=row.closes,
                title=title(read_as(ShownProposal, row.snapshot).title),
                how=hide(row.reason),
                applied=applied.get(f"V-{row.number}"),
                replaced_by=tuple(f"V-{n}" for n, state in later if state == State.PASSED),
            )


def _passed(address: str, month: str) -> Select[*tuple[Any, ...]]:
    query = select(
        proposals.c.number, proposals.c.closes, proposals.c.reason, proposals.c.snapshot
    ).where(proposals.c.list == address, proposals.c.state == State.PASSED)
    if month:
        closes = type_coerce(proposals.c.closes, String)
        query = query.where(closes >= month, closes < f"{month}~")
    return query.order_by(proposals.c.closes.desc())


def open_votes(source: Source, most: int = MOST_OPEN) -> Iterator[OpenVote]:
    """Yield the votes that are open, the next to close first, with how they stand."""
    query = (
        select(proposals.c.number, proposals.c.closes, proposals.c.seq)
        .where(is_public(source), proposals.c.state == State.OPEN)
        .order_by(proposals.c.closes, proposals.c.number)
        .limit(most)
    )
    for row in source.connection.execute(query).all():
        case = stored.whole(source.connection, source.rules, row.number)
        final = as_told(case, row.closes, source.now)
        days = quiet_days(source.connection, case, row.seq, source.now)
        yield OpenVote(open_row(case, final, row.closes), days)


def open_rows(source: Source) -> list[VoteRow]:
    """Return the votes that are open, the next to close first, with how they stand."""
    return [each.vote for each in open_votes(source)]


def as_told(case: OpenCase, closes: datetime, now: datetime) -> Outcome:
    """Return the outcome as the list knows it: a vote is open until its result is decided, which
    waits for mails that are on their way; a decided one is closed, whatever our clock says.
    """
    is_open = case.proposal.state is State.OPEN
    just_before = closes - timedelta.resolution
    at = min(now, just_before) if is_open else max(now, closes)
    return outcome(case.proposal, case.entries, case.posters, at)


def months(source: Source) -> dict[str, int]:
    """Return in which months how many votes passed."""
    month = func.substr(type_coerce(proposals.c.closes, String), 1, 7)
    query = select(month, func.count()).where(is_public(source), proposals.c.state == State.PASSED)
    return {row[0]: row[1] for row in source.connection.execute(query.group_by(month))}
