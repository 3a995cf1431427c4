"""The conversation with a mail host: the handler and the protocols that aiosmtpd drives.

The replies follow the receiver: 250 after the commit, 4xx for anything that failed, 550 for
an address that is not watched. No exception escapes, and none closes a connection that
could continue.
"""

import asyncio
import logging
import re
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import AnyStr

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from listbot.connections import Door, Room
from listbot.errors import StoreUnavailable, TemporaryError
from listbot.inbound import Receiver, nonce
from listbot.inbound.addresses import AddressBook, normalise
from listbot.inbound.glance import glance_message_id
from listbot.mail import Arrival, ListContext
from listbot.mail.wire.limits import MAX_SIZE

# bytes; no mailer writes longer lines, and reading one takes twice that much memory
LINE = 1024 * 1024
# bytes of all mails that are coming in at the same time; beyond it the host has to try again
MOST_HELD = 256 * 1024 * 1024
MAX_RECIPIENTS = 100  # the minimum of RFC 5321, section 4.5.3.1.8

# RFC 5321, section 4.1.2: a Dot-string and a domain name, each within its limit of section 4.5.3.1.
_PLAIN_PATH = re.compile(r"<([\w!#$%&'*+/=?^`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,255})>(?= |$)", re.ASCII)

# How often a command may be used on one connection; those of a mail, as often as there are mails.
_CALLS = {"*": 100} | dict.fromkeys(("MAIL", "RCPT", "DATA", "RSET"), sys.maxsize)
_END = b"\r\n.\r\n"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a listener."""

    size: int = MAX_SIZE
    """Bytes of one mail, announced as SIZE: whatever is accepted can be read."""
    connections: int = 100
    a_source: int = 50
    """Connections from one address. Postfix opens 20 by default."""
    silence: float = 300.0
    """Seconds without a command before a connection is closed (RFC 5321, section 4.5.3.2.7)."""
    life: float = 600.0
    """Seconds without a mail before a connection is closed, whatever it sends."""

    @property
    def room(self) -> Room:
        """Return these limits for the listener's door, which cuts off clients that keep sending."""
        return Room(self.connections, self.a_source, self.life, most=2 * self.size + LINE)


DEFAULT_LIMITS = Limits()


