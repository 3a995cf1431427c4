"""What people did to an issue since the last look, and the cursor that says when that was. Pure.

What our own account did is marked as ours. Only the order of a priority's and an assignee's events
says which came last, so what is taken away counts only if nothing else has taken its place.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from listbot.model.desk.ticket import Change, Field, Priority, Status
from listbot.trackers import Seen
from listbot.trackers.answers import EPOCH
from listbot.trackers.forges.site import Happened, Issue, Note, Person

LAG = timedelta(minutes=1)  # what was committed late is still seen
_CURSOR = re.compile(r"([0-9]{1,11})-([0-9]{1,18})(?:-([0-9]{1,11}))?")

LABELS = {
    Priority.URGENT: "priority: urgent",
    Priority.HIGH: "priority: high",
    Priority.LOW: "priority: low",
}
"""No forge has priorities: a label stands for each but the normal one."""
_PRIORITIES = {name: priority for priority, name in LABELS.items()}


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a reader stopped."""

    at: datetime = EPOCH
    """When the newest change that was handed over was made, in whole seconds."""
    serial: int = 0
    """Goes up with each answer that differs, because many things can happen in one second."""
    since: datetime | None = None
    """From when on the history of the issues that were not read yet is news; None: LAG before
    `at`.
    """

    def __str__(self) -> str:
        rest = "" if self.since is None else f"-{int(self.since.timestamp())}"
        return f"{int(self.at.timestamp())}-{self.serial}{rest}"


def cursor_of(text: str) -> Cursor:
    """Return what a cursor says; the beginning if it says nothing."""
    found = _CURSOR.fullmatch(text)
    if found is None:
        return Cursor()
    at, serial, since = found.groups()
    return Cursor(_moment(at), int(serial), _moment(since) if since else None)


def _moment(seconds: str) -> datetime:
    return EPOCH + timedelta(seconds=int(seconds))


def priority_of(labels: Iterable[str]) -> Priority:
    """Return the highest priority that an issue is labelled with."""
    names = {each.casefold() for each in labels}
    return next((each for each, name in LABELS.items() if name in names), Priority.NORMAL)


def seen_of(
    issue: Issue,
    notes: Iterable[Note],
    since: datetime,
    me: str,
    addresses: Mapping[str, str],
    public: bool = False,
) -> Iterator[Seen]:
    """Yield what happened to an issue, in our words; `addresses`: login in small letters ->
    address; `public`: strangers may write, too.
    """
    for note in notes:
        changes = tuple(_changes(note, issue, addresses))
        is_text = note.what is Happened.WROTE
        if note.at < since or not (changes or is_text):
            continue
        text = note.value if is_text else ""
        is_own = note.author.login.casefold() == me.casefold()
        is_known = not public or note.author.login.casefold() in addresses
        who = note.author.name or note.author.login if is_known else _in_full(note.author)
        yield Seen(issue.key, note.at, who, text, changes, note.id, is_own)


def _in_full(author: Person) -> str:
    """Return a name with the login: anybody can have a member's name, but nobody their login."""
    login = f"@{author.login}" if author.login else ""
    return f"{author.name} ({author.login})" if author.name and login else login


def _changes(note: Note, issue: Issue, addresses: Mapping[str, str]) -> Iterator[Change]:
    match note.what:
        case Happened.CLOSED:
            yield Change(Field.STATUS, Status.OPEN, Status.CLOSED)
        case Happened.REOPENED:
            yield Change(Field.STATUS, Status.CLOSED, Status.OPEN)
        case Happened.ASSIGNED:
            yield Change(Field.ASSIGNEE, "", addresses.get(note.value.casefold(), note.value))
        case Happened.UNASSIGNED if not issue.assignees:
            yield Change(Field.ASSIGNEE, addresses.get(note.value.casefold(), note.value), "")
        case Happened.LABELLED if note.value.casefold() in _PRIORITIES:
            yield Change(Field.PRIORITY, "", _PRIORITIES[note.value.casefold()])
        case Happened.UNLABELLED if note.value.casefold() in _PRIORITIES:
            old, now = _PRIORITIES[note.value.casefold()], priority_of(issue.labels)
            if now is Priority.NORMAL:
                yield Change(Field.PRIORITY, old, now)
