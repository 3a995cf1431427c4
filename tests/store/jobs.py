"""Small jobs for a store, and a store that counts its commits."""

import sqlite3

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import OperationalError

from listbot.store.base.schema import journal, people
from listbot.store.store import Store
from listbot.store.transaction import Transaction


class Counting(Store):
    """A Store that counts its commits."""

    commits = 0

    def commit(self, connection: Connection) -> None:
        """Commit and count."""
        self.commits += 1
        super().commit(connection)


def note(tx: Transaction, name: str) -> str:
    """Write an input: a small job."""
    tx.connection.execute(people.insert().values(address=name, notes="all"))
    return name


def names(store: Store) -> list[str]:
    """Return what small jobs have written."""
    with store.reading() as connection:
        return list(
            connection.execute(select(people.c.address).order_by(people.c.address)).scalars()
        )


def inputs(store: Store) -> int:
    """Return how many inputs the journal has."""
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(journal)).scalar_one()


def sqlite_fault(words: str = "database or disk is full") -> Exception:
    """Return what SQLAlchemy raises when the disk is full or the database is locked."""
    return OperationalError("COMMIT", {}, sqlite3.OperationalError(words))


def post(number: int, size: int = 100) -> bytes:
    """Return a mail of about this many bytes."""
    head = (
        f"From: Ana <ana@example.org>\r\nSubject: "
        f"hello\r\nMessage-ID: <{number}@example.org>\r\n\r\n"
    )
    return (head + "word " * (size // 5)).encode()
