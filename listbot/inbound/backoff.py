"""How long to wait before trying a broken way in again: longer each time, never in step with
others.

Only numbers; whoever uses it does the waiting.
"""

import random
from collections.abc import Callable

FIRST = 1.0  # seconds; a server that restarts is back in about that time
LONGEST = 300.0  # seconds; a mail must not wait longer than that after a night's outage


class Backoff:
    """Doubles from FIRST to LONGEST seconds, with half of each wait left to chance."""

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
        """The seconds to wait now; the one after it is longer."""
        wait = self._next * (0.5 + self._chance() / 2)
        self._next = min(self._next * 2, self._longest)
        return wait

    def reset(self) -> None:
        """Start again from the shortest wait: the other side works."""
        self._next = self._first
