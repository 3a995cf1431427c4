"""Opening the database: SQLite as a file that survives power loss, or PostgreSQL by its URL.

Fails with StoreUnavailable when the database cannot be opened or written to, and with StoreBroken when it is none or is
damaged; both name the URL without its password.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, NoSuchModuleError, OperationalError

from listbot.errors import ConfigError, StoreBroken, StoreUnavailable

BUSY_TIMEOUT = 10_000  # milliseconds SQLite waits for another process's write before it says "locked"


def open_engine(url: str) -> Engine:
    """An engine for the URL. Nothing is connected yet. Raises ConfigError for a URL that names no database."""
    try:
        engine = create_engine(make_url(url))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as fault:
        raise ConfigError((f"store.url: {fault}",)) from fault
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    """WAL with synchronous=FULL is what survives power loss; transactions are begun by us, not by the driver."""
    connection.isolation_level = None
    try:
        with closing(connection.cursor()) as cursor:
            for pragma in (
                "journal_mode=WAL",
                "synchronous=FULL",
                f"busy_timeout={BUSY_TIMEOUT}",
                "cache_size=-16000",
            ):
                cursor.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()  # It is not in the pool yet, so nobody else would.
        raise


def overwrite_once_freed(connection: Connection) -> None:
    """What this connection frees is overwritten at once, not some day; SQLite alone keeps it otherwise."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


def overwrite_freed(engine: Engine) -> None:
    """Take what was written into the database file, so that the log beside it holds nothing older."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            connection.rollback()
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the write lock at once: a read that turns into a write later could not be retried."""
    mode = "DEFERRED" if connection.get_execution_options().get("reads_only") else "IMMEDIATE"
    connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def unavailable_as_temporary(engine: Engine) -> Iterator[None]:
    """Turn faults of the database (full, locked, away) into StoreUnavailable; faults of our statements pass.

    A file that is no database, or a damaged one, is StoreBroken: trying again does not mend it.
    """
    try:
        yield
    except DBAPIError as fault:
        if not is_fault_of_database(fault):
            raise
        shown = engine.url.render_as_string(hide_password=True)
        kind = StoreBroken if type(fault) is DatabaseError else StoreUnavailable
        raise kind(f"{shown}: {fault.orig}") from fault


def is_fault_of_database(fault: BaseException) -> bool:
    """Whether the database could not do it now, as opposed to: would never do such a thing."""
    # SQLite's driver raises the base class itself for SQLITE_NOTADB and SQLITE_CORRUPT, and for nothing else.
    if isinstance(fault, OperationalError) or type(fault) is DatabaseError:
        return True
    return isinstance(fault, DBAPIError) and fault.connection_invalidated