class Dialogue:
    """The handler shared by all connections of one listener."""

    def __init__(
        self,
        name: str,
        book: AddressBook,
        clock: Callable[[], datetime],
        receive: Receiver,
        *,
        one_reply_each: bool,
    ) -> None:
        self.taken = 0
        self.held = 0
        """Bytes of the mails that are coming in."""
        self._name = name
        self._book = book
        self._clock = clock
        self._receive = receive
        self._one_reply_each = one_reply_each
        self._in_hand = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def handle_RCPT(  # noqa: N802  the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept the watched addresses, refuse the rest."""
        if self._book.for_recipient(address) is None:
            return f"550 5.1.1 <{_printable(address)}>: not an address that listbot watches"
        if len(envelope.rcpt_tos) >= MAX_RECIPIENTS:
            return "452 4.5.3 Too many recipients, send the rest in another transaction"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802  the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Hand the mail over once for each address it came for. LMTP gets one reply per
        recipient, SMTP one.
        """
        assert isinstance(server, SmtpServer)
        server.door.is_in_hand = True
        self._in_hand += 1
        self._idle.clear()
        try:
            replies = await self._hand_over(envelope)
        finally:
            server.door.is_in_hand = False
            server.door.finished()
            self._in_hand -= 1
            if not self._in_hand:
                self._idle.set()
        if self._one_reply_each:
            return "\r\n".join(replies)
        return next((reply for reply in replies if not reply.startswith("250")), replies[0])

    async def handle_exception(self, error: Exception) -> str:
        """Answer a fault of the dialogue itself: we log it, and the mail host tries again."""
        log.error("%s: fault in the dialogue", self._name, exc_info=error)
        return "451 4.3.0 Local error, try again later"

    async def finish(self, within: float) -> None:
        """Wait at most `within` seconds for the mails in hand."""
        try:
            await asyncio.wait_for(self._idle.wait(), within)
            # The connection writes its reply in the step after the handler's.
            await asyncio.sleep(0)
        except TimeoutError:
            log.warning(
                "%s: mails left without an answer: %d; they will be sent again",
                self._name,
                self._in_hand,
            )

    async def _hand_over(self, envelope: Envelope) -> list[str]:
        contexts = [self._book.for_recipient(address) for address in envelope.rcpt_tos]
        arrived = self._clock()
        replies: dict[ListContext, str] = {}
        for context in contexts:
            assert context is not None, "handle_RCPT refuses addresses that are not watched"
            if context not in replies:
                replies[context] = await self._store(self._arrival(envelope, context, arrived))
        return [replies[context] for context in contexts if context]

    def _arrival(self, envelope: Envelope, context: ListContext, arrived: datetime) -> Arrival:
        assert isinstance(envelope.content, bytes), "decode_data is off"
        sender = envelope.mail_from or ""
        sender = "" if sender == "<>" else _printable(sender)
        return Arrival(
            envelope.content,
            context,
            self._name,
            arrived,
            envelope_from=sender,
            envelope_to=self._recipient(envelope, context),
            nonce=nonce(),
        )

    def _recipient(self, envelope: Envelope, context: ListContext) -> str:
        """Return the recipient that named this address; of several, the first with an extension."""
        named = [one for one in envelope.rcpt_tos if self._book.for_recipient(one) is context]
        extended = (one for one in named if normalise(one) != context.address)
        return _printable(next(extended, named[0]))

    async def _store(self, arrival: Arrival) -> str:
        what = f"{self._name}: {glance_message_id(arrival.raw)} for {arrival.list.address}"
        try:
            disposition = await self._receive(arrival)
        except StoreUnavailable as fault:
            log.warning("%s: not stored: %s", what, fault)
            return "452 4.3.1 The mail could not be stored, try again later"
        except TemporaryError as fault:
            log.warning("%s: not taken: %s", what, fault)
            return "451 4.3.0 The mail could not be taken, try again later"
        except Exception:
            log.exception("%s: not taken", what)
            return "451 4.3.0 Local error, try again later"
        self.taken += 1
        log.debug("%s: %s", what, disposition)
        return "250 2.0.0 Stored"


class SmtpServer(SMTP):
    """One SMTP connection behind its door."""

    line_length_limit = LINE
    event_handler: Dialogue
    door: Door

    def __init__(self, dialogue: Dialogue, limits: Limits, door: Door) -> None:
        super().__init__(
            dialogue,
            data_size_limit=limits.size,
            enable_SMTPUTF8=True,
            # given, because the library would ask the DNS for each connection
            hostname=socket.gethostname(),
            ident="listbot",
            timeout=limits.silence,
            command_call_limit=_CALLS,
            loop=asyncio.get_running_loop(),
        )
        self.door = door

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """Parse a plain <local@domain>: the library takes a third of a mail's time for it."""
        plain = _PLAIN_PATH.match(arg)
        return (plain[1], arg[plain.end() :]) if plain else super()._getaddr(arg)

    async def push(self, status: AnyStr) -> None:
        """Send a reply and let other connections take their turn: many commands may be waiting."""
        await super().push(status)
        await asyncio.sleep(0)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  the name aiosmtpd calls
        """Take a mail in pieces: by line, the library needs minutes for a mail of empty lines."""
        if await self.check_helo_needed():
            return
        assert self.session is not None
        assert self.envelope is not None
        if not self.envelope.rcpt_tos or arg:
            await self.push("501 Syntax: DATA" if arg else "503 Error: need RCPT command")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        content = await self._content()
        if isinstance(content, bytes):
            self.envelope.content = self.envelope.original_content = content
            answer = await self.event_handler.handle_DATA(self, self.session, self.envelope)
        else:
            answer = content
        self._set_post_data_state()  # type: ignore[no-untyped-call]  # the library's, which has no types here
        await self.push(answer)

    async def _content(self) -> bytes | str:
        """Return the mail, or the reply that refuses it.

        A refused mail is read to its end (RFC 5321, section 4.2.5).
        """
        # The first line may already be the end, which needs the line end before it. There
        # is no public way to put one there.
        self._reader._buffer[:0] = b"\r\n"  # type: ignore[attr-defined]
        pieces: list[bytes] = []
        size, refusal, dialogue = -len(_END), "", self.event_handler
        try:
            while not (pieces and pieces[-1].endswith(_END)):
                piece = await self._piece()
                size += len(piece)
                dialogue.held += len(piece)
                pieces.append(piece)
                if size > (self.data_size_limit or size):
                    refusal = "552 Error: Too much mail data"
                elif dialogue.held > MOST_HELD:
                    refusal = refusal or "452 4.3.1 Too many mails at once, try again later"
                if refusal:
                    dialogue.held -= sum(map(len, pieces[:-1]))
                    pieces = pieces[-1:]
        finally:
            dialogue.held -= sum(map(len, pieces))
        return refusal or _unstuffed(b"".join(pieces))

    async def _piece(self) -> bytes:
        """Read the mail up to its end, or a part of it. The end mark is never cut in two."""
        try:
            return await self._reader.readuntil(_END)
        except asyncio.LimitOverrunError as over:
            return await self._reader.read(over.consumed)


def _unstuffed(data: bytes) -> bytes | str:
    """Return the mail without dot-stuffing, or a refusal. `data` runs from the line end
    before the mail to the last dot (RFC 5321, section 4.5.2).
    """
    at = 0
    while at < len(data):
        end = data.rfind(b"\r\n", at, at + LINE + 2)
        if end < 0:
            return "500 Line too long (see RFC5321 4.5.3.1.6)"
        at = end + 2
    return data[: -len(b".\r\n")].replace(b"\r\n.", b"\r\n")[2:]


class LmtpServer(SmtpServer, LMTP):
    """One LMTP connection; after the final dot each accepted recipient gets its own reply.

    When the library itself refuses a mail (too large, a line too long) it answers once for
    all, and the mail host would wait for the other replies until it gives up.
    """

    _replies_owed = 0

    async def push(self, status: AnyStr) -> None:
        """Send a reply as often as RFC 2033, section 4.2 demands."""
        text = status if isinstance(status, str) else status.decode("utf-8")
        if text.startswith("354"):
            assert self.envelope is not None
            self._replies_owed = len(self.envelope.rcpt_tos)
        elif self._replies_owed:
            if "\r\n" not in text:
                text = "\r\n".join([text] * self._replies_owed)
            self._replies_owed = 0
        await super().push(text)


def _printable(address: str) -> str:
    """Return an address fit for replies, logs and databases: no undecodable bytes, no controls."""
    return "".join(
        sign if sign.isprintable() else sign.encode("ascii", "backslashreplace").decode("ascii")
        for sign in address
    )
