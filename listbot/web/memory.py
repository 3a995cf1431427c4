"""What the server remembers of its answers: their bytes, for a while, and when they changed.

Only values; both are bounded, and forgetting costs time and is never wrong.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_BYTES = 16_000_000
MOST_KEPT = 20_000  # answers; each also has a path and a few fields
MOST_KNOWN = 20_000  # paths whose last change is remembered: two megabytes


class Kept(Generic[T]):
    """Answers that are still right: until the database changes, and never for long."""

    def __init__(self, life: timedelta, most_bytes: int = MOST_BYTES) -> None:
        self._life = life
        self._most = most_bytes
        self._version: int | None = None
        self._found: dict[str, tuple[T, int, datetime]] = {}
        self._bytes = 0

    def renew(self, version: int) -> None:
        """Forget everything if the database has another version."""
        if version != self._version:
            self._version = version
            self._found.clear()
            self._bytes = 0

    def get(self, path: str, now: datetime) -> T | None:
        """Return what was kept, unless it is too old or the clock went back."""
        found = self._found.get(path)
        if found is None or not timedelta(0) <= now - found[2] < self._life:
            return None
        return found[0]

    def keep(self, path: str, answer: T, size: int, now: datetime) -> None:
        """Keep an answer, in place of the oldest ones if there is no room."""
        self._drop(path)
        if size > self._most:
            return
        while self._bytes + size > self._most or len(self._found) >= MOST_KEPT:
            self._drop(next(iter(self._found)))
        self._found[path] = answer, size, now
        self._bytes += size

    def _drop(self, path: str) -> None:
        found = self._found.pop(path, None)
        if found is not None:
            self._bytes -= found[1]


@dataclass(frozen=True, slots=True)
class _Change:
    etag: str
    second: datetime
    shown: datetime | None


class Changes:
    """When each path's bytes changed last, as far as anybody was told (RFC 9110, section 8.8.2).

    The time that a page's content names would not do: a mail that is redacted or erased changes
    the page and not that time, and who asks by it would keep what has to go. So the time is that
    of the first answer with these bytes. Two answers within one second would share it, so the
    second one has none.
    """

    def __init__(self, most: int = MOST_KNOWN) -> None:
        self._most = most
        self._known: dict[str, _Change] = {}
        self._forgotten: datetime | None = None
        """Nothing up to this second is remembered any more."""

    def of(self, path: str, etag: str, now: datetime) -> datetime | None:
        """Return since when the path has these bytes; None if that cannot be told to the second."""
        before = self._known.get(path)
        if before is not None and before.etag == etag:
            return before.shown
        second = now.replace(microsecond=0)
        last = before.second if before is not None else self._forgotten
        shown = second if last is None or last < second else None
        if before is None and len(self._known) >= self._most:
            self._known.clear()
            self._forgotten = second
            shown = None
        self._known[path] = _Change(etag, second, shown)
        return shown
