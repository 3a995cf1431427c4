"""Statements that nearly every mail needs, compiled once and passed straight to the driver.

For each execution SQLAlchemy looks a statement up by its structure, builds its parameters
by name and wraps its rows, which takes ten times as long as SQLite's answer
(docs/decisions/0009). A Prepared does that work once per dialect. SQLAlchemy still writes
the statement, converts values by the types of the columns, and wraps the driver's errors.
Only its events do not see the statement, and a list of unknown length cannot be a
parameter; `spread` fills the places of a short one, and `in_parts` divides a long one.
Everything else in `store` uses `Connection.execute`.

On PostgreSQL, what is only run waits for the next answer that is read, and so do its faults.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from sqlalchemy import Connection, Dialect, LargeBinary
from sqlalchemy.sql import ClauseElement
from sqlalchemy.types import TypeEngine

from listbot.store.base.faults import as_sqlalchemy_raises

if TYPE_CHECKING:
    from listbot.store.base.postgresql.trips import Trips

TRIPS = "trips"
"""The key of a PostgreSQL connection's Trips in its `info`."""

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
    order: tuple[str, ...]
    """The names by position."""
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
        """Run a statement without rows. On PostgreSQL its faults come later: see `settle`."""
        compiled = self._for(connection.dialect)
        trips = _trips_of(connection)
        if trips is None:
            _answer(connection, compiled, values)
        else:
            trips.later(connection, compiled.text, _in_order(connection, compiled, values))

    def in_full(
        self, connection: Connection, values: Mapping[str, object]
    ) -> tuple[str, tuple[object, ...]]:
        """Return its text and its values by position."""
        compiled = self._for(connection.dialect)
        return compiled.text, tuple(_in_order(connection, compiled, values))

    def _for(self, dialect: Dialect) -> _Compiled:
        found = self._compiled.get(dialect.name)
        if found is None:
            statement = self._statements
            if isinstance(statement, Mapping):
                statement = statement[dialect.name]
            found = self._compiled[dialect.name] = _compile(statement, dialect, self._columns)
        return found


Question = tuple[Prepared[Any], Mapping[str, object]]
"""A statement with values."""


def settle(connection: Connection) -> None:
    """Wait for what was run on PostgreSQL. Raises the fault of what failed."""
    trips = _trips_of(connection)
    if trips is not None:
        trips.settle(connection)


def ask_together(connection: Connection, questions: Iterable[Question]) -> None:
    """Ask PostgreSQL in one trip what is going to be asked one by one, with the same values.

    An answer is good until something else is written. On SQLite it does nothing.
    """
    trips = _trips_of(connection)
    if trips is not None:
        in_full = [each.in_full(connection, given) for each, given in questions]
        trips.ask_together(connection, in_full)


def forget(connection: Connection) -> None:
    """Do not send what was run on PostgreSQL since the last answer."""
    trips = _trips_of(connection)
    if trips is not None:
        trips.forget()


def spread(names: Sequence[str], values: Sequence[T]) -> dict[str, T]:
    """Return a value for each of these parameters of an `in_`: the last one fills the rest.

    Raises ValueError for more values than parameters.
    """
    if len(values) > len(names):
        raise ValueError(f"{len(values)} values for {len(names)} parameters")
    return dict(zip(names, chain(values, repeat(values[-1])), strict=False))


def in_parts(names: Sequence[str], values: Sequence[T]) -> list[dict[str, T]]:
    """Return what `spread` returns, for as many parts as the values need; none for no values."""
    parts = range(0, len(values), len(names))
    return [spread(names, values[at : at + len(names)]) for at in parts]


def _compile(statement: Any, dialect: Dialect, columns: tuple[str, ...]) -> _Compiled:
    numbered: Any = type(dialect)
    is_numbered = dialect.name == "postgresql"  # as the server takes them; its driver takes names
    compiled = statement.compile(
        dialect=numbered(paramstyle="numeric_dollar") if is_numbered else dialect,
        column_keys=columns or None,
    )
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
        tuple(compiled.positiontup),
        tuple(
            (name, convert) for name, convert in converts.items() if convert and name not in known
        ),
        tuple((at, convert) for at, convert in enumerate(results) if convert),
    )


def _into(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    if isinstance(kind, LargeBinary):
        return None  # all take bytes; PostgreSQL's driver would wrap them, and send them as text
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out_of(kind: TypeEngine[Any], dialect: Dialect) -> _Convert | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _converted(row: tuple[Any, ...], columns: tuple[tuple[int, _Convert], ...]) -> list[Any]:
    values = list(row)
    for at, convert in columns:
        values[at] = convert(values[at])
    return values


def _answer(connection: Connection, compiled: _Compiled, given: Mapping[str, object]) -> list[Any]:
    """Ask the database. Raises what SQLAlchemy would: the right kind of DBAPIError."""
    values = _in_order(connection, compiled, given)
    trips = _trips_of(connection)
    if trips is not None:
        return trips.ask(connection, (compiled.text, tuple(values)))
    cursor = connection.connection.cursor()
    try:
        cursor.execute(compiled.text, values)
        return list(cursor.fetchall()) if cursor.description else []
    except connection.dialect.loaded_dbapi.Error as fault:
        is_lost = connection.dialect.is_disconnect(fault, connection.connection, cursor)
        raise as_sqlalchemy_raises(fault, compiled.text, connection, is_lost) from fault
    finally:
        cursor.close()


def _in_order(
    connection: Connection, compiled: _Compiled, given: Mapping[str, object]
) -> list[object]:
    """Begin a transaction if there is none; return the values by position, converted."""
    if not connection.in_transaction():
        connection.begin()
    values = {**compiled.values, **given}
    for name, convert in compiled.converts:
        values[name] = convert(values[name])
    return [values[name] for name in compiled.order]


def _trips_of(connection: Connection) -> "Trips | None":
    """Return how statements go to PostgreSQL; None on SQLite."""
    if connection.dialect.name != "postgresql":
        return None
    return cast("Trips", connection.info[TRIPS])
