"""Listens for mail from the mail host by LMTP (RFC 2033) or SMTP.

A recipient gets its 250 only after the receiver returned, that is after the commit; if
anything fails before that, the answer is a 4xx and the mail host tries again. It speaks no
TLS and asks for no login: it belongs behind a mail host on loopback, never on the open net.
If it cannot listen on its port, it raises SourceUnavailable.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from listbot.connections import BACKLOG, Door, Places
from listbot.errors import SourceUnavailable
from listbot.inbound import Receiver
from listbot.inbound.addresses import AddressBook
from listbot.inbound.dialogue import DEFAULT_LIMITS, Dialogue, Limits, LmtpServer, SmtpServer

TOO_MANY = b"421 4.3.2 Too many connections, try again later\r\n"
FINISH_WITHIN = (
    10.0  # seconds a stop waits for the mails in hand; the mail host sends the others again
)

log = logging.getLogger(__name__)


class Speaks(StrEnum):
    """The protocol the mail host uses."""

    LMTP = "lmtp"
    SMTP = "smtp"


@dataclass(frozen=True, slots=True)
class LastHeard:
    """How long the previous run was listening."""

    until: datetime | None = None
    """The last time the previous run was known to listen; None if there was none."""
    retry_time: timedelta = timedelta(seconds=4000)
    """Within this time the mail host retries its deliveries (Postfix: maximal_backoff_time)."""


NEVER_HEARD = LastHeard()


class Listener:
    """A Source that the mail host connects to."""

    def __init__(
        self,
        speaks: Speaks,
        host: str,
        port: int,
        book: AddressBook,
        clock: Callable[[], datetime],
        *,
        heard: LastHeard = NEVER_HEARD,
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self.name = speaks.value
        self.host = host
        self.port = port
        """0 asks the system for a free port; the actual one is here once `ready` is set."""
        self.ready = asyncio.Event()
        self._speaks = speaks
        self._book = book
        self._clock = clock
        self._heard = heard
        self._limits = limits
        self._since: datetime | None = None
        self._stopped: datetime | None = None
        self._dialogue: Dialogue | None = None

    async def run(self, receive: Receiver) -> None:
        """Listen until cancelled; then finish the mails in hand and close. Raises
        SourceUnavailable if it cannot listen.
        """
        one_reply_each = self._speaks is Speaks.LMTP
        dialogue = Dialogue(
            self.name, self._book, self._clock, receive, one_reply_each=one_reply_each
        )
        places = Places(self.name, self._limits.room, TOO_MANY)
        server = await self._bind(dialogue, places)
        self.port = server.sockets[0].getsockname()[1]
        self._dialogue, self._since = dialogue, self._clock()
        log.info("%s: listening on %s port %d", self.name, self.host, self.port)
        self.ready.set()
        try:
            await asyncio.Event().wait()
        finally:
            self._stopped = self._clock()
            self.ready.clear()
            server.close()
            await dialogue.finish(FINISH_WITHIN)
            places.close()

    async def _bind(self, dialogue: Dialogue, places: Places) -> asyncio.Server:
        loop = asyncio.get_running_loop()
        kind = LmtpServer if self._speaks is Speaks.LMTP else SmtpServer
        try:
            return await loop.create_server(
                lambda: Door(places, lambda door: kind(dialogue, self._limits, door)),
                self.host,
                self.port,
                backlog=BACKLOG,
            )
        except OSError as fault:
            place = f"{self.host} port {self.port}"
            raise SourceUnavailable(
                f"{self.name}: cannot listen on {place}: {fault.strerror}"
            ) from fault

    def read_until(self, now: datetime) -> datetime | None:
        """Return `now` while listening, but soon after a start only the time until which
        the previous run listened.

        The mail host delivers what it kept meanwhile within its retry time.
        """
        if self._stopped is not None:
            return min(now, self._stopped)
        if self._since is None:
            return self._heard.until
        if self._heard.until is None or now - self._since >= self._heard.retry_time:
            return now
        return min(now, self._heard.until)

    def shift(self, by: timedelta) -> None:
        """Move the noted times with the clock."""
        self._since = self._since and self._since + by
        self._stopped = self._stopped and self._stopped + by

    def was_away(self, since: datetime, now: datetime) -> None:
        """Note that the machine slept or the daemon hung: as after a start, the host will retry."""
        if self._since is not None:
            self._since, self._heard = now, replace(self._heard, until=since)

    def status(self) -> str:
        """Return one line: where it listens, since when, and how many mails it took."""
        if self._dialogue is None or self._since is None:
            return f"{self.name}: not listening"
        if self._stopped is not None:
            return f"{self.name}: stopped at {self._stopped:%Y-%m-%d %H:%M} UTC"
        place = f"{self.host} port {self.port} since {self._since:%Y-%m-%d %H:%M} UTC"
        return f"{self.name}: listening on {place}, {self._dialogue.taken} mails taken"
