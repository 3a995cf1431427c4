"""One rig for each way in: the other side, where mail is put, and the source that takes it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from listbot.inbound import Source
from listbot.inbound.addresses import AddressBook
from listbot.inbound.archive import ArchiveSource
from listbot.inbound.backoff import Backoff
from listbot.inbound.cursor import MemoryCursors
from listbot.inbound.imap import Access, ImapSource
from listbot.inbound.imap_session import Dial, dial_tls
from listbot.inbound.lmtp import Listener, Speaks
from listbot.mail import ListContext
from tests.contracts.receivers import SOON
from tests.contracts.talking import Talk, talk
from tests.inbound.mailbox import Mailbox, serving
from tests.ports import free_port
from tests.servers.dovecot import running_dovecot

INFRA = ListContext("infra@example.org")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class WayIn(Protocol):
    """The other side of a source."""

    odd: tuple[bytes, ...]
    """Mails with every oddity that this way can carry unchanged."""

    async def put(self, *raws: bytes) -> None:
        """Let mails arrive, whether or not a source is running."""
        ...

    def source(self) -> Source:
        """Return a new source for this other side: the first one, or a restarted one."""
        ...

    async def drained(self, source: Source) -> None:
        """Wait until the source has taken everything."""
        ...


ODD_LINES = (
    b"Subject: \xff\xfe eight bits\r\n\r\n\x80\x81\r\n",
    b"Subject: dots\r\n\r\n.\r\n..\r\n.x\r\n",
    b"Subject: bare CR\r\n\r\na\rb\r\n",
    b"Subject: a long line\r\n\r\n" + b"x" * 100_000 + b"\r\n",
    b"Subject: From lines\r\n\r\n>From me\r\nFrom you\r\n",
    b"no header at all\r\n",
    b"\r\n",
)
WITH_LF_AND_NUL = (b"Subject: bare LF\r\n\r\na\nb\r\n", b"Subject: NUL\r\n\r\na\0b\r\n")


class MailHost:
    """A queue like Postfix's for an LMTP or SMTP listener: each mail is sent until accepted."""

    def __init__(self, speaks: Speaks) -> None:
        self.odd: tuple[bytes, ...] = ODD_LINES + WITH_LF_AND_NUL
        self._speaks = speaks
        self._port = free_port()
        self._queue: deque[bytes] = deque()
        self._emptied = asyncio.Condition()

    async def put(self, *raws: bytes) -> None:
        """Put mails into the queue."""
        self._queue.extend(raws)

    def source(self) -> Listener:
        """Return a listener on the same port as the last one."""
        return Listener(self._speaks, "127.0.0.1", self._port, AddressBook(INFRA), lambda: NOW)

    async def drained(self, source: Source) -> None:
        """Wait until the queue is empty."""
        async with asyncio.timeout(SOON), self._emptied:
            await self._emptied.wait_for(lambda: not self._queue)

    async def deliver(self) -> None:
        """Send the queue's mails, for ever."""
        lmtp = self._speaks is Speaks.LMTP
        while True:
            try:
                async with talk(
                    self._port, "LHLO mx.example.org" if lmtp else "EHLO mx.example.org"
                ) as line:
                    while True:
                        await self._send_one(line, lmtp=lmtp)
            except OSError:
                await asyncio.sleep(0.01)  # Nobody is listening.

    async def _send_one(self, line: Talk, *, lmtp: bool) -> None:
        if not self._queue:
            await asyncio.sleep(0.01)
            return
        (reply,) = await line.send(self._queue[0], "infra@example.org", lmtp=lmtp)
        if not reply:
            raise ConnectionResetError
        if reply.startswith("250"):
            self._queue.popleft()
            async with self._emptied:
                self._emptied.notify_all()


class Folder:
    """A mailbox folder watched by IMAP; the server is the miniature or a real Dovecot."""

    def __init__(
        self, dial: Dial, deliver: Callable[[bytes], object], odd: tuple[bytes, ...]
    ) -> None:
        self.odd = odd
        self._dial = dial
        self._deliver = deliver
        self._cursors = MemoryCursors()

    async def put(self, *raws: bytes) -> None:
        """Put mails into the folder, one after the other."""
        for raw in raws:
            await asyncio.to_thread(self._deliver, raw)

    def source(self) -> ImapSource:
        """Return a source with the cursors of the last one."""
        access = Access(self._dial, "bot@example.org", "secret", poll=0.1)
        backoff = Backoff(first=0.01, longest=0.02)
        return ImapSource(
            "infra", access, AddressBook(INFRA), self._cursors, lambda: NOW, backoff=backoff
        )

    async def drained(self, source: Source) -> None:
        """Wait until a look has left nothing."""
        async with asyncio.timeout(SOON):
            while source.read_until(NOW) is None:
                await asyncio.sleep(0.01)


