"""Reads Jira's answers, whatever they hold: a missing field is an empty one.

Pure; never fails. Jira hides addresses of people who do not show them.
"""

from datetime import UTC, datetime
from typing import Any

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PROPERTY = "listbot"
"""The key under which a comment of ours keeps its label."""


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
    except ValueError:
        return EPOCH
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def person(value: object) -> str:
    """Return a person's address, or their name if the address is hidden."""
    return text(value, "emailAddress") or text(value, "displayName")


def label(comment: object) -> str:
    """Return the label of a comment of ours; "" if it is not one."""
    for each in items(comment, "properties"):
        if text(each, "key") == PROPERTY:
            return text(each, "value", "label")
    return ""


def is_internal(comment: object) -> bool:
    """Return whether only the team may read a comment."""
    return part(comment, "jsdPublic") is False or part(comment, "visibility") is not None
