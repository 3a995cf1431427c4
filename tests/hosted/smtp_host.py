"""An SMTP server that takes letters from those who show an access token, in the words of Google
or of Microsoft; it can also refuse what they want later on.
"""

import asyncio
import ssl
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.hosted.imap_host import CHALLENGE


@dataclass(slots=True)
class SmtpHost:
    """The server's side: how it refuses, and what it heard."""

    tls: ssl.SSLContext
    refused: str
    """Said when a token is not good."""
    good: set[str] = field(default_factory=set)
    replies: Mapping[str, str] = field(default_factory=dict)
    """By the verb, or "." for the end of the letter, instead of the usual ones."""
    port: int = 0
    shown: list[str] = field(default_factory=list)
    empty_answers: int = 0
    letters: list[bytes] = field(default_factory=list)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        writer.write(b"220 smtp.example.com ESMTP ready\r\n")
        while line := (await reader.readline()).decode():
            verb = line.strip().upper().partition(" ")[0].partition(":")[0]
            said = self.replies.get(verb) or await self._usual(verb, line.strip(), reader, writer)
            writer.write(f"{said}\r\n".encode())
            if verb == "STARTTLS":
                await writer.start_tls(self.tls)
            if verb == "QUIT":
                break
        writer.close()

    async def _usual(
        self, verb: str, line: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> str:
        if verb == "EHLO":
            is_safe = writer.get_extra_info("sslcontext")
            offers = "AUTH LOGIN PLAIN XOAUTH2" if is_safe else "STARTTLS"
            return f"250-smtp.example.com\r\n250-{offers}\r\n250-SMTPUTF8\r\n250 8BITMIME"
        if verb == "AUTH":
            return await self._let_in(line, reader, writer)
        if verb == "DATA":
            writer.write(b"354 go ahead\r\n")
            self.letters.append(await reader.readuntil(b"\r\n.\r\n"))
            return self.replies.get(".", "250 2.0.0 OK queued")
        return {"STARTTLS": "220 2.0.0 Ready", "QUIT": "221 2.0.0 bye"}.get(verb, "250 2.1.0 OK")

    async def _let_in(
        self, line: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> str:
        tokens = {
            b64encode(f"user=listbot@example.org\1auth=Bearer {each}\1\1".encode()).decode(): each
            for each in (*self.good, "old", "stale")
        }
        token = tokens.get(line.rpartition(" ")[2], "?")
        self.shown.append(token)
        if token in self.good:
            return "235 2.7.0 Accepted"
        writer.write(f"334 {CHALLENGE}\r\n".encode())
        self.empty_answers += await reader.readline() == b"\r\n"
        return self.refused


@asynccontextmanager
async def serving(host: SmtpHost) -> AsyncIterator[SmtpHost]:
    """Serve it on a free port."""
    server = await asyncio.start_server(host.serve, "127.0.0.1", 0)
    host.port = server.sockets[0].getsockname()[1]
    try:
        yield host
    finally:
        server.close()
        await asyncio.gather(*host.tasks)
