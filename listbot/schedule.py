"""The clock's sole purpose: wake `tick` now and then. Deadlines live in the database, not here.

A wake-up that was missed is simply the next one; two never run at once. A tick that fails is logged and the next one
tries again, so a database that was away for an hour closes its votes an hour late and not never.
"""

import logging
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

EVERY = 30  # seconds; a deadline is kept to the minute, and an idle tick is one indexed query

log = logging.getLogger(__name__)


class Clockwork:
    """Calls `tick` every half minute while it is entered."""

    def __init__(self, tick: Callable[[], Awaitable[object]], every: float = EVERY) -> None:
        self._tick = tick
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self._wake, IntervalTrigger(seconds=every), max_instances=1, coalesce=True, misfire_grace_time=None
        )

    def __enter__(self) -> "Clockwork":
        self._scheduler.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._scheduler.shutdown(wait=False)

    async def _wake(self) -> None:
        try:
            await self._tick()
        except Exception:
            log.exception("a tick failed; the next one tries again")
