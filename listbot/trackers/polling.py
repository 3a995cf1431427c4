"""Looks at what people did in the tracker, and hands it to the line, each thing once.

The cursor is stored together with what was heard before it. A crash in between makes us hear the
same again, which its id shows. What our own calls did is not news. Of several daemons on a
database, the one that has the lease looks. A hint makes the next look come sooner, and no more of
them. It never decides.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from listbot import pipeline
from listbot.errors import PermanentError, TemporaryError, TrackerDenied
from listbot.mail.wire.charsets import printable
from listbot.model.alert import Alert, Cause
from listbot.model.desk.outer import HeardInput
from listbot.store.leasing import held
from listbot.store.store import Store
from listbot.store.tracking import knowing, listening
from listbot.store.transaction import Transaction
from listbot.trackers import Changes, Seen, Tracker

log = logging.getLogger(__name__)

LONG_AWAY = timedelta(minutes=5)
MOST_LOOKS = 100  # in a row; then the tracker gets a pause
LEAST_GAP = 10.0  # seconds between two looks, however many hints there are
INDEX_LAGS = 60.0  # seconds until a search shows what a hint was about


class Poller:
    """Hears what happens in one tracker."""

    def __init__(
        self,
        store: Store,
        tracker: Tracker,
        alert: Callable[[Alert], object],
        is_back: Callable[[datetime], Awaitable[object]] | None = None,
    ) -> None:
        """`is_back`: told when the tracker answers again after it was away."""
        self._store = store
        self._tracker = tracker
        self._alert = alert
        self._is_back = is_back
        self._told = ""
        self._away: datetime | None = None
        self._is_deaf = True
        """Whether the last look failed; at a start, that of the daemon before may have."""
        self._hinted = asyncio.Event()

    def hint(self) -> None:
        """Have the next look come soon, because something may have happened there."""
        self._hinted.set()

    @property
    def is_hinted(self) -> bool:
        """Whether it looks soon anyway, so that another hint is not needed."""
        return self._hinted.is_set()

    async def run(self, clock: Callable[[], datetime], every: float) -> None:
        """Look every so many seconds, or sooner after a hint, until cancelled."""
        is_hinted = False
        while True:
            self._hinted.clear()
            found = await self.try_look(clock())
            is_early = is_hinted and not found
            is_hinted = await self._pause(min(every, INDEX_LAGS) if is_early else every)

    async def _pause(self, every: float) -> bool:
        """Wait until the next look; return whether a hint made it come sooner."""
        least = min(LEAST_GAP, every)
        await asyncio.sleep(least)
        try:
            async with asyncio.timeout(every - least):
                await self._hinted.wait()
        except TimeoutError:
            return False
        return True

    async def try_look(self, now: datetime) -> int:
        """Look; a tracker that is away is looked at again, one that refuses is reported once.
        Return how many changes were read.
        """
        try:
            found = await self.look(now)
            self._told = ""
            await self._note_return(now)
            if self._is_deaf:
                noted = await self._store.write(held(_note_success))
                self._is_deaf = noted is None
            return found
        except (PermanentError, TrackerDenied) as fault:
            if str(fault) != self._told:
                self._told = str(fault)
                told = f"cannot see what happens in the tracker: {fault}"
                self._alert(Alert(Cause.TRACKER, told))
            await self._note_failure(fault, now)
        except TemporaryError as fault:
            self._away = self._away or now
            log.warning("cannot see what happened in the tracker: %s", fault)
            await self._note_failure(fault, now)
        except Exception:
            log.exception("could not look at the tracker; trying again")
        return 0

    async def _note_return(self, now: datetime) -> None:
        """Tell that a tracker is back. One that fails now and then was not away."""
        away, self._away = self._away, None
        if self._is_back is not None and away is not None and now - away >= LONG_AWAY:
            await self._is_back(now)

    async def _note_failure(self, fault: Exception, now: datetime) -> None:
        """Store for the doctor that a look failed."""
        self._is_deaf = True
        try:
            await self._store.write(held(_note_failure), str(fault), now)
        except TemporaryError as again:
            log.warning("it was not noted that a look at the tracker failed: %s", again)

    async def look(self, now: datetime) -> int:
        """Read on from where the last look stopped; return how many changes were read.

        Does not look while another daemon has the lease.
        """
        if not self._store.may_act:
            return 0
        cursor = await self._store.write(_cursor, self._tracker.name)
        count = 0
        for _ in range(MOST_LOOKS):
            news = await self._tracker.changes(cursor)
            if news == Changes((), cursor):
                break
            if not await self._store.write(held(_hear), self._tracker.name, news, now):
                break
            count += len(news.seen)
            if news.cursor == cursor:
                break
            cursor = news.cursor
        return count


def _cursor(tx: Transaction, kind: str) -> str:
    return knowing.cursor(tx.connection, kind)


def _hear(tx: Transaction, kind: str, news: Changes, now: datetime) -> bool:
    """Hear the news; return True. Without the lease nothing is heard, see `held`."""
    for each in news.seen:
        if not each.is_own:
            pipeline.hear_tracker(tx, heard_of(kind, each, now))
    knowing.keep_cursor(tx.connection, kind, news.cursor)
    return True


def _note_failure(tx: Transaction, why: str, now: datetime) -> None:
    listening.note_failure(tx.connection, why, now)


def _note_success(tx: Transaction) -> bool:
    listening.note_success(tx.connection)
    return True


def heard_of(kind: str, seen: Seen, now: datetime) -> HeardInput:
    """Return a change in the tracker as an input, with nothing that a database cannot keep."""
    id, key = printable(f"{kind} {seen.id}"), printable(seen.key)
    who, words = printable(seen.who), printable(seen.text)
    return HeardInput(id, key, seen.at, who, words, seen.changes, now)
