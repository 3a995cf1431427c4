"""How well we hear of what happens in the tracker: since when a look fails, when its last webhook
came, and the last that was not signed with our secret. Only the doctor asks.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, select

from listbot.store.base.schema import settings
from listbot.store.base.upsert import insert_or_set

_OURS, _FORGED, _DEAF = "tracker webhook", "tracker webhook refused", "tracker look failed"
_SET = insert_or_set(settings, settings.c.value)


class Heard(NamedTuple):
    """What is known of it."""

    ours: datetime | None
    """When the last webhook came; None: never."""
    forged: datetime | None
    """When one came last that was not signed with our secret."""
    deaf_since: datetime | None
    """Since when each look fails; None: the last one did not."""
    why: str
    """Why it does."""


def note_webhook(connection: Connection, is_ours: bool, now: datetime) -> None:
    """Note that a webhook came."""
    _keep(connection, _OURS if is_ours else _FORGED, now.isoformat())


def note_failure(connection: Connection, why: str, now: datetime) -> None:
    """Note that a look failed; the first of several in a row counts as the beginning."""
    begin = heard(connection).deaf_since or now
    _keep(connection, _DEAF, f"{begin.isoformat()} {why}")


def note_success(connection: Connection) -> None:
    """Note that a look did not fail."""
    connection.execute(delete(settings).where(settings.c.name == _DEAF))


def heard(connection: Connection) -> Heard:
    """Return what was noted."""
    names = (_OURS, _FORGED, _DEAF)
    query = select(settings.c.name, settings.c.value).where(settings.c.name.in_(names))
    found = {name: str(value).partition(" ") for name, value in connection.execute(query)}
    times = {name: datetime.fromisoformat(parts[0]) for name, parts in found.items()}
    why = found.get(_DEAF, ("", "", ""))[2]
    return Heard(times.get(_OURS), times.get(_FORGED), times.get(_DEAF), why)


def _keep(connection: Connection, name: str, value: str) -> None:
    connection.execute(_SET[connection.dialect.name], {"name": name, "value": value})
