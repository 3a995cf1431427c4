"""Ends a daemon that has hung for ten seconds, so that the service manager restarts it.

The timer is faulthandler's, a thread in C that no mail can hold up: a single regex that
never ends would stop every Python thread, including this module's. The loop's pulse and the
end of each piece of work reset it. It uses the monotonic clock, so neither a suspended
machine nor a wall clock that is set triggers it. The work in hand stays marked
(`store.base.work_marks`), and the next start counts the try.
"""

import asyncio
import faulthandler
import sys
import time
from collections.abc import Callable

from listbot import service_manager
from listbot.store.base.work_marks import Hand, Lane

LIMIT = 10.0  # seconds; no mail may take more than one on a quiet machine
PULSE = 1.0  # seconds
# seconds that a disk may hold up one statement; a failing disk takes 30 for each sector
DISK = 300.0
STDERR = 2
STATEMENTS = ("sqlalchemy.", "listbot.store.base.prepared_statements")
"""The modules that call the database's driver."""


def bite_later() -> None:
    """In LIMIT seconds, write every thread's stack to the log and exit with 1; and tell the
    service manager that all is well so far.
    """
    faulthandler.dump_traceback_later(LIMIT, exit=True, file=STDERR)
    service_manager.tell(service_manager.ALIVE)


class Watchdog:
    """Resets the timer as long as the daemon makes progress."""

    def __init__(self, hand: Hand, wind: Callable[[], object] = bite_later) -> None:
        self._hand = hand
        self._wind = wind
        self._wound = -PULSE

    async def run(self) -> None:
        """Watch until cancelled."""
        self._hand.went_on = self.beat
        try:
            while True:
                self.beat()
                await asyncio.sleep(PULSE)
        finally:
            self._hand.went_on = lambda: None
            faulthandler.cancel_dump_traceback_later()

    def beat(self) -> None:
        """Reset the timer, unless the other thread hangs. The calling thread evidently does not."""
        now = time.monotonic()
        if now - self._wound >= PULSE / 2 and not self._hangs(now):
            self._wound = now
            self._wind()

    def _hangs(self, now: float) -> bool:
        """Return whether the writer is stuck on one thing, other than waiting for the disk."""
        held = self._hand.held_for(Lane.WRITER, now)
        return held > PULSE and not (held < DISK and self._is_in_database())

    def _is_in_database(self) -> bool:
        frame = sys._current_frames().get(self._hand.writer)
        return frame is not None and frame.f_globals.get("__name__", "").startswith(STATEMENTS)
