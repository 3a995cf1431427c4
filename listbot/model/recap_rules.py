"""When a list's recap is sent: from the configuration in force, kept in the journal with the list's
other rules.
"""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class RecapRules:
    """The rhythm of one list's recap and of its members' digests."""

    on: bool = True
    """Whether the list gets one at all."""
    weekday: int = 1
    """ISO: 1 is Monday. The letter is about the ISO week that ended before."""
    at: time = time(9, 0)
    """Local time of day."""
    zone: str = "UTC"
    """IANA name: "Europe/Vienna"."""
    budget: int = 5
    """List posts a week beside results; what is over it goes into the recap (LETTERS, noise rule
    4).
    """
    hourly: int = 6
    """Posts an hour that can wait; the fuse holds what is over it."""
    quiet_days: int = 7
    """After so many days without an answer a proposal waits for reactions."""


NO_RECAP = RecapRules(on=False)
