"""What all tables share: where they are listed, numbers that the database gives, and times as text
that sorts.

Times are ISO 8601 in UTC of fixed width, the same in SQLite and PostgreSQL. A time without a zone
is a ValueError.
"""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Dialect, Integer, MetaData, String
from sqlalchemy.types import TypeDecorator

metadata = MetaData()

# SQLite numbers rows by itself only for a primary key declared INTEGER.
SERIAL = BigInteger().with_variant(Integer, "sqlite")


class Utc(TypeDecorator[datetime]):
    """An aware UTC time, as `2026-09-11T18:00:00.000000Z`."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To text. Raises ValueError for a naive time: those have no place in listbot."""
        return None if value is None else written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """To an aware time."""
        return None if value is None else datetime.fromisoformat(value)


def written(moment: datetime) -> str:
    """A moment as it stands in the database."""
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment}")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"
