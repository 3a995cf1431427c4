"""Plays mails through the real line, with time moved: the clock jumps to each moment at which
something is due.

Nothing is imitated but the clock: mail is received, ticks decide and the sender drains as in the
daemon. The demo and the scenarios of the tests are played by it. It never waits and never asks what
time it really is; whatever the line raises passes through.
"""

from datetime import datetime, timedelta

from listbot import pipeline
from listbot.app import App
from listbot.mail import Arrival
from listbot.model.inputs import TickInput
from listbot.store import reading

# what is due and cannot be done yet (people are voting) is looked at again so much later
STEP = timedelta(minutes=15)
# longer than any vote is open; one that does not close by then never will
A_YEAR = timedelta(days=366)


class MovedClock:
    """A clock that stands still until it is moved; never back."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        return self.now

    def move(self, to: datetime) -> None:
        """Let it be later."""
        self.now = max(self.now, to)


class Player:
    """One daemon, played by hand."""

    def __init__(self, app: App, clock: MovedClock) -> None:
        """`app` was built with this very clock."""
        self._app = app
        self._clock = clock

    async def start(self) -> None:
        """Tick once, as the daemon does when it comes up."""
        await self._tick()

    async def receive(self, arrival: Arrival) -> str:
        """Let time pass until the mail arrives, then take it; its disposition."""
        await self.pass_time(arrival.arrived)
        disposition = await self._app.receive(arrival)
        await self._app.sender.drain(self._clock())
        return disposition

    async def finish(self) -> None:
        """Let time pass until nothing is left to do: every vote is closed."""
        await self.pass_time(self._clock() + A_YEAR)

    async def pass_time(self, until: datetime) -> None:
        """Tick at every moment up to `until` at which something is due."""
        while (due := self._next_due()) is not None and due <= until:
            self._clock.move(due)
            await self._tick()
        self._clock.move(until)

    def _next_due(self) -> datetime | None:
        """When to tick next; what was due at the last tick and is so still gets another look a step
        later.
        """
        with self._app.store.reading() as connection:
            due = reading.next_due(connection, self._app.config.addresses)
        return due if due is None or due > self._clock() else self._clock() + STEP

    async def _tick(self) -> None:
        now = self._clock()
        read_until = {each.address: now for each in self._app.config.lists}
        await self._app.store.write(pipeline.tick, TickInput(now, read_until))
        await self._app.sender.drain(now)
