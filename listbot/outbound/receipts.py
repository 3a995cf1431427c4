"""Receipts in a file beside the database: which letters have left, or may have.

The database notes the same, but a backup may replace it, or a full disk may keep it from
noting. So the file must not be in a backup: it knows its own inode, and reports that it is
a copy if a copy was put in its place. Each line is an attempt, as JSON; lines are only
added. Room for the next ones is reserved before it is needed, and filled with NULs.

A line cut off by a crash does not count: the next one overwrites it. Several processes may
write. Every fault raises ReceiptsUnavailable with the path and the system's message;
nothing was noted then.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from listbot.errors import ReceiptsUnavailable
from listbot.model.letter_state import LetterState
from listbot.model.receipts import NOTED, Attempt, FoundReceipts, Standing
from listbot.outbound.files import flush_folder, open_private

ROOM = 65_536  # bytes reserved at a time: some hundred letters
# bytes left when more is reserved; a line is far shorter, however many recipients a letter has
LEAST_ROOM = 32_768
KEPT_FOR = timedelta(days=400)  # nobody restores an older backup and expects votes to continue
# letters, however old they seem: a clock that is wrong for a minute must not empty the file
KEPT_ALWAYS = 20_000
MOST_ATTEMPTS = 1_000_000  # at one letter; five days of retries make some hundred
# Bytes at which replaced lines are removed; then again whenever the file is twice as long
# as after that.
LONGEST = 1 << 20


@dataclass(slots=True)
class ReceiptFile:
    """Receipts in one file, created at the first start."""

    path: Path
    _inode: int = field(default=0, init=False)
    _end: int = field(default=0, init=False)
    """The end of the last whole line in the file with that inode."""
    _longest: int = field(default=LONGEST, init=False)

    def load(self) -> FoundReceipts:
        """Read the whole file. Raises ReceiptsUnavailable."""
        try:
            with self.path.open("rb") as file:
                inode, raw = os.fstat(file.fileno()).st_ino, file.read()
        except FileNotFoundError:
            return FoundReceipts(Standing.MISSING, str(self.path), {})
        except OSError as fault:
            raise self._unavailable(fault) from fault
        return _found(raw, inode, str(self.path))

    def begin(self, attempts: Iterable[Attempt], now: datetime) -> None:
        """Write a new file, then move it over the old one. Raises ReceiptsUnavailable."""
        kept = list(kept_of(attempts, now))
        draft = self.path.with_name(f"{self.path.name}.new")
        try:
            handle = open_private(draft)
            try:
                head = {"listbot": "receipts", "inode": os.fstat(handle).st_ino}
                lines = b"".join([_line(head), *map(_written, kept)])
                _write_all(handle, lines, 0)
                os.fsync(handle)
            finally:
                os.close(handle)
            draft.replace(self.path)
            flush_folder(self.path.parent)
        except OSError as fault:
            draft.unlink(missing_ok=True)
            raise self._unavailable(fault) from fault
        self._longest = max(LONGEST, 2 * len(lines))

    def make_room(self) -> None:
        """Reserve blocks on the disk while there are some. Raises ReceiptsUnavailable."""
        with self._open() as handle:
            size = os.fstat(handle).st_size
            if size - self._end >= LEAST_ROOM:
                return
            try:
                os.posix_fallocate(handle, 0, self._end + ROOM)
            except OSError:
                if size - self._end < LEAST_ROOM // 2:
                    raise

    def note(self, attempt: Attempt) -> None:
        """Write one line; raises ReceiptsUnavailable.

        It is flushed to the disk if the letter left; for earlier states, the database
        already says that it may leave.
        """
        line = _written(attempt)
        with self._open() as handle:
            _write_all(handle, line, self._end)
            if attempt.state == LetterState.SENT or attempt.later:
                os.fdatasync(handle)
            self._end += len(line)
            if self._end > self._longest:
                self._shorten(attempt.at)

    def _shorten(self, now: datetime) -> None:
        """Remove lines that later ones replace; if that fails, the file is fine as it is."""
        try:
            self.begin(self.load().attempts.values(), now)
        except ReceiptsUnavailable:
            self._longest = 2 * self._end

    @contextmanager
    def _open(self) -> Iterator[int]:
        """Open the file exclusively, and find the end of its last whole line."""
        try:
            handle = self._lock()
            try:
                self._find_end(handle)
                yield handle
            finally:
                os.close(handle)
        except OSError as fault:
            raise self._unavailable(fault) from fault

    def _lock(self) -> int:
        """Open and lock the file; try again if another process has just replaced it."""
        while True:
            handle = os.open(self.path, os.O_RDWR)
            fcntl.flock(handle, fcntl.LOCK_EX)
            if os.fstat(handle).st_ino == self.path.stat().st_ino:
                return handle
            os.close(handle)

    def _find_end(self, handle: int) -> None:
        inode = os.fstat(handle).st_ino
        if inode != self._inode:
            self._inode, self._end = inode, 0
        while chunk := os.pread(handle, ROOM, self._end):
            whole = chunk.partition(b"\0")[0].rfind(b"\n") + 1
            self._end += whole
            if not whole:
                return

    def _unavailable(self, fault: OSError) -> ReceiptsUnavailable:
        return ReceiptsUnavailable(f"receipts {self.path}: {fault.strerror}")


def kept_of(attempts: Iterable[Attempt], now: datetime) -> Iterator[Attempt]:
    """Yield the attempts that still matter: maybe left, and recent or among the newest."""
    left = [each for each in attempts if each.may_have_left]
    newest = len(left) - KEPT_ALWAYS
    for position, each in enumerate(left):
        if position >= newest or now - each.at <= KEPT_FOR:
            yield each


def _found(raw: bytes, inode: int, place: str) -> FoundReceipts:
    text, _, rest = raw.partition(b"\0")
    lines = text.split(b"\n")[:-1]
    read = [_read(line) for line in lines[1:]]
    attempts = last_of(each for each in read if each is not None)
    head = _json(lines[0]) if lines else {}
    if not head or None in read or rest.strip(b"\0"):
        return FoundReceipts(Standing.DAMAGED, place, attempts)
    return FoundReceipts(
        Standing.KEPT if head.get("inode") == inode else Standing.COPIED, place, attempts
    )


def last_of(attempts: Iterable[Attempt]) -> dict[str, Attempt]:
    """Return the last attempt at each letter, by Message-ID, the oldest first."""
    found: dict[str, Attempt] = {}
    for each in attempts:
        before = found.pop(each.message_id, each)
        # The attempt that some recipients accepted says who still has to get it.
        is_for_some = before.later and not each.later and each.state != LetterState.SENT
        found[each.message_id] = replace(each, later=before.later) if is_for_some else each
    return found


def _written(attempt: Attempt) -> bytes:
    values: dict[str, object] = {
        "at": attempt.at.astimezone(UTC).isoformat(timespec="seconds"),
        "state": attempt.state,
        "attempt": attempt.number,
        "id": attempt.message_id,
    }
    return _line(values | ({"later": attempt.later} if attempt.later else {}))


def _line(values: dict[str, object]) -> bytes:
    return json.dumps(values, separators=(",", ":")).encode() + b"\n"


def _read(line: bytes) -> Attempt | None:
    """Return one line's attempt; None if we cannot have written it."""
    values = _json(line)
    try:
        found = Attempt(
            str(values["id"]),
            int(values["attempt"]),
            LetterState(values["state"]),
            datetime.fromisoformat(values["at"]).astimezone(UTC),
            tuple(map(str, values.get("later", ()))),
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    is_sane = (
        found.state in NOTED and 0 < found.number <= MOST_ATTEMPTS and found.message_id.isascii()
    )
    return found if is_sane and _written(found) == line + b"\n" else None


def _json(line: bytes) -> dict[str, Any]:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):  # covers UnicodeDecodeError
        return {}
    return values if isinstance(values, dict) else {}


def _write_all(handle: int, data: bytes, at: int) -> None:
    while data:
        written = os.pwrite(handle, data, at)
        data, at = data[written:], at + written
