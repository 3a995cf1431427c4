"""What the server remembers of its answers: their bytes, for a while, and when they changed.

Only values; both are bounded, and forgetting costs time and is never wrong.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")

DEAR = timedelta(seconds=0.1)  # a page takes a few milliseconds
STAYS = 20
MOST_BYTES = 16_000_000
MOST_KEPT = 20_000  # answers; each also has a path and a few fields
MOST_KNOWN = 20_000  # paths whose last change is remembered: two megabytes


@dataclass(frozen=True, slots=True)
class _Entry(Generic[T]):
    answer: T
    size: int
    version: int
    """Of the database, when it was made."""
    made: datetime
    stays: timedelta


class Kept(Generic[T]):
    """Answers that are still right: until the database changes, and never for long.

    One that was dear stays for many times as long as it took, whatever changes: else a page of ten
    thousand votes, asked for again and again, would keep the thread busy with nothing else.
    """

    def __init__(self, life: timedelta, most_bytes: int = MOST_BYTES) -> None:
        self._life = life
        self._most = most_bytes
        self._found: dict[str, _Entry[T]] = {}
        self._bytes = 0

    def get(self, path: str, version: int, now: datetime) -> T | None:
        """Return what was kept, unless it is too old, the database has another version, or the
        clock went back.
        """
        found = self._found.get(path)
        if found is None:
            return None
        age = now - found.made
        is_right = age < self._life if version == found.version else age < found.stays
        return found.answer if is_right and age >= timedelta() else None

    def keep(
        self, path: str, answer: T, size: int, version: int, now: datetime, took: timedelta
    ) -> None:
        """Keep an answer, in place of the oldest ones if there is no room. `took`: the processor's
        time for it.
        """
        self._drop(path)
        if size > self._most:
            return
        while self._bytes + size > self._most or len(self._found) >= MOST_KEPT:
            self._drop(next(iter(self._found)))
        stays = min(took * STAYS, self._life) if took >= DEAR else timedelta()
        self._found[path] = _Entry(answer, size, version, now, stays)
        self._bytes += size

    def _drop(self, path: str) -> None:
        found = self._found.pop(path, None)
        if found is not None:
            self._bytes -= found.size


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
