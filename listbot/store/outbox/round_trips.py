"""Round trips in the outbox: makes the test post that an operator asks for, and finds what became
of it.

It is the daemon's memory, not an input: a test post changes nothing that a replay folds. Never
sends.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from listbot.letter_gate import Mode
from listbot.letters.echoes.round_trip import RoundTrip, Stage, round_trip, why_not
from listbot.model.letter_state import LetterState
from listbot.model.order import LetterKind
from listbot.store.base.schema import outbox
from listbot.store.context import Context
from listbot.store.outbox import echoes, pause
from listbot.store.outbox.outbox import ECHO_MISSED, ECHO_SEEN
from listbot.store.outbox.queueing import queue

_STOPPED = (LetterState.DEAD, LetterState.DROPPED)


def begin(connection: Connection, context: Context, address: str, admin: str, now: datetime) -> str:
    """Put a test post to a list into the outbox; return why that cannot be, or ""."""
    last = found(connection, address)
    refused = why_not(
        is_shadow=context.modes.get(address, Mode.APPROVE) is Mode.SHADOW,
        is_paused=pause.standing(connection) is not None,
        last=last.made if last else None,
        now=now,
    )
    if refused:
        return refused
    made = queue(connection, context, address, (round_trip(address, admin, now),))
    return " ".join(each.text for each in made.alerts)


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
