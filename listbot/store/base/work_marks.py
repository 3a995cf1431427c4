"""The work in hand: the mail or moment being worked on, marked so that the end of the
process does not wipe it.

The marks are in a mapped file beside the database. It is never synced: a mark costs a
microsecond and survives the process however that ends, but not a power cut, after which
nothing is blamed. There are two lanes for two threads: the loop reads, the writer decides.
A store without a file keeps its marks in memory. Never decides what follows from a mark.
"""

import fcntl
import mmap
import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from listbot.model.inputs import Handling
from listbot.store.base.files import create_private

RUN = 16  # bytes; the run that wrote the marks
PLACE = 1024  # bytes per lane; an address and a digest take 320 at most
LENGTH = 2  # bytes, written last when a mark is made: a torn mark does not count


class Lane(IntEnum):
    """The thread that works."""

    LOOP = 0
    WRITER = 1


SIZE = RUN + PLACE * len(Lane)
STARTS = tuple(RUN + PLACE * place.value for place in Lane)
NOTHING = bytes(LENGTH)


class Work(NamedTuple):
    """The thing being worked on."""

    act: Handling
    which: str
    """A mail as `Arrival.key` names it, or "V-31", "T-118", "recap of infra@example.org"."""

    @property
    def shown(self) -> str:
        """Return a name for people."""
        address, _, digest = self.which.partition(" ")
        return (
            self.which if self.act is Handling.TICK else f"a mail to {address} (SHA-256 {digest})"
        )


class Hand:
    """The marks of this run, and those the previous run left."""

    def __init__(self, memory: "mmap.mmap | bytearray | None" = None) -> None:
        self._memory = bytearray(SIZE) if memory is None else memory
        self.run_before = bytes(self._memory[:RUN]).decode("ascii", "replace")
        self.left = tuple(dict.fromkeys(work for place in Lane if (work := self._read(place))))
        """The work that was in hand when the previous run ended."""
        self.writer = 0
        """The thread that last marked the writer's lane."""
        self.went_on: Callable[[], object] = lambda: None
        """Called whenever a piece of work is finished; the watchdog sets it."""
        self._since: list[float | None] = [None] * len(Lane)

    def begin(self) -> None:
        """Wipe the marks of the previous run, once they are noted elsewhere. Until then,
        another start reads them again.
        """
        for place in Lane:
            self._lay_down(place)
        self._memory[:RUN] = secrets.token_hex(RUN // 2).encode()

    @contextmanager
    def holding(self, place: Lane, work: Work) -> Iterator[None]:
        """Mark what is worked on in the block."""
        text = f"{work.act.value} {work.which}".encode("utf-8", "replace")[: PLACE - LENGTH]
        at = STARTS[place]
        self._memory[at + LENGTH : at + LENGTH + len(text)] = text
        self._memory[at : at + LENGTH] = len(text).to_bytes(LENGTH, "big")
        self._since[place] = time.monotonic()
        if place is Lane.WRITER:
            self.writer = threading.get_ident()
        try:
            yield
        finally:
            self._lay_down(place)
            self.went_on()

    def close(self) -> None:
        """Let go of the file, so that another daemon may have it; marks stay in memory only."""
        mapped, self._memory = self._memory, bytearray(SIZE)
        if isinstance(mapped, mmap.mmap):
            mapped.close()

    def held_for(self, place: Lane, now: float) -> float:
        """Return for how many seconds a lane has worked on one thing; 0 if idle. `now` is
        monotonic time.
        """
        since = self._since[place]
        return 0.0 if since is None else now - since

    def _lay_down(self, place: Lane) -> None:
        at = STARTS[place]
        self._memory[at : at + LENGTH] = NOTHING
        self._since[place] = None

    def _read(self, place: Lane) -> Work | None:
        at = STARTS[place]
        length = int.from_bytes(self._memory[at : at + LENGTH], "big")
        text = bytes(self._memory[at + LENGTH : at + PLACE][:length]).decode("utf-8", "replace")
        act, _, which = text.partition(" ")
        return Work(Handling(act), which) if act in list(Handling) else None


def open_hand(path: Path) -> Hand:
    """Return the hand with its marks in this file, for one process at a time.

    The file is written, not only reserved, so that a full disk shows here and not as SIGBUS
    at a mark. Raises OSError if the file cannot be created or another daemon has it.
    """
    create_private(path)
    file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # held as long as the file is mapped
        missing = SIZE - os.fstat(file).st_size
        if missing > 0:
            os.pwrite(file, bytes(missing), SIZE - missing)
        return Hand(mmap.mmap(file, SIZE))
    finally:
        os.close(file)
