"""Carries out the calls that wait for the tracker, until each is surely done or surely refused.

Before an attempt the call is claimed, durably; after it, the result is noted. A crash in between,
or an answer that did not come, leaves a call that may have been carried out: the next attempt says
so, and the adapter looks before it repeats. That attempt comes once the tracker is surely done with
the one before, because a request that it still works on cannot be found. Calls of one ticket follow
one another; other tickets are not held up. Of several daemons on a database, the one that has the
lease makes the calls. It never decides what leaves, and nothing waits for it. Time comes in as an
argument; only `run` waits.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from listbot import pipeline
from listbot.errors import (
    PermanentError,
    TemporaryError,
    TrackerAmbiguous,
    TrackerDenied,
    TrackerUnavailable,
)
from listbot.model.alert import Alert, Cause
from listbot.model.desk.outer import Call, CallKind, OuterKeyInput
from listbot.model.desk.ticket import Ticket
from listbot.store.desk import reading
from listbot.store.desk.threading import load
from listbot.store.leasing import held
from listbot.store.store import Store
from listbot.store.tracking import calls, knowing
from listbot.store.tracking.calls import WaitingCall
from listbot.store.transaction import Transaction
from listbot.trackers import Comment, Contact, Edit, Enclosure, Request, Tracker

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 4  # tickets at a time; trackers count requests that come at once
FIRST_WAIT = timedelta(seconds=60)  # as long as the search index of Jira lags
LONGEST_WAIT = timedelta(hours=1)
DENIED_WAIT = timedelta(minutes=5)  # before a token or a permission is tried again
WITHIN = timedelta(minutes=4)  # for one attempt, which may be dozens of requests
CLAIMED = WITHIN + timedelta(minutes=1)  # a tracker works on a request no longer than this
TELL_AGAIN = timedelta(days=1)
TELL_AFTER = timedelta(hours=1)  # a tracker that restarts is back before
POLL = 1.0  # seconds between looks at what is due


@dataclass(frozen=True, slots=True)
class About:
    """A ticket, and its key in the tracker."""

    ticket: Ticket
    key: str
    """"" if it has none yet."""


class Caller:
    """Carries out the calls for one tracker."""

    def __init__(self, store: Store, tracker: Tracker, alert: Callable[[Alert], object]) -> None:
        self._store = store
        self._tracker = tracker
        self._alert = alert
        self._denied: datetime | None = None
        self._away: datetime | None = None
        self._mistook: datetime | None = None
        self._kept: set[int] = set()
        """Calls that wait only because the tracker was away, by their ids."""

    async def run(self, clock: Callable[[], datetime]) -> None:
        """Carry out what is due until cancelled."""
        try:
            while True:
                if not await self._try_drain(clock()):
                    await asyncio.sleep(POLL)
        finally:
            await self._tracker.close()

    async def _try_drain(self, now: datetime) -> int:
        try:
            return await self.drain(now)
        except TemporaryError as fault:
            log.warning("no call of the tracker can be made for now: %s", fault)
        except Exception:
            log.exception("could not make the tracker's calls; trying again")
        return 0

    async def drain(self, now: datetime) -> int:
        """Try the first unfinished call of each ticket that is due; return how many are finished.

        Tries none while another daemon has the lease. Raises StoreUnavailable.
        """
        found = await self._store.write(held(_due), now) if self._store.may_act else None
        return sum(await asyncio.gather(*(self._try(each, now) for each in found or ())))

    async def hurry(self, now: datetime) -> None:
        """Make the calls due that wait only because the tracker was away: it is back."""
        kept, self._kept = self._kept, set()
        await self._store.write(held(_hurry), kept, now)

    async def _try(self, waiting: WaitingCall, now: datetime) -> bool:
        """Make one attempt, noted before and after; return whether the call is finished."""
        if not await self._store.write(held(_claim), waiting, now):
            return False
        self._kept.discard(waiting.id)  # its claim must last
        about = await self._store.write(_about, waiting.ticket)
        if not self._store.may_act:  # this daemon was frozen: the call is another's now
            return False
        usual = wait_after(waiting.attempts)
        try:
            async with asyncio.timeout(WITHIN.total_seconds()):
                key = await self._make(waiting, about)
        except TimeoutError:
            why = f"it did not end within {WITHIN // timedelta(minutes=1)} minutes"
            return await self._put_back(waiting, now + CLAIMED, why)
        except TrackerDenied as fault:
            self._tell_denied(now, str(fault))
            return await self._put_back(waiting, now + DENIED_WAIT, str(fault))
        except TrackerUnavailable as fault:
            self._note_absence(now, str(fault))
            if fault.wait is None and not isinstance(fault, TrackerAmbiguous):
                self._kept.add(waiting.id)
            wait = max(fault.wait or timedelta(), usual)
            return await self._put_back(waiting, now + wait, str(fault))
        except TemporaryError as fault:
            return await self._put_back(waiting, now + usual, str(fault))
        except PermanentError as fault:
            return await self._give_up(waiting, str(fault))
        except Exception as fault:
            return await self._put_aside(waiting, now, fault)
        self._denied = self._away = None
        await self._store.write(_done, waiting, key, now)
        return True

    async def _make(self, waiting: WaitingCall, about: About) -> str:
        """Make the call; return the tracker's key of the ticket."""
        call, tracker = waiting.call, self._tracker
        if call.kind in (CallKind.CREATE, CallKind.STUB):
            return await self._create(waiting, about)
        if not about.key:
            raise PermanentError(f"{waiting.ticket} was not made in the tracker")
        if call.kind is CallKind.COMMENT:
            comment = Comment(call.label, call.text, call.who, call.name, call.at)
            await tracker.comment(about.key, comment)
        elif call.kind is CallKind.ATTACH:
            file = await self._store.write(_file, waiting.ticket, call)
            if file is not None:
                await tracker.attach(about.key, file)
        elif call.kind is CallKind.WATCH:
            account = await tracker.register(Contact(call.who, call.name))
            if account:
                await tracker.watch(about.key, account)
        elif call.field is not None:
            await tracker.change(about.key, Edit(call.field, call.value), call.name, "by mail")
        return about.key

    async def _create(self, waiting: WaitingCall, about: About) -> str:
        call, tracker = waiting.call, self._tracker
        if about.key:  # there is a stub: the request goes below it
            text = f"{call.title}\n\n{call.text}"
            comment = Comment(call.label, text, call.who, call.name, call.at)
            await tracker.comment(about.key, comment)
            return about.key
        place, retried = about.ticket.list, waiting.attempts > 0
        whole = (call.title, call.text, call.who, call.name, call.at)
        return await tracker.create(Request(call.label, place, *whole, retried=retried))

    async def _put_back(self, waiting: WaitingCall, due: datetime, why: str) -> bool:
        log.warning("%s: not done yet in the tracker: %s", waiting.ticket, why)
        await self._store.write(_put_back, waiting, due, why)
        return False

    async def _put_aside(self, waiting: WaitingCall, now: datetime, fault: Exception) -> bool:
        """Have a call wait over which an adapter failed, so that others go on; alert once a day."""
        log.exception("%s: a mistake of listbot's own, over a call of the tracker", waiting.ticket)
        why = f"a mistake of listbot's own ({type(fault).__name__}), which its log shows"
        if self._mistook is None or now - self._mistook >= TELL_AGAIN:
            self._mistook = now
            told = f"{waiting.ticket}: the tracker has not got a {waiting.call.kind}: {why}"
            self._alert(Alert(Cause.TRACKER, told))
        return await self._put_back(waiting, now + max(CLAIMED, wait_after(waiting.attempts)), why)

    async def _give_up(self, waiting: WaitingCall, why: str) -> bool:
        await self._store.write(_give_up, waiting, why)
        told = f"{waiting.ticket}: the tracker does not take a {waiting.call.kind}: {why}"
        self._alert(Alert(Cause.TRACKER, told))
        return True

    def _tell_denied(self, now: datetime, what: str) -> None:
        """Alert about a refused token or a missing permission: once, and daily while it lasts."""
        if self._denied is None or now - self._denied >= TELL_AGAIN:
            self._denied = now
            self._alert(Alert(Cause.TRACKER, f"the tracker refuses listbot itself: {what}"))

    def _note_absence(self, now: datetime, what: str) -> None:
        """Alert once about a tracker that is away for so long that somebody should look."""
        self._away = self._away or now
        if now - self._away >= TELL_AFTER:
            self._away = now + TELL_AGAIN
            told = f"the tracker has been away for an hour; calls wait for it: {what}"
            self._alert(Alert(Cause.TRACKER, told))


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after a failed attempt: doubling."""
    return min(FIRST_WAIT * int(2 ** min(attempts, 10)), LONGEST_WAIT)


def _due(tx: Transaction, now: datetime) -> list[WaitingCall]:
    return calls.due(tx.connection, now, SIDE_BY_SIDE)


def _claim(tx: Transaction, waiting: WaitingCall, now: datetime) -> bool:
    """Note an attempt. If nobody learns how it ends, the next one waits until it surely has."""
    return calls.claim(tx.connection, waiting.id, waiting.attempts, now + CLAIMED)


def _about(tx: Transaction, ticket: str) -> About:
    found = load(tx.connection, ticket)
    assert found is not None  # a call is written together with its ticket
    return About(found, knowing.key_of(tx.connection, ticket))


def _file(tx: Transaction, ticket: str, call: Call) -> Enclosure | None:
    """Return a file of one of the ticket's mails; None if its author was forgotten."""
    mails = reading.raw_mails(tx.connection, ticket)
    for mail, inside in zip(mails, reading.contents(tx.connection, ticket), strict=True):
        for file in inside.attachments if mail.message_id == call.mail else ():
            if file.name == call.title:
                return Enclosure(call.label, file.name, file.type, file.data)
    return None


def _done(tx: Transaction, waiting: WaitingCall, key: str, now: datetime) -> None:
    """Note that a call is done, and learn the key that it made."""
    calls.finish(tx.connection, waiting.id, "done")
    if waiting.call.kind in (CallKind.CREATE, CallKind.STUB):
        pipeline.hear_tracker(tx, OuterKeyInput(waiting.ticket, key, now))


def _give_up(tx: Transaction, waiting: WaitingCall, why: str) -> None:
    if calls.is_tried(tx.connection, waiting.id, waiting.attempts + 1):
        calls.finish(tx.connection, waiting.id, f"{calls.GIVEN_UP}{why}")


def _hurry(tx: Transaction, kept: set[int], now: datetime) -> None:
    calls.hurry(tx.connection, kept, now)


def _put_back(tx: Transaction, waiting: WaitingCall, due: datetime, why: str) -> None:
    if calls.is_tried(tx.connection, waiting.id, waiting.attempts + 1):
        calls.put_back(tx.connection, waiting.id, due, why)
