"""Ways in. Each is a Source: it hands arrivals to a receiver and acknowledges only committed mail.

A source never reads the mails and never decides. It reports how far it has read, because a vote
closes only after its source was read past the deadline.
"""

import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

from listbot.mail import Arrival

Receiver = Callable[[Arrival], Awaitable[str]]
"""Takes one arrival and returns its disposition after the commit.

Raises TemporaryError if nothing was stored.
"""


def nonce() -> str:
    """Return a random token for an arrival; kept in the journal, so that a replay sees the same."""
    return secrets.token_hex(16)


class Source(Protocol):
    """A way in.

    Run it as a task and cancel the task to stop it::

        async def receive(arrival: Arrival) -> str:
            return await pipeline.receive(store, arrival)

        watching = asyncio.create_task(source.run(receive))
    """

    name: str

    async def run(self, receive: Receiver) -> None:
        """Hand arrivals to `receive` until cancelled.

        An arrival for which `receive` raises TemporaryError is handed over again later. A source
        that can reconnect does so by itself, with backoff; one that cannot start raises
        SourceUnavailable (a listener without its port) or PermanentError (not an archive).
        """
        ...

    def read_until(self, now: datetime) -> datetime | None:
        """Return the time up to which all mail was handed over, at most `now`; None: unknown yet.

        Never raises.
        """
        ...

    def shift(self, by: timedelta) -> None:
        """Move all times noted so far: the clock was put forward by `by` (negative: back)."""
        ...

    def status(self) -> str:
        """Return one line for `listbot status` and the log: connected, since when, last look."""
        ...
