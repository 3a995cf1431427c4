"""Receivers for tests: they keep what they get, and fail on demand."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress

from listbot.inbound import Source
from listbot.mail import Arrival

SOON = 20.0  # seconds after which a test gives up; a working one never waits that long


class Collector:
    """A receiver that stores in memory; first it raises each failure of its script, in order."""

    def __init__(self, failures: Iterable[BaseException] = ()) -> None:
        self.stored: list[Arrival] = []
        self._failures = deque(failures)
        self._more = asyncio.Condition()

    async def __call__(self, arrival: Arrival) -> str:
        """Store, or fail."""
        if self._failures:
            raise self._failures.popleft()
        async with self._more:
            self.stored.append(arrival)
            self._more.notify_all()
        return "kept"

    async def until(self, count: int) -> list[bytes]:
        """Wait until this many are stored; return their raw bytes, sorted."""
        async with asyncio.timeout(SOON), self._more:
            await self._more.wait_for(lambda: len(self.stored) >= count)
        return sorted(arrival.raw for arrival in self.stored)

    async def until_all(self, raws: Iterable[bytes]) -> None:
        """Wait until each of these is stored at least once."""
        wanted = set(raws)
        async with asyncio.timeout(SOON), self._more:
            await self._more.wait_for(lambda: wanted <= {arrival.raw for arrival in self.stored})


@asynccontextmanager
async def running(source: Source, receive: Collector) -> AsyncIterator[None]:
    """The source at work, cancelled at the end. A fault of `run` itself is raised here."""
    task = asyncio.ensure_future(source.run(receive))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
