"""What the admin was told about each cause, so that a restart neither repeats an alert nor
loses one.

These are settings, not inputs, like a pause: alerts are about what the daemon does, and a
replay makes none. Never decides.
"""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, bindparam, select

from listbot.model.alert import AlertHistory, Cause
from listbot.store.base.schema import settings
from listbot.store.base.upsert import insert_or_set
from listbot.store.journal.codec import read_as, write

_PREFIX = "alerts."
_KEEP = insert_or_set(settings, settings.c.value)
_ONE = select(settings.c.value).where(settings.c.name == bindparam("of"))
_ALL = select(settings.c.value).where(settings.c.name.startswith(_PREFIX)).order_by(settings.c.name)


def of(connection: Connection, cause: Cause) -> AlertHistory:
    """Return what is known about one cause."""
    kept = connection.execute(_ONE, {"of": f"{_PREFIX}{cause}"}).scalar()
    return AlertHistory(cause) if kept is None else read_as(AlertHistory, kept)


def untold(connection: Connection) -> list[AlertHistory]:
    """Return the causes with alerts that no letter has reported yet."""
    found = (read_as(AlertHistory, kept) for kept in connection.execute(_ALL).scalars())
    return [heard for heard in found if heard.untold]


def keep(connection: Connection, heard: AlertHistory) -> None:
    """Store the history of a cause."""
    row = {"name": f"{_PREFIX}{heard.cause}", "value": write(heard)}
    connection.execute(_KEEP[connection.dialect.name], row)


def forget(connection: Connection, words: Iterable[str]) -> None:
    """Drop texts with one of these words of a person who was forgotten; counts stay."""
    gone = tuple(words)
    for heard in [read_as(AlertHistory, kept) for kept in connection.execute(_ALL).scalars()]:
        texts, known = (
            tuple(text for text in kept if not any(word in text for word in gone))
            for kept in (heard.texts, heard.known)
        )
        if (texts, known) != (heard.texts, heard.known):
            keep(connection, replace(heard, texts=texts, known=known))


def all_of(connection: Connection) -> list[AlertHistory]:
    """Return every cause that there ever was an alert of."""
    return [read_as(AlertHistory, kept) for kept in connection.execute(_ALL).scalars()]
