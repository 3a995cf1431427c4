"""Ways in. Each is a Source: it hands arrivals to a receiver and acknowledges only what was
committed.

A source never reads what is in a mail and never decides. It fails with SourceUnavailable, tries
again with backoff by itself, and tells how far it has read, because a vote closes only after its
source was read past the deadline (ARCHITECTURE, invariant 3).
"""

import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from listbot.mail import Arrival

Receiver = Callable[[Arrival], Awaitable[str]]
"""Takes one arrival, returns its disposition after the commit. Raises TemporaryError if nothing was
stored.
"""


def nonce() -> str:
    """The share of chance in an arrival: drawn once, kept in the journal, so that a replay sees the
    same.
    """
    return secrets.token_hex(16)


class Source(Protocol):
    """A way in."""

    name: str

    async def run(self, receive: Receiver) -> None:
        """Hand arrivals to `receive` until cancelled; survives faults of the other side."""
        ...

    def read_until(self, now: datetime) -> datetime | None:
        """Up to which time all mail was handed over; None: nothing is known yet. Never later than
        `now`.
        """
        ...

    def shift(self, by: timedelta) -> None:
        """The clock was put forward by so much (negative: back): what was noted by the old one
        moves with it.
        """
        ...

    def status(self) -> str:
        """One line for `listbot status` and the log: connected, since when, last look."""
        ...
