"""What is said to a mail host, command by command: the handler and the protocols that aiosmtpd drives.

It answers for the receiver: 250 after the commit, 4xx for anything that failed, 550 for an address that is
not watched. No exception gets out, and none closes a connection that could go on.
"""

import asyncio
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import AnyStr

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from listbot.errors import StoreUnavailable, TemporaryError
from listbot.inbound import Receiver, nonce
from listbot.inbound.addresses import AddressBook, normalise
from listbot.inbound.glance import glance_message_id
from listbot.mail import Arrival, ListContext
from listbot.mail.limits import MAX_SIZE

LINE = 1024 * 1024  # bytes; no mailer writes longer lines, and one that reads them holds twice that in memory
MAX_RECIPIENTS = 100  # what RFC 5321, section 4.5.3.1.8 asks for at least

# RFC 5321, section 4.1.2: a Dot-string and a domain name, each within its limit of section 4.5.3.1.
_PLAIN_PATH = re.compile(r"<([\w!#$%&'*+/=?^`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,255})>(?= |$)", re.ASCII)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a listener takes."""

    size: int = MAX_SIZE
    """Bytes of one mail, announced as SIZE: whatever is taken can be read."""
    connections: int = 50
    silence: float = 300.0
    """Seconds without a command before a connection is closed (RFC 5321, section 4.5.3.2.7)."""


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
        self.connections: set[asyncio.BaseTransport] = set()
        self.taken = 0
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
        """Take the watched addresses, refuse the rest."""
        if self._book.for_recipient(address) is None:
            return f"550 5.1.1 <{_printable(address)}>: not an address that listbot watches"
        if len(envelope.rcpt_tos) >= MAX_RECIPIENTS:
            return "452 4.5.3 Too many recipients, send the rest in another transaction"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802  the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Hand the mail over once for each address it came for; LMTP gets a reply a recipient, SMTP one."""
        self._in_hand += 1
        self._idle.clear()
        try:
            replies = await self._hand_over(envelope)
        finally:
            self._in_hand -= 1
            if not self._in_hand:
                self._idle.set()
        if self._one_reply_each:
            return "\r\n".join(replies)
        return next((reply for reply in replies if not reply.startswith("250")), replies[0])

    async def handle_exception(self, error: Exception) -> str:
        """Answer a fault of the dialogue itself: tried again by the mail host, and in our log."""
        log.error("%s: fault in the dialogue", self._name, exc_info=error)
        return "451 4.3.0 Local error, try again later"

    async def finish(self, within: float) -> None:
        """Wait for the mails in hand, then close every connection."""
        try:
            await asyncio.wait_for(self._idle.wait(), within)
            await asyncio.sleep(0)  # The connection writes its reply in the step after the handler's.
        except TimeoutError:
            log.warning("%s: %d mails left unanswered, they will be sent again", self._name, self._in_hand)
        for transport in tuple(self.connections):
            transport.close()

    async def _hand_over(self, envelope: Envelope) -> list[str]:
        contexts = [self._book.for_recipient(address) for address in envelope.rcpt_tos]
        arrived = self._clock()
        replies: dict[ListContext, str] = {}
        for context in contexts:
            assert context is not None, "handle_RCPT refuses what is not watched"
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
        """The recipient that named this watched address; of several the first with an extension, which says more."""
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
    """One SMTP connection, counted among its listener's."""

    line_length_limit = LINE
    event_handler: Dialogue

    def _getaddr(self, arg: str) -> tuple[str | None, str | None]:
        """A plain <local@domain> is taken apart here; the library's parser costs a third of a mail."""
        plain = _PLAIN_PATH.match(arg)
        return (plain[1], arg[plain.end() :]) if plain else super()._getaddr(arg)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count it."""
        self.event_handler.connections.add(transport)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Count it no more."""
        if self.transport is not None:
            self.event_handler.connections.discard(self.transport)
        super().connection_lost(error)


class LmtpServer(SmtpServer, LMTP):
    """One LMTP connection; after the final dot each accepted recipient gets a reply of its own.

    The library answers once for all when it refuses a mail itself (too long, a line too long), and the mail
    host would wait for the other replies until it gives up.
    """

    _replies_owed = 0

    async def push(self, status: AnyStr) -> None:
        """Send a reply, as often as RFC 2033, section 4.2 wants it."""
        text = status if isinstance(status, str) else status.decode("utf-8")
        if text.startswith("354"):
            assert self.envelope is not None
            self._replies_owed = len(self.envelope.rcpt_tos)
        elif self._replies_owed:
            if "\r\n" not in text:
                text = "\r\n".join([text] * self._replies_owed)
            self._replies_owed = 0
        await super().push(text)


class TooMany(asyncio.Protocol):
    """Turns a connection away: there are as many as the listener takes."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Say so and close; the mail host tries again."""
        assert isinstance(transport, asyncio.Transport)
        transport.write(b"421 4.3.2 Too many connections, try again later\r\n")
        transport.close()


def _printable(address: str) -> str:
    """An address fit for a reply, a log and a database: without undecodable bytes and controls."""
    return "".join(
        sign if sign.isprintable() else sign.encode("ascii", "backslashreplace").decode("ascii")
        for sign in address
    )
