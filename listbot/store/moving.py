"""Moves a database: every row of one into another that is empty, the journal first.

All of it is one transaction of the target, so a move that is interrupted leaves the target empty
and may be repeated. Before the commit, both are read again and their digests compared. The source
is only read.

Raises PermanentError if the target is not empty or came out different, and StoreUnavailable if
either database cannot be used.
"""

import hashlib
from collections.abc import Callable, Generator
from contextlib import closing

from sqlalchemy import Connection, Engine, Table, func, insert, select, text
from sqlalchemy.sql import ColumnElement

from listbot.errors import PermanentError
from listbot.store.base.engine import unavailable_as_temporary
from listbot.store.base.schema import journal, leases, metadata, settings

BATCH = 500  # rows
MARKS = "commit %"
"""The settings in which stores mark their transactions; they are of no use elsewhere."""

Progress = Callable[[int], object]
"""Gets how many more rows were copied."""


def tables() -> list[Table]:
    """Return the tables that are moved, the journal first."""
    others = [each for each in metadata.sorted_tables if each not in (journal, leases)]
    return [journal, *others]


def rows_in(engine: Engine) -> int:
    """Return how many rows there are to move."""
    with unavailable_as_temporary(engine), engine.connect() as connection:
        reads = connection.execution_options(reads_only=True)
        return sum(_count(reads, each) for each in tables())


def move(source: Engine, target: Engine, progress: Progress = lambda more: None) -> str:
    """Copy every row; return the digest of both databases. Both have the newest schema."""
    with (
        unavailable_as_temporary(source),
        source.connect() as reading,
        unavailable_as_temporary(target),
        target.begin() as writing,
    ):
        reads = reading.execution_options(reads_only=True)
        for each in tables():
            if _count(writing, each):
                raise PermanentError(
                    f"{_shown(target)} is not empty: its table {each.name} has rows"
                )
        for each in tables():
            with closing(_rows(reads, each)) as batches:
                for batch in batches:
                    writing.execute(insert(each), batch)
                    progress(len(batch))
            _go_on_counting(writing, each)
        before, after = _digest(reads), _digest(writing)
        if before != after:
            raise PermanentError(f"{_shown(target)} came out different; it was left empty")
    return after


def _shown(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def _moved(table: Table) -> list[ColumnElement[bool]]:
    return [settings.c.name.not_like(MARKS)] if table is settings else []


def _count(connection: Connection, table: Table) -> int:
    query = select(func.count()).select_from(table).where(*_moved(table))
    return connection.execute(query).scalar_one()


def _rows(connection: Connection, table: Table) -> Generator[list[dict[str, object]], None, None]:
    """Yield the rows in batches, by their keys: the same order in both."""
    query = select(table).where(*_moved(table)).order_by(*table.primary_key.columns)
    options = {"stream_results": True, "yield_per": BATCH}
    with connection.execute(query, execution_options=options) as streamed:
        for batch in streamed.mappings().partitions():
            yield [dict(row) for row in batch]


def _go_on_counting(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number the next row after the last one; SQLite does so by itself."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    last = connection.execute(select(func.max(column))).scalar()
    if last is not None:
        sequence = {"table": table.name, "column": column.name, "last": last}
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)"), sequence
        )


def _digest(connection: Connection) -> str:
    found = hashlib.sha256()
    for each in tables():
        for batch in _rows(connection, each):
            for row in batch:
                found.update(f"{each.name} {tuple(row.values())!r}\n".encode())
    return found.hexdigest()
