"""What the ways in remember between runs: how far an IMAP folder was read, until when a listener was heard."""

from datetime import datetime

from sqlalchemy import select

from listbot.inbound.cursor import Cursor
from listbot.store.schema import cursors
from listbot.store.store import Store
from listbot.store.transaction import Transaction
from listbot.store.upsert import insert_or_set

_KEEP = insert_or_set(cursors, cursors.c.uidvalidity, cursors.c.uid, cursors.c.heard)


class StoredCursors:
    """IMAP cursors in the database; the `Cursors` of `inbound.cursor`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, source: str) -> Cursor | None:
        """As the protocol says."""
        return await self._store.write(_cursor, source)

    async def put(self, source: str, cursor: Cursor) -> None:
        """As the protocol says."""
        await self._store.write(_keep, source, cursor)


def _cursor(tx: Transaction, source: str) -> Cursor | None:
    row = tx.connection.execute(select(cursors).where(cursors.c.source == source)).one_or_none()
    return None if row is None else Cursor(row.uidvalidity, row.uid)


def _keep(tx: Transaction, source: str, cursor: Cursor, heard: datetime | None = None) -> None:
    row = {"source": source, "uidvalidity": cursor.uidvalidity, "uid": cursor.uid, "heard": heard}
    tx.connection.execute(_KEEP[tx.connection.dialect.name], row)


def heard(tx: Transaction, source: str) -> datetime | None:
    """Until when a listener was last known to listen; None: it never was."""
    found: datetime | None = tx.connection.execute(
        select(cursors.c.heard).where(cursors.c.source == source)
    ).scalar()
    return found


def keep_heard(tx: Transaction, source: str, moment: datetime) -> None:
    """Note that a listener listens."""
    _keep(tx, source, Cursor(0, 0), moment)
