"""Opens the database: a SQLite file that survives power loss, or PostgreSQL by its URL.

Raises StoreUnavailable if the database cannot be opened or written to, and StoreBroken if
it is damaged or not a database; both show the URL without its password.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    NoSuchModuleError,
    OperationalError,
)

from listbot.errors import ConfigError, StoreBroken, StoreUnavailable
from listbot.store.base.files import create_private, why_not
from listbot.store.base.postgresql import sessions

ACCESS = ("unable to open", "readonly database", "disk I/O error")
"""SQLite's messages about files it may not use."""
UNNAMED = "no password supplied"  # libpq's words
WHERE_IT_GOES = (
    "; write it into ~/.pgpass, or for the daemon into the file that store.password_file names"
)
WHERE_IT_IS = (
    "; PostgreSQL needs the package's extra: pip install 'listbot_daemon-...whl[postgresql]', as "
    "docs/operating.md says"
)
BUSY_TIMEOUT = (
    10_000  # milliseconds SQLite waits for another process's write before it reports "locked"
)


def open_engine(url: str, *, to_read: bool = False) -> Engine:
    """Return an engine for the URL, not connected yet.

    `to_read` opens the database read-only, and does not create a SQLite one. Raises ConfigError
    for a URL that does not name a database.
    """
    try:
        made = make_url(url)
        engine = create_engine(_for_reading(made) if to_read else made, **_options_of(made))
    except ModuleNotFoundError as fault:
        raise ConfigError((f"store.url: {fault}{WHERE_IT_IS}",)) from fault
    except (ArgumentError, NoSuchModuleError) as fault:
        raise ConfigError((f"store.url: {fault}",)) from fault
    if engine.dialect.name == "sqlite":
        if not to_read:
            event.listen(engine, "do_connect", _create_sqlite)
        event.listen(engine, "connect", _prepare_to_read if to_read else _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    sessions.prepare(engine)
    return engine.execution_options(reads_only=True) if to_read else engine


def _options_of(url: URL) -> dict[str, Any]:
    """Return what each kind of database needs: after a restart of a server, connections that
    waited in the pool are gone.
    """
    if url.get_backend_name() != "postgresql":
        return {}
    return {"connect_args": sessions.CONNECT, "pool_pre_ping": True}


def _for_reading(url: URL) -> URL:
    """Return the file as a SQLite URI (https://www.sqlite.org/uri.html), which can be read-only."""
    if url.get_backend_name() != "sqlite" or not url.database:
        return url
    return url.set(database=f"file:{quote(url.database)}", query={"mode": "ro", "uri": "true"})


def file_of(url: URL) -> Path | None:
    """Return the database file; None unless it is SQLite in a file."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    assert url.database is not None
    return Path(unquote(url.database.removeprefix("file:")) if "uri" in url.query else url.database)


def _create_sqlite(dialect: Any, record: Any, arguments: list[str], options: Any) -> None:
    """Create the file before connecting: SQLite would use whatever mode the umask leaves."""
    path = Path(arguments[0])
    if arguments[0] and arguments[0] != ":memory:":
        # SQLite is about to report that it cannot open the file, and then we report why
        with suppress(OSError):
            create_private(path)


def _prepare_to_read(connection: sqlite3.Connection, record: Any) -> None:
    _set_up(connection, f"busy_timeout={BUSY_TIMEOUT}")


def _prepare_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    """Set WAL with synchronous=FULL, which survives power loss."""
    _set_up(
        connection,
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={BUSY_TIMEOUT}",
        "cache_size=-16000",
    )


def _set_up(connection: sqlite3.Connection, *pragmas: str) -> None:
    """Set pragmas; we begin transactions, not the driver."""
    connection.isolation_level = None
    try:
        with closing(connection.cursor()) as cursor:
            for pragma in pragmas:
                cursor.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()  # It is not in the pool yet, so nobody else would close it.
        raise


def overwrite_once_freed(connection: Connection) -> None:
    """Overwrite what this connection frees at once; SQLite alone would leave it for later."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


def overwrite_freed(engine: Engine) -> None:
    """Move the write-ahead log into the database file, so that the log holds nothing older."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            connection.rollback()
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a read that becomes a write later could not be retried."""
    mode = "DEFERRED" if connection.get_execution_options().get("reads_only") else "IMMEDIATE"
    connection.exec_driver_sql(f"BEGIN {mode}")


@contextmanager
def unavailable_as_temporary(engine: Engine) -> Iterator[None]:
    """Turn database faults (full, locked, unreachable) into StoreUnavailable; let faults of
    our statements pass.

    A damaged file, or one that is not a database, raises StoreBroken: trying again does not
    help.
    """
    try:
        yield
    except DBAPIError as fault:
        if not is_fault_of_database(fault):
            raise
        kind = StoreBroken if _is_damage(fault) else StoreUnavailable
        raise kind(_told(engine.url, fault)) from fault


def _is_damage(fault: DBAPIError) -> bool:
    # SQLite's driver raises the base class itself only for SQLITE_NOTADB and SQLITE_CORRUPT.
    return type(fault) is DatabaseError or sessions.state_of(fault) in sessions.DAMAGED


def _told(url: URL, fault: DBAPIError) -> str:
    """Return the fault with its place, in one line, and what the files show about it."""
    path = file_of(url)
    shown = url.render_as_string(hide_password=True) if path is None else f"sqlite:///{path}"
    is_about_access = path is not None and any(sign in str(fault.orig) for sign in ACCESS)
    why = why_not(path, to_read="uri" in url.query) if is_about_access and path else ""
    told = why or " ".join(str(fault.orig).split())
    return f"{shown}: {told}{WHERE_IT_GOES if UNNAMED in told else ''}"


def is_fault_of_database(fault: BaseException) -> bool:
    """Return whether the database could not do it now, as opposed to never."""
    if not isinstance(fault, DBAPIError):
        return False
    if isinstance(fault, OperationalError) or fault.connection_invalidated or _is_damage(fault):
        return True
    return sessions.state_of(fault) in sessions.LATER


def may_work_at_once(fault: BaseException | None) -> bool:
    """Return whether the same transaction may succeed at once, or as soon as a server is up again:
    another was in its way, its connection was cut, or none was to be had.
    """
    if not isinstance(fault, DBAPIError):
        return False
    is_of_server = hasattr(fault.orig, "sqlstate")
    has_no_connection = is_of_server and fault.statement is None
    is_in_the_way = sessions.state_of(fault) in sessions.AT_ONCE
    return fault.connection_invalidated or has_no_connection or is_in_the_way
