"""The watchdog's sole purpose: a daemon that goes on with nothing for ten seconds is ended, for the
service manager to start it again.

The timer is faulthandler's, a thread in C that no mail can hold up: one pattern that never ends
would stop every thread of Python, this module's own included. It is wound up again by the loop's
pulse and at each end of something that was in hand. It runs by the monotonic clock, so neither a
suspended machine nor a step of the wall clock lets it bite. What was in hand stays marked
(`store.base.work_marks`), and the next start counts the try.
"""

import asyncio
import faulthandler
import sys
import time
from collections.abc import Callable

from listbot.store.base.work_marks import Hand, Lane

LIMIT = 10.0  # seconds; the longest that any mail may take on a quiet machine is one
PULSE = 1.0  # seconds
# seconds that a disk may keep one statement waiting; a failing one takes 30 for each sector
DISK = 300.0
STDERR = 2
STATEMENTS = ("sqlalchemy.", "listbot.store.base.prepared")
"""The modules from which the database's driver is called."""


def bite_later() -> None:
    """In LIMIT seconds every thread's place is written to the log, and the process ends with 1."""
    faulthandler.dump_traceback_later(LIMIT, exit=True, file=STDERR)


class Watchdog:
    """Winds the timer up while something goes on."""

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
        """The thread that calls goes on. Wind the timer up, unless it is the other one that does
        not.
        """
        now = time.monotonic()
        if now - self._wound >= PULSE / 2 and not self._hangs(now):
            self._wound = now
            self._wind()

    def _hangs(self, now: float) -> bool:
        """Whether the writer has worked on the same for a while, and not only waits for
        the disk.
        """
        held = self._hand.held_for(Lane.WRITER, now)
        return held > PULSE and not (held < DISK and self._is_in_database())

    def _is_in_database(self) -> bool:
        frame = sys._current_frames().get(self._hand.writer)
        return frame is not None and frame.f_globals.get("__name__", "").startswith(STATEMENTS)
