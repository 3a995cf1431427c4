"""The bookkeeper's sole purpose: what an attempt at a letter came to is noted, in the receipts and
then in the outbox.

What cannot be noted now is kept, and noted before anything else: `open` is called before each round
of letters, and raises StoreUnavailable or ReceiptsUnavailable while something is owed. At its first
call receipts and outbox tell each other what has left (`store/outbox/meeting.py`). Never sends,
never decides when to try again.
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
from listbot.store.outbox import meeting, outbox
from listbot.store.outbox.meeting import UNSURE, Met
from listbot.store.outbox.outbox import Waiting
from listbot.store.outbox.receipts import mark_of
from listbot.store.store import Store
from listbot.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class End:
    """How an attempt at a letter ended, until it is noted everywhere."""

    letter: Waiting
    """As it was before the attempt."""
    state: LetterState | None
    """Where it goes; None: it stays where the attempt has put it."""
    at: datetime
    due: datetime | None = None
    note: str = ""
    later: tuple[str, ...] = ()
    """Those who are still to get it, where others have it."""
    tell: tuple[str, ...] = ()
    """What the admin has to know of it."""
    is_in_receipts: bool = False

    def attempt(self, state: LetterState) -> Attempt:
        """The attempt as the receipts write it."""
        later = tuple(map(mark_of, self.later))
        return Attempt(
            self.letter.parcel.message_id, self.letter.attempts + 1, state, self.at, later
        )


class Bookkeeper:
    """Notes what became of letters."""

    def __init__(
        self, store: Store, receipts: Receipts, tell: Callable[[Waiting, str], object]
    ) -> None:
        """`tell` is called with what the admin has to know of a letter's end, once that
        is noted.
        """
        self._store = store
        self._receipts = receipts
        self._tell = tell
        self._has_met = False
        self._owed: deque[End] = deque()
        """What attempts came to and is not noted everywhere yet."""
        self._doubtful: set[str] = set()
        """Message-IDs of which the receipts say that they may have left."""

    async def open(self, now: datetime) -> str:
        """Note what is owed, before anything is sent; why every letter is held since this call, or
        "".
        """
        await self._pay()
        held = "" if self._has_met else await self._meet(now)
        await self._note_echoes()
        return held

    async def make_room(self) -> None:
        """See that an attempt and its end can be noted."""
        await asyncio.to_thread(self._receipts.make_room)

    async def begin(self, end: End, state: LetterState) -> None:
        """An attempt is about to be made: the letter may have left from here on."""
        await asyncio.to_thread(self._receipts.note, end.attempt(state))

    async def doubt(self, end: End, why: str) -> None:
        """It is not known whether the letter left: it stays as it is, until its echo or its
        repetition.
        """
        self._doubtful.add(end.letter.parcel.message_id)
        await self.note(replace(end, state=None, note=why, is_in_receipts=True))

    async def note(self, end: End) -> None:
        """Note how an attempt ended."""
        self._owed.append(end)
        await self._pay()

    async def _pay(self) -> None:
        """Note how attempts ended: in the receipts, then in the outbox. What cannot be noted now is
        kept.
        """
        while self._owed:
            end = self._owed[0]
            try:
                if end.state is not None and not end.is_in_receipts:
                    await asyncio.to_thread(self._receipts.note, end.attempt(end.state))
                    self._owed[0] = replace(end, is_in_receipts=True)
            finally:  # in the outbox at least, should the receipts fail
                await self._store.write(_end, end)
            for what in self._owed.popleft().tell:
                self._tell(end.letter, what)

    async def _meet(self, now: datetime) -> str:
        """The outbox and the receipts tell each other what has left."""
        found = await asyncio.to_thread(self._receipts.load)
        met = await self._store.write(_meet, found, now)
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
        """Doubts that an echo has ended since: the receipts learn of it, too."""
        if self._doubtful:
            for attempt in await self._store.write(_sent_among, tuple(self._doubtful)):
                await asyncio.to_thread(self._receipts.note, attempt)
                self._doubtful.discard(attempt.message_id)


def _meet(tx: Transaction, found: FoundReceipts, now: datetime) -> Met:
    return meeting.meet(tx.connection, found, now, now - KEPT_FOR)


def _sent_among(tx: Transaction, message_ids: tuple[str, ...]) -> list[Attempt]:
    return outbox.sent_among(tx.connection, message_ids)


def _end(tx: Transaction, end: End) -> None:
    """Note in the outbox how an attempt ended; to do so twice changes nothing.

    What is not sent moves no letter that its echo has ended meanwhile.
    """
    letter = end.letter
    if end.state != LetterState.SENT and not outbox.is_in(tx.connection, letter.id, UNSURE):
        return
    if end.later:  # some took it, some will later: from now on it is a letter to those
        outbox.readdress(tx.connection, letter.id, end.later)
    values = {} if end.state is None else {"state": end.state, "due": end.due}
    sent = {"sent": end.at} if end.state == LetterState.SENT else {}
    outbox.change(tx.connection, letter.id, note=end.note, **values, **sent)
