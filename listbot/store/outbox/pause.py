"""Whether the admin has paused all letters, since when, and who did it.

This is a setting, not an input: it moves letters, as approving and dropping do, and nothing
that a replay folds. While it is set, mail is received, read and counted, and letters wait
in the outbox.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from listbot.store.base.schema import settings
from listbot.store.base.upsert import insert_new
from listbot.store.journal.codec import read_as, write

_NAME = "paused"
_PAUSE = insert_new(settings, settings.c.name)
_PAUSED = select(settings.c.value).where(settings.c.name == _NAME)
_RESUME = delete(settings).where(settings.c.name == _NAME)


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause in force."""

    since: datetime
    who: str
    reason: str = ""


def pause(connection: Connection, asked: Pause) -> bool:
    """Pause all letters; return False, changing nothing, if they already are."""
    row = {"name": _NAME, "value": write(asked)}
    return connection.execute(_PAUSE[connection.dialect.name], row).scalar() is not None


def resume(connection: Connection) -> bool:
    """End the pause; return False if there was none."""
    return connection.execute(_RESUME).rowcount > 0


def standing(connection: Connection) -> Pause | None:
    """Return the pause in force; None: letters go out."""
    kept = connection.execute(_PAUSED).scalar()
    return None if kept is None else read_as(Pause, kept)
