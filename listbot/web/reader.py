"""The one thread on which pages are read and written, so that mail never waits for a reader.

Jobs wait in line, and only so many: a client that asks and hangs up leaves its job behind. Raises
ReaderBusy to those who come when the line is full.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from listbot.errors import TemporaryError

T = TypeVar("T")

MOST_WAITING = 64  # as many as there are connections


class ReaderBusy(TemporaryError):
    """Too many requests wait already."""


class Reader:
    """Runs jobs on a thread of its own, one after the other."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._most = most
        self._waiting = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reader")

    async def run(self, job: Callable[[], T]) -> T:
        """Run a job and return its value, or raise what it raises. Raises ReaderBusy."""
        if self._waiting >= self._most:
            raise ReaderBusy("web: too many requests wait for the database")
        self._waiting += 1
        running = asyncio.get_running_loop().run_in_executor(self._thread, job)
        running.add_done_callback(self._done)
        return await running

    def close(self) -> None:
        """Let the job in hand finish and drop the others."""
        self._thread.shutdown(cancel_futures=True)

    def _done(self, future: object) -> None:
        self._waiting -= 1
