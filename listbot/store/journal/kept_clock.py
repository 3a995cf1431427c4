"""Clock state that survives a run: the last sure time, the current doubt, the admin's word on it.

These are settings, not inputs: they only keep moments from deciding, and such a moment is
not in the journal.
"""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from listbot.clock import ClockRecord
from listbot.store.base.schema import settings
from listbot.store.base.upsert import insert_or_set
from listbot.store.journal.codec import read_as, write

_CLOCK, _WORD = "clock", "clock word"
_SET = insert_or_set(settings, settings.c.value)


def kept(connection: Connection) -> ClockRecord | None:
    """Return the result of the last look at the clock; None: there was none."""
    found = _get(connection, _CLOCK)
    return None if found is None else read_as(ClockRecord, found)


def keep(connection: Connection, found: ClockRecord) -> None:
    """Store the result of a look."""
    _put(connection, _CLOCK, write(found))


def say(connection: Connection, now: datetime) -> None:
    """Note that the admin says it is `now`. A running daemon hears it at its next look; one
    that starts uses it.
    """
    keep(connection, ClockRecord(now))
    _put(connection, _WORD, now.isoformat())


def take_word(connection: Connection) -> datetime | None:
    """Return and remove the admin's word, which covers no later change of the clock."""
    said = _get(connection, _WORD)
    if said is None:
        return None
    connection.execute(delete(settings).where(settings.c.name == _WORD))
    return datetime.fromisoformat(said)


def _get(connection: Connection, name: str) -> str | None:
    found: str | None = connection.execute(
        select(settings.c.value).where(settings.c.name == name)
    ).scalar()
    return found


def _put(connection: Connection, name: str, value: str) -> None:
    connection.execute(_SET[connection.dialect.name], {"name": name, "value": value})
