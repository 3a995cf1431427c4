"""A help desk's week for a recap, counted by columns among all tickets ever. Never writes.

Titles of private tickets and people's addresses never leave this module.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median_low
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select

from listbot.model.desk.ticket import Status
from listbot.model.policy import Roster
from listbot.model.weekly.recap import DeskWeek, LogLine, TicketLine
from listbot.store.base.ticket_tables import tickets

OPEN = tuple(status for status in Status if status is not Status.CLOSED)
WAITING = (Status.NEW, Status.OPEN, Status.ON_TEAM)
"""The states in which the team has to do something."""
LIVE = (*WAITING, Status.ON_REQUESTER)

MOST_LINES = 10
MOST_NEW = 5  # the others wait longest
MOST_NOBODYS = 5
DAY, HOUR = timedelta(days=1), timedelta(hours=1)

_LINE = (*(tickets.c[name] for name in ("key", "title", "public", "status", "assignee", "opened")),)


def desk_week(
    connection: Connection,
    team: Roster,
    desks: Sequence[str],
    starts: datetime,
    ends: datetime,
    now: datetime,
) -> DeskWeek | None:
    """Return that week at the help desks; None if nothing happened and nothing is open."""
    here = tickets.c.list.in_(desks)
    opened = _count(connection, here, _within(tickets.c.opened, starts, ends))
    closed = _keys(connection, here, _within(tickets.c.closed, starts, ends))
    still_open = _open_at(connection, here, ends)
    if not (opened or closed or still_open):
        return None
    return DeskWeek(
        open=still_open,
        before=_open_at(connection, here, starts),
        opened=opened,
        closed=closed,
        parked=_count(connection, here, tickets.c.status == Status.PARKED),
        oldest_days=_oldest(connection, here, now),
        lines=_lines(connection, team, here, starts, now),
        nobodys=tuple(
            _line(row, team, starts, now)
            for row in connection.execute(
                _waiting(here, WAITING).where(tickets.c.assignee == "").limit(MOST_NOBODYS)
            )
        ),
        first_answer_hours=_first_answer(
            connection, here, _within(tickets.c.answered, starts, ends)
        ),
    )


def moved(
    connection: Connection, desks: Sequence[str], starts: datetime, ends: datetime
) -> tuple[int, int]:
    """Return how many tickets were opened and closed in that time, private ones, too."""
    here = tickets.c.list.in_(desks)
    opened = _count(connection, here, _within(tickets.c.opened, starts, ends))
    return opened, _count(connection, here, _within(tickets.c.closed, starts, ends))


def closed_lines(
    connection: Connection, team: Roster, desks: Sequence[str], starts: datetime, ends: datetime
) -> tuple[LogLine, ...]:
    """Return public tickets that were closed, as log lines without a number."""
    query = (
        select(tickets.c.key, tickets.c.title, tickets.c.assignee, tickets.c.closed)
        .where(tickets.c.list.in_(desks), _within(tickets.c.closed, starts, ends), tickets.c.public)
        .order_by(tickets.c.closed, tickets.c.number)
    )
    return tuple(
        LogLine(0, row.closed, _name(team, row.assignee), row.title, row.key)
        for row in connection.execute(query)
    )


def _within(column: ColumnElement[Any], starts: datetime, ends: datetime) -> ColumnElement[bool]:
    return and_(column >= starts, column < ends)


def _count(connection: Connection, *which: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(tickets).where(*which)).scalar_one()


def _open_at(connection: Connection, here: ColumnElement[bool], moment: datetime) -> int:
    """Return how many were open then: open now minus later ones plus closed since."""
    is_open = tickets.c.status.in_(OPEN)
    return (
        _count(connection, here, is_open)
        - _count(connection, here, is_open, tickets.c.opened >= moment)
        + _count(connection, here, tickets.c.closed >= moment, tickets.c.opened < moment)
    )


def _keys(connection: Connection, *which: ColumnElement[bool]) -> tuple[str, ...]:
    query = select(tickets.c.key).where(*which).order_by(tickets.c.prefix, tickets.c.number)
    return tuple(connection.execute(query).scalars())


def _oldest(connection: Connection, here: ColumnElement[bool], now: datetime) -> int:
    oldest = select(func.min(tickets.c.opened)).where(here, tickets.c.status.in_(LIVE))
    opened: datetime | None = connection.execute(oldest).scalar()
    return (now - opened) // DAY if opened else 0


def _first_answer(connection: Connection, *which: ColumnElement[bool]) -> int | None:
    rows = connection.execute(select(tickets.c.opened, tickets.c.answered).where(*which))
    spans = [row.answered - row.opened for row in rows]
    return median_low(spans) // HOUR if spans else None


def _waiting(here: ColumnElement[bool], status: Iterable[Status]) -> Select[*tuple[Any, ...]]:
    query = select(*_LINE).where(here, tickets.c.status.in_(status))
    return query.order_by(tickets.c.opened, tickets.c.number)


def _lines(
    connection: Connection,
    team: Roster,
    here: ColumnElement[bool],
    starts: datetime,
    now: datetime,
) -> tuple[TicketLine, ...]:
    """Return the new ones, then those that wait longest."""
    waiting = _waiting(here, LIVE)
    new = connection.execute(waiting.where(tickets.c.opened >= starts).limit(MOST_NEW)).all()
    old = connection.execute(
        waiting.where(tickets.c.opened < starts).limit(MOST_LINES - len(new))
    ).all()
    return tuple(_line(row, team, starts, now) for row in (*new, *old))


def _line(row: Row[*tuple[Any, ...]], team: Roster, starts: datetime, now: datetime) -> TicketLine:
    title = row.title if row.public else ""
    return TicketLine(
        row.key, title, (now - row.opened) // DAY, _waits_for(row, team), row.opened >= starts
    )


def _waits_for(row: Row[*tuple[Any, ...]], team: Roster) -> str:
    if row.status == Status.ON_REQUESTER:
        return "the requester"
    if not row.assignee:
        return ""
    return _name(team, row.assignee) or "the team"


def _name(team: Roster, address: str) -> str:
    """Return a member's name; "" for any other address."""
    return next((each.name for each in team.members if address in each.addresses), "")
