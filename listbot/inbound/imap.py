"""Watches one folder of a mailbox by IMAP: IDLE for speed, a poll for certainty, a cursor for memory.

A mail is flagged as seen, and the cursor moved past it, only after the receiver committed it; whatever fails before
leaves it to the next look. Any fault of the server ends the session, and after a wait that grows a new one begins.
Nothing is passed over for being too large: its first bytes are handed over, one more than reading accepts, and
reading puts it aside with that reason.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from listbot.errors import SourceUnavailable, TemporaryError
from listbot.inbound import Receiver, nonce
from listbot.inbound.addresses import AddressBook
from listbot.inbound.archive import LARGEST
from listbot.inbound.backoff import Backoff
from listbot.inbound.cursor import Cursor, Cursors
from listbot.inbound.glance import glance_message_id
from listbot.inbound.imap_session import PATIENCE, Dial, ImapSession, Refused
from listbot.inbound.imap_wire import Announced, Selected
from listbot.mail import Arrival

POLL = 180.0  # seconds; far below the 29 minutes after which a server may drop an IDLE (RFC 2177)
CHUNK = 100  # mails a command; the library's parser recurses and gives up at about 980 lines, two a mail
CHUNK_BYTES = 16 * 1024 * 1024  # held in memory at once, apart from one mail

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Access:
    """How to get at a mailbox."""

    dial: Dial
    user: str
    password: str
    poll: float = POLL
    patience: float = PATIENCE


class ImapSource:
    """One folder as a way in."""

    def __init__(
        self,
        folder: str,
        access: Access,
        book: AddressBook,
        cursors: Cursors,
        clock: Callable[[], datetime],
        *,
        alert: Callable[[str], object] = log.error,
        backoff: Backoff | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.name = f"imap:{folder}"
        self._folder = folder
        self._access = access
        self._book = book
        self._cursors = cursors
        self._clock = clock
        self._alert = alert
        self._backoff = backoff or Backoff()
        self._pause = pause
        self._complete: datetime | None = None
        self._state = "not connected yet"
        self._taken = 0

    async def run(self, receive: Receiver) -> None:
        """Watch until cancelled, one session after the other."""
        while True:
            try:
                await self._watch(receive)
            except TemporaryError as fault:
                self._note(fault)
            except Exception as fault:
                log.exception("%s: unexpected", self.name)
                self._note(fault)
            await self._pause(self._backoff.next())

    def read_until(self, now: datetime) -> datetime | None:
        """The start of the last look that found nothing left to take."""
        return min(now, self._complete) if self._complete else None

    def status(self) -> str:
        """One line: the connection, the last complete look, how much was taken."""
        looked = f"{self._complete:%Y-%m-%d %H:%M} UTC" if self._complete else "never"
        return f"{self.name}: {self._state}, read until {looked}, {self._taken} mails taken"

    def _note(self, fault: Exception) -> None:
        self._state = f"away since {self._clock():%Y-%m-%d %H:%M} UTC ({fault})"
        log.warning("%s: %s", self.name, fault)

    async def _watch(self, receive: Receiver) -> None:
        access = self._access
        session = ImapSession(access.dial, access.patience)
        try:
            selected = await session.open(access.user, access.password, self._folder)
            self._state = f"connected since {self._clock():%Y-%m-%d %H:%M} UTC"
            log.info("%s: connected as %s", self.name, access.user)
            cursor = await self._place(selected)
            while True:
                cursor = await self._look(session, cursor, receive)
                await session.rest(access.poll)
        finally:
            session.drop()

    async def _place(self, selected: Selected) -> Cursor:
        """Where to read on; from the first mail where the folder was numbered anew, which is told."""
        cursor = await self._cursors.get(self.name)
        if cursor is None:
            return Cursor(selected.uidvalidity, 0)
        if cursor.uidvalidity != selected.uidvalidity:
            self._alert(f"{self.name}: UIDVALIDITY changed; everything in the folder is read again")
            return Cursor(selected.uidvalidity, 0)
        if selected.uidnext is not None and cursor.uid >= selected.uidnext:
            self._alert(f"{self.name}: the folder has gone back in time; everything in it is read again")
            return Cursor(selected.uidvalidity, 0)
        return cursor

    async def _look(self, session: ImapSession, cursor: Cursor, receive: Receiver) -> Cursor:
        """Take everything new, and look again until there is nothing: what came meanwhile is announced to nobody."""
        while True:
            started = self._clock()
            uids = await session.uids_after(cursor.uid)
            if not uids:
                self._complete = started
                self._backoff.reset()
                return cursor
            for first in range(0, len(uids), CHUNK):
                cursor = await self._take(session, uids[first : first + CHUNK], cursor, receive)

    async def _take(
        self, session: ImapSession, uids: tuple[int, ...], cursor: Cursor, receive: Receiver
    ) -> Cursor:
        """Fetch and hand over one chunk, in portions that fit the memory."""
        announced = await session.announced(uids)
        await _be_sure_gone(session, set(uids) - announced.keys())
        for portion in _portions(announced[uid] for uid in uids if uid in announced):
            bodies = await session.bodies([one.uid for one in portion], LARGEST + 1)
            await _be_sure_gone(session, {one.uid for one in portion} - bodies.keys())
            mails = [(one, bodies[one.uid]) for one in portion if one.uid in bodies]
            cursor = await self._hand_over(session, mails, cursor, receive)
        passed = Cursor(cursor.uidvalidity, uids[-1])
        if passed != cursor:
            await self._cursors.put(self.name, passed)
        return passed

    async def _hand_over(
        self, session: ImapSession, mails: list[tuple[Announced, bytes]], cursor: Cursor, receive: Receiver
    ) -> Cursor:
        """Hand mails over in order; those before a failing one are settled, it and the rest come again."""
        done: list[int] = []
        try:
            for one, raw in mails:
                await self._deliver(one, raw, receive)
                done.append(one.uid)
        except Exception:
            await self._settle(session, done, cursor)
            raise
        return await self._settle(session, done, cursor)

    async def _deliver(self, one: Announced, raw: bytes, receive: Receiver) -> None:
        arrived = one.arrived or self._clock()
        disposition = await receive(
            Arrival(
                raw,
                self._book.for_header(raw),
                self.name,
                arrived,
                envelope_to=self._book.recipient_of(raw),
                nonce=nonce(),
            )
        )
        self._taken += 1
        log.debug("%s: %s (UID %d): %s", self.name, glance_message_id(raw), one.uid, disposition)

    async def _settle(self, session: ImapSession, done: list[int], cursor: Cursor) -> Cursor:
        """The cursor first, because it is what counts; the flags are for people."""
        if not done:
            return cursor
        passed = Cursor(cursor.uidvalidity, done[-1])
        await self._cursors.put(self.name, passed)
        try:
            await session.flag_seen(done)
        except Refused as fault:
            log.warning("%s: taken, but not flagged as seen: %s", self.name, fault)
        return passed


async def _be_sure_gone(session: ImapSession, missing: set[int]) -> None:
    """A mail that SEARCH showed and FETCH did not give was deleted meanwhile, or else it must not be passed over."""
    still_there = set(await session.uids_of(",".join(map(str, sorted(missing))))) if missing else set()
    if still_there & missing:
        raise SourceUnavailable(f"the server shows UID {min(still_there)} and does not give it")


def _portions(mails: Iterable[Announced]) -> Iterator[list[Announced]]:
    """Mails in runs of at most CHUNK_BYTES, or one."""
    portion: list[Announced] = []
    weight = 0
    for mail in mails:
        size = min(mail.size, LARGEST + 1)
        if portion and weight + size > CHUNK_BYTES:
            yield portion
            portion, weight = [], 0
        portion.append(mail)
        weight += size
    if portion:
        yield portion
