"""What people did to an issue since the last look, by its journals, and the cursor that says when
that was. Pure.

A journal bears whole seconds and may be committed a little late, so what is no older than LAG is
handed over once more; its id says that it is the same. Private notes are not read, and of an issue
that was made private none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from listbot.model.desk.ticket import Change, Field, Status
from listbot.trackers import Seen
from listbot.trackers.answers import EPOCH, items, moment, part, text, whole
from listbot.trackers.redmine.words import Rank, Step, priority_of, status_of

LAG = timedelta(minutes=1)
_CURSOR = re.compile(r"([0-9]{1,11})-([0-9]{1,11})")
FIELDS = {
    "status_id": Field.STATUS,
    "priority_id": Field.PRIORITY,
    "assigned_to_id": Field.ASSIGNEE,
}
"""By Redmine's names."""


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the numbers in a journal stand for."""

    steps: Sequence[Step] = ()
    ranks: Sequence[Rank] = ()
    names: Mapping[str, Status] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    """User's id -> address or name."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a reader stopped."""

    at: datetime = EPOCH
    """Our issues that changed until then were looked at."""
    since: datetime = EPOCH
    """From when on the journals of the others are to be read: earlier than `at` as long as there
    are more of them than one look reads.
    """

    def __str__(self) -> str:
        return f"{int(self.at.timestamp())}-{int(self.since.timestamp())}"


def cursor_of(text: str) -> Cursor:
    """Return what a cursor says; the beginning if it says nothing."""
    found = _CURSOR.fullmatch(text)
    if found is None:
        return Cursor()
    return Cursor(*(EPOCH + timedelta(seconds=int(each)) for each in found.groups()))


def number_of(value: object, *path: str) -> str:
    """Return the id of something, as journals write it; "" if there is none."""
    return str(whole(value, *path) or "")


def journals(issue: object, since: datetime) -> list[Any]:
    """Return what happened to an issue since a moment."""
    return [each for each in items(issue, "journals") if moment(each, "created_on") >= since]


def assignees(notes: Sequence[object]) -> set[str]:
    """Return the ids of all who were assigned or unassigned."""
    found = (detail for note in notes for detail in items(note, "details"))
    told = [each for each in found if text(each, "name") == "assigned_to_id"]
    values = {text(each, name) for each in told for name in ("old_value", "new_value")}
    return values - {""}


def seen_of(
    key: str, issue: object, notes: Sequence[object], me: str, meanings: Meanings
) -> Iterator[Seen]:
    """Yield what happened to an issue, in our words."""
    is_private = part(issue, "is_private") is True
    for note in notes:
        is_hidden = is_private or part(note, "private_notes") is True
        words = "" if is_hidden else text(note, "notes")
        changes = tuple(_changes(note, meanings))
        if words.strip() or changes:
            is_own = number_of(note, "user", "id") == me
            at, who = moment(note, "created_on"), text(note, "user", "name")
            yield Seen(key, at, who, words, changes, f"journal-{number_of(note, 'id')}", is_own)


def _changes(note: object, meanings: Meanings) -> Iterator[Change]:
    for detail in items(note, "details"):
        said = FIELDS.get(text(detail, "name"))
        if said is None or text(detail, "property") != "attr":
            continue
        old, new = (
            _said(said, text(detail, each), meanings) for each in ("old_value", "new_value")
        )
        if old != new:
            yield Change(said, old, new)


def _said(field: Field, id: str, meanings: Meanings) -> str:
    """Return a value in our words."""
    if field is Field.STATUS:
        return status_of(id, meanings.steps, meanings.names)
    if field is Field.PRIORITY:
        return priority_of(id, meanings.ranks)
    return meanings.people.get(id, "")
