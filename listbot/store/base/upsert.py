"""Inserts that may meet a row of the same key, in the words of each kind of database.

SQLite and PostgreSQL both know ON CONFLICT, SQLAlchemy has it once for each of them; so these give
a statement for each dialect, by its name, as `prepared.Prepared` takes it. They never look first,
which two writers could do at once.
"""

from typing import Any

from sqlalchemy import Column, Insert, Table, or_
from sqlalchemy.dialects import postgresql, sqlite

_DIALECTS = (("sqlite", sqlite), ("postgresql", postgresql))

ByDialect = dict[str, Insert]


def insert_new(table: Table, *returning: Column[Any]) -> ByDialect:
    """Inserts a row; one that is there already stays as it is, and then nothing is returned."""
    statements: ByDialect = {}
    for name, dialect in _DIALECTS:
        insert = dialect.insert(table).on_conflict_do_nothing()
        statements[name] = insert.returning(*returning) if returning else insert
    return statements


def insert_or_set(table: Table, *given: Column[Any]) -> ByDialect:
    """Inserts a row, or gives these values to the one of the same primary key; its other values
    stay.
    """
    statements: ByDialect = {}
    key = [column.name for column in table.primary_key]
    for name, dialect in _DIALECTS:
        insert = dialect.insert(table)
        values = {column.name: insert.excluded[column.name] for column in given}
        statements[name] = insert.on_conflict_do_update(index_elements=key, set_=values)
    return statements


def insert_or_newer(table: Table, at: Column[Any], *given: Column[Any]) -> ByDialect:
    """Inserts a row, or gives this time and these values to the one of the same primary key, unless
    it has a later time."""
    statements: ByDialect = {}
    key = [column.name for column in table.primary_key]
    for name, dialect in _DIALECTS:
        insert = dialect.insert(table)
        values = {column.name: insert.excluded[column.name] for column in (at, *given)}
        is_newer = or_(at.is_(None), at <= insert.excluded[at.name])
        statements[name] = insert.on_conflict_do_update(
            index_elements=key, set_=values, where=is_newer
        )
    return statements


def insert_or_lower(table: Table, column: Column[Any]) -> ByDialect:
    """Inserts a row; of one of the same primary key the column keeps the lower of both values."""
    statements: ByDialect = {}
    key = [each.name for each in table.primary_key]
    for name, dialect in _DIALECTS:
        insert = dialect.insert(table)
        new = insert.excluded[column.name]
        statements[name] = insert.on_conflict_do_update(
            index_elements=key, set_={column.name: new}, where=new < column
        )
    return statements