class Archive:
    """Files on a disk; a restart reads them from the start, and known mails count as duplicates."""

    def __init__(
        self, path: Path, write: Callable[[Path, int, bytes], object], odd: tuple[bytes, ...]
    ) -> None:
        self.odd = odd
        self._path = path
        self._write = write
        self._count = 0

    async def put(self, *raws: bytes) -> None:
        """Add mails to the archive."""
        for raw in raws:
            self._count += 1
            self._write(self._path, self._count, raw)

    def source(self) -> ArchiveSource:
        """Return a new source."""
        return ArchiveSource(self._path, INFRA, backoff=Backoff(first=0.01, longest=0.02))

    async def drained(self, source: Source) -> None:
        """Wait until the end was reached."""
        async with asyncio.timeout(SOON):
            while source.read_until(NOW) is None:
                await asyncio.sleep(0.01)


@asynccontextmanager
async def mail_host(speaks: Speaks) -> AsyncIterator[WayIn]:
    """A mail host that keeps trying."""
    rig = MailHost(speaks)
    delivering = asyncio.ensure_future(rig.deliver())
    try:
        yield rig
    finally:
        delivering.cancel()
        await asyncio.wait({delivering})


@asynccontextmanager
async def miniature() -> AsyncIterator[WayIn]:
    """The mailbox of tests/inbound."""
    async with serving(Mailbox()) as mailbox:
        loop = asyncio.get_running_loop()

        def deliver(raw: bytes) -> None:
            loop.call_soon_threadsafe(lambda: mailbox.put(len(mailbox.mails) + 1, raw))

        yield Folder(mailbox.dial, deliver, (*ODD_LINES, *WITH_LF_AND_NUL, b""))


@asynccontextmanager
async def dovecot() -> AsyncIterator[WayIn]:
    """A real Dovecot; it changes bare LF and NUL itself, so none of them is put there."""
    with running_dovecot() as server:
        await asyncio.to_thread(server.create, "infra")
        dial = dial_tls(server.access())
        yield Folder(dial, lambda raw: server.drop_in("infra", [raw]), (*ODD_LINES, b""))


def append_to_mbox(path: Path, number: int, raw: bytes) -> None:
    """Append like mboxrd: each line that begins with "From ", quoted or not, gets another ">"."""
    lines = raw.split(b"\n")
    escaped = b"\n".join(
        b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in lines
    )
    with path.open("ab") as file:
        file.write(b"From ana@example.org Sun Mar  1 12:%02d:00 2026\n%b\n" % (number, escaped))


def add_file(path: Path, number: int, raw: bytes) -> None:
    """Write one mail to one file."""
    path.mkdir(parents=True, exist_ok=True)
    (path / f"{number}.eml").write_bytes(raw)


def add_to_maildir(path: Path, number: int, raw: bytes) -> None:
    """Write one mail to one file in new/."""
    add_file(path / "new", number, raw)


def way_in(kind: str, folder: Path) -> AbstractAsyncContextManager[WayIn]:
    """Return the rig with that name."""
    match kind:
        case "lmtp" | "smtp":
            return mail_host(Speaks(kind))
        case "imap":
            return miniature()
        case "dovecot":
            return dovecot()
        case "mbox":
            # A line after a "From " line that is not a header makes it prose, so a mail
            # must begin with a header.
            odd = tuple(raw for raw in ODD_LINES + WITH_LF_AND_NUL if raw.startswith(b"Subject:"))
            return nullcontext(Archive(folder / "infra.mbox", append_to_mbox, odd))
        case "maildir":
            return nullcontext(Archive(folder, add_to_maildir, (*ODD_LINES, *WITH_LF_AND_NUL, b"")))
    return nullcontext(Archive(folder, add_file, (*ODD_LINES, *WITH_LF_AND_NUL, b"")))


WAYS_IN = ("lmtp", "smtp", "imap", "dovecot", "mbox", "maildir", "eml")
