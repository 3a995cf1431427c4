"""Reads an archive in a process of its own, ahead of the one that imports it.

Reading a mail is pure, so it does not matter where that is done; the order stays that of the
archive. The other process writes each mail to a pipe in its compact form and waits while the pipe
is full, so both stay small. It never sees the database, and ends when nobody takes what it reads.

Raises ReaderEnded if it ends before the archive does: it could not be started, something killed
it, one mail took it a minute of its processor, or it does not find the archive as it was.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any

from listbot.inbound.archive import Broken, read_archive
from listbot.mail import Arrival, ListContext, Mail, Unreadable, read
from listbot.mail.compact import Compact, compact, restored

COMMAND = (sys.executable, "-P", "-c", f"from {__name__} import main; main()")
LONGEST = 60.0  # seconds of a processor for one mail; no mail we know takes more than a few
ROOM = 1 << 20  # bytes in the pipe, as many as anybody may have: some eighty mails
_SIZE = 4  # bytes of a length
_OTHERS = (Path("/dev"), Path("/proc"))  # /dev/stdin is another file in another process

Seen = tuple[str, Broken | Arrival | Mail | Unreadable]
"""A name and what was found there; an Arrival is still to be read."""

ReadOn = Callable[[str], Iterator[Seen]]
"""Yields what comes after the piece of this name, if that is the last one that was passed over."""


class ReaderEnded(Exception):
    """The other process has ended before the archive did."""

    def __init__(self, began: bool) -> None:
        super().__init__("the second process ended")
        self.began = began
        """It was ready to read, so what came next may have ended it."""


@dataclass(frozen=True, slots=True)
class Task:
    """What the other process is to read."""

    path: Path
    context: ListContext
    begin: int
    """How many pieces of the archive it passes over."""
    unread: frozenset[str]
    """The keys of mails that must not be read."""


def can_read_ahead(path: Path) -> bool:
    """Whether another process finds the archive, and has a processor to itself."""
    is_here_alone = any(path.absolute().is_relative_to(each) for each in _OTHERS)
    return not is_here_alone and len(os.sched_getaffinity(0)) > 1


@contextmanager
def reading_ahead(task: Task) -> Iterator[ReadOn]:
    """Read an archive in another process, which ends with the block."""
    found = os.pathsep.join(map(os.path.abspath, sys.path))  # it runs the same code
    try:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter, and fixed words
            COMMAND,
            bufsize=ROOM,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # whoever imports tells what could not be read
            env=os.environ | {"PYTHONPATH": found},
            process_group=0,  # Ctrl-C is for the import, which ends both
            pipesize=ROOM,
        )
    except OSError as fault:
        raise ReaderEnded(began=False) from fault
    with process:
        try:
            with suppress(BrokenPipeError), _given(process.stdin) as pipe:
                _put(pipe, task)
            yield partial(_taken, _given(process.stdout), task.context)
        finally:
            process.kill()


def _taken(pipe: IO[bytes], context: ListContext, last: str) -> Iterator[Seen]:
    began = False
    try:
        # A folder in use may have lost a file since, and a link may lead elsewhere.
        began = _get(pipe) == last
        while began and (piece := _get(pipe)) is not None:
            name, what = piece
            yield name, Broken(what) if isinstance(what, str) else _restored(what, context)
    except EOFError as fault:
        raise ReaderEnded(began) from fault
    if not began:
        raise ReaderEnded(began)


def _restored(what: tuple[Any, ...], context: ListContext) -> Arrival | Mail | Unreadable:
    raw, source, arrived, form = what
    arrival = Arrival(raw, context, source, arrived, archived=True)
    return arrival if form is None else restored(form, arrival)


# ---- the other process ------------------------------------------------------------------------


def main() -> None:
    """Read the archive of the task on stdin; write what is found to stdout."""
    task = _get(sys.stdin.buffer)
    with suppress(BrokenPipeError), open(1, "wb", ROOM, closefd=False) as out:
        found, last = read_archive(task.path, task.context), ""
        for name, _ in islice(found, task.begin):
            last = name
        _put(out, last)
        for name, piece in found:
            signal.setitimer(signal.ITIMER_PROF, LONGEST)  # the system ends it, whatever it does
            _put(out, (name, _form(piece, task.unread)))
        _put(out, None)


def _form(piece: Arrival | Broken, unread: frozenset[str]) -> str | tuple[Any, ...]:
    if isinstance(piece, Broken):
        return piece.reason
    form = None if piece.key in unread else _read(piece)
    return piece.raw, piece.source, piece.arrived, form


def _read(arrival: Arrival) -> Compact | None:
    try:
        return compact(read(arrival))
    except Exception:  # it raises again where somebody can tell why
        return None


# ---- the pipe between them --------------------------------------------------------------------


def _given(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None, "a pipe was asked for"
    return pipe


def _put(pipe: IO[bytes], value: object) -> None:
    packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(len(packed).to_bytes(_SIZE, "big") + packed)
    pipe.flush()


def _get(pipe: IO[bytes]) -> Any:
    """Return the next value. Raises EOFError if the other process has ended before it."""
    size = int.from_bytes(pipe.read(_SIZE), "big")
    packed = pipe.read(size)
    if not packed or len(packed) < size:
        raise EOFError
    return pickle.loads(packed)  # noqa: S301 - from our own process
