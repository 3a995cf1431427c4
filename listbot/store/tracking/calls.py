"""The calls that the tracker still has to carry out, as `calling` needs them.

Never decides and never calls. Calls of one ticket are carried out in the order they were made: of
each ticket only the first unfinished one is ever due.
"""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, or_, select, update

from listbot.model.desk.outer import Call, CallKind
from listbot.model.desk.rules import Private
from listbot.store.base.conditions import IS_DUE
from listbot.store.base.prepared_statements import Prepared
from listbot.store.base.tracker_tables import tracker_calls
from listbot.store.base.upsert import insert_new
from listbot.store.journal.codec import read_as, write
from listbot.tickets.outside.planning import without

GIVEN_UP = "given up: "
_HANDED = {CallKind.CREATE: Private.ALL, CallKind.STUB: Private.STUB}


class _Kind(NamedTuple):
    kind: str


_ADD = Prepared(
    insert_new(tracker_calls),
    tuple[()],
    columns=("ticket", "kind", "label", "call", "made", "due", "note"),
)
_MAKING = Prepared(
    select(tracker_calls.c.kind).where(
        tracker_calls.c.ticket == bindparam("of"),
        or_(*(tracker_calls.c.kind == kind for kind in _HANDED)),
    ),
    _Kind,
)


class Waiting(NamedTuple):
    """All that waits, in numbers."""

    number: int
    oldest: datetime | None
    """When the oldest was made; None: nothing waits."""
    note: str
    """Why one of them was put back last."""


class WaitingCall(NamedTuple):
    """A call that is due."""

    id: int
    ticket: str
    call: Call
    made: datetime
    attempts: int


def add(connection: Connection, ticket: str, call: Call, now: datetime) -> None:
    """Add a call; one with the same label is the same call."""
    row: dict[str, object] = {"ticket": ticket, "kind": call.kind, "label": call.label}
    row |= {"call": write(call), "made": now, "due": now, "note": ""}
    _ADD.run(connection, row)


def handed(connection: Connection, ticket: str) -> Private:
    """Return how much of a ticket the tracker has, or will have soon."""
    found = {_HANDED[CallKind(row.kind)] for row in _MAKING.all(connection, {"of": ticket})}
    if Private.ALL in found:
        return Private.ALL
    return Private.STUB if found else Private.NOTHING


def due(connection: Connection, now: datetime, at_most: int) -> list[WaitingCall]:
    """Return the first unfinished call of each ticket, if it is due, the longest due first."""
    firsts = select(func.min(tracker_calls.c.id)).where(IS_DUE).group_by(tracker_calls.c.ticket)
    query = (
        select(*(tracker_calls.c[name] for name in WaitingCall._fields))
        .where(tracker_calls.c.id.in_(firsts), tracker_calls.c.due <= now)
        .order_by(tracker_calls.c.due, tracker_calls.c.id)
        .limit(at_most)
    )
    return [
        WaitingCall(row.id, row.ticket, read_as(Call, row.call), row.made, row.attempts)
        for row in connection.execute(query)
    ]


def waiting(connection: Connection) -> Waiting:
    """Return how many calls wait, since when, and why the last of them was put back."""
    query = select(func.count(), func.min(tracker_calls.c.made)).where(IS_DUE)
    count, oldest = connection.execute(query).one()
    noted = select(tracker_calls.c.note).where(IS_DUE, tracker_calls.c.note != "")
    newest = noted.order_by(tracker_calls.c.due.desc()).limit(1)
    return Waiting(count, oldest, connection.execute(newest).scalar() or "")


def given_up(connection: Connection, since: datetime) -> list[tuple[str, str]]:
    """Return what was given up of the calls made since then: ticket and why."""
    query = select(tracker_calls.c.ticket, tracker_calls.c.note).where(
        tracker_calls.c.note.startswith(GIVEN_UP), tracker_calls.c.made >= since
    )
    rows = connection.execute(query.order_by(tracker_calls.c.id)).all()
    return [(row.ticket, row.note) for row in rows]


def claim(connection: Connection, id: int, attempts: int, due: datetime) -> bool:
    """Note an attempt before it is made; return False if the call is no longer as it was found.

    `due`: when to make the next one, if nobody learns how this one ends.
    """
    statement = (
        update(tracker_calls)
        .where(tracker_calls.c.id == id, tracker_calls.c.attempts == attempts, IS_DUE)
        .values(attempts=attempts + 1, due=due)
    )
    return connection.execute(statement).rowcount == 1


def is_tried(connection: Connection, id: int, attempts: int) -> bool:
    """Return whether a call is unfinished and this attempt is its last: no other daemon has made
    one since, and its writer was not forgotten.
    """
    query = select(tracker_calls.c.id).where(
        tracker_calls.c.id == id, tracker_calls.c.attempts == attempts, IS_DUE
    )
    return connection.execute(query).first() is not None


def finish(connection: Connection, id: int, note: str) -> None:
    """Note that a call is done or given up, and keep nothing of its words."""
    connection.execute(
        update(tracker_calls)
        .where(tracker_calls.c.id == id)
        .values(due=None, note=note, call=write(_EMPTY))
    )


def put_back(connection: Connection, id: int, due: datetime, note: str) -> None:
    """Note that a call has to be made again."""
    connection.execute(
        update(tracker_calls).where(tracker_calls.c.id == id).values(due=due, note=note)
    )


def hurry(connection: Connection, ids: Collection[int], now: datetime) -> None:
    """Make calls due that wait."""
    connection.execute(
        update(tracker_calls)
        .where(tracker_calls.c.id.in_(ids), tracker_calls.c.due > now)
        .values(due=now)
    )


def forget(connection: Connection, address: str) -> None:
    """Drop the words of a person who was forgotten from the calls that wait."""
    query = select(tracker_calls.c.id, tracker_calls.c.call).where(IS_DUE)
    for row in connection.execute(query).all():
        left = without(read_as(Call, row.call), address)
        if left is None:
            finish(connection, row.id, "its writer was forgotten")
        else:
            values = {"call": write(left)}
            statement = update(tracker_calls).where(tracker_calls.c.id == row.id)
            connection.execute(statement.values(values))


_EMPTY = Call(CallKind.COMMENT, "", datetime.fromisoformat("2000-01-01T00:00:00+00:00"))
