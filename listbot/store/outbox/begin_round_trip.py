"""Makes the test post that an operator asks for, and puts it into the outbox.

It is the daemon's memory, not an input: a test post changes nothing that a replay folds. Never
sends. It has a module of its own because composing a letter takes long to load, and `round_trips`,
which finds what became of the post, does not compose.
"""

from datetime import datetime

from sqlalchemy import Connection

from listbot.letter_gate import Mode
from listbot.letters.echoes.round_trip import round_trip, why_not
from listbot.store.context import Context
from listbot.store.outbox import pause
from listbot.store.outbox.queueing import queue
from listbot.store.outbox.round_trips import found


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
