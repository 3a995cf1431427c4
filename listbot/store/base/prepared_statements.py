"""Statements that nearly every mail needs, compiled once and passed straight to the driver.

For each execution SQLAlchemy looks a statement up by its structure, builds its parameters
by name and wraps its rows, which takes ten times as long as SQLite's answer
(docs/decisions/0009). A Prepared does that work once per dialect. SQLAlchemy still writes
the statement, converts values by the types of the columns, and wraps the driver's errors.
Only its events do not see the statement, and a list of unknown length cannot be a
parameter; `spread` fills the places of a short one. Everything else in `store` uses
`Connection.execute`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement
from sqlalchemy.types import TypeEngine

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIModule

R = TypeVar("R", bound=tuple[Any, ...])
T = TypeVar("T")

Statements = ClauseElement | Mapping[str, Any]
"""One statement for all dialects, or one for each by the dialect's name."""

_Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement compiled for one dialect."""

    text: str
    values: dict[str, Any]
    """Values that are part of the statement, by name, already converted."""
    order: tuple[str, ...] | None
    """The names by position; None if the driver takes names."""
    converts: tuple[tuple[str, _Convert], ...]
    """The values that their types convert."""
    columns: tuple[tuple[int, _Convert], ...]
    """The columns that their types convert."""


class Prepared(Generic[R]):
    """A statement whose rows have the shape R, a NamedTuple with its columns in order.

    Its methods raise what SQLAlchemy would raise.
    """

    def __init__(
        self, statements: Statements, shape: type[R], columns: tuple[str, ...] = ()
    ) -> None:
        """`columns`: for an insert, those that are given a value."""
        self._statements = statements
        self._shape = shape
        self._columns = columns
        self._compiled: dict[str, _Compiled] = {}

    def all(self, connection: Connection, values: Mapping[str, object]) -> list[R]:
        """Return every row."""
        compiled = self._for(connection.dialect)
        rows = _answer(connection, compiled, values)
        if compiled.columns:
            rows = [_converted(row, compiled.columns) for row in rows]
        return [tuple.__new__(self._shape, row) for row in rows]

    def first(self, connection: Connection, values: Mapping[str, object]) -> R | None:
        """Return the first row; None if there is none."""
        rows = self.all(connection, values)
        return rows[0] if rows else None

    def run(self, connection: Connection, values: Mapping[str, object]) -> None:
        """Run a statement without rows."""
        _answer(connection, self._for(connection.dialect), values)

    def _for(self, dialect: Dialect) -> _Compiled:
        found = self._compiled.get(dialect.name)
        if found is None:
            statement = self._statements
            if isinstance(statement, Mapping):
                statement = statement[dialect.name]
            found = self._compiled[dialect.name] = _compile(statement, dialect, self._columns)
        return found


def spread(names: Sequence[str], values: Sequence[T]) -> dict[str, T]:
    """Return a value for each of these parameters of an `in_`: the last one fills the rest.

    Raises ValueError for more values than parameters.
    """
    if len(values) > len(names):
        raise ValueError(f"{len(values)} values for {len(names)} parameters")
    return dict(zip(names, chain(values, repeat(values[-1])), strict=False))


def _compile(statement: Any, dialect: Dialect, columns: tuple[str, ...]) -> _Compiled:
    compiled = statement.compile(dialect=dialect, column_keys=columns or None)
    converts = {name: _into(bind.type, dialect) for name, bind in compiled.binds.items()}
    known = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
    shown = getattr(statement, "selected_columns", ()) or getattr(statement, "exported_columns", ())
    results = [_out_of(column.type, dialect) for column in shown]
    return _Compiled(
        str(compiled),
        {
            name: convert(value) if (convert := converts[name]) else value
            for name, value in known.items()
        },
        tuple(compiled.positiontup) if compiled.positional else None,
        tuple(
            (name, convert) for name, convert in converts.items() if convert and name not in known
        ),
        tuple((at, convert) for at, convert in enumerate(results) if convert),
    )


def _into(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out_of(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _converted(row: tuple[Any, ...], columns: tuple[tuple[int, _Convert], ...]) -> list[Any]:
    values = list(row)
    for at, convert in columns:
        values[at] = convert(values[at])
    return values


def _answer(connection: Connection, compiled: _Compiled, given: Mapping[str, object]) -> list[Any]:
    """Ask the driver. Raises what SQLAlchemy would: the right kind of DBAPIError."""
    if not connection.in_transaction():
        connection.begin()
    values = {**compiled.values, **given}
    for name, convert in compiled.converts:
        values[name] = convert(values[name])
    cursor = connection.connection.cursor()
    try:
        cursor.execute(
            compiled.text,
            values if compiled.order is None else [values[name] for name in compiled.order],
        )
        return list(cursor.fetchall()) if cursor.description else []
    except connection.dialect.loaded_dbapi.Error as fault:
        raise _as_sqlalchemy_raises(fault, compiled.text, connection) from fault
    finally:
        cursor.close()


def _as_sqlalchemy_raises(
    fault: "DBAPIModule.Error", text: str, connection: Connection
) -> BaseException:
    dialect = connection.dialect
    lost = dialect.is_disconnect(fault, connection.connection, None)
    return DBAPIError.instance(
        text, None, fault, dialect.loaded_dbapi.Error, connection_invalidated=lost, dialect=dialect
    )
