"""What people did to an issue since the last look, by its journals, and the cursor that says when
that was. Pure.

A journal bears whole seconds and may be committed a little late, so what is no older than LAG is
handed over once more; its id says that it is the same. Private notes are not read, and of an issue
that was made private none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from listbot.model.desk.ticket import Change, Field, Status
from listbot.trackers import Seen
from listbot.trackers.answers import EPOCH, items, moment, part, text, whole
from listbot.trackers.redmine.words import Rank, Step, priority_of, status_of

LAG = timedelta(minutes=1)
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


def cursor_of(text: str) -> datetime:
    """Return what a cursor says; the beginning if it says nothing."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 11):
        return EPOCH
    return EPOCH + timedelta(seconds=int(text))


def cursor_at(at: datetime) -> str:
    """Return a cursor."""
    return str(int(at.timestamp()))


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
