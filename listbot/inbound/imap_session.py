"""One IMAP connection with one folder selected: the few commands a source needs, each guarded.

aioimaplib waits for ever when a connection dies, so every call here ends: with its answer,
with the loss of the connection, or with the end of our patience. Then it raises
SourceUnavailable, and the session can only be dropped. A NO or BAD raises Refused; after
that the session continues. No error repeats the password, whatever the server says.
"""

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

from aioimaplib import IMAP4, IMAP4_SSL, Abort, Response

from listbot.config import ImapConfig
from listbot.errors import LoginRefused, SourceUnavailable
from listbot.inbound import imap_login
from listbot.inbound.imap_framing import MOST_LINES, MOST_LINES_FETCHED, guard
from listbot.inbound.imap_wire import (
    ListedMail,
    Selected,
    folder_name,
    quoted,
    read_announced,
    read_bodies,
    read_selected,
    read_uids,
    uid_set,
)
from listbot.logins.mending import with_advice
from listbot.logins.tokens import AccessTokens
from listbot.redaction import Redaction, redaction

log = logging.getLogger(__name__)

PATIENCE = 60.0  # seconds for one answer; a chunk of bodies takes a while on a slow line

Dial = Callable[[], IMAP4]
"""Starts a connection; called inside the loop."""


class Refused(SourceUnavailable):
    """The server answered NO or BAD."""


def dial_tls(config: ImapConfig, patience: float = PATIENCE) -> Dial:
    """Return a Dial for TLS that checks the certificate against the host's name."""

    def dial() -> IMAP4:
        context = ssl.create_default_context(cafile=config.ca_file)
        return IMAP4_SSL(config.host, config.port, timeout=patience, ssl_context=context)

    return dial


def _refused(fault: Refused, *, has_token: bool, status: str = "") -> SourceUnavailable:
    """Return a refused login with advice: a fault of the moment, or one that waits for somebody."""
    said = f"{fault} (status {status})" if status else str(fault)
    told = with_advice(said, has_token=has_token)
    return SourceUnavailable(told) if imap_login.is_passing(said) else LoginRefused(told)


