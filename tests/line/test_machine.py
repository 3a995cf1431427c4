"""The life of a daemon on SQLite, as the state machine plays it."""

import os
import sqlite3

import pytest
from hypothesis import settings
from sqlalchemy import Engine, StaticPool, event

from listbot.store.base import engine as engines
from listbot.store.base.migrating import migrate
from tests.line.machine import FragileStore, Life
from tests.shared import engine_that_shares
from tests.store.jobs import sqlite_fault

LIVES = int(os.environ.get("LISTBOT_LIVES", "20"))


class InMemory(FragileStore):
    """A store that fails as SQLite does."""

    def fault(self, mood: str) -> Exception:
        """Return SQLite's fault."""
        return sqlite_fault("database or disk is full" if mood == "full" else "database is locked")


class LifeInMemory(Life):
    """A life whose database is in memory."""

    kind = InMemory

    def new_database(self) -> Engine:
        """Make one with a single connection, so that it survives as a file does."""
        engine = engine_that_shares(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
        event.listen(engine, "connect", engines._prepare_sqlite)
        event.listen(engine, "begin", engines._begin_sqlite)
        migrate(engine)
        return engine

    def copy(self) -> bytes:
        """Copy it while the daemon runs."""
        return self.driver().serialize()

    def put_back(self, copy: bytes) -> None:
        """Replace it below the open connection."""
        self.driver().deserialize(copy)

    def driver(self) -> sqlite3.Connection:
        """The SQLite connection itself."""
        with self.engine.connect() as connection:
            driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver


TestLife = pytest.mark.slow(LifeInMemory.TestCase)
TestLife.settings = settings(max_examples=LIVES, stateful_step_count=25, deadline=None)
