"""The clock's sole purpose: wake `tick` in time. Deadlines live in the database, not here.

It rings every half minute, at the moment the last tick asked for, and when somebody calls `wake`;
rings that come while a tick runs are one more tick after it, so two never run at once. The
scheduler reckons by the wall clock, and one that is set back ten days would keep it silent for ten
days; so the loop's steady clock rings as well, a moment later. A tick that fails is logged and the
next one tries again, so a database that was away for an hour closes its votes an hour late and not
never.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger

from listbot.errors import TemporaryError

EVERY = timedelta(seconds=30)  # should a ring be missed; an idle tick is some indexed queries
# what was due and has to wait, for a mailbox that is being read, is looked at so often
AGAIN = timedelta(seconds=5)
NET = timedelta(seconds=1)  # after a ring that did not come
# what is due is due then, whatever two clocks make of a millisecond
AFTER = timedelta(milliseconds=1)

log = logging.getLogger(__name__)

Tick = Callable[[], Awaitable[datetime | None]]
"""Decides what is due; returns the next moment at which something is, be it over already. None: at
no known moment.
"""


class Clockwork:
    """Calls `tick` at a start, and whenever it is time."""

    def __init__(self, tick: Tick, clock: Callable[[], datetime]) -> None:
        self._tick = tick
        self._clock = clock
        self._rung = asyncio.Event()
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    async def run(self) -> None:
        """Tick until cancelled."""
        self._scheduler.start()
        try:
            while True:
                self._rung.clear()
                wait = await self._try_tick()
                self._ring_in(wait)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._rung.wait(), (wait + NET).total_seconds())
        finally:
            self._scheduler.shutdown(wait=False)

    def _ring_in(self, wait: timedelta) -> None:
        """One ring, in place of the one that was asked for before; late rather than never
        (misfire_grace_time).
        """
        at = DateTrigger(datetime.now(UTC) + wait)
        self._scheduler.add_job(
            self._ring, at, id="ring", replace_existing=True, misfire_grace_time=None
        )

    async def _ring(self) -> None:
        self._rung.set()

    def wake(self) -> None:
        """Tick now, or once more if a tick is under way. Call it in the loop's thread."""
        self._rung.set()

    async def _try_tick(self) -> timedelta:
        """How long to wait for a ring after this tick."""
        try:
            due = await self._tick()
        except (
            TemporaryError
        ) as fault:  # a full disk, a locked database: no fault of the code to be traced
            log.warning("a tick was put off: %s", fault)
            return EVERY
        except Exception:
            log.exception("a tick failed; the next one tries again")
            return EVERY
        if due is None:
            return EVERY
        wait = due - self._clock()
        return min(EVERY, wait + AFTER) if wait > timedelta() else min(EVERY, AGAIN)
