"""Basics of all tables: their metadata, serial numbers, and times as text that sorts.

Times are ISO 8601 in UTC with fixed width, the same in SQLite and PostgreSQL. A time
without a zone raises ValueError.
"""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Dialect, Integer, MetaData, String
from sqlalchemy.types import TypeDecorator

metadata = MetaData()

# SQLite only numbers rows by itself if the primary key is declared INTEGER.
SERIAL = BigInteger().with_variant(Integer, "sqlite")


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
