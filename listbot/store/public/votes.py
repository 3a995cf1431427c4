"""The votes of the public lists: a list by hundreds, and a page for each. Never writes."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, String, and_, or_, select, type_coerce

from listbot.letters.units import when
from listbot.mail import Mail
from listbot.model.case import OpenCase
from listbot.model.order import LetterKind
from listbot.model.proposal import Proposal, State
from listbot.pages.page import Happening, Kind, News, Page, Stamped
from listbot.pages.shown import NOTHING, Shown, hide, person, title
from listbot.pages.site import SiteFacts
from listbot.pages.views.leaf import Leaf, leaf_of, numbers_on
from listbot.pages.views.vote import Around, vote_view
from listbot.pages.views.votes import VoteRow, VotesView, list_name, word_of
from listbot.store.base.columns import Utc
from listbot.store.base.schema import mails, outbox, proposals
from listbot.store.journal import inbox
from listbot.store.journal.codec import read_as
from listbot.store.public.replacing import all_replaced, replacing
from listbot.store.public.section import MOST_NEWS
from listbot.store.public.source import Source, stamp
from listbot.store.public.vote_rows import (
    ShownProposal,
    as_told,
    is_public,
    open_rows,
)
from listbot.store.votes import stored
from listbot.votes.opening.wording import text_of

NAME = "votes"
_NUMBER = re.compile(r"votes/([1-9][0-9]{0,8})", re.ASCII)
_LEAF = re.compile(r"votes/page/([1-9][0-9]{0,6})", re.ASCII)
_RESULTS = ("result", LetterKind.CORRECTED)
"""What the keys of letters with results begin with."""
_ROW = (
    proposals.c.number,
    proposals.c.list,
    proposals.c.opened,
    proposals.c.closes,
    proposals.c.state,
    proposals.c.reason,
    proposals.c.snapshot,
    proposals.c.message_id,
)


class Votes:
    """`/votes`."""

    name = NAME
    title = Shown("Votes")

    def is_on(self, site: SiteFacts) -> bool:
        """Every decision list has votes."""
        return "votes" in site.parts

    def pages(self, source: Source) -> Iterator[Stamped]:
        """Yield the list, its leaves, and each vote."""
        stamps = list(_stamps(source))
        yield Stamped(NAME, "")
        newest = leaf_of(stamps[-1][0]) if stamps else 0  # each leaf leads to all others
        for leaf, group in groupby(stamps, key=lambda each: leaf_of(each[0])):
            yield Stamped(f"{NAME}/page/{leaf}", stamp((newest, *group)))
        for number, each in stamps:
            yield Stamped(f"{NAME}/{number}", each)

    def page(self, source: Source, path: str) -> Page | None:
        """Return the list, a leaf of it, or a vote."""
        if path == NAME:
            return _list(source, 0)
        if found := _LEAF.fullmatch(path):
            return _list(source, int(found[1]))
        found = _NUMBER.fullmatch(path)
        return vote_page(source, int(found[1])) if found else None

    def news(self, source: Source) -> list[News]:
        """Return the votes that opened or closed last."""
        newest = (
            select(proposals.c.number)  # narrow: only these are sorted
            .where(is_public(source))
            .order_by(proposals.c.closes.desc(), proposals.c.number.desc())
            .limit(MOST_NEWS)
        )
        query = select(*_ROW).where(proposals.c.number.in_(newest))
        rows = source.connection.execute(
            query.order_by(proposals.c.closes.desc(), proposals.c.number.desc())
        )
        return [_news(row) for row in rows]

    def calendar(self, source: Source) -> list[Happening] | None:
        """Return when the open votes close."""
        return [
            Happening(f"{NAME}/{each.number}", Shown(f"V-{each.number} closes: {each.title}"),
                      each.closes)
            for each in open_rows(source)
        ]  # fmt: skip


def _stamps(source: Source) -> Iterator[tuple[int, str]]:
    """Yield each vote's number with the digest of all rows that its page is made of."""
    applied = source.group.group.applied if source.group else {}
    posted = _posted(source)
    replaced = all_replaced(source, source.site.addresses)
    query = select(*map(_as_stored, _ROW)).where(is_public(source)).order_by(proposals.c.number)
    entries = groupby(_entries(source), key=lambda row: row[0])
    number, mine = next(entries, (0, iter(())))
    for row in source.connection.execute(query):
        while number and number < row.number:
            number, mine = next(entries, (0, iter(())))
        is_open = row.state == State.OPEN
        parts: list[object] = [*row, applied.get(f"V-{row.number}"), posted.get(row.message_id)]
        if number == row.number and not is_open:
            parts += [text for each in mine for text in each]
        yield row.number, "" if is_open else stamp([*parts, replaced.get(row.number)])


def _entries(source: Source) -> Iterator[Row[*tuple[Any, ...]]]:
    """Yield the mails of all votes, by their numbers: apart from the votes' own rows, which are
    longer than all their mails together.
    """
    names = ("proposal", "seq", "entry", "received", "effective", "level")
    query = select(*(_as_stored(mails.c[name]) for name in names))
    query = query.where(mails.c.proposal.is_not(None), mails.c.entry.is_not(None))
    yield from source.connection.execute(query.order_by(mails.c.proposal, mails.c.seq))


