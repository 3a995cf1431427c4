"""Takes letters from the outbox to the carrier, until each is surely sent or surely not.

Before an attempt the letter is marked `sending`, durably; after it, the result is noted. A
crash in between leaves a letter that may have been sent. Such a letter waits for its echo
if the list returns our own posts; otherwise it is sent once more under the same Message-ID.
A second doubt raises an alert instead of a third attempt.

The result is noted twice: in the receipts, which no backup takes back, then in the outbox.
While either fails, the result is kept and nothing else is sent. At a start both are
compared before anything is sent (`store/outbox/reconcile_receipts.py`).

It never composes and never decides what is sent. Time comes in as an argument; only `run`
waits.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from listbot.errors import (
    CarrierAmbiguous,
    CarrierAway,
    CarrierDenied,
    CarrierRefused,
    CarrierUnavailable,
    ReceiptsUnavailable,
    TemporaryError,
)
from listbot.letter_gate import Mode
from listbot.letters.letter import Parcel
from listbot.model.alert import Alert, Cause
from listbot.model.letter_state import LetterState
from listbot.model.order import LetterKind
from listbot.outbound import Carrier, Receipt, Receipts
from listbot.outbound.bookkeeper import Bookkeeper, End
from listbot.outbound.memory import MemoryReceipts
from listbot.outbound.smtp_replies import is_for_later, is_of_us
from listbot.store.outbox import outbox, pause
from listbot.store.outbox.echoes import is_echoing
from listbot.store.outbox.outbox import Waiting
from listbot.store.outbox.receipts import ECHO_WAIT
from listbot.store.store import Store
from listbot.store.transaction import Transaction

log = logging.getLogger(__name__)

FIRST_WAIT = timedelta(seconds=300)  # Postfix's first wait (minimal_backoff_time) ...
LONGEST_WAIT = timedelta(seconds=4000)  # ... and its longest (maximal_backoff_time)
GIVE_UP_AFTER = timedelta(days=5)  # like Postfix (maximal_queue_lifetime)
# wait this long after a refused login before the next one, whatever waits to go out
DENIED_WAIT = timedelta(minutes=5)
# report an unreachable server after this time; one that restarts is back before
TELL_AFTER = timedelta(hours=1)
TELL_AGAIN = timedelta(days=1)  # report again that the server refuses us, if it still does
UNSURE_WAIT = timedelta(minutes=5)  # before the one repetition, if there is no echo to wait for
# dropped by the admin, seen on the list or claimed by another daemon
MOVED = "moved since it was found due"
PAUSED = "the admin paused all letters"
OVER = "no longer useful: a reminder after the close"
LOST = "the lease was lost before it was sent: another daemon sends it"
QUIET = (MOVED, PAUSED, OVER)
"""Reasons to keep a letter back that don't need an alert."""
FINISH_WITHIN = 30.0  # seconds a stop waits for the letter being sent; systemd gives us 60
# seconds; letters queued by the daemon wake the sender at once, this is for those an
# admin approves or retries
POLL = 5.0