class ImapSession:
    """A connection; `open` it first, `drop` it last."""

    def __init__(self, dial: Dial, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._redact: Redaction = redaction()
        self._idles = True
        self._lost: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        try:
            self._client = dial()
        except OSError as fault:
            raise SourceUnavailable(f"no connection: {fault}") from fault
        self._client.protocol.conn_lost_cb = self._note_loss
        self._framing = guard(self._client.protocol, self._note_excess)

    async def open(self, user: str, secret: str | AccessTokens, folder: str) -> Selected:
        """Connect, log in and select the folder. Raises SourceUnavailable; LoginRefused if the
        server does not let us in, and TokenUnavailable.
        """
        await self._answer("no connection", self._client.wait_hello_from_server())
        if isinstance(secret, str):
            await self._enter(user, secret)
        else:
            await self._enter_by_token(user, secret)
        try:
            response = await self._ask(f"folder {folder}", self._client.select(folder_name(folder)))
        except Refused as fault:
            raise SourceUnavailable(with_advice(str(fault))) from fault
        selected = read_selected(response.lines)
        if selected is None:
            raise SourceUnavailable(f"folder {folder}: the server sends no UIDVALIDITY")
        return selected

    async def _enter(self, user: str, password: str) -> None:
        self._redact = redaction((user, password))
        if self._client.has_capability("LOGINDISABLED"):
            raise LoginRefused(with_advice("login: the server says LOGINDISABLED"))
        try:
            await self._ask("login", self._client.login(quoted(user), password))
        except Refused as fault:
            raise _refused(fault, has_token=False) from fault

    async def _enter_by_token(self, user: str, tokens: AccessTokens) -> None:
        """Log in with a token; if it is refused, with a new one, should there be another."""
        if not self._client.has_capability(imap_login.NEEDED):
            raise LoginRefused("login: the server takes no access tokens (it lacks XOAUTH2)")
        token = await tokens.get()
        try:
            await self._show(user, token)
        except LoginRefused:
            other = await tokens.get(other_than=token)
            if other == token:
                raise
            await self._show(user, other)

    async def _show(self, user: str, token: str) -> None:
        self._redact = redaction((user, token))
        response, status = await self._answer(
            "login", imap_login.by_token(self._client, user, token)
        )
        try:
            self._check("login", response)
        except Refused as fault:
            raise _refused(fault, has_token=True, status=status) from fault

    async def uids_after(self, uid: int) -> tuple[int, ...]:
        """Return the UIDs after `uid`. NOOP first: it makes a server show new mail to SEARCH."""
        await self._ask("NOOP", self._client.noop())
        return tuple(found for found in await self.uids_of(f"{uid + 1}:*") if found > uid)

    async def uids_of(self, wanted: str) -> tuple[int, ...]:
        """Return those of a UID set that exist. "n:*" always includes the last mail."""
        response = await self._ask("SEARCH", self._client.uid_search(f"UID {wanted}", charset=None))
        return read_uids(response.lines)

    async def announced(self, uids: Sequence[int]) -> dict[int, ListedMail]:
        """Return size and INTERNALDATE of each, before any body is fetched."""
        wanted = "(UID RFC822.SIZE INTERNALDATE)"
        response = await self._ask("FETCH", self._client.uid("FETCH", uid_set(uids), wanted))
        return read_announced(response.lines)

    async def bodies(self, uids: Sequence[int], most: int) -> dict[int, bytes]:
        """Return the raw bytes of each, at most `most`, leaving the flags alone."""
        wanted = f"(UID BODY.PEEK[]<0.{most}>)"
        response = await self._ask("FETCH", self._client.uid("FETCH", uid_set(uids), wanted))
        return read_bodies(response.lines)

    async def flag_seen(self, uids: Iterable[int]) -> None:
        """Flag mails as seen, so that people who open the mailbox see which were taken."""
        flags = ("+FLAGS.SILENT", r"(\Seen)")
        await self._ask("STORE", self._client.uid("STORE", uid_set(uids), *flags))

    async def rest(self, seconds: float) -> None:
        """Wait until the server says something, but no longer than this; just wait without IDLE."""
        started = asyncio.get_running_loop().time()
        if self._idles and self._client.has_capability("IDLE"):
            if await self._idle(seconds):
                return
            self._idles = False
            log.warning("the server does not IDLE; polling it every %g s", seconds)
        left = started + seconds - asyncio.get_running_loop().time()
        await asyncio.wait({self._lost}, timeout=max(0.0, left))

    async def _idle(self, seconds: float) -> bool:
        """Wait for an announcement. False: the server refused, or ended the IDLE at once."""
        pushes = self._client.protocol.idle_queue
        while not pushes.empty():
            pushes.get_nowait()  # Left from before the last look, which has seen it.
        try:
            idle = await self._answer(
                "IDLE", self._client.idle_start(timeout=seconds + self._patience)
            )
        except SourceUnavailable as fault:
            if isinstance(fault.__cause__, Abort):
                return False
            raise
        push = asyncio.ensure_future(
            self._client.wait_server_push(timeout=seconds + self._patience)
        )
        try:
            await asyncio.wait(
                {push, idle, self._lost}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            push.cancel()
        if idle.done():
            return push.done() and not push.cancelled()
        self._client.idle_done()
        try:
            await self._ask("IDLE", idle)
        except Refused:
            self._idles = False
        return True

    def drop(self) -> None:
        """Close the connection at once, without saying goodbye; no task of it may stay alive."""
        protocol = self._client.protocol
        protocol.conn_lost_cb = None
        for task in (*self._client.tasks, *protocol.tasks):
            task.cancel()
        if protocol.transport is not None:
            protocol.transport.abort()

    async def _ask(self, what: str, call: Awaitable[Response]) -> Response:
        response = await self._answer(what, call)
        self._check(what, response)
        return response

    def _check(self, what: str, response: Response) -> None:
        if response.result != "OK":
            words = response.lines[-1].decode("utf-8", "replace") if response.lines else ""
            raise Refused(self._redact(f"{what}: {response.result} {words}"))

    async def _answer(self, what: str, call: Awaitable[Any]) -> Any:
        """Await one library call: its answer, a lost connection, or the end of our patience."""
        self._framing.begin(MOST_LINES_FETCHED if what == "FETCH" else MOST_LINES)
        task = asyncio.ensure_future(call)
        try:
            await asyncio.wait(
                {task, self._lost}, timeout=self._patience, return_when=asyncio.FIRST_COMPLETED
            )
            if task.done():
                return task.result()
        except (
            Exception
            # The library lets everything through: AioImapException, OSError, ValueError ...
        ) as fault:
            raise SourceUnavailable(
                self._redact(f"{what}: {fault or type(fault).__name__}")
            ) from fault
        finally:
            task.cancel()
        lost = self._lost.result() if self._lost.done() else f"no answer in {self._patience:g} s"
        raise SourceUnavailable(f"{what}: {lost}")

    def _note_loss(self, fault: Exception | None) -> None:
        if not self._lost.done():
            self._lost.set_result("the connection was lost")

    def _note_excess(self, fault: Exception) -> None:
        if not self._lost.done():
            self._lost.set_result(self._redact(f"cannot read what the server sends: {fault}"))
