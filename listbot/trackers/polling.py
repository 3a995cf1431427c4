"""Looks at what people did in the tracker, and hands it to the line, each thing once.

The cursor is stored together with what was heard before it. A crash in between makes us hear the
same again, which its id shows. What our own calls did is not news. Of several daemons on a
database, the one that has the lease looks. It never decides.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

from listbot import pipeline
from listbot.errors import PermanentError, TemporaryError
from listbot.model.alert import Alert, Cause
from listbot.model.desk.outer import HeardInput
from listbot.store.leasing import held
from listbot.store.store import Store
from listbot.store.tracking import knowing
from listbot.store.transaction import Transaction
from listbot.trackers import Changes, Seen, Tracker

log = logging.getLogger(__name__)

MOST_LOOKS = 100  # in a row; then the tracker gets a pause


class Poller:
    """Hears what happens in one tracker."""

    def __init__(self, store: Store, tracker: Tracker, alert: Callable[[Alert], object]) -> None:
        self._store = store
        self._tracker = tracker
        self._alert = alert
        self._told = ""

    async def run(self, clock: Callable[[], datetime], every: float) -> None:
        """Look every so many seconds until cancelled."""
        while True:
            await self._try_look(clock())
            await asyncio.sleep(every)

    async def _try_look(self, now: datetime) -> None:
        """Look; a tracker that is away is looked at again, one that refuses is reported once."""
        try:
            await self.look(now)
            self._told = ""
        except TemporaryError as fault:
            log.warning("cannot see what happened in the tracker: %s", fault)
        except PermanentError as fault:
            if str(fault) != self._told:
                self._told = str(fault)
                told = f"cannot see what happens in the tracker: {fault}"
                self._alert(Alert(Cause.TRACKER, told))
        except Exception:
            log.exception("could not look at the tracker; trying again")

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


def heard_of(kind: str, seen: Seen, now: datetime) -> HeardInput:
    """Return a change in the tracker as an input."""
    id = f"{kind} {seen.id}"
    return HeardInput(id, seen.key, seen.at, seen.who, seen.text, seen.changes, now)
