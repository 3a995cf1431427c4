"""A PostgreSQL that cuts connections, restarts, has a full disk or finds transactions in each
other's way: a transaction is run again as a whole, and nothing is done twice.
"""

import signal
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, text

from listbot.errors import StoreUnavailable
from listbot.store import store as stores
from listbot.store.base.postgresql import sessions
from listbot.store.base.prepared_statements import settle
from listbot.store.store import Store
from listbot.store.transaction import Transaction
from tests.playing import START, in_memory
from tests.postgresql import Postgres
from tests.store.jobs import names, note

pytestmark = pytest.mark.postgresql

FAILS = """
CREATE SEQUENCE attempts;
CREATE FUNCTION in_the_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF nextval('attempts') <= {times} THEN  -- no rollback takes this back
    RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '{state}';
  END IF;
  RETURN NEW;
END $$;
CREATE CONSTRAINT TRIGGER in_the_way AFTER INSERT ON people
DEFERRABLE INITIALLY {when} FOR EACH ROW EXECUTE FUNCTION in_the_way();
"""


class CutOnce(Store):
    """A Store whose connections are cut around one commit, by the server."""

    when = ""
    server: Postgres

    def commit(self, connection: Connection) -> None:
        """Commit, and lose the connection before it or before its answer."""
        when, self.when = self.when, ""
        if when == "before":
            self.server.cut()
        if when == "after":
            driver = connection.connection.driver_connection
            assert driver is not None
            settle(connection)
            driver.commit()
            self.server.cut()
            connection.exec_driver_sql("SELECT 1")
        super().commit(connection)


@pytest.fixture
def engine() -> Iterator[Engine]:
    """A new database."""
    engine = in_memory()
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine: Engine, postgresql: Postgres) -> Iterator[CutOnce]:
    """A store on it."""
    store = CutOnce(engine, lambda: START)
    store.server = postgresql
    yield store
    store.close()


@pytest.mark.parametrize("state", ["40001", "40P01"])
@pytest.mark.parametrize("when", ["IMMEDIATE", "DEFERRED"])
async def test_a_transaction_in_the_way_of_another_runs_again(
    engine: Engine, store: CutOnce, state: str, when: str
) -> None:
    """In the middle or at its commit, its caller does not notice."""
    with engine.begin() as connection:
        connection.exec_driver_sql(FAILS.format(state=state, when=when, times=1))

    assert await store.write(note, "a") == "a"
    assert names(store) == ["a"]


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_connection_that_is_cut(store: CutOnce, when: str) -> None:
    """Before the commit it is run again; after it, the server is asked, and it is not."""
    await store.write(note, "a")
    store.when = when

    assert await store.write(note, "b") == "b"
    assert names(store) == ["a", "b"]


async def test_a_server_that_restarts(store: CutOnce, postgresql: Postgres) -> None:
    """A job waits for it, and reading finds new connections."""
    await store.write(note, "a")
    assert names(store) == ["a"]
    postgresql.stop(signal.SIGQUIT)
    starts = threading.Thread(target=postgresql.start)
    starts.start()
    try:
        assert await store.write(note, "b") == "b"
    finally:
        starts.join()
    assert names(store) == ["a", "b"]


async def test_a_server_that_stays_away(
    store: CutOnce, postgresql: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The caller is told that it may work later; and later it does."""
    monkeypatch.setattr(stores, "WAITS", (0.0,))
    await store.write(note, "a")
    postgresql.stop()
    try:
        with pytest.raises(StoreUnavailable, match="refused"):
            await store.write(note, "b")
    finally:
        postgresql.start()

    assert await store.write(note, "c") == "c"
    assert names(store) == ["a", "c"]


async def test_a_commit_about_which_nothing_is_known(
    store: CutOnce, postgresql: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the server does not come back to say what became of it, the job is not run again."""
    monkeypatch.setattr(sessions, "DECIDES_WITHIN", 0.0)
    await store.write(note, "a")

    def stop(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        assert driver is not None
        settle(connection)
        driver.commit()
        postgresql.stop()
        connection.exec_driver_sql("SELECT 1")

    monkeypatch.setattr(store, "commit", stop)
    try:
        with pytest.raises(StoreUnavailable, match="whether it is stored is not known"):
            await store.write(note, "b")
    finally:
        monkeypatch.undo()
        postgresql.start()

    assert "a" in names(store)


async def test_a_disk_without_room(engine: Engine, store: CutOnce) -> None:
    """The job is tried alone, too; then the caller is told that it may work later, and it does."""
    with engine.begin() as connection:
        full = FAILS.format(state="53100", when="IMMEDIATE", times=2)
        connection.exec_driver_sql(full.replace("could not serialize access", "no space left"))

    with pytest.raises(StoreUnavailable, match="no space left"):
        await store.write(note, "a")
    assert await store.write(note, "b") == "b"
    assert names(store) == ["b"]


async def test_one_job_s_fault_is_its_own(store: CutOnce) -> None:
    """A statement that fails spoils the transaction on PostgreSQL, not the job beside it."""

    def faulty(tx: Transaction) -> None:
        tx.connection.execute(text("SELECT 1 / 0"))

    good, bad = store.hand_in(note, "good"), store.hand_in(faulty)

    assert good.result(10) == "good"
    assert "division by zero" in str(bad.exception(10))
    assert names(store) == ["good"]
