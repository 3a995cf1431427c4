"""What of the clock outlives a run: the last sure time, the doubt that stands, the admin's word on
it.

Settings and not inputs: they keep moments from deciding anything, and such a moment is not in the
journal.
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
    """What the last look has found; None: nobody ever looked."""
    found = _get(connection, _CLOCK)
    return None if found is None else read_as(ClockRecord, found)


def keep(connection: Connection, found: ClockRecord) -> None:
    """Note what a look has found."""
    _put(connection, _CLOCK, write(found))


def say(connection: Connection, now: datetime) -> None:
    """The admin says that it is `now`. A daemon that runs hears it at its next look; one that
    starts goes by it.
    """
    keep(connection, ClockRecord(now))
    _put(connection, _WORD, now.isoformat())


def take_word(connection: Connection) -> datetime | None:
    """What the admin has said since the last look. It is taken away: a clock that moved since is
    not what was meant.
    """
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
