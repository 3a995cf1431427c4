"""Basics of all tables: their metadata, serial numbers, and times as text that sorts.

Times are ISO 8601 in UTC with fixed width, the same in SQLite and PostgreSQL. Texts sort by code
point in both, whatever the locale of a PostgreSQL database is. A time without a zone raises
ValueError.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Dialect, Integer, MetaData, String, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql.base import PGTypeCompiler

metadata = MetaData()

# SQLite only numbers rows by itself if the primary key is declared INTEGER.
SERIAL = BigInteger().with_variant(Integer, "sqlite")


@compiles(String, "postgresql")
@compiles(Text, "postgresql")
def _sorts_by_code_point(kind: String, compiler: "PGTypeCompiler", **options: Any) -> str:
    """Write a text's type with SQLite's order, in tables and migrations; a cast has no order."""
    made = compiler.visit_TEXT(kind) if isinstance(kind, Text) else compiler.visit_VARCHAR(kind)
    is_of_table = options.get("type_expression") is not None and kind.collation is None
    return f'{made} COLLATE "C"' if is_of_table else made


class Utc(TypeDecorator[datetime]):
    """An aware UTC time, as `2026-09-11T18:00:00.000000Z`."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Convert to text. Raises ValueError for a time without a zone."""
        return None if value is None else written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Convert to an aware time."""
        return None if value is None else datetime.fromisoformat(value)


def written(moment: datetime) -> str:
    """Return a moment as the database stores it. Raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment}")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"
