"""Whether the admin holds every letter back, since when, and who did it.

A setting and no input: it moves letters, as approving and dropping do, and nothing that a replay
folds. Mail is taken, read and counted while it stands, and letters wait in the outbox.
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
    """A pause that stands."""

    since: datetime
    who: str
    reason: str = ""


def pause(connection: Connection, asked: Pause) -> bool:
    """Hold every letter back from here on; False if they are held already, and by whom stays as it
    was.
    """
    row = {"name": _NAME, "value": write(asked)}
    return connection.execute(_PAUSE[connection.dialect.name], row).scalar() is not None


def resume(connection: Connection) -> bool:
    """Let letters go again; False if nothing was held."""
    return connection.execute(_RESUME).rowcount > 0


def standing(connection: Connection) -> Pause | None:
    """The pause that stands; None: letters go out."""
    kept = connection.execute(_PAUSED).scalar()
    return None if kept is None else read_as(Pause, kept)
