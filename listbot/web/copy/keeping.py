"""Keeps the copy of the pages up to date beside the daemon: soon after something happened, but at
most once a minute, and each ten minutes because some pages show the present.

A build runs elsewhere (`process.py`), so it never holds up a mail. One that fails is told once and
tried again; whatever happens, the daemon goes on.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from listbot.errors import ListbotError

LOOK = timedelta(seconds=5)  # between two looks for something new; a look is three indexed queries
REST = timedelta(minutes=1)  # after a build
SHARE = 20  # a build that takes long rests for so many times as long
STALE = timedelta(minutes=10)  # pages tell what is open, and for how long
AGAIN = timedelta(minutes=10)  # after a build that failed

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """When to build; tests have other times."""

    look: timedelta = LOOK
    rest: timedelta = REST
    stale: timedelta = STALE
    again: timedelta = AGAIN


class CopyKeeper:
    """Keeps one copy."""

    def __init__(
        self,
        news: Callable[[], Awaitable[object]],
        build: Callable[[], Awaitable[str]],
        tell: Callable[[str], object],
        pace: Pace = Pace(),
    ) -> None:
        """`news` returns another value once something happened, and may raise StoreUnavailable.
        `build` returns why it failed, "" if it did not. `tell` tells the admin that.
        """
        self._news = news
        self._build = build
        self._tell = tell
        self._pace = pace
        self._told = ""
        self._known: object = None
        self._due = 0.0
        """From when on it may build, by the loop's clock."""
        self._stale = 0.0
        """When it builds even if nothing happened."""

    async def run(self) -> None:
        """Keep it until cancelled."""
        while True:
            try:
                await self.look()
            except Exception:  # whatever it is, mail is worth more than a copy of the pages
                log.exception("the copy of the pages: internal error")
            await asyncio.sleep(self._pace.look.total_seconds())

    async def look(self) -> None:
        """Build if it is time to."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        if begun < self._due:
            return
        try:
            news = await self._news()
        except ListbotError as fault:
            log.warning("the copy of the pages waits: %s", fault)
            return
        if news == self._known and begun < self._stale:
            return
        why = await self._build()
        took = loop.time() - begun
        rest = self._pace.again.total_seconds() if why else self._pace.rest.total_seconds()
        self._due = loop.time() + max(rest, SHARE * took)
        self._stale = loop.time() + self._pace.stale.total_seconds()
        # what happened during the build may not be in it, so what was known before it counts
        self._known = None if why else news
        self._say(why, took)

    def _say(self, why: str, took: float) -> None:
        if why and why != self._told:
            self._tell(why)
        elif not why:
            log.log(logging.INFO if self._told else logging.DEBUG,
                    "the copy of the pages is up to date, after %.1f seconds", took)  # fmt: skip
        self._told = why
