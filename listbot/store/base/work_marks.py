"""What is in hand: the mail or moment that is being worked on, marked where the end of the process
does not wipe it.

The marks stand in a mapped file beside the database. It is never synced: a mark costs a
microsecond, outlives the process however that ends, and not a power cut, after which nothing is
blamed. There are two places, for two threads work: the loop reads, the writer decides. A store
without a file marks in its own memory. Never decides what follows from a mark. `open_hand` raises
OSError where the file cannot be made or another daemon has it.
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

RUN = 16  # bytes; which run wrote the marks
PLACE = 1024  # bytes for each place; an address and a digest take 320 at most
LENGTH = 2  # bytes, written last when a mark is made: a torn one is none


class Lane(IntEnum):
    """Who works."""

    LOOP = 0
    WRITER = 1


SIZE = RUN + PLACE * len(Lane)
STARTS = tuple(RUN + PLACE * place.value for place in Lane)
NOTHING = bytes(LENGTH)


class Work(NamedTuple):
    """What somebody works on."""

    act: Handling
    which: str
    """A mail as `Arrival.key` names it; else "V-31", "T-118", "recap of infra@example.org"."""

    @property
    def shown(self) -> str:
        """For people."""
        address, _, digest = self.which.partition(" ")
        return (
            self.which if self.act is Handling.TICK else f"a mail to {address} (SHA-256 {digest})"
        )


class Hand:
    """The marks of this run, and those that the one before left."""

    def __init__(self, memory: "mmap.mmap | bytearray | None" = None) -> None:
        self._memory = bytearray(SIZE) if memory is None else memory
        self.run_before = bytes(self._memory[:RUN]).decode("ascii", "replace")
        self.left = tuple(dict.fromkeys(work for place in Lane if (work := self._read(place))))
        """What was in hand when the run before ended."""
        self.writer = 0
        """The thread that last marked the writer's place."""
        self.went_on: Callable[[], object] = lambda: None
        """Called whenever something was brought to its end; the watchdog listens here."""
        self._since: list[float | None] = [None] * len(Lane)

    def begin(self) -> None:
        """Wipe what was left, once it is noted elsewhere. Till then another start reads it again,
        with the same run.
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

    def held_for(self, place: Lane, now: float) -> float:
        """Seconds for which somebody has worked on the same; 0 for nothing. `now`: of the monotonic
        clock.
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
    """The hand whose marks stand in this file, for one process at a time.

    Its bytes are written, not only reserved: a full disk is met here, and not as SIGBUS when
    something is marked.
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
