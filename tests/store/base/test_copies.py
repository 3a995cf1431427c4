"""Copies of the database: whole, checked, and never in the way of what is there."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from listbot.errors import PermanentError
from listbot.store.base import copies
from listbot.store.base.copies import Copy
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import HEAD, migrate

pytestmark = pytest.mark.sqlite

NOW = datetime(2026, 9, 11, 18, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A migrated database without inputs."""
    path = tmp_path / "listbot.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def writer(database: Path) -> Iterator[sqlite3.Connection]:
    """A daemon's connection: it stays open, and what it wrote is still in the log."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("INSERT INTO journal (kind, payload) VALUES ('tick', '{}')")
        connection.commit()
        yield connection


def inputs(path: Path) -> int:
    """Return how many inputs a database has."""
    with closing(sqlite3.connect(path)) as connection:
        found: int = connection.execute("SELECT count(*) FROM journal").fetchone()[0]
    return found


def test_a_copy_is_whole_and_private(
    database: Path, writer: sqlite3.Connection, tmp_path: Path
) -> None:
    """It has what the daemon has only in its log, is one file, and only its owner may read it."""
    told: list[tuple[int, int]] = []
    found = copies.make(database, tmp_path / "copy.db", lambda *pages: told.append(pages))
    copy = tmp_path / "copy.db"
    assert found == Copy(HEAD, 1, copy.stat().st_size)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.glob("copy.db*")] == ["copy.db"]
    assert told[-1][0] == told[-1][1]


def test_a_copy_replaces_nothing(database: Path, tmp_path: Path) -> None:
    """A file that is there stays as it is."""
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(PermanentError, match="exists already"):
        copies.make(database, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_a_copy_that_fails_leaves_nothing(database: Path, tmp_path: Path) -> None:
    """Without a folder, or without a database, there is no file under the name of the copy."""
    with pytest.raises(PermanentError, match="the copy was not made"):
        copies.make(database, tmp_path / "nowhere" / "copy.db")
    with pytest.raises(PermanentError, match="the copy was not made"):
        copies.make(tmp_path / "missing.db", tmp_path / "copy.db")
    assert list(tmp_path.glob("copy*")) == []


def test_what_is_not_ours_is_refused(tmp_path: Path) -> None:
    """A text, an empty file and a database of something else are not restored."""
    (tmp_path / "text").write_text("hello")
    (tmp_path / "empty").touch()
    with closing(sqlite3.connect(tmp_path / "other")) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    for name in ("text", "empty", "other", "missing"):
        with pytest.raises(PermanentError, match="is not a database of listbot"):
            copies.check(tmp_path / name)


def test_a_newer_database_is_refused(database: Path) -> None:
    """It may hold what this version does not know."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(PermanentError, match=f"version 9999, newer than this listbot's {HEAD}"):
        copies.check(database)


def test_a_damaged_database_is_refused(database: Path) -> None:
    """Every page is read, so a hole in the middle is found."""
    raw = bytearray(database.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 4096] = b"\xff" * 4096
    database.write_bytes(raw)
    with pytest.raises(PermanentError, match=r"is damaged: |is not a database of listbot: "):
        copies.check(database)


def test_a_restore_keeps_what_was_there(
    database: Path, writer: sqlite3.Connection, tmp_path: Path
) -> None:
    """The copy takes the place; the database before is kept beside it, with all it had."""
    copies.make(database, tmp_path / "copy.db")
    writer.execute("INSERT INTO journal (kind, payload) VALUES ('tick', '{}')")
    writer.commit()
    writer.close()
    kept = copies.put_in_place(tmp_path / "copy.db", database, NOW)
    assert kept == database.with_name("listbot.db.before-20260911-180000")
    assert (inputs(database), inputs(kept)) == (1, 2)
    assert inputs(tmp_path / "copy.db") == 1


def test_a_database_in_use_stays(
    database: Path, writer: sqlite3.Connection, tmp_path: Path
) -> None:
    """While the daemon has it open, nothing changes."""
    copies.make(database, tmp_path / "copy.db")
    with pytest.raises(PermanentError, match="in use: stop the daemon first"):
        copies.put_in_place(tmp_path / "copy.db", database, NOW)
    assert inputs(database) == 1
    assert list(tmp_path.glob("*.restoring*")) == []


def test_a_restore_where_nothing_was(database: Path, tmp_path: Path) -> None:
    """On a new machine there is no database to keep."""
    new = tmp_path / "new" / "listbot.db"
    new.parent.mkdir()
    assert copies.put_in_place(database, new, NOW) is None
    assert inputs(new) == 0


def test_a_damaged_database_is_replaced(database: Path, tmp_path: Path) -> None:
    """That is what a backup is for: the damaged one is kept all the same."""
    copies.make(database, tmp_path / "copy.db")
    database.write_bytes(b"\xff" * 8192)
    kept = copies.put_in_place(tmp_path / "copy.db", database, NOW)
    assert kept is not None
    assert kept.read_bytes() == b"\xff" * 8192
    assert inputs(database) == 0


def test_a_folder_that_takes_no_file(database: Path, tmp_path: Path) -> None:
    """The fault names the database."""
    with pytest.raises(PermanentError, match="the copy was not made"):
        copies.put_in_place(database, tmp_path / "nowhere" / "listbot.db", NOW)
