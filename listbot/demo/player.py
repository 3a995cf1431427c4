"""Plays mails through the real pipeline with a moved clock, which jumps to each time something is
due.

Only the clock is fake: mail is received, ticks decide and the sender drains as in the daemon. The
demo and the tests' scenarios use it. It never waits and never looks at the real time.
"""

from datetime import datetime, timedelta

from listbot import pipeline
from listbot.app import App
from listbot.mail import Arrival
from listbot.model.inputs import TickInput
from listbot.store import reading

# How much later to look again at something that is due but cannot be done yet.
STEP = timedelta(minutes=15)
# Longer than any vote is open; a vote that has not closed by then never will.
A_YEAR = timedelta(days=366)


class MovedClock:
    """A clock that stands still until it is moved, and never goes back."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def move(self, to: datetime) -> None:
        """Move the clock forward; an earlier time is ignored."""
        self.now = max(self.now, to)


class Player:
    """A daemon that is driven by hand."""

    def __init__(self, app: App, clock: MovedClock) -> None:
        """`app` must have been built with this clock."""
        self._app = app
        self._clock = clock

    async def start(self) -> None:
        """Tick once, as the daemon does when it starts."""
        await self.tick()

    async def receive(self, arrival: Arrival) -> str:
        """Let time pass until the mail arrives, receive it, and return its disposition."""
        await self.pass_time(arrival.arrived)
        disposition = await self._app.receive(arrival)
        await self._app.sender.drain(self._clock())
        return disposition

    async def finish(self) -> None:
        """Let time pass until every vote is closed."""
        await self.pass_time(self._clock() + A_YEAR)

    async def pass_time(self, until: datetime) -> None:
        """Tick each time something is due, up to `until`."""
        while (due := self.next_due()) is not None and due <= until:
            self._clock.move(due)
            await self.tick()
        self._clock.move(until)

    def next_due(self) -> datetime | None:
        """Return when to tick next; what is still due after a tick is tried again a step later."""
        with self._app.store.reading() as connection:
            due = reading.next_due(connection, self._app.config.addresses)
        return due if due is None or due > self._clock() else self._clock() + STEP

    async def tick(self) -> None:
        """Decide what is due now, and send the letters."""
        now = self._clock()
        read_until = {each.address: now for each in self._app.config.lists}
        moment = TickInput(now, read_until, nonce=now.isoformat())
        await self._app.store.write(pipeline.tick, moment)
        await self._app.sender.drain(now)
