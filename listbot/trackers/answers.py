"""Reads a tracker's answers, whatever they hold: a missing field is an empty one.

Pure; never fails.
"""

from datetime import UTC, datetime
from typing import Any

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def part(value: object, *path: str) -> Any:
    """Return what is at a path of keys; None if it is not there."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def text(value: object, *path: str) -> str:
    """Return a text; "" if it is not there."""
    found = part(value, *path)
    return found if isinstance(found, str) else ""


def items(value: object, *path: str) -> list[Any]:
    """Return a list; [] if it is not there."""
    found = part(value, *path)
    return found if isinstance(found, list) else []


def whole(value: object, *path: str) -> int:
    """Return a number; 0 if it is not there."""
    found = part(value, *path)
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


def moment(value: object, *path: str) -> datetime:
    """Return a time like 2026-09-08T18:00:00.000+0000; the epoch if it is not there."""
    try:
        found = datetime.fromisoformat(text(value, *path))
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # in its zone it may be before the year 1
        return EPOCH
