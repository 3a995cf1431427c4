"""Watches one folder of a mailbox by IMAP: IDLE for speed, polling for certainty, a cursor
for memory.

A mail is flagged as seen, and the cursor moves past it, only after the receiver committed
it; if anything fails before that, the next look takes it again. Any fault of the server
ends the session, and after a growing wait a new one begins.

No mail is skipped for being too large: its first bytes are handed over, one more than
reading accepts, and reading sets it aside with that reason. A mail that the server does not
deliver is noted, reported to the admin and asked for again: at the next start, after five
minutes, ten, and so on up to once a day, or when an operator says so.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from listbot.errors import LoginRefused, TemporaryError
from listbot.inbound import Receiver, nonce
from listbot.inbound.addresses import AddressBook
from listbot.inbound.backoff import Backoff
from listbot.inbound.cursor import Condition, Cursor, Cursors, Withheld, wait_after
from listbot.inbound.glance import glance_message_id
from listbot.inbound.imap_fetching import Fetching, Given, Refusal
from listbot.inbound.imap_session import PATIENCE, Dial, ImapSession, Refused
from listbot.inbound.imap_wire import Selected
from listbot.logins.tokens import AccessTokens
from listbot.mail import Arrival
from listbot.model.alert import Alert, Cause

POLL = 180.0  # seconds; far below the 29 minutes after which a server may end an IDLE (RFC 2177)
# a server that restarts is back by then; a changed password is not fixed by then
TELL_AFTER = timedelta(minutes=5)
# mails per command; the library's parser recurses and fails at about 980 lines, two per mail
CHUNK = 100
# seconds between logins that the server refuses: many in a row lock an account
REFUSED_FIRST, REFUSED_LONGEST = 60.0, 3600.0
# a connection that lived this long may be followed by the next one at once
STEADY = timedelta(minutes=1)
TELL = 5  # withheld mails that an alert names

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Access:
    """The credentials and the folder of a mailbox."""

    dial: Dial
    user: str
    secret: str | AccessTokens = field(repr=False)
    """A password, or where its access tokens come from."""
    poll: float = POLL
    patience: float = PATIENCE


class ImapSource:
    """One folder of a mailbox as a Source."""

    def __init__(
        self,
        folder: str,
        access: Access,
        book: AddressBook,
        cursors: Cursors,
        clock: Callable[[], datetime],
        *,
        account: str = "",
        alert: Callable[[Alert], object] = log.error,
        backoff: Backoff | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.name = f"imap:{account}:{folder}" if account else f"imap:{folder}"
        self._folder = folder
        self._access = access
        self._book = book
        self._cursors = cursors
        self._clock = clock
        self._alert = alert
        self._backoff = backoff or Backoff()
        self._after_refusal = Backoff(REFUSED_FIRST, REFUSED_LONGEST)
        self._pause = pause
        self._complete: datetime | None = None
        self._connected: datetime | None = None
        self._fault = ""
        self._taken = 0
        self._fetching = Fetching()
        self._withheld: dict[int, Withheld] = {}
        self._untold: list[Withheld] = []
        self._has_started = False
        self._away: datetime | None = None
        self._is_told = False

    async def run(self, receive: Receiver) -> None:
        """Watch until cancelled, session after session. Server faults are logged, not raised."""
        while True:
            waits = self._backoff
            try:
                await self._watch(receive)
            except LoginRefused as fault:
                waits = self._after_refusal
                self._note(fault)
            except TemporaryError as fault:
                self._note(fault)
            except Exception as fault:
                log.exception("%s: unexpected", self.name)
                self._note(fault)
            await self._pause(waits.next())

    def read_until(self, now: datetime) -> datetime | None:
        """Return when the last look began that left nothing to take."""
        return min(now, self._complete) if self._complete else None

    def shift(self, by: timedelta) -> None:
        """Move the noted times: a look made by a clock that was ahead would be in the future."""
        self._complete = self._complete and self._complete + by
        self._connected = self._connected and self._connected + by
        self._away = self._away and self._away + by

    def status(self) -> str:
        """Return one line: the connection, the last complete look, how many mails were taken."""
        looked = f"{self._complete:%Y-%m-%d %H:%M} UTC" if self._complete else "never"
        return f"{self.name}: {self._state()}, read until {looked}, {self._taken} mails taken"

    def condition(self) -> Condition | None:
        """Return the mailbox's condition; None before the first attempt to connect has ended."""
        since = self._away if self._fault else self._connected
        return Condition(since, self._fault, self._complete) if since else None

    def _state(self) -> str:
        found = self.condition()
        if found is None:
            return "not connected yet"
        since = f"since {found.since:%Y-%m-%d %H:%M} UTC"
        return f"away {since} ({found.fault})" if found.fault else f"connected {since}"

    def _note(self, fault: Exception) -> None:
        """Note a fault. The outage began with the first fault after a complete look: a
        server that only accepts the login is still unreachable.
        """
        now = self._clock()
        if self._connected and not self._fault and now - self._connected >= STEADY:
            self._backoff.reset()
        self._away = self._away or now
        self._fault = str(fault) or type(fault).__name__
        log.warning("%s: %s", self.name, fault)
        if now - self._away >= TELL_AFTER and not self._is_told:
            self._is_told = True
            self._tell(
                f"{self._state()}; meanwhile no mail is read and no vote of its lists closes"
            )

    def _tell(self, what: str, cause: Cause = Cause.MAILBOX) -> None:
        self._alert(Alert(cause, f"{self.name}: {what}"))

    async def _watch(self, receive: Receiver) -> None:
        access = self._access
        session = ImapSession(access.dial, access.patience)
        try:
            selected = await session.open(access.user, access.secret, self._folder)
            self._connected, self._fault = self._clock(), ""
            self._after_refusal.reset()
            log.info("%s: connected as %s", self.name, access.user)
            cursor = await self._place(selected)
            while True:
                await self._ask_again(session, receive)
                cursor = await self._look(session, cursor, receive)
                await session.rest(access.poll)
                self._backoff.reset()
        finally:
            session.drop()

    async def _place(self, selected: Selected) -> Cursor:
        """Return where to continue: at the first mail, with an alert, after a renumbering."""
        cursor = await self._cursors.get(self.name)
        if cursor is None:
            return Cursor(selected.uidvalidity, 0)
        if cursor.uidvalidity != selected.uidvalidity:
            return await self._begin_again(
                selected, "UIDVALIDITY changed; everything in the folder is read again"
            )
        if selected.uidnext is not None and cursor.uid >= selected.uidnext:
            return await self._begin_again(
                selected, "the folder has gone back in time; everything in it is read again"
            )
        return cursor

    async def _begin_again(self, selected: Selected, why: str) -> Cursor:
        """Start at the first mail; the withheld ones are among them under new numbers."""
        self._tell(why)
        self._fetching.forget()
        await self._cursors.release(
            self.name, *(each.uid for each in await self._cursors.withheld(self.name))
        )
        return Cursor(selected.uidvalidity, 0)

    async def _look(self, session: ImapSession, cursor: Cursor, receive: Receiver) -> Cursor:
        """Take everything new until nothing is left: mail that comes meanwhile is not announced."""
        try:
            while True:
                started = self._clock()
                uids = await session.uids_after(cursor.uid)
                if not uids:
                    self._complete = started
                    self._away, self._is_told = None, False
                    return cursor
                for first in range(0, len(uids), CHUNK):
                    cursor = await self._take(session, uids[first : first + CHUNK], cursor, receive)
        finally:
            self._tell_withheld()

    async def _take(
        self, session: ImapSession, uids: tuple[int, ...], cursor: Cursor, receive: Receiver
    ) -> Cursor:
        """Fetch and hand over one chunk; withheld mails are noted before the cursor passes them."""
        async with aclosing(self._fetching.batches(session, uids, self._withheld)) as batches:
            async for batch in batches:
                await self._set_aside(cursor.uidvalidity, batch.refused)
                cursor = await self._hand_over(session, batch.given, cursor, receive)
        passed = Cursor(cursor.uidvalidity, uids[-1])
        if passed != cursor:
            await self._cursors.put(self.name, passed)
        return passed

    async def _hand_over(
        self, session: ImapSession, mails: Sequence[Given], cursor: Cursor, receive: Receiver
    ) -> Cursor:
        """Hand mails over in order. If one fails, those before it are settled; it and the
        rest come again.
        """
        done: list[int] = []
        try:
            for mail in mails:
                await self._deliver(mail, receive)
                done.append(mail.announced.uid)
        except Exception:
            await self._settle(session, done, cursor)
            raise
        return await self._settle(session, done, cursor)

    async def _set_aside(self, uidvalidity: int, refused: Sequence[Refusal]) -> None:
        """Note the mails the server does not deliver; they are reported together after the look."""
        if not refused:
            return
        now = self._clock()
        found = [
            Withheld(uidvalidity, each.uid, each.why, now, now + wait_after(1)) for each in refused
        ]
        await self._cursors.set_aside(self.name, *found)
        self._withheld.update((each.uid, each) for each in found)
        self._untold += found

    async def _ask_again(self, session: ImapSession, receive: Receiver) -> None:
        """Ask again for each withheld mail that is due; at a start, for all of them."""
        now = self._clock()
        found = await self._cursors.withheld(self.name)
        if not self._has_started:
            found = tuple(replace(each, due=now) for each in found)
            await self._cursors.set_aside(self.name, *found)
            self._has_started = True
        self._withheld = {each.uid: each for each in found}
        for each in found:
            if each.due <= now:
                await self._ask_for(session, each, receive)

    async def _ask_for(self, session: ImapSession, mail: Withheld, receive: Receiver) -> None:
        """Ask for one withheld mail. The request is noted first: it may end the connection."""
        asked = mail.asked + 1
        later = replace(mail, asked=asked, due=self._clock() + wait_after(asked))
        await self._cursors.set_aside(self.name, later)
        found = await self._fetching.one(session, mail.uid, anyway=True)
        if isinstance(found, Refusal):
            log.warning("%s: UID %d is still not delivered: %s", self.name, mail.uid, found.why)
            return
        if found is not None:
            await self._deliver(found, receive)
            await self._flag(session, [mail.uid])
        await self._cursors.release(self.name, mail.uid)
        del self._withheld[mail.uid]
        log.info("%s: UID %d is %s", self.name, mail.uid, "delivered now" if found else "gone")

    def _tell_withheld(self) -> None:
        """Write one alert about all mails of a look that the server does not deliver."""
        found, self._untold = self._untold, []
        if not found:
            return
        named = "; ".join(f"UID {each.uid}: {each.why}" for each in found[:TELL])
        rest = f"; and {len(found) - TELL} more" if len(found) > TELL else ""
        mails, them = ("1 mail", "it") if len(found) == 1 else (f"{len(found)} mails", "them")
        self._tell(
            f"the server lists {mails} that it does not deliver; the others are taken: "
            f"{named}{rest}. listbot keeps asking for {them}; see `listbot quarantine list`",
            Cause.WITHHELD,
        )

    async def _deliver(self, mail: Given, receive: Receiver) -> None:
        raw, uid = mail.raw, mail.announced.uid
        disposition = await receive(
            Arrival(
                raw,
                self._book.for_header(raw),
                self.name,
                mail.announced.arrived or self._clock(),
                envelope_to=self._book.recipient_of(raw),
                nonce=nonce(),
            )
        )
        self._taken += 1
        log.debug("%s: %s (UID %d): %s", self.name, glance_message_id(raw), uid, disposition)

    async def _settle(self, session: ImapSession, done: list[int], cursor: Cursor) -> Cursor:
        """Store the cursor first, because it is what counts; the flags are only for people."""
        if not done:
            return cursor
        passed = Cursor(cursor.uidvalidity, done[-1])
        await self._cursors.put(self.name, passed)
        await self._flag(session, done)
        return passed

    async def _flag(self, session: ImapSession, uids: list[int]) -> None:
        try:
            await session.flag_seen(uids)
        except Refused as fault:
            log.warning("%s: taken, but not flagged as seen: %s", self.name, fault)
