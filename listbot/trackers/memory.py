"""An in-memory tracker for tests and dry runs: no network, no disk, and it fails on demand."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from listbot.errors import PermanentError, TrackerUnavailable
from listbot.model.desk.ticket import Change, Field, Priority, Status
from listbot.trackers import (
    Changes,
    Checked,
    Comment,
    Contact,
    Edit,
    Enclosure,
    Request,
    Seen,
    View,
)

AT_ONCE = 100  # changes returned by one call


class MemoryTracker:
    """A Tracker that keeps its tickets until the process ends."""

    name = "memory"

    def __init__(self, clock: Callable[[], datetime], prefix: str = "M") -> None:
        self.is_away = False
        """While this is true, every call raises TrackerUnavailable."""
        self._clock = clock
        self._prefix = prefix
        self._keys: dict[str, str] = {}
        self._tickets: dict[str, View] = {}
        self._seen: list[Seen] = []
        self._labels: set[tuple[str, str]] = set()
        self._accounts: dict[str, str] = {}

    async def create(self, request: Request) -> str:
        """Make a ticket, unless the label has one already."""
        known = await self.find(request.label)
        if known is not None:
            return known
        key = f"{self._prefix}-{len(self._keys) + 1}"
        self._keys[request.label] = key
        self._tickets[key] = View(
            key,
            request.title,
            Status.NEW,
            "",
            Priority.NORMAL,
            False,
            request.requester,
            request.at,
        )
        self._note(Seen(key, request.at, request.requester, request.text, (), is_own=True))
        return key

    async def find(self, label: str) -> str | None:
        """Return the key of the ticket with this label, or None."""
        self._be_there()
        return self._keys.get(label)

    async def read(self, key: str) -> View:
        """Return the ticket. Raises PermanentError for an unknown key."""
        self._be_there()
        if key not in self._tickets:
            raise PermanentError(f"{self.name}: there is no ticket {key}")
        return self._tickets[key]

    async def change(self, key: str, edit: Edit, who: str, reason: str) -> None:
        """Set the field. Raises PermanentError for an unknown key or a field that cannot be
        changed.
        """
        before = await self.read(key)
        after = _edited(before, edit)
        if after == before:
            return
        self._tickets[key] = after
        change = Change(edit.field, _value(before, edit.field), _value(after, edit.field))
        self._note(Seen(key, self._clock(), who, "", (change,), is_own=True))

    async def comment(self, key: str, comment: Comment) -> None:
        """Add a comment. Raises PermanentError for an unknown key."""
        await self.read(key)
        if self._is_new(key, comment.label):
            who = comment.who or comment.who_name
            view = self._tickets[key]
            self._tickets[key] = replace(view, comments=(*view.comments, comment.text))
            self._note(Seen(key, comment.at, who, comment.text, (), is_own=True))

    async def attach(self, key: str, file: Enclosure) -> None:
        """Keep a file's name. Raises PermanentError for an unknown key."""
        view = await self.read(key)
        if self._is_new(key, file.label):
            self._tickets[key] = replace(view, files=(*view.files, file.name))

    async def register(self, person: Contact) -> str:
        """Return the account of this address; make one if there is none."""
        self._be_there()
        return self._accounts.setdefault(person.address, f"account-{len(self._accounts) + 1}")

    async def watch(self, key: str, account: str) -> None:
        """Add a watcher. Raises PermanentError for an unknown key."""
        view = await self.read(key)
        if account not in view.watchers:
            self._tickets[key] = replace(view, watchers=(*view.watchers, account))

    async def changes(self, since: str) -> Changes:
        """Return the changes after the cursor, at most AT_ONCE."""
        self._be_there()
        start = int(since or "0")
        seen = tuple(self._seen[start : start + AT_ONCE])
        return Changes(seen, str(start + len(seen)))

    async def check(self) -> Checked:
        """Return that all is well."""
        self._be_there()
        return Checked(("it is in memory",))

    async def close(self) -> None:
        """Do nothing."""

    def happen(self, key: str, who: str, text: str = "", edit: Edit | None = None) -> None:
        """Have somebody write or change something in the tracker itself."""
        changes: tuple[Change, ...] = ()
        if edit is not None:
            before = self._tickets[key]
            after = self._tickets[key] = _edited(before, edit)
            old, new = _value(before, edit.field), _value(after, edit.field)
            changes = (Change(edit.field, old, new),)
        self._note(Seen(key, self._clock(), who, text, changes))

    def _note(self, seen: Seen) -> None:
        self._seen.append(replace(seen, id=str(len(self._seen) + 1)))

    def _is_new(self, key: str, label: str) -> bool:
        if (key, label) in self._labels:
            return False
        self._labels.add((key, label))
        return True

    def _be_there(self) -> None:
        if self.is_away:
            raise TrackerUnavailable(f"{self.name}: set to be away")


def _edited(view: View, edit: Edit) -> View:
    try:
        match edit.field:
            case Field.STATUS:
                return replace(view, status=_status(view.status, edit.value))
            case Field.ASSIGNEE:
                return replace(view, assignee=edit.value)
            case Field.PRIORITY:
                return replace(view, priority=Priority(edit.value))
            case Field.PUBLIC:
                return replace(view, public=edit.value == "yes")
    except ValueError as fault:
        raise PermanentError(f"memory: {fault}") from fault
    raise PermanentError(f"memory: {edit.field} cannot be changed here")


def _status(before: str, asked: str) -> str:
    """Return closed, or open again; why an open ticket waits is up to the tracker."""
    if Status(asked) is Status.CLOSED:
        return Status.CLOSED
    return Status.OPEN if before == Status.CLOSED else before


def _value(view: View, field: Field) -> str:
    if field is Field.PUBLIC:
        return "yes" if view.public else "no"
    return str(getattr(view, field))
