"""Two clocks of a machine, moved by hand: the time that passes, and a wall clock that somebody
sets.
"""

from datetime import datetime, timedelta

from listbot.timekeeping import Clocks


class HandClocks:
    """Clocks that stay at `start` until time passes."""

    def __init__(self, start: datetime) -> None:
        self.start = start
        self.passed = timedelta()
        self.ahead = timedelta()
        """How far the wall clock is set ahead of the right time."""
        self.synced = False
        self.boots = 1
        self.clocks = Clocks(
            lambda: self.right + self.ahead,
            lambda: self.passed,
            lambda: self.synced,
            lambda: f"boot {self.boots}",
        )

    @property
    def right(self) -> datetime:
        """The right time."""
        return self.start + self.passed
