"""Inserts that meet a row with the same key."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Insert, create_engine, select
from sqlalchemy.dialects import postgresql

from listbot.store.base.schema import cursors, metadata, settings
from listbot.store.base.upsert import insert_new, insert_or_set


@pytest.fixture
def connection() -> Iterator[Connection]:
    """An empty database."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        metadata.create_all(connection)
        yield connection
    engine.dispose()


def rows(connection: Connection) -> list[tuple[str, int, int]]:
    """Return the cursors."""
    found = connection.execute(select(cursors.c.source, cursors.c.uidvalidity, cursors.c.uid))
    return [(row.source, row.uidvalidity, row.uid) for row in found]


def test_a_row_that_is_there_stays(connection: Connection) -> None:
    """The second insert changes nothing, and returns nothing."""
    statement = insert_new(settings, settings.c.name)["sqlite"]
    answers = [
        connection.execute(statement, {"name": "paused", "value": value}).scalar()
        for value in ("1", "2")
    ]

    assert answers == ["paused", None]
    assert connection.execute(select(settings.c.value)).scalar() == "1"


def test_only_the_values_that_are_given_are_set(connection: Connection) -> None:
    """An existing row keeps the others."""
    statement = insert_or_set(cursors, cursors.c.uid)["sqlite"]
    for uidvalidity, uid in ((7, 1), (8, 2)):
        connection.execute(statement, {"source": "INBOX", "uidvalidity": uidvalidity, "uid": uid})

    assert rows(connection) == [("INBOX", 7, 2)]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (insert_new(settings), "ON CONFLICT DO NOTHING"),
        (
            insert_or_set(settings, settings.c.value),
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        ),
    ],
)
def test_postgresql_has_its_own(statement: dict[str, Insert], words: str) -> None:
    """It is under its dialect's name."""
    assert words in str(statement["postgresql"].compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]  # SQLAlchemy types no dialect
