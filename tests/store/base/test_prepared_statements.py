"""Prepared statements, compared with SQLAlchemy's own execution."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from sqlalchemy import Connection, bindparam, create_mock_engine, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from listbot.store.base.prepared_statements import (
    Prepared,
    _compile,
    ask_together,
    in_parts,
    settle,
    spread,
)
from listbot.store.base.schema import cursors, lists
from tests.playing import in_memory

HEARD = datetime(2026, 9, 8, 12, tzinfo=UTC)


class Heard(NamedTuple):
    """A row of two columns, one of which is converted."""

    source: str
    heard: datetime | None


class Echo(NamedTuple):
    """A row with a boolean."""

    address: str
    echoes: bool


NEW = Prepared(insert(cursors), tuple[()], columns=("source", "uidvalidity", "uid", "heard"))
BEFORE = Prepared(
    select(cursors.c.source, cursors.c.heard)
    .where(cursors.c.heard <= bindparam("now"), cursors.c.uid == 2)
    .limit(5),
    Heard,
)


def row(source: str, heard: datetime | None = HEARD) -> dict[str, object]:
    """Return the values to insert."""
    return {"source": source, "uidvalidity": 1, "uid": 2, "heard": heard}


def run_now(connection: Connection, values: dict[str, object]) -> None:
    """Insert a row, and wait for it."""
    NEW.run(connection, values)
    settle(connection)


@pytest.fixture
def connection() -> Iterator[Connection]:
    """A connection to a database with all tables, empty."""
    engine = in_memory()
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_values_are_converted_both_ways(connection: Connection) -> None:
    """A time is converted as by SQLAlchemy, and so are values within the statement."""
    NEW.run(connection, row("lmtp"))
    NEW.run(connection, row("smtp", None))
    assert BEFORE.all(connection, {"now": HEARD}) == [Heard("lmtp", HEARD)]
    stored = [tuple(each) for each in connection.execute(select(cursors.c.source, cursors.c.heard))]
    assert stored == [("lmtp", HEARD), ("smtp", None)]


def test_the_first_row_or_none(connection: Connection) -> None:
    """Without a row it is None; a boolean is a bool."""
    echo = Prepared(
        select(lists.c.address, lists.c.echoes).where(lists.c.address == bindparam("of")), Echo
    )
    connection.execute(insert(lists), {"address": "infra@example.org", "echoes": True})
    assert echo.first(connection, {"of": "infra@example.org"}) == Echo("infra@example.org", True)
    assert echo.first(connection, {"of": "x@example.org"}) is None


def test_questions_may_go_together(connection: Connection) -> None:
    """Each is answered when it is asked, on either kind of database."""
    NEW.run(connection, row("lmtp"))
    ask_together(connection, ((BEFORE, {"now": HEARD}), (BEFORE, {"now": None})))
    assert BEFORE.all(connection, {"now": HEARD}) == [Heard("lmtp", HEARD)]
    assert BEFORE.all(connection, {"now": None}) == []


def test_a_transaction_is_begun(connection: Connection) -> None:
    """A prepared write belongs to the transaction and is rolled back with it."""
    NEW.run(connection, row("lmtp"))
    assert connection.in_transaction()
    connection.rollback()
    assert BEFORE.all(connection, {"now": HEARD}) == []


def test_faults_are_sqlalchemys(connection: Connection) -> None:
    """The store recognises database faults by SQLAlchemy's errors."""
    NEW.run(connection, row("lmtp"))
    with pytest.raises(IntegrityError):
        run_now(connection, row("lmtp"))
    connection.rollback()
    connection.exec_driver_sql("DROP TABLE cursors")
    with pytest.raises((OperationalError, ProgrammingError), match="cursors"):
        run_now(connection, row("lmtp"))


def test_each_kind_of_database_has_its_own_text() -> None:
    """PostgreSQL takes values by number."""
    dialect = create_mock_engine("postgresql+psycopg://", print).dialect
    statement = select(lists.c.address).where(lists.c.address == bindparam("of"))
    compiled = _compile(statement, dialect, ())
    assert (compiled.order, "= $1" in compiled.text) == (("of",), True)


def test_a_short_list_fills_all_its_places() -> None:
    """Its last value is repeated; a list that is too long is a mistake of ours."""
    assert spread(("a", "b", "c"), (1, 2)) == {"a": 1, "b": 2, "c": 2}
    with pytest.raises(ValueError, match="4 values for 3 parameters"):
        spread(("a", "b", "c"), (1, 2, 3, 4))


def test_a_long_list_is_divided() -> None:
    """Into as many parts as it needs; an empty one into none."""
    assert in_parts(("a", "b"), (1, 2, 3)) == [{"a": 1, "b": 2}, {"a": 3, "b": 3}]
    assert in_parts(("a", "b"), ()) == []
