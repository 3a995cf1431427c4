"""Inserts that may meet a row with the same key, for each dialect.

SQLite and PostgreSQL both have ON CONFLICT, but SQLAlchemy has a separate insert for each;
so these return a statement per dialect, by its name, for `prepared.Prepared`. They never
look first: two writers could do that at once.
"""

from typing import Any

from sqlalchemy import Column, Insert, Table, or_
from sqlalchemy.dialects import postgresql, sqlite

_DIALECTS = (("sqlite", sqlite), ("postgresql", postgresql))

ByDialect = dict[str, Insert]


def insert_new(table: Table, *returning: Column[Any]) -> ByDialect:
    """Make a statement that inserts a row; an existing one stays, and nothing is returned."""
    statements: ByDialect = {}
    for name, dialect in _DIALECTS:
        insert = dialect.insert(table).on_conflict_do_nothing()
        statements[name] = insert.returning(*returning) if returning else insert
    return statements


def insert_or_set(table: Table, *given: Column[Any]) -> ByDialect:
    """Make a statement that inserts a row, or sets these values where the key exists."""
    statements: ByDialect = {}
    key = [column.name for column in table.primary_key]
    for name, dialect in _DIALECTS:
        insert = dialect.insert(table)
        values = {column.name: insert.excluded[column.name] for column in given}
        statements[name] = insert.on_conflict_do_update(index_elements=key, set_=values)
    return statements


def insert_or_newer(table: Table, at: Column[Any], *given: Column[Any]) -> ByDialect:
    """Make a statement that inserts a row, or sets time and values unless its time is later."""
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
    """Make a statement that inserts a row, or sets the column to the lower of both values."""
    statements: ByDialect = {}
    key = [each.name for each in table.primary_key]
    for name, dialect in _DIALECTS:
        insert = dialect.insert(table)
        new = insert.excluded[column.name]
        statements[name] = insert.on_conflict_do_update(
            index_elements=key, set_={column.name: new}, where=new < column
        )
    return statements
