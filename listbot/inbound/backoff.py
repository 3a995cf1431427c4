"""Computes how long to wait before trying a broken source again: longer each time, with
some jitter.

Only numbers: the caller does the waiting.
"""

import random
from collections.abc import Callable

FIRST = 1.0  # seconds; a server that restarts is back by then
LONGEST = 300.0  # seconds; after a night's outage no mail must wait longer than that


class Backoff:
    """Waits that double from FIRST to LONGEST seconds; half of each is left to chance."""

    def __init__(
        self,
        first: float = FIRST,
        longest: float = LONGEST,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._first = first
        self._longest = longest
        self._chance = chance
        self._next = first

    def next(self) -> float:
        """Return the seconds to wait now; the next wait is longer."""
        wait = self._next * (0.5 + self._chance() / 2)
        self._next = min(self._next * 2, self._longest)
        return wait

    def reset(self) -> None:
        """Start again from the shortest wait: the other side works."""
        self._next = self._first
