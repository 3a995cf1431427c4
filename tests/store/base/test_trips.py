"""Statements that wait for the next answer that is read: in what order they run, whose fault is
whose, and that none is lost or sent twice.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from sqlalchemy import Connection, Engine, bindparam, insert, select, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

from listbot.store.base.engine import may_work_at_once
from listbot.store.base.prepared_statements import TRIPS, Prepared, ask_together, settle
from listbot.store.base.savepoint import savepoint
from listbot.store.base.schema import journal, settings
from tests.playing import in_memory
from tests.postgresql import Postgres

pytestmark = pytest.mark.postgresql


class Kept(NamedTuple):
    """One text."""

    value: str


class Raw(NamedTuple):
    """One mail."""

    raw: bytes


NOTE = Prepared(insert(settings), tuple[()], columns=("name", "value"))
NOTED = Prepared(select(settings.c.value).order_by(settings.c.name), Kept)
DIVIDE = Prepared(text("SELECT 1 / CAST(:by AS INTEGER)"), tuple[()])
MISSING = Prepared(text("INSERT INTO missing VALUES (1)"), tuple[()])
STORE = Prepared(
    insert(journal).returning(journal.c.raw), Raw, columns=("kind", "list", "payload", "raw")
)
BY_RAW = Prepared(select(journal.c.raw).where(journal.c.raw == bindparam("raw")), Raw)


def note(connection: Connection, name: str) -> None:
    """Write a row whose value is its name."""
    NOTE.run(connection, {"name": name, "value": name})


def noted(connection: Connection) -> list[str]:
    """Read the rows."""
    return [each.value for each in NOTED.all(connection, {})]


@pytest.fixture
def engine() -> Iterator[Engine]:
    """A new database."""
    engine = in_memory()
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """A connection to it."""
    with engine.connect() as connection:
        yield connection


def test_an_answer_that_is_read_sees_all_before(connection: Connection) -> None:
    """Statements run in their order, those of SQLAlchemy too."""
    note(connection, "a")
    assert noted(connection) == ["a"]
    note(connection, "b")
    assert connection.execute(select(settings.c.name)).scalars().all() == ["a", "b"]


def test_a_commit_takes_along_what_waits(engine: Engine) -> None:
    """A transaction in which nothing was read is stored as a whole."""
    with engine.begin() as connection:
        note(connection, "a")
        note(connection, "b")
    with engine.connect() as connection:
        assert noted(connection) == ["a", "b"]


def test_a_rollback_takes_back_what_was_not_sent(connection: Connection) -> None:
    """It does not come along with the next transaction."""
    note(connection, "a")
    connection.rollback()
    assert noted(connection) == []
    connection.rollback()
    note(connection, "b")
    connection.commit()
    assert noted(connection) == ["b"]


def test_questions_that_go_together(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They take one trip, each answer serves once, and what is written makes the others void."""
    trips = connection.info[TRIPS]
    send, sent = trips._send, []

    def counted(*given: object) -> None:
        sent.append(given)
        send(*given)

    monkeypatch.setattr(trips, "_send", counted)
    row = {"kind": "mail", "list": "", "payload": "", "raw": b"\0raw"}
    ask_together(connection, ((STORE, row), (NOTED, {}), (BY_RAW, {"raw": b"\0raw"})))

    assert BY_RAW.all(connection, {"raw": b"\0raw"}) == [Raw(b"\0raw")]
    assert STORE.all(connection, row) == [Raw(b"\0raw")]
    assert len(sent) == 1
    note(connection, "a")
    assert noted(connection) == ["a"]
    assert len(sent) == 2
    ask_together(connection, ((NOTED, {}), (BY_RAW, {"raw": b""})))
    STORE.all(connection, row)
    connection.execute(insert(settings), {"name": "b", "value": "b"})
    ask_together(connection, ((NOTED, {}), (BY_RAW, {"raw": b""})))
    connection.execute(insert(settings), {"name": "c", "value": "c"})
    assert noted(connection) == ["a", "b", "c"]
    assert len(BY_RAW.all(connection, {"raw": b"\0raw"})) == 2


def test_a_fault_names_the_statement_that_failed(connection: Connection) -> None:
    """It comes with a later answer, and what came after the statement was not done."""
    note(connection, "a")
    connection.commit()
    note(connection, "a")
    note(connection, "b")
    with pytest.raises(IntegrityError, match="INSERT INTO settings") as raised:
        noted(connection)
    assert not raised.value.connection_invalidated
    connection.rollback()
    assert noted(connection) == ["a"]


def test_a_fault_may_come_with_the_commit(connection: Connection) -> None:
    """Then nothing is stored."""
    note(connection, "a")
    DIVIDE.run(connection, {"by": 0})
    with pytest.raises(DataError, match="SELECT 1 / CAST"):
        connection.commit()
    connection.rollback()
    assert noted(connection) == []


