"""When the tracker's last webhook came, and the last that was not signed with our secret. Only the
doctor asks.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from listbot.store.base.schema import settings
from listbot.store.base.upsert import insert_or_set

_OURS, _FORGED = "tracker webhook", "tracker webhook refused"
_SET = insert_or_set(settings, settings.c.value)


class Hints(NamedTuple):
    """What is known of webhooks."""

    ours: datetime | None
    """When the last one came; None: never."""
    forged: datetime | None
    """When one came last that was not signed with our secret."""


def note(connection: Connection, is_ours: bool, now: datetime) -> None:
    """Note that one came."""
    row = {"name": _OURS if is_ours else _FORGED, "value": now.isoformat()}
    connection.execute(_SET[connection.dialect.name], row)


def last(connection: Connection) -> Hints:
    """Return when the last ones came."""
    query = select(settings.c.name, settings.c.value).where(settings.c.name.in_((_OURS, _FORGED)))
    found = {name: datetime.fromisoformat(value) for name, value in connection.execute(query)}
    return Hints(found.get(_OURS), found.get(_FORGED))