class Sender:
    """Delivers the outbox through one carrier."""

    def __init__(
        self,
        store: Store,
        carrier: Carrier,
        alert: Callable[[Alert], object],
        receipts: Receipts | None = None,
    ) -> None:
        """`alert` receives reports for the admin. Without `receipts` they are kept in
        memory, which is only right for a database in memory.
        """
        self._store = store
        self._carrier = carrier
        self._alert = alert
        self._books = Bookkeeper(store, receipts or MemoryReceipts(), self._tell)
        self._hindered = ""
        """Why nothing could be sent lately."""
        self._number: int | None = None
        """Of the lease under which letters were sent last."""
        self._wake = asyncio.Event()
        self._not_before: datetime | None = None
        self._denied: dict[bool, datetime] = {}
        self._away: datetime | None = None

    async def run(self, clock: Callable[[], datetime]) -> None:
        """Drain until cancelled: when letters are queued, and regularly for those that wait."""
        loop = asyncio.get_running_loop()
        self._store.letters_made = lambda: loop.call_soon_threadsafe(self._wake.set)
        while True:
            self._wake.clear()
            try:
                await self.drain(clock())
                self._hindered = ""
            except TemporaryError as fault:
                self._tell_hindrance(fault)
            except Exception:
                log.exception("could not drain the outbox; trying again")
            try:
                # `wait_for` of Python 3.11 loses a stop that comes together with a letter.
                async with asyncio.timeout(POLL):
                    await self._wake.wait()
            except TimeoutError:
                continue

    async def drain(self, now: datetime) -> int:
        """Try every letter that is due and return how many were sent.

        Tries none soon after the server refused us rather than a letter, and none while another
        daemon has the lease. Raises StoreUnavailable or ReceiptsUnavailable.
        """
        lease = self._store.context.lease
        joins = lease is not None and lease.has_met_another
        if not await self._begins(now):
            if joins:  # it has receipts when its turn comes
                await self._books.open(now, joins=True)
            return 0
        if held := await self._books.open(now, joins=joins):
            self._alert(
                Alert(Cause.RESTORED, f"every letter is held until `listbot resume`: {held}")
            )
        sent = 0
        if self._not_before is not None and now < self._not_before:
            return sent
        tried: set[int] = set()
        while True:
            due = await self._store.write(_due, now)
            batch = [each for each in due if each.id not in tried]
            for letter in batch:
                tried.add(letter.id)
                sent += await self._try_whole(letter, now)
                if self._not_before is not None and now < self._not_before:
                    return sent
            if not batch or len(due) < outbox.AT_ONCE:  # any newer letter wakes us again
                return sent

    async def _begins(self, now: datetime) -> bool:
        """Return whether the letters are this daemon's to send. When they become so, look first
        what another one sent.
        """
        lease = self._store.context.lease
        if not self._store.may_act:
            return False
        number = 0 if lease is None else lease.number
        if number != self._number:
            await self._store.write(_hear_again, now)
            self._books.meet_again()
            self._number = number
        return True

    async def _try_whole(self, letter: Waiting, now: datetime) -> bool:
        """Make one attempt and finish it even during a stop: half an attempt leaves a doubt."""
        attempt = asyncio.create_task(self._try(letter, now))
        try:
            return await asyncio.shield(attempt)
        except asyncio.CancelledError:
            try:
                await asyncio.wait_for(attempt, FINISH_WITHIN)
            except Exception:
                log.exception("stopped while %s was being sent", letter.parcel.message_id)
            raise

    async def _try(self, letter: Waiting, now: datetime) -> bool:
        """Make one attempt at one letter, noted before and after."""
        await self._books.make_room()
        kept_back = await self._store.write(_claim, letter, now)
        if kept_back is not None:
            if kept_back not in QUIET:
                self._tell(letter, kept_back)
            return False
        end = End(letter, letter.state, now)
        try:
            await self._books.begin(end, claimed(letter))
            receipt = await self._deliver(letter.parcel)
        except ReceiptsUnavailable as fault:
            await self._books.note(
                replace(end, due=letter.due, note=str(fault), is_in_receipts=True)
            )
            raise
        except CarrierRefused as fault:
            await self._bury(end, f"refused: {fault}")
        except CarrierAmbiguous as fault:
            await self._books.doubt(end, f"may have been sent: {fault}")
        except CarrierDenied as fault:
            self._not_before = now + DENIED_WAIT if fault.every else self._not_before
            self._tell_denied(now, str(fault), every=fault.every)
            await self._put_back(end, str(fault))
        except CarrierAway as fault:
            self._note_absence(now, str(fault))
            await self._put_back(end, str(fault))
        except CarrierUnavailable as fault:
            await self._put_back(end, str(fault))
        else:
            return await self._sent(end, receipt)
        return False

    async def _deliver(self, parcel: Parcel) -> Receipt:
        if not self._store.may_act:  # this daemon was frozen: the letter is another's now
            raise CarrierUnavailable(LOST)
        return await self._carrier.deliver(parcel)

    async def _sent(self, end: End, receipt: Receipt) -> bool:
        letter, now = end.letter, end.at
        log.info(
            "sent %s %s to %s",
            letter.kind,
            letter.parcel.message_id,
            ", ".join(letter.parcel.recipients),
        )
        self._denied.pop(True, None)
        self._away = None
        later = tuple(who for who, said in receipt.refused.items() if is_for_later(said))
        for who in filter(lambda who: is_of_us(receipt.refused[who]), later):
            self._tell_denied(now, f"{who}: {receipt.refused[who]}", every=False)
        tell = tuple(
            f"{who} refused it: {said}" for who, said in receipt.refused.items() if who not in later
        )
        if later and now - letter.made > GIVE_UP_AFTER:
            tell += (f"given up on {', '.join(later)}: {receipt.reply}",)
        elif later:
            due = now + wait_after(letter)
            await self._books.note(
                replace(end, due=due, note=receipt.reply, tell=tell, later=later)
            )
            return False
        await self._books.note(replace(end, state=LetterState.SENT, note=receipt.reply, tell=tell))
        return True

    async def _put_back(self, end: End, why: str) -> None:
        letter = end.letter
        if end.at - letter.made > GIVE_UP_AFTER:
            await self._bury(end, f"given up after {GIVE_UP_AFTER.days} days: {why}")
            return
        log.warning("not sent yet: %s %s: %s", letter.kind, letter.parcel.message_id, why)
        # Keep its state: a letter that an earlier attempt may have sent stays doubtful,
        # and gets one repetition in all.
        wait = timedelta() if why == LOST else wait_after(letter)
        await self._books.note(replace(end, due=end.at + wait, note=why))

    async def _bury(self, end: End, why: str) -> None:
        tell = f"{why} (to {', '.join(end.letter.parcel.recipients)})"
        await self._books.note(replace(end, state=LetterState.DEAD, note=why, tell=(tell,)))

    def _tell_hindrance(self, fault: TemporaryError) -> None:
        """Report each hindrance once, however often it occurs: a disk may be full for days."""
        if str(fault) == self._hindered:
            return
        self._hindered = str(fault)
        if isinstance(fault, ReceiptsUnavailable):
            self._alert(
                Alert(
                    Cause.RECEIPTS,
                    f"no letter can be sent, because that could not be recorded: {fault}",
                )
            )
        else:
            log.warning("no letter can be sent for now: %s", fault)

    def _tell_denied(self, now: datetime, what: str, *, every: bool) -> None:
        """Alert about a refusal of all letters, or some: once, and daily while it persists."""
        before = self._denied.get(every)
        if before is None or now - before >= TELL_AGAIN:
            self._denied[every] = now
            which = "all letters wait" if every else "some letters wait"
            told = f"the mail server refuses listbot itself; {which}: {what}"
            self._alert(Alert(Cause.MAIL_SERVER, told))

    def _note_absence(self, now: datetime, what: str) -> None:
        """Alert once about a server that is unreachable for so long that somebody should look."""
        self._away = self._away or now
        if now - self._away >= TELL_AFTER:
            self._away = datetime.max.replace(tzinfo=UTC)
            told = f"the mail server has been unreachable for an hour; letters wait for it: {what}"
            self._alert(Alert(Cause.MAIL_SERVER, told))

    def _tell(self, letter: Waiting, what: str) -> None:
        """Alert about a letter's fate. For an alert's own letter, only log it, or alerts
        would never end.
        """
        text = f"{letter.kind} {letter.parcel.message_id}: {what}"
        if letter.kind is LetterKind.ALERT:
            log.error("%s", text)
        else:
            self._alert(Alert(Cause.POST_LOST if letter.to_list else Cause.LETTER_LOST, text))


