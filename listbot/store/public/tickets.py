"""The public tickets of the help desks: what is open, a list by hundreds, a page for each. Never
writes.

A ticket that is private, or was made private, has no page, and nothing of it is read: private ones
are only counted.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, select, tuple_

from listbot.model.desk.ticket import Status, Ticket
from listbot.pages.page import Happening, Kind, News, Page, Stamped
from listbot.pages.shown import Shown, title
from listbot.pages.site import SiteFacts
from listbot.pages.views.leaf import Leaf, leaf_of, numbers_on
from listbot.pages.views.tickets import TicketRow, TicketsView, ticket_view, waits_for
from listbot.store.base.conditions import IS_PUBLIC
from listbot.store.base.ticket_tables import ticket_events, tickets
from listbot.store.desk.lines import events_after
from listbot.store.journal.codec import read_as
from listbot.store.public.section import MOST_NEWS
from listbot.store.public.source import Source, stamp

NAME = "tickets"
MOST_OPEN = 200
"""Rows of open tickets on the first page; nobody reads more."""
_KEY = re.compile(r"tickets/([A-Z]{1,8}-[1-9][0-9]{0,8})", re.ASCII)
_LEAF = re.compile(r"tickets/page/([A-Z]{1,8})-([1-9][0-9]{0,6})", re.ASCII)
COLUMNS = (
    tickets.c.key,
    tickets.c.prefix,
    tickets.c.number,
    tickets.c.title,
    tickets.c.status,
    tickets.c.assignee,
    tickets.c.opened,
    tickets.c.closed,
    tickets.c.snapshot,
)

_NO_LINKS = ('"merged_into":""', '"links":[]')
"""What the snapshot of most tickets has: then it need not be read."""
_IS_OPEN = tickets.c.status.in_([each for each in Status if each is not Status.CLOSED])
"""Named one by one, so that the index by status leads past what is closed."""


class Tickets:
    """`/tickets`."""

    name = NAME
    title = Shown("Tickets")

    def is_on(self, site: SiteFacts) -> bool:
        """Return whether there is a help desk."""
        return NAME in site.parts

    def pages(self, source: Source) -> Iterator[Stamped]:
        """Yield the list, its leaves, and each public ticket."""
        yield Stamped(NAME, "")
        leaves = {
            leaf: [(key, each) for _, key, each in group]
            for leaf, group in groupby(_stamps(source), key=lambda each: each[0])
        }
        for (prefix, leaf), found in leaves.items():
            # each leaf leads to all others
            yield Stamped(f"{NAME}/page/{prefix}-{leaf}", stamp((*leaves, *found)))
            yield from (Stamped(f"{NAME}/{key}", each) for key, each in found)

    def page(self, source: Source, path: str) -> Page | None:
        """Return the list, a leaf of it, or a ticket."""
        if path == NAME:
            return _first(source)
        if found := _LEAF.fullmatch(path):
            return _leaf(source, found[1], int(found[2]))
        found = _KEY.fullmatch(path)
        return _ticket(source, found[1]) if found else None

    def news(self, source: Source) -> list[News]:
        """Return the public tickets that were opened or closed last."""
        public = select(*COLUMNS).where(_is_public(source))
        closed = public.where(tickets.c.closed.is_not(None)).order_by(tickets.c.closed.desc())
        opened = public.where(_IS_OPEN).order_by(tickets.c.opened.desc())
        found = {
            row.key: row
            for query in (closed, opened)
            for row in source.connection.execute(query.limit(MOST_NEWS))
        }
        news = sorted(map(_news, found.values()), key=lambda each: (each.at, each.path))
        return news[: -MOST_NEWS - 1 : -1]

    def calendar(self, source: Source) -> list[Happening] | None:
        """Tickets have no calendar."""
        return None


def _is_public(source: Source) -> ColumnElement[bool]:
    return and_(_is_here(source), IS_PUBLIC)


def _is_here(source: Source) -> ColumnElement[bool]:
    return tickets.c.list.in_(source.site.addresses)


def _stamps(source: Source) -> Iterator[tuple[tuple[str, int], str, str]]:
    """Yield prefix and leaf, key, and the digest of what the ticket's page is made of.

    Events are only ever added, so the last one stands for all; only forgetting somebody changes
    them, and then all pages are made again.
    """
    newest = select(func.max(ticket_events.c.id)).where(ticket_events.c.ticket == tickets.c.key)
    query = (
        select(tickets.c.prefix, tickets.c.number, tickets.c.key, tickets.c.snapshot,
               newest.scalar_subquery())
        .where(_is_public(source))
        .order_by(tickets.c.prefix, tickets.c.number)
    )  # fmt: skip
    public, names = _public_keys(source), stamp(sorted(source.names.items()))
    for prefix, number, key, snapshot, event in source.connection.execute(query):
        links = _public_links(snapshot, public)
        yield (prefix, leaf_of(number)), key, stamp((names, links, snapshot, event))


def _public_links(snapshot: str, public: frozenset[str]) -> list[str]:
    if all(each in snapshot for each in _NO_LINKS):
        return []
    return [each for each in _linked(read_as(Ticket, snapshot)) if each in public]


def _public_keys(source: Source) -> frozenset[str]:
    query = select(tickets.c.key).where(_is_public(source))
    return frozenset(source.connection.execute(query).scalars())


def _linked(ticket: Ticket) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (ticket.merged_into, *ticket.links))))


def _first(source: Source) -> Page:
    is_open = and_(_is_here(source), _IS_OPEN)
    counted = select(tickets.c.public, func.count()).where(is_open).group_by(tickets.c.public)
    counts = {bool(row[0]): row[1] for row in source.connection.execute(counted)}
    query = select(*COLUMNS).where(is_open, IS_PUBLIC)
    oldest = query.order_by(tickets.c.opened, tickets.c.number).limit(MOST_OPEN)
    rows = tuple(row_of(source, row) for row in source.connection.execute(oldest))
    more = counts.get(True, 0) - len(rows)
    view = TicketsView(rows, more, counts.get(False, 0), (), _leaves(source), "")
    return Page(NAME, Kind.TICKETS, Shown("Tickets"), view, None, _may_index(source))


def _leaf(source: Source, prefix: str, leaf: int) -> Page | None:
    first, last = numbers_on(leaf)
    query = select(*COLUMNS).where(
        _is_public(source), tickets.c.prefix == prefix, tickets.c.number.between(first, last)
    )
    rows = source.connection.execute(query.order_by(tickets.c.number.desc())).all()
    if not rows:
        return None
    name = f"{prefix}-{leaf}"
    found = tuple(row_of(source, row) for row in rows)
    view = TicketsView((), 0, 0, found, _leaves(source), name)
    heading = Shown(f"Tickets {prefix}-{first} to {prefix}-{last}")
    newest = max(row.closed or row.opened for row in rows)
    return Page(f"{NAME}/page/{name}", Kind.TICKETS, heading, view, newest, _may_index(source))


def _leaves(source: Source) -> tuple[Leaf, ...]:
    """Return the leaves that have public tickets, newest first.

    The query hops from each leaf's first ticket to the first one behind that leaf, along the index
    of public ones: tens of thousands of tickets are a few hundred steps.
    """
    place = (tickets.c.prefix, tickets.c.number)
    # a list as an expression: else SQLite would take the index of a list and sort all its tickets
    is_here = (tickets.c.list + "").in_(source.site.addresses)
    first = select(tickets.c.key).where(IS_PUBLIC, is_here).order_by(*place).limit(1)
    hop = select(*place).where(tickets.c.key == first.scalar_subquery()).cte("hop", recursive=True)
    size = numbers_on(1)[1]
    end = (hop.c.number + size - 1) // size * size
    behind = first.where(tuple_(*place) > tuple_(hop.c.prefix, end)).correlate(hop)
    after = tickets.alias()
    hops = hop.union_all(
        select(after.c.prefix, after.c.number).select_from(
            hop.join(after, after.c.key == behind.scalar_subquery())
        )
    )
    rows = source.connection.execute(select(hops.c.prefix, hops.c.number))
    found = sorted(((row[0], leaf_of(row[1])) for row in rows), key=lambda r: (r[0], -r[1]))
    return tuple(Leaf(f"{NAME}/page/{prefix}-{n}", *numbers_on(n)) for prefix, n in found)


def _may_index(source: Source) -> bool:
    return all(each.may_index for each in source.site.lists)


def row_of(source: Source, row: Row[*tuple[Any, ...]]) -> TicketRow:
    return TicketRow(
        key=Shown(row.key),
        title=title(row.title),
        status=row.status,
        waits_for=waits_for(row.status, row.assignee, source.names),
        opened=row.opened,
        closed=row.closed,
        starter=read_as(Ticket, row.snapshot).starter,
    )


def _news(row: Row[*tuple[Any, ...]]) -> News:
    words = "closed" if row.closed else "opened"
    at = row.closed or row.opened
    return News(
        f"{NAME}/{row.key}", Shown(f"{row.key} {words}: {title(row.title)}"), at, row.opened
    )


def _ticket(source: Source, key: str) -> Page | None:
    query = select(tickets.c.snapshot, tickets.c.list).where(
        tickets.c.key == key, _is_public(source)
    )
    row = source.connection.execute(query).one_or_none()
    if row is None:
        return None
    ticket = read_as(Ticket, row.snapshot)
    linked = _linked(ticket)
    known = select(tickets.c.key).where(_is_public(source), tickets.c.key.in_(linked))
    public = frozenset(source.connection.execute(known).scalars()) if linked else frozenset()
    events = events_after(source.connection, key, 0)
    links = [each for each in linked if each in public]
    view = ticket_view(ticket, events, source.names, links)
    of_list = source.site.list(row.list)
    newest = max((ticket.since, *(event.at for event in events)))
    may_index = of_list is not None and of_list.may_index
    return Page(
        f"{NAME}/{key}", Kind.TICKET, Shown(f"{key}: {view.title}"), view, newest, may_index
    )
