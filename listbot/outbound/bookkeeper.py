"""Notes how each attempt at a letter ended, in the receipts and then in the outbox.

An end that cannot be noted now is kept and noted before anything else: `open` is called
before each round of letters, and raises StoreUnavailable or ReceiptsUnavailable while
something is owed. On its first call, receipts and outbox are compared
(`store/outbox/reconcile_receipts.py`). It never sends and never decides when to try again.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from listbot.model.letter_state import LetterState
from listbot.model.receipts import Attempt, FoundReceipts, Standing
from listbot.outbound import Receipts
from listbot.outbound.receipts import KEPT_FOR
from listbot.store.outbox import outbox, reconcile_receipts
from listbot.store.outbox.outbox import Waiting
from listbot.store.outbox.receipts import mark_of
from listbot.store.outbox.reconcile_receipts import UNSURE, Met
from listbot.store.store import Store
from listbot.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class End:
    """How an attempt at a letter ended, until that is noted everywhere."""

    letter: Waiting
    """The letter before the attempt."""
    state: LetterState | None
    """Its new state; None: it stays in the state the attempt has given it."""
    at: datetime
    due: datetime | None = None
    note: str = ""
    later: tuple[str, ...] = ()
    """Recipients who still have to get it, if others have it."""
    tell: tuple[str, ...] = ()
    """Reports for the admin."""
    is_in_receipts: bool = False

    def attempt(self, state: LetterState) -> Attempt:
        """Return the attempt as it is written to the receipts."""
        later = tuple(map(mark_of, self.later))
        return Attempt(
            self.letter.parcel.message_id, self.letter.attempts + 1, state, self.at, later
        )


class Bookkeeper:
    """Notes how attempts at letters ended."""

    def __init__(
        self, store: Store, receipts: Receipts, tell: Callable[[Waiting, str], object]
    ) -> None:
        """`tell` gets reports for the admin about a letter's end, once that end is noted."""
        self._store = store
        self._receipts = receipts
        self._tell = tell
        self._has_met = False
        self._owed: deque[End] = deque()
        """Ends that are not noted everywhere yet."""
        self._doubtful: set[str] = set()
        """Message-IDs of letters that may have left, according to the receipts."""

    async def open(self, now: datetime, *, joins: bool = False) -> str:
        """Note what is owed before anything is sent; return why all letters are held as of
        this call, or "".

        `joins`: another daemon was seen at work, so receipts that are missing were never begun.
        Raises StoreUnavailable or ReceiptsUnavailable if something cannot be noted.
        """
        await self._pay()
        held = "" if self._has_met else await self._meet(now, joins=joins)
        await self._note_echoes()
        return held

    def meet_again(self) -> None:
        """Compare again before anything is sent: another daemon sent letters meanwhile."""
        self._has_met = False

    async def make_room(self) -> None:
        """Make sure an attempt and its end can be noted. Raises ReceiptsUnavailable."""
        await asyncio.to_thread(self._receipts.make_room)

    async def begin(self, end: End, state: LetterState) -> None:
        """Note that an attempt begins: from here on, the letter may have left."""
        await asyncio.to_thread(self._receipts.note, end.attempt(state))

    async def doubt(self, end: End, why: str) -> None:
        """Note that the letter may have left: it waits for its echo or its repetition."""
        self._doubtful.add(end.letter.parcel.message_id)
        await self.note(replace(end, state=None, note=why, is_in_receipts=True))

    async def note(self, end: End) -> None:
        """Note how an attempt ended. Raises StoreUnavailable or ReceiptsUnavailable; then
        `open` catches up.
        """
        self._owed.append(end)
        await self._pay()

    async def _pay(self) -> None:
        """Note how attempts ended, in the receipts and then in the outbox. What fails is
        kept for later.
        """
        while self._owed:
            end = self._owed[0]
            try:
                if end.state is not None and not end.is_in_receipts:
                    await asyncio.to_thread(self._receipts.note, end.attempt(end.state))
                    self._owed[0] = replace(end, is_in_receipts=True)
            finally:  # at least in the outbox, if the receipts fail
                await self._store.write(_end, end)
            for what in self._owed.popleft().tell:
                self._tell(end.letter, what)

    async def _meet(self, now: datetime, *, joins: bool) -> str:
        """Compare the outbox with the receipts, in both directions."""
        found = await asyncio.to_thread(self._receipts.load)
        met = await self._store.write(_meet, found, now, joins)
        if found.standing is not Standing.KEPT:
            await asyncio.to_thread(
                self._receipts.begin, (*found.attempts.values(), *met.lacking), now
            )
        for attempt in met.lacking if found.standing is Standing.KEPT else ():
            await asyncio.to_thread(self._receipts.note, attempt)
        self._doubtful = {
            each.message_id for each in found.attempts.values() if each.state in UNSURE
        }
        self._has_met = True
        return met.held

    async def _note_echoes(self) -> None:
        """Tell the receipts about doubtful letters whose echo has arrived since."""
        if self._doubtful:
            for attempt in await self._store.write(_sent_among, tuple(self._doubtful)):
                await asyncio.to_thread(self._receipts.note, attempt)
                self._doubtful.discard(attempt.message_id)


def _meet(tx: Transaction, found: FoundReceipts, now: datetime, joins: bool) -> Met:
    return reconcile_receipts.meet(tx.connection, found, now, now - KEPT_FOR, joins=joins)


def _sent_among(tx: Transaction, message_ids: tuple[str, ...]) -> list[Attempt]:
    return outbox.sent_among(tx.connection, message_ids)


def _end(tx: Transaction, end: End) -> None:
    """Note in the outbox how an attempt ended; doing so twice changes nothing.

    If it failed, a letter that its echo has marked as sent meanwhile stays so, and one that
    another daemon tries by now is that one's.
    """
    letter = end.letter
    if end.state != LetterState.SENT and not outbox.is_tried(
        tx.connection, letter.id, letter.attempts + 1
    ):
        return
    if end.later:  # some recipients have it: from now on the letter is for the others
        outbox.readdress(tx.connection, letter.id, end.later)
    values = {} if end.state is None else {"state": end.state, "due": end.due}
    sent = {"sent": end.at} if end.state == LetterState.SENT else {}
    outbox.change(tx.connection, letter.id, note=end.note, **values, **sent)
