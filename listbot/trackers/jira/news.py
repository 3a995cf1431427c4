"""What people did in Jira since the last look: their comments, and changes of fields. Pure.

What our own account did is marked as ours. Comments that only the team may read are left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from listbot.model.desk.ticket import Change, Field, Priority, Status
from listbot.trackers import Seen
from listbot.trackers.answers import EPOCH, items, moment, text
from listbot.trackers.jira import adf
from listbot.trackers.jira.reading import is_internal

LAG = timedelta(minutes=5)  # what the index shows this late is still seen
_CURSOR = re.compile(r"([0-9]{1,14})(?:-([0-9]{1,14}))?")

PRIORITIES = {
    "Lowest": Priority.LOW,
    "Low": Priority.LOW,
    "Medium": Priority.NORMAL,
    "High": Priority.HIGH,
    "Highest": Priority.URGENT,
}
NAMES = {
    Priority.LOW: "Low",
    Priority.NORMAL: "Medium",
    Priority.HIGH: "High",
    Priority.URGENT: "Highest",
}
CATEGORIES = {"new": Status.NEW, "indeterminate": Status.OPEN, "done": Status.CLOSED}
"""Jira's own three kinds of statuses, whatever a project calls them."""


def status_of(status: object, names: Mapping[str, Status]) -> Status:
    """Return our status for one of Jira's: by the table, else by its kind."""
    known = names.get(text(status, "name").casefold())
    return known or CATEGORIES.get(text(status, "statusCategory", "key"), Status.OPEN)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a reader stopped."""

    at: datetime = EPOCH
    """When the newest change of an issue that was looked at was made."""
    since: datetime | None = None
    """From when on the history of the issues that were not read yet is news; None: LAG before
    `at`.
    """

    def __str__(self) -> str:
        rest = "" if self.since is None else f"-{millis(self.since)}"
        return f"{millis(self.at)}{rest}"


def cursor_of(text: str) -> Cursor:
    """Return what a cursor says; the beginning if it says nothing."""
    found = _CURSOR.fullmatch(text)
    if found is None:
        return Cursor()
    at, since = found.groups()
    return Cursor(_moment(at), _moment(since) if since else None)


def _moment(milliseconds: str) -> datetime:
    return EPOCH + timedelta(milliseconds=int(milliseconds))


def millis(at: datetime) -> int:
    """Return a moment as a search understands it, in whatever zone Jira thinks that we are."""
    return (at - EPOCH) // timedelta(milliseconds=1)


def comments(key: str, found: list[Any], start: datetime, me: str) -> Iterator[Seen]:
    """Yield the comments since a moment."""
    for each in found:
        at = moment(each, "created")
        if at < start or is_internal(each):
            continue
        author = each.get("author")
        is_own = text(author, "accountId") == me
        id = f"comment-{text(each, 'id')}"
        words = adf.text_of(each.get("body"))
        yield Seen(key, at, text(author, "displayName"), words, (), id, is_own)


def changes(
    issue: Any, found: list[Any], start: datetime, me: str, names: Mapping[str, Status]
) -> Iterator[Seen]:
    """Yield the changes of fields since a moment, in our words."""
    for each in found:
        at = moment(each, "created")
        told = tuple(
            change for item in items(each, "items") for change in _change(item, issue, names)
        )
        if at < start or not told:
            continue
        author = each.get("author")
        is_own = text(author, "accountId") == me
        id = f"change-{text(each, 'id')}"
        yield Seen(text(issue, "key"), at, text(author, "displayName"), "", told, id, is_own)


def _change(item: Any, issue: Any, names: Mapping[str, Status]) -> Iterator[Change]:
    field, old, new = text(item, "field"), text(item, "fromString"), text(item, "toString")
    if field == "status":
        status = issue["fields"].get("status") if isinstance(issue.get("fields"), dict) else None
        is_now = text(status, "name") == new  # only of the status that it has, we know the kind
        found = names.get(new.casefold()) or (status_of(status, names) if is_now else None)
        if found is not None:
            yield Change(Field.STATUS, names.get(old.casefold(), ""), found)
    elif field == "assignee":
        yield Change(Field.ASSIGNEE, old, new)
    elif field == "priority" and new in PRIORITIES:
        yield Change(Field.PRIORITY, PRIORITIES.get(old, ""), PRIORITIES[new])
