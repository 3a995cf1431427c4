"""A miniature IMAP server with one folder, which behaves as it is set up.

It knows enough of RFC 3501 and RFC 2177 for one watching client, without TLS; tests/servers
tests real servers.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aioimaplib import IMAP4

HANG = "hang"
CLOSE = "close"


@dataclass(slots=True)
class Mailbox:
    """The folder and how the server behaves."""

    mails: dict[int, bytes] = field(default_factory=dict)
    """UID -> raw bytes."""
    uidvalidity: str = "OK [UIDVALIDITY 1] valid"
    """SELECT's untagged line, whole."""
    told: dict[str, str] = field(default_factory=dict)
    """Command -> tagged answer, or HANG or CLOSE, instead of the usual; once each."""
    idles: bool = True
    ends_idle: bool = False
    """An IDLE is accepted and ended at once."""
    idle_ends_with: str = "OK done"
    hidden: set[int] = field(default_factory=set)
    """UIDs that SEARCH lists and FETCH does not deliver."""
    poison: dict[int, str] = field(default_factory=dict)
    """UID -> the result of fetching its body: CLOSE, a tagged answer like "NO what" for the
    whole request, or an item instead of the mail's own.
    """
    weighs: dict[int, str] = field(default_factory=dict)
    """UID -> the same for fetching its size."""
    ghosts: set[int] = field(default_factory=set)
    """UIDs of deleted mails that the next SEARCH still lists."""
    date: str = "01-Mar-2026 12:00:00 +0000"
    seen: set[int] = field(default_factory=set)
    heard: list[str] = field(default_factory=list)
    port: int = 0
    release: asyncio.Event = field(default_factory=asyncio.Event)
    connections: set[asyncio.StreamWriter] = field(default_factory=set)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    idling: asyncio.Condition = field(default_factory=asyncio.Condition)
    idlers: int = 0

    def put(self, uid: int, raw: bytes) -> None:
        """Let a mail arrive; clients in IDLE are notified."""
        self.mails[uid] = raw
        for writer in self.connections:
            writer.write(b"* %d EXISTS\r\n" % len(self.mails))

    def hang_up(self) -> None:
        """Close every connection without a word."""
        for writer in self.connections:
            writer.close()

    def dial(self) -> IMAP4:
        """Return a connection to it."""
        return IMAP4("127.0.0.1", self.port, timeout=5)

    async def until_idle(self, count: int = 1) -> None:
        """Wait until this many IDLEs have begun in all."""
        async with asyncio.timeout(20), self.idling:
            await self.idling.wait_for(lambda: self.idlers >= count)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        self.connections.add(writer)
        try:
            writer.write(f"* {self.told.pop('greeting', 'OK ready')}\r\n".encode())
            while line := (await reader.readline()).decode().rstrip():
                if not await self._command(reader, writer, line):
                    return
        except ConnectionError:
            pass
        finally:
            self.connections.discard(writer)
            writer.close()

    async def _command(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, line: str
    ) -> bool:
        tag, verb, rest = f"{line}  ".replace(" UID ", " ", 1).split(" ", 2)
        self.heard.append(f"{verb} {rest.strip()}".strip())
        told = self.told.pop(verb, None)
        if told == HANG:
            await self.release.wait()
        if told is None and verb == "FETCH":
            told = self._poisoned(rest)
        if told in (HANG, CLOSE):
            return False
        if told is None:
            writer.write(self._untagged(verb, rest.strip()))
        if verb == "IDLE" and told is None:
            await self._idle(reader, writer)
            told = self.idle_ends_with
        writer.write(f"{tag} {told or 'OK done'}\r\n".encode())
        return True

    def _untagged(self, verb: str, rest: str) -> bytes:
        if verb == "CAPABILITY":
            return (
                b"* CAPABILITY IMAP4rev1 IDLE\r\n" if self.idles else b"* CAPABILITY IMAP4rev1\r\n"
            )
        if verb == "SELECT":
            return self._select()
        if verb == "STORE":
            self.seen.update(self._chosen(rest.split(" ")[0]))
        if verb == "SEARCH":
            return self._search(rest)
        return self._fetch(rest) if verb == "FETCH" else b""

    def _select(self) -> bytes:
        following = max(self.mails, default=0) + 1
        return (
            f"* {len(self.mails)} EXISTS\r\n* {self.uidvalidity}\r\n* "
            f"OK [UIDNEXT {following}] x\r\n"
        ).encode()

    def _search(self, rest: str) -> bytes:
        chosen = {*self._chosen(rest.removeprefix("UID "), also_last=True), *self.ghosts}
        self.ghosts = set()
        found = " ".join(map(str, sorted(chosen)))
        return f"* SEARCH {found}".rstrip().encode() + b"\r\n"

    def _odd(self, rest: str) -> dict[int, str]:
        asked = self.weighs if "RFC822.SIZE" in rest else self.poison
        return {uid: asked[uid] for uid in self._chosen(rest.split(" ")[0]) if uid in asked}

    def _poisoned(self, rest: str) -> str | None:
        """Return the answer to a whole FETCH with such a mail; None: at most its item is odd."""
        whole = (
            how
            for how in self._odd(rest).values()
            if how == CLOSE or how.startswith(("NO ", "BAD "))
        )
        return next(whole, None)

    def _fetch(self, rest: str) -> bytes:
        return "".join(self._odd(rest).values()).encode() + self._fetched(rest)

    def _fetched(self, rest: str) -> bytes:
        odd = self._odd(rest)
        chosen = [
            uid
            for uid in self._chosen(rest.split(" ")[0])
            if uid not in self.hidden and uid not in odd
        ]
        if "RFC822.SIZE" in rest:
            return b"".join(
                (
                    f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(self.mails[uid])} INTERNALDATE "
                    f'"{self.date}")\r\n'
                ).encode()
                for uid in chosen
            )
        most = re.search(r"<0\.(\d+)>", rest)
        bodies = {uid: self.mails[uid][: int(most[1]) if most else None] for uid in chosen}
        return b"".join(
            b"* %d FETCH (UID %d BODY[]<0> {%d}\r\n%b)\r\n" % (uid, uid, len(raw), raw)
            for uid, raw in bodies.items()
        )

    async def _idle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"+ idling\r\n")
        async with self.idling:
            self.idlers += 1
            self.idling.notify_all()
        if not self.ends_idle:
            await reader.readline()

    def _chosen(self, wanted: str, *, also_last: bool = False) -> list[int]:
        chosen: set[int] = set()
        last = max(self.mails, default=0)
        for run in wanted.split(","):
            first, _, end = run.partition(":")
            high = last if end == "*" else int(end or first)
            chosen.update(uid for uid in self.mails if int(first) <= uid <= high)
            if end == "*" and also_last and last:
                chosen.add(last)
        return sorted(chosen)


@asynccontextmanager
async def serving(mailbox: Mailbox) -> AsyncIterator[Mailbox]:
    """Serve the mailbox on a free port."""
    server = await asyncio.start_server(mailbox.serve, "127.0.0.1", 0)
    mailbox.port = server.sockets[0].getsockname()[1]
    try:
        yield mailbox
    finally:
        mailbox.release.set()
        mailbox.hang_up()
        server.close()
        await asyncio.gather(*mailbox.tasks)
