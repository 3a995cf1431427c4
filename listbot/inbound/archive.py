"""Reads archives of mail: an mbox, a maildir, a folder of .eml files or one .eml file.

An mbox or a single file may be gzipped. Every mail comes as an Arrival with its name in the
archive; whatever cannot be read comes as a Broken with its reason, and reading continues. A
path that is not an archive raises PermanentError. Nothing is ever written or moved.
"""

import gzip
import logging
import zlib
from asyncio import sleep
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, cast

from listbot.errors import PermanentError, TemporaryError
from listbot.inbound import Receiver
from listbot.inbound.backoff import Backoff
from listbot.inbound.mbox import separator_date, split_mbox
from listbot.mail import Arrival, ListContext
from listbot.mail.wire.limits import MAX_SIZE

LARGEST = MAX_SIZE  # bytes that reading accepts. One more is kept, so that reading reports why.
NO_LIST = ListContext(address="")
UNREADABLE = (
    OSError,
    EOFError,
    zlib.error,
)  # raised for a file, or for one whose compression is cut off or broken

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Broken:
    """A piece of an archive that is not a mail or could not be read."""

    reason: str


Found = tuple[str, Arrival | Broken]
"""A name (the file relative to the archive, or #n in an mbox) and the mail found there."""


def read_archive(
    path: Path, context: ListContext = NO_LIST, *, archived: bool = True
) -> Iterator[Found]:
    """Yield everything in an archive, in the order of the names; memory stays flat for any mbox.

    Raises PermanentError if the path cannot be opened or is a folder without mail.
    """
    try:
        if path.is_dir():
            return _read_folder(path, context, archived)
        if _is_mbox(path):
            return _read_mbox(path, context, archived)
    except OSError as fault:
        raise PermanentError(f"{path}: {fault.strerror}") from fault
    return iter([_read_file(path.parent, path, context, archived)])


def _read_folder(path: Path, context: ListContext, archived: bool) -> Iterator[Found]:
    maildir = [path / name for name in ("cur", "new") if (path / name).is_dir()]
    if maildir:
        files = [file for folder in maildir for file in sorted(folder.iterdir()) if file.is_file()]
    else:
        files = sorted(path.rglob("*.eml"))
        if not files:
            raise PermanentError(
                f"{path}: no mail in this folder (neither .eml files nor cur/ and new/)"
            )
    return (_read_file(path, file, context, archived) for file in files)


def _read_file(folder: Path, file: Path, context: ListContext, archived: bool) -> Found:
    name = file.relative_to(folder).as_posix()
    try:
        with _open(file) as stream:
            raw = stream.read(LARGEST + 1)
        changed = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except UNREADABLE as fault:
        return name, Broken(f"cannot be read: {_why(fault)}")
    return name, Arrival(raw, context, f"archive:{name}", changed, archived=archived)


def _open(path: Path) -> BinaryIO:
    """Open the file, unpacking it if it is gzipped, as monthly archives are (RFC 1952: 1f 8b).

    Both are read in pieces, so a small file that unpacks to a huge one costs no more
    memory.
    """
    with path.open("rb") as stream:
        is_packed = stream.read(2) == b"\x1f\x8b"
    return cast("BinaryIO", gzip.open(path)) if is_packed else path.open("rb")


def _why(fault: Exception) -> str:
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror
    return f"its compression is broken: {fault}"


def _is_mbox(path: Path) -> bool:
    try:
        with _open(path) as stream:
            start = stream.read(5)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return False  # read as a single file, it is reported as broken
    return start == b"From " or ".mbox" in path.suffixes


def _read_mbox(path: Path, context: ListContext, archived: bool) -> Iterator[Found]:
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    number = 0
    try:
        with _open(path) as stream:
            for number, piece in enumerate(split_mbox(stream, LARGEST), 1):
                name = f"#{number}"
                if not piece.separator:
                    yield name, Broken('no "From " line before it')
                    continue
                arrived = separator_date(piece.separator) or changed
                yield (
                    name,
                    Arrival(
                        piece.raw, context, f"archive:{path.name}{name}", arrived, archived=archived
                    ),
                )
    except UNREADABLE as fault:
        yield f"#{number + 1}", Broken(f"cannot be read from here on: {_why(fault)}")


class ArchiveSource:
    """An archive as a Source: for imports, and for tests that hold every Source to the same rules.

    `run` ends when everything was handed over. While the receiver raises TemporaryError, it
    waits and tries again, so that no mail is skipped.
    """

    def __init__(
        self,
        path: Path,
        context: ListContext = NO_LIST,
        *,
        archived: bool = True,
        backoff: Backoff | None = None,
        pause: Callable[[float], Awaitable[None]] = sleep,
    ) -> None:
        self.name = f"archive:{path.name}"
        self.broken: list[tuple[str, Broken]] = []
        self._path = path
        self._context = context
        self._archived = archived
        self._backoff = backoff or Backoff()
        self._pause = pause
        self._taken = 0
        self._ended = False

    async def run(self, receive: Receiver) -> None:
        """Hand everything over once, in order. Raises PermanentError if it is not an archive."""
        for name, found in read_archive(self._path, self._context, archived=self._archived):
            if isinstance(found, Broken):
                log.warning("%s %s: %s", self.name, name, found.reason)
                self.broken.append((name, found))
            else:
                await self._hand_over(found, receive)
                self._taken += 1
        self._ended = True

    async def _hand_over(self, arrival: Arrival, receive: Receiver) -> None:
        while True:
            try:
                await receive(arrival)
            except TemporaryError as fault:
                log.warning("%s: not stored, trying again: %s", arrival.source, fault)
                await self._pause(self._backoff.next())
            else:
                self._backoff.reset()
                return

    def read_until(self, now: datetime) -> datetime | None:
        """Return `now` once the end was reached; None before that."""
        return now if self._ended else None

    def shift(self, by: timedelta) -> None:
        """Do nothing: no time was noted by the clock."""

    def status(self) -> str:
        """Return how many mails were taken."""
        state = "read to its end" if self._ended else "being read"
        return f"{self.name}: {state}, {self._taken} mails, {len(self.broken)} broken"
