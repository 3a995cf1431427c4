"""Finds what became of the test posts that an operator asked for. Never writes and never sends."""

from typing import Any

from sqlalchemy import Connection, Row, select

from listbot.letters.echoes.round_trip import RoundTrip, Stage
from listbot.model.letter_state import LetterState
from listbot.model.order import LetterKind
from listbot.store.base.schema import outbox
from listbot.store.outbox import echoes
from listbot.store.outbox.outbox import ECHO_MISSED, ECHO_SEEN

_STOPPED = (LetterState.DEAD, LetterState.DROPPED)


def tested(connection: Connection) -> frozenset[str]:
    """Return the lists that had a round trip. It goes through all letters, as does looking for that
    of one list which had none.
    """
    query = select(outbox.c.list).distinct().where(outbox.c.kind == LetterKind.ROUND_TRIP)
    return frozenset(connection.execute(query).scalars())


def found(connection: Connection, address: str) -> RoundTrip | None:
    """Return the last round trip of a list; None: there was none."""
    query = select(outbox).where(outbox.c.list == address, outbox.c.kind == LetterKind.ROUND_TRIP)
    row = connection.execute(query.order_by(outbox.c.id.desc()).limit(1)).one_or_none()
    if row is None:
        return None
    last = echoes.known(connection, address).last
    is_it = last is not None and last.message_id == row.message_id
    return RoundTrip(row.id, _stage(row), row.made, row.sent, row.note, last if is_it else None)


def _stage(row: Row[*tuple[Any, ...]]) -> Stage:
    if row.echo == ECHO_SEEN:
        return Stage.BACK
    if row.echo == ECHO_MISSED:
        return Stage.MISSED
    if row.state == LetterState.SENT:
        return Stage.AWAY
    return Stage.STOPPED if row.state in _STOPPED else Stage.WAITING
