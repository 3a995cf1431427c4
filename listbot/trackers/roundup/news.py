"""What is new in an issue: it is compared with what was seen at the last look. Pure.

Roundup's REST interface has no history, so the cursor remembers the fields of the issues that
changed last. Never fails: a cursor that cannot be read is the beginning.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from listbot.model.desk.ticket import Change, Field, Status
from listbot.trackers.answers import EPOCH, items, text
from listbot.trackers.roundup.words import priority_of, status_of

NUMBER = re.compile(r"[0-9]{1,18}")
KEPT = 500  # issues whose fields a cursor remembers: those that changed last


@dataclass(frozen=True, slots=True)
class Mark:
    """An issue as it was seen."""

    status: str = ""
    """Roundup's name."""
    priority: str = ""
    assignee: str = ""
    """A user's id."""
    message: int = 0
    """The last one."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far the news were read."""

    at: datetime = EPOCH
    marks: Mapping[str, Mark] = field(default_factory=dict)
    """By the number of the issue, those that changed last at the end."""


def read_cursor(written: str) -> Cursor:
    """Return a cursor; the beginning if it is not one."""
    try:
        at, kept = msgspec.json.decode(
            written, type=tuple[int, dict[str, tuple[str, str, str, int]]]
        )
        marks = {number: Mark(*each) for number, each in kept.items()}
        return Cursor(EPOCH + timedelta(seconds=at), marks)
    except (msgspec.DecodeError, OverflowError):
        return Cursor()


def write_cursor(cursor: Cursor) -> str:
    """Return a cursor in one line."""
    kept = dict(list(cursor.marks.items())[-KEPT:])
    marks = {
        number: (each.status, each.priority, each.assignee, each.message)
        for number, each in kept.items()
    }
    seconds = (cursor.at.astimezone(UTC) - EPOCH) // timedelta(seconds=1)
    return msgspec.json.encode((seconds, marks)).decode()


def messages(issue: object) -> list[int]:
    """Return the numbers of an issue's messages, in the order they were made."""
    ids = [text(each, "id") for each in items(issue, "messages")]
    return sorted(int(id) for id in ids if NUMBER.fullmatch(id))


def mark_of(issue: object) -> Mark:
    """Return an issue as it is."""
    return Mark(
        text(issue, "status", "name"),
        text(issue, "priority", "name"),
        text(issue, "assignedto", "id"),
        max(messages(issue), default=0),
    )


def differences(
    old: Mark, new: Mark, names: Mapping[str, Status], people: Mapping[str, str]
) -> Iterator[Change]:
    """Yield what changed, in our words; of an issue that was not seen before, all that it has."""
    if new.status != old.status:
        was = status_of(old.status, names) if old.status else ""
        yield Change(Field.STATUS, was, status_of(new.status, names))
    if new.priority != old.priority:
        was = priority_of(old.priority) if old.status else ""
        yield Change(Field.PRIORITY, was, priority_of(new.priority))
    if new.assignee != old.assignee:
        was, now = people.get(old.assignee, ""), people.get(new.assignee, "")
        yield Change(Field.ASSIGNEE, was, now)


def id_of(number: str, issue: Any, mark: Mark) -> str:
    """Return an id for a change of fields: the same for the same change."""
    values = f"{mark.status}.{mark.priority}.{mark.assignee}"
    return f"change-{number}-{text(issue, 'activity')}-{values}"
