"""State that sources keep between runs: how far an IMAP folder was read, which mails its
server withholds, the mailbox's condition, and until when a listener was listening.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, select, update

from listbot.inbound.cursor import Condition, Cursor, Withheld
from listbot.store.base.schema import cursors, mailboxes, withheld
from listbot.store.base.upsert import insert_or_set

if TYPE_CHECKING:
    from listbot.store.store import Store
    from listbot.store.transaction import Transaction

_KEEP = insert_or_set(cursors, cursors.c.uidvalidity, cursors.c.uid, cursors.c.heard)

_NOTE = insert_or_set(mailboxes, mailboxes.c.since, mailboxes.c.fault, mailboxes.c.looked)
_FIELDS = ("uidvalidity", "uid", "why", "since", "due", "asked")
_SET_ASIDE = insert_or_set(withheld, *(each for each in withheld.c if not each.primary_key))


class StoredCursors:
    """IMAP cursors in the database: the `Cursors` of `inbound.cursor`. Each method may
    raise StoreUnavailable.
    """

    def __init__(self, store: "Store") -> None:
        self._store = store

    async def get(self, source: str) -> Cursor | None:
        """Return the cursor of a source; None if it was never read."""
        return await self._store.write(_cursor, source)

    async def put(self, source: str, cursor: Cursor) -> None:
        """Store the cursor in place of the last one."""
        await self._store.write(_keep, source, cursor)

    async def withheld(self, source: str) -> tuple[Withheld, ...]:
        """Return the withheld mails of a source, by UID."""
        return await self._store.write(_withheld_by, source)

    async def set_aside(self, source: str, *mails: Withheld) -> None:
        """Store that these are withheld, replacing what was noted about them."""
        if mails:
            await self._store.write(_set_aside, source, mails)

    async def release(self, source: str, *uids: int) -> None:
        """Note that these are no longer withheld."""
        if uids:
            await self._store.write(_release, source, uids)


def _cursor(tx: "Transaction", source: str) -> Cursor | None:
    row = tx.connection.execute(select(cursors).where(cursors.c.source == source)).one_or_none()
    return None if row is None else Cursor(row.uidvalidity, row.uid)


def _keep(tx: "Transaction", source: str, cursor: Cursor, heard: datetime | None = None) -> None:
    row = {"source": source, "uidvalidity": cursor.uidvalidity, "uid": cursor.uid, "heard": heard}
    tx.connection.execute(_KEEP[tx.connection.dialect.name], row)


def heard(tx: "Transaction", source: str) -> datetime | None:
    """Return until when a listener was last known to listen; None: never."""
    found: datetime | None = tx.connection.execute(
        select(cursors.c.heard).where(cursors.c.source == source)
    ).scalar()
    return found


def keep_heard(tx: "Transaction", source: str, moment: datetime) -> None:
    """Note that a listener is listening."""
    _keep(tx, source, Cursor(0, 0), moment)


def note_condition(tx: "Transaction", source: str, found: Condition) -> None:
    """Store a mailbox's condition."""
    row = {"source": source, "since": found.since, "fault": found.fault, "looked": found.looked}
    tx.connection.execute(_NOTE[tx.connection.dialect.name], row)


def conditions(connection: Connection) -> dict[str, Condition]:
    """Return each mailbox's condition as the daemon last noted it."""
    rows = connection.execute(select(mailboxes).order_by(mailboxes.c.source))
    return {row.source: Condition(row.since, row.fault, row.looked) for row in rows}


def not_given(connection: Connection) -> list[tuple[str, Withheld]]:
    """Return all withheld mails, each with its source, in order."""
    rows = connection.execute(select(withheld).order_by(withheld.c.source, withheld.c.uid))
    return [
        (row.source, Withheld(row.uidvalidity, row.uid, row.why, row.since, row.due, row.asked))
        for row in rows
    ]


def ask_soon(tx: "Transaction", source: str, uid: int, now: datetime) -> bool:
    """Make the daemon ask for a withheld mail at its next look; False if it is not withheld."""
    its_row = (withheld.c.source == source, withheld.c.uid == uid)
    return tx.connection.execute(update(withheld).where(*its_row).values(due=now)).rowcount > 0


def _withheld_by(tx: "Transaction", source: str) -> tuple[Withheld, ...]:
    return tuple(mail for of, mail in not_given(tx.connection) if of == source)


def _set_aside(tx: "Transaction", source: str, mails: tuple[Withheld, ...]) -> None:
    rows = [{"source": source} | {name: getattr(mail, name) for name in _FIELDS} for mail in mails]
    tx.connection.execute(_SET_ASIDE[tx.connection.dialect.name], rows)


def _release(tx: "Transaction", source: str, uids: tuple[int, ...]) -> None:
    tx.connection.execute(
        delete(withheld).where(withheld.c.source == source, withheld.c.uid.in_(uids))
    )
