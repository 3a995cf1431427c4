"""What is known of the tracker: which key it gave a ticket, what was heard from it, and how far we
have read.

Keys and ids are derived from inputs; the cursor is a setting, and may be behind: what is read twice
is known by its id.
"""

from sqlalchemy import Connection, select

from listbot.store.base.schema import settings
from listbot.store.base.tracker_tables import outer_heard, outer_keys
from listbot.store.base.upsert import insert_new, insert_or_set

_CURSOR = "tracker"  # plus its kind
_SET = insert_or_set(settings, settings.c.value)
_LEARN = insert_new(outer_keys)
_HEAR = insert_new(outer_heard, outer_heard.c.what)


def learn(connection: Connection, ticket: str, key: str) -> None:
    """Note the tracker's key of a ticket."""
    connection.execute(_LEARN[connection.dialect.name], {"key": key, "ticket": ticket})


def key_of(connection: Connection, ticket: str) -> str:
    """Return the tracker's key of a ticket; "" if it has none yet."""
    query = select(outer_keys.c.key).where(outer_keys.c.ticket == ticket)
    return connection.execute(query.order_by(outer_keys.c.key).limit(1)).scalar() or ""


def ticket_of(connection: Connection, key: str) -> str:
    """Return the key of our ticket; "" if the tracker's is none of ours."""
    query = select(outer_keys.c.ticket).where(outer_keys.c.key == key)
    return connection.execute(query).scalar() or ""


def is_new(connection: Connection, id: str) -> bool:
    """Note that something was heard; return False if it was heard before."""
    row = {"what": id}
    return connection.execute(_HEAR[connection.dialect.name], row).scalar() is not None


def cursor(connection: Connection, kind: str) -> str:
    """Return how far a tracker's changes were read; "": not at all."""
    query = select(settings.c.value).where(settings.c.name == f"{_CURSOR} {kind}")
    return connection.execute(query).scalar() or ""


def keep_cursor(connection: Connection, kind: str, value: str) -> None:
    """Note how far they were read."""
    row = {"name": f"{_CURSOR} {kind}", "value": value}
    connection.execute(_SET[connection.dialect.name], row)
