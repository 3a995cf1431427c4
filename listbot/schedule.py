"""The clock's sole purpose: wake `tick` in time. Deadlines live in the database, not here.

It rings every half minute, at the moment the last tick asked for, and when somebody calls `wake`; rings that come while
a tick runs are one more tick after it, so two never run at once. A tick that fails is logged and the next one tries
again, so a database that was away for an hour closes its votes an hour late and not never.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

EVERY = timedelta(seconds=30)  # should a ring be missed; an idle tick is one indexed query
AGAIN = timedelta(
    seconds=5
)  # what was due and has to wait, for a mailbox that is being read, is looked at so often

log = logging.getLogger(__name__)

Tick = Callable[[], Awaitable[datetime | None]]
"""Decides what is due; returns the next moment at which something is, be it over already. None: at no known moment."""


class Clockwork:
    """Calls `tick` at a start, and whenever it is time."""

    def __init__(self, tick: Tick, clock: Callable[[], datetime]) -> None:
        self._tick = tick
        self._clock = clock
        self._rung = asyncio.Event()
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    async def run(self) -> None:
        """Tick until cancelled."""
        every = IntervalTrigger(seconds=EVERY.total_seconds())
        self._scheduler.add_job(self._ring, every, coalesce=True, misfire_grace_time=None)
        self._scheduler.start()
        try:
            while True:
                self._rung.clear()
                await self._try_tick()
                await self._rung.wait()
        finally:
            self._scheduler.shutdown(wait=False)

    def wake(self) -> None:
        """Tick now, or once more if a tick is under way. Call it in the loop's thread."""
        self._rung.set()

    async def _try_tick(self) -> None:
        try:
            due = await self._tick()
        except Exception:
            log.exception("a tick failed; the next one tries again")
            return
        if due is not None:
            now = self._clock()
            at = DateTrigger(due if due > now else now + AGAIN)
            self._scheduler.add_job(self._ring, at, id="due", replace_existing=True, misfire_grace_time=None)

    async def _ring(self) -> None:
        self._rung.set()