def wait_after(letter: Waiting) -> timedelta:
    """Return how long to wait after a failed attempt: doubling, with a fixed jitter per letter."""
    wait = min(FIRST_WAIT * int(2 ** min(letter.attempts, 10)), LONGEST_WAIT)
    spread = (letter.id * 2654435761 + letter.attempts * 40503) % 100  # Knuth's multiplicative hash
    return timedelta(seconds=wait.total_seconds() * (100 + spread) / 200)


def claimed(letter: Waiting) -> LetterState:
    """Return the state of a letter while an attempt is being made."""
    is_again = letter.state is LetterState.SENDING
    return LetterState.RESENDING if is_again else LetterState.SENDING


def _hear_again(tx: Transaction, now: datetime) -> None:
    """Make doubtful posts wait again after a start: we may have missed their echo."""
    outbox.put_off_doubtful(tx.connection, now + ECHO_WAIT)


def _due(tx: Transaction, now: datetime) -> list[Waiting]:
    """Return the letters that are due. Those of a list in shadow wait until it is live again."""
    if pause.standing(tx.connection) or not tx.holds_lease:
        return []
    silent = [address for address, mode in tx.context.modes.items() if mode is Mode.SHADOW]
    return outbox.due(tx.connection, now, not_for=silent)


def _claim(tx: Transaction, letter: Waiting, now: datetime) -> str | None:
    """Note that an attempt begins, or return why not: one of QUIET, or text for an alert."""
    if not tx.holds_lease or not outbox.is_as_it_was(tx.connection, letter):
        return MOVED
    if pause.standing(tx.connection):  # a pause also holds the rest of a batch
        return PAUSED
    if letter.state == LetterState.QUEUED and letter.is_over(now):
        note = f"not sent: it was only useful until {letter.until:%Y-%m-%d %H:%M} UTC"
        outbox.change(tx.connection, letter.id, state=LetterState.DROPPED, due=None, note=note)
        return OVER
    if letter.state == "resending":
        note = "sent twice without an answer; it may or may not have arrived"
        outbox.change(tx.connection, letter.id, state=LetterState.DEAD, due=None, note=note)
        return note
    wait = ECHO_WAIT if letter.to_list and is_echoing(tx.connection, letter.list) else UNSURE_WAIT
    outbox.change(
        tx.connection,
        letter.id,
        state=claimed(letter),
        attempts=letter.attempts + 1,
        due=now + wait,
    )
    return None