def _as_stored(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column whose times are read as text: a digest does not need to know them."""
    return type_coerce(column, String) if isinstance(column.type, Utc) else column


def _list(source: Source, leaf: int) -> Page | None:
    newest = _newest_leaf(source)
    if leaf > newest:
        return None
    leaves = tuple(Leaf(f"{NAME}/page/{n}", *numbers_on(n)) for n in range(newest, 0, -1))
    rows = _closed(source, leaf or newest)
    view = VotesView(() if leaf else tuple(open_rows(source)), tuple(rows), leaves, leaf)
    name = Shown("Votes {} to {}".format(*numbers_on(leaf)) if leaf else "Votes")
    path = f"{NAME}/page/{leaf}" if leaf else NAME
    at = max((row.closes for row in rows), default=None)
    return Page(path, Kind.VOTES, name, view, at, source.site.may_index)


def _newest_leaf(source: Source) -> int:
    newest = select(proposals.c.number).where(is_public(source))
    query = newest.order_by(proposals.c.number.desc()).limit(1)
    last: int | None = source.connection.execute(query).scalar()
    return leaf_of(last) if last else 0


def _closed(source: Source, leaf: int) -> list[VoteRow]:
    query = select(*_ROW).where(
        is_public(source),
        proposals.c.state != State.OPEN,
        proposals.c.number.between(*numbers_on(leaf)),
    )
    return [
        _row(row) for row in source.connection.execute(query.order_by(proposals.c.number.desc()))
    ]


def _row(row: Row[*tuple[Any, ...]]) -> VoteRow:
    proposal = read_as(ShownProposal, row.snapshot)
    return VoteRow(
        number=row.number,
        list=list_name(row.list),
        title=title(proposal.title),
        state=row.state,
        word=word_of(row.state, proposal.policy.choice),
        outcome=NOTHING if row.state == State.CANCELLED else hide(row.reason),
        opened=row.opened,
        closes=row.closes,
    )


def _news(row: Row[*tuple[Any, ...]]) -> News:
    proposal, shown = read_as(ShownProposal, row.snapshot), _row(row)
    is_open = row.state == State.OPEN
    words = f"V-{row.number} {'is open' if is_open else shown.word}: {shown.title}"
    at = row.opened if is_open else row.closes
    summary = Shown(f"until {when(row.closes)}") if is_open else shown.outcome
    author = person(proposal.proposer_name, proposal.proposer)
    return News(f"{NAME}/{row.number}", Shown(words), at, row.opened, summary, author)


def vote_page(source: Source, number: int) -> Page | None:
    """Return the page of one vote; None if no public list has it."""
    row = source.connection.execute(
        select(proposals.c.list, proposals.c.seq, proposals.c.closes).where(
            proposals.c.number == number
        )
    ).one_or_none()
    of_list = source.site.list(row.list) if row else None
    if row is None or of_list is None:
        return None
    case = stored.whole(source.connection, source.rules, number)
    final = as_told(case, row.closes, source.now)
    view = vote_view(case, final, of_list, _around(source, case, row.seq, row.closes))
    at = None if view.ended is None else _newest(case, view.ended)
    name = Shown(f"V-{number}: {view.title}")
    return Page(f"{NAME}/{number}", Kind.VOTE, name, view, at, of_list.may_index)


def _newest(case: OpenCase, ended: datetime) -> datetime:
    return max((ended, *(entry.received for entry in case.entries)))


def _around(source: Source, case: OpenCase, seq: int, closes: datetime) -> Around:
    mail = inbox.stored(source.connection, source.rules, seq)
    number = case.proposal.number
    applied = source.group.group.applied.get(f"V-{number}") if source.group else None
    others = replacing(source, case.proposal)
    return Around(
        text=text_of(mail.body) if isinstance(mail, Mail) else "",
        is_over=source.now >= closes,
        applied=applied,
        supersedes=others.supersedes,
        superseded_by=others.superseded_by,
        may_be_superseded_by=others.may_be,
        review=case.proposal.review,
        stated=tuple(_stated(source, case.proposal)),
    )


def _stated(source: Source, proposal: Proposal) -> Iterable[tuple[datetime, str]]:
    """Yield when the vote's results were posted, with their Message-IDs."""
    query = (
        select(outbox.c.sent, outbox.c.message_id)
        .where(or_(*(_begins(f"{family}|{proposal.id}|") for family in _RESULTS)))
        .where(outbox.c.sent.is_not(None))
        .order_by(outbox.c.sent)
    )
    return [(row.sent, row.message_id) for row in source.connection.execute(query)]


def _begins(key: str) -> ColumnElement[bool]:
    """Match the keys that begin so, by their index."""
    return and_(outbox.c.key >= key, outbox.c.key < key[:-1] + chr(ord(key[-1]) + 1))


def _posted(source: Source) -> dict[str, list[object]]:
    """Return when the results of each vote were posted, by the Message-ID of its opening."""
    query = select(outbox.c.key, outbox.c.sent).where(
        or_(*(_begins(f"{family}|") for family in _RESULTS))
    )
    found: dict[str, list[object]] = {}
    for row in source.connection.execute(query.order_by(outbox.c.key)):
        found.setdefault(row.key.split("|")[1], []).append(row.sent)
    return found