def test_a_statement_that_could_not_be_prepared_is_prepared_again(connection: Connection) -> None:
    """So are those behind it in the same trip, which the server left out."""
    MISSING.run(connection, {})
    note(connection, "a")
    with pytest.raises(ProgrammingError, match="missing"):
        settle(connection)
    connection.rollback()
    connection.exec_driver_sql("CREATE TABLE missing (one INTEGER)")
    MISSING.run(connection, {})
    note(connection, "a")
    assert noted(connection) == ["a"]


def test_prepared_statements_outlive_a_rollback(connection: Connection) -> None:
    """The server keeps them, and the driver must not drop them."""
    note(connection, "a")
    settle(connection)
    connection.rollback()
    for _ in range(10):
        connection.execute(select(settings))
    connection.rollback()
    note(connection, "b")
    assert noted(connection) == ["b"]


def test_a_value_that_no_column_takes(connection: Connection) -> None:
    """It is told at once."""
    with pytest.raises(ProgrammingError, match="cannot adapt"):
        NOTE.run(connection, {"name": "a", "value": object()})
    note(connection, "b")
    assert noted(connection) == ["b"]


def test_a_trip_larger_than_what_the_network_holds(connection: Connection) -> None:
    """Both sides send at the same time, and neither waits for the other."""
    raw = bytes(range(256)) * 40_000
    for number in range(3):
        row = {"kind": "mail", "list": f"{number}", "payload": "", "raw": raw}
        STORE.run(connection, row)
    assert BY_RAW.all(connection, {"raw": raw}) == [Raw(raw)] * 3


def test_a_fault_in_a_savepoint_is_its_own(connection: Connection) -> None:
    """What was written before it stays, and what waits in it when it raises is not sent."""
    note(connection, "a")
    with savepoint(connection, cautious=True) as by_the_server:
        DIVIDE.run(connection, {"by": 0})
    note(connection, "b")
    with savepoint(connection, cautious=True) as by_us:
        poison(connection)
    connection.commit()

    assert [type(each) for each in (*by_the_server, *by_us)] == [DataError, ValueError]
    assert noted(connection) == ["a", "b"]


def poison(connection: Connection) -> None:
    """Write a row that is there already, and raise before that is known."""
    note(connection, "b")
    raise ValueError("poison")


def test_a_connection_that_was_cut(connection: Connection, postgresql: Postgres) -> None:
    """The fault says that it is lost, so the transaction may be run again."""
    note(connection, "a")
    settle(connection)
    postgresql.cut()
    note(connection, "b")
    with pytest.raises(DBAPIError) as raised:
        noted(connection)
    assert raised.value.connection_invalidated


@pytest.mark.parametrize(
    "change", ["DEALLOCATE ALL", "ALTER TABLE settings ALTER value TYPE varchar(99)"]
)
def test_what_was_prepared_is_of_no_more_use(connection: Connection, change: str) -> None:
    """The connection counts as lost, so the transaction is run again on a new one."""
    note(connection, "a")
    noted(connection)
    connection.commit()
    connection.exec_driver_sql(change)
    with pytest.raises(DBAPIError) as raised:
        noted(connection)
    assert may_work_at_once(raised.value)
    connection.rollback()
    assert noted(connection) == ["a"]


def test_no_question_at_all(connection: Connection) -> None:
    """What waits goes nevertheless."""
    note(connection, "a")
    ask_together(connection, ())
    assert noted(connection) == ["a"]


def test_a_trip_that_is_interrupted(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its answers would be taken for those of the next one, so the connection is closed."""

    def interrupt(events: int) -> None:
        raise KeyboardInterrupt

    trips = connection.info[TRIPS]
    monkeypatch.setattr(trips, "_wait", interrupt)
    note(connection, "a")
    with pytest.raises(KeyboardInterrupt):
        noted(connection)
    assert connection.invalidated


@pytest.mark.parametrize(("chosen", "used"), [("", "lz4"), ("pglz", "pglz")])
def test_how_mails_are_compressed(engine: Engine, chosen: str, used: str) -> None:
    """The fast way, unless the admin has chosen one."""
    with engine.begin() as connection:
        if chosen:
            name = engine.url.database
            setting = "default_toast_compression"
            connection.exec_driver_sql(f"ALTER DATABASE {name} SET {setting} TO {chosen}")
    engine.dispose()
    with engine.begin() as connection:
        row = {"kind": "mail", "list": "", "payload": "", "raw": b"again " * 2_000}
        connection.execute(insert(journal), row)
        query = "SELECT pg_column_compression(raw) FROM journal"

        assert connection.exec_driver_sql(query).scalar() == used
