"""When a list's recap is sent: from the configuration in force, kept in the journal with
the list's other rules.
"""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class RecapRules:
    """The schedule of one list's recap and its members' digests."""

    on: bool = True
    """Whether the list gets a recap at all."""
    weekday: int = 1
    """ISO: 1 is Monday. The letter covers the ISO week before."""
    at: time = time(9, 0)
    """Local time of day."""
    zone: str = "UTC"
    """IANA name: "Europe/Vienna"."""
    budget: int = 5
    """List posts a week besides results; further ones go into the recap, so that the bot
    never floods the list.
    """
    hourly: int = 6
    """Deferrable posts an hour; the fuse holds any more."""
    quiet_days: int = 7
    """After this many days without an answer a proposal waits for reactions."""


NO_RECAP = RecapRules(on=False)
