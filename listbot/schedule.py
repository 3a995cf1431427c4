"""Wakes `tick` in time. Deadlines live in the database, not here.

It rings every half minute, at the moment the last tick asked for, and when somebody calls `wake`
for an earlier one; rings during a tick cause one more tick after it, so two never run at once. The
scheduler uses the wall clock, and a clock set back by ten days would silence it for ten
days; so the loop's steady clock rings as well, a moment later. If a tick fails, that is
logged and the next one tries again: after an hour without its database, the daemon closes
votes an hour late rather than never.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from listbot.errors import TemporaryError

EVERY = timedelta(seconds=30)  # in case a ring is missed; an idle tick costs a few indexed queries
# how soon to look again at what is due but waits for a mailbox that is being read
AGAIN = timedelta(seconds=5)
NET = timedelta(seconds=1)  # after a ring that did not come
# so that what is due is due by then, even if two clocks differ by a millisecond
AFTER = timedelta(milliseconds=1)

log = logging.getLogger(__name__)

Tick = Callable[[], Awaitable[datetime | None]]
"""Decides what is due; returns when to tick next (maybe in the past), or None if unknown."""


class Clockwork:
    """Calls `tick` at the start and whenever it is time."""

    def __init__(self, tick: Tick, clock: Callable[[], datetime]) -> None:
        self._tick = tick
        self._clock = clock
        self._rung = asyncio.Event()
        self._next: datetime | None = None
        """When it will tick next; None during a tick."""
        self._called_for: datetime | None = None
        """The earliest moment that `wake` named during a tick."""
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    async def run(self) -> None:
        """Tick until cancelled."""
        self._scheduler.start()
        try:
            while True:
                self._forget_rings()
                self._next = await self._try_tick()
                if self._called_for is not None:
                    self.wake(self._called_for)
                wait = min(EVERY, max(self._next - self._clock(), timedelta()) + AFTER)
                self._ring_in(wait)
                with suppress(TimeoutError):
                    # `wait_for` of Python 3.11 loses a stop that comes together with a ring.
                    async with asyncio.timeout((wait + NET).total_seconds()):
                        await self._rung.wait()
        finally:
            self._scheduler.shutdown(wait=False)

    def _forget_rings(self) -> None:
        self._rung.clear()
        self._next = self._called_for = None

    def _ring_in(self, wait: timedelta) -> None:
        """Schedule the next ring in place of the last; rather late than never
        (misfire_grace_time).
        """
        at = DateTrigger(datetime.now(UTC) + wait, timezone=UTC)
        self._scheduler.add_job(
            self._ring, at, id="ring", replace_existing=True, misfire_grace_time=None
        )

    async def _ring(self) -> None:
        self._rung.set()

    def wake(self, due: datetime | None = None) -> None:
        """Tick now if something is due before the next tick, or if no moment is named. During a
        tick, do that once it is over. Call it in the loop's thread.
        """
        if due is None or (self._next is not None and due < self._next):
            self._rung.set()
        elif self._next is None:
            self._called_for = min(due, self._called_for or due)

    async def _try_tick(self) -> datetime:
        """Tick and return when to tick next."""
        try:
            due = await self._tick()
        except (
            TemporaryError
        ) as fault:  # a full disk or a locked database is not a bug, so no traceback
            log.warning("a tick was put off: %s", fault)
            due = None
        except Exception:
            log.exception("a tick failed; the next one tries again")
            due = None
        now = self._clock()
        if due is None:
            return now + EVERY
        return min(now + EVERY, due if due > now else now + AGAIN)
