"""Complete copies of a SQLite database: made while the daemon writes, checked, put in its place.

A copy appears under its name only once it is whole and on the disk. Nothing here reads mails.
Raises PermanentError with the file and the reason; what was there before is kept.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from listbot.errors import PermanentError
from listbot.store.base.files import create_private
from listbot.store.base.migrating import HEAD

PAGES = 2048  # copied at a time; the daemon writes between two steps
BESIDE = ("-wal", "-shm")
"""SQLite's files beside a database; they belong to its content."""
UNDER_WAY = ".part"

Progress = Callable[[int, int], object]
"""Gets the pages that are copied, and all of them."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What a database file holds."""

    version: str
    """Of its schema."""
    inputs: int
    """The number of its newest input."""
    size: int
    """Bytes."""


def make(source: Path, target: Path, progress: Progress = lambda done, of: None) -> Copy:
    """Copy a database into a new file that only its owner may read; return what it holds."""
    if target.exists():
        raise PermanentError(f"{target} exists already; give the copy another name")
    under_way = target.with_name(target.name + UNDER_WAY)
    try:
        under_way.unlink(missing_ok=True)
        create_private(under_way)
        with closing(_opened(source)) as old, closing(sqlite3.connect(under_way)) as new:
            old.backup(new, pages=PAGES, progress=lambda _, left, of: progress(of - left, of))
            new.execute("PRAGMA journal_mode=DELETE")
        found = check(under_way)
        _settle(under_way)
        under_way.replace(target)
        _settle(target.parent)
    except (OSError, sqlite3.Error) as fault:
        raise PermanentError(f"{target}: the copy was not made: {fault}") from fault
    finally:
        under_way.unlink(missing_ok=True)
    return found


def check(path: Path) -> Copy:
    """Read every page of a database; return what it holds. Raises PermanentError if it is damaged,
    is not listbot's, or is a newer listbot's.
    """
    try:
        with closing(_opened(path)) as connection:
            told = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
            if told != ["ok"]:
                raise PermanentError(f"{path} is damaged: {'; '.join(told)}")
            (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            (inputs,) = connection.execute("SELECT max(seq) FROM journal").fetchone()
    except (sqlite3.Error, TypeError) as fault:
        raise PermanentError(f"{path} is not a database of listbot: {fault}") from fault
    if version > HEAD:
        raise PermanentError(f"{path} has version {version}, newer than this listbot's {HEAD}")
    return Copy(version, inputs or 0, path.stat().st_size)


def put_in_place(copy: Path, database: Path, now: datetime) -> Path | None:
    """Let a copy take the database's place; return where the one before is kept, if there was one.

    Raises PermanentError if the database is in use.
    """
    kept = None
    ready = database.with_name(f"{database.name}.restoring")
    try:
        ready.unlink(missing_ok=True)
        make(copy, ready)
        if database.exists():
            _require_unused(database)
            kept = database.with_name(f"{database.name}.before-{now.astimezone(UTC):%Y%m%d-%H%M%S}")
            database.replace(kept)
            for end in BESIDE:
                beside = database.with_name(database.name + end)
                if beside.exists():
                    beside.replace(kept.with_name(kept.name + end))
        ready.replace(database)
        _settle(database.parent)
    except OSError as fault:
        raise PermanentError(f"{database}: not restored: {fault}") from fault
    finally:
        ready.unlink(missing_ok=True)
    return kept


def _require_unused(database: Path) -> None:
    """Raise PermanentError if another process has the database open. SQLite leaves the mode WAL
    only for the last connection; a damaged file is nobody's.
    """
    try:
        with closing(sqlite3.connect(database, timeout=0.5)) as connection:
            (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError as fault:
        raise PermanentError(f"{database} is in use: stop the daemon first ({fault})") from fault
    except sqlite3.DatabaseError:
        return
    if mode != "delete":
        raise PermanentError(f"{database} is in use: stop the daemon first")


def _opened(path: Path) -> sqlite3.Connection:
    """Open a database to read; a missing one is not created."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _settle(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
