"""Opening the database: other files in its place, and how its faults are raised."""

import sqlite3
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from listbot.errors import ConfigError, StoreBroken, StoreUnavailable
from listbot.store.base.engine import open_engine, unavailable_as_temporary

pytestmark = pytest.mark.sqlite


def attempt(path: Path, statement: str = "SELECT 1") -> None:
    """Open a database and run one statement."""
    engine = open_engine(f"sqlite:///{path}")
    try:
        with unavailable_as_temporary(engine), engine.connect() as connection:
            connection.execute(text(statement))
            connection.commit()
    finally:
        engine.dispose()


def test_a_url_that_names_no_database_is_a_fault_of_the_configuration() -> None:
    """The error names its key."""
    with pytest.raises(ConfigError, match=r"store\.url"):
        open_engine("no-such-database:///x")


def test_what_postgresql_needs_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its driver is an extra of the package, which is easily left out."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(
        ConfigError, match=r"store\.url: .*psycopg.*'listbot_daemon-\S*\[postgresql\]'"
    ):
        open_engine("postgresql+psycopg://listbot@db.example.org/listbot")


def test_a_file_that_is_no_database_is_told_with_its_path(tmp_path: Path) -> None:
    """Trying again does not help; the connection is closed (otherwise this test warns)."""
    path = tmp_path / "notes.txt"
    path.write_text("not a database\n" * 100)
    with pytest.raises(StoreBroken) as told:
        attempt(path)
    assert str(told.value) == f"sqlite:///{path}: file is not a database"
    assert path.read_text() == "not a database\n" * 100


def test_a_damaged_database_is_told_with_its_path(tmp_path: Path) -> None:
    """The fault is not blamed on the mail being handled."""
    path = tmp_path / "listbot.db"
    attempt(path, "CREATE TABLE x AS SELECT 1 AS y")
    raw = path.read_bytes()
    path.write_bytes(raw[:100] + b"\xff" * (len(raw) - 100))
    with pytest.raises(StoreBroken) as told:
        attempt(path, "SELECT * FROM x")
    assert str(told.value) == f"sqlite:///{path}: database disk image is malformed"


def test_a_folder_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    """A disk may not be mounted yet: trying again may help."""
    with pytest.raises(StoreUnavailable) as told:
        attempt(tmp_path / "away" / "listbot.db")
    assert (
        str(told.value)
        == f"sqlite:///{tmp_path}/away/listbot.db: the folder {tmp_path}/away does not exist"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("refused\n\tIs the server running?\n", "refused Is the server running?"),
        (
            "fe_sendauth: no password supplied",
            "fe_sendauth: no password supplied; write it into ~/.pgpass, or for the daemon into "
            "the file that store.password_file names",
        ),
    ],
)
def test_a_server_is_quoted_in_one_line_with_a_remedy(words: str, told: str) -> None:
    """The log has one line for each fault, and a missing password has a place."""
    engine = open_engine("postgresql://a:secret@db.example.org/x")
    fault = OperationalError("", None, sqlite3.OperationalError(words))
    with pytest.raises(StoreUnavailable) as raised, unavailable_as_temporary(engine):
        raise fault
    assert str(raised.value) == f"postgresql://a:***@db.example.org/x: {told}"
