"""A mail server that refuses, hangs or hangs up at any command, as it is set up."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

HANG = "hang"
"""Say nothing more."""
CLOSE = "close"
"""Close the connection without a word."""


@dataclass(slots=True)
class Misbehaving:
    """The server's side: its replies, and what it heard."""

    replies: Mapping[str, str]
    """By the start of the command ("RCPT TO:<bob", "DATA"), "greeting", or "." for the dot."""
    tls: ssl.SSLContext | None = None
    port: int = 0
    heard: list[str] = field(default_factory=list)
    letters: list[bytes] = field(default_factory=list)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)
    release: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        try:
            going_on = await self._reply(writer, "greeting", "220 mx.example.org ready")
            while going_on and (line := (await reader.readline()).decode().strip()):
                self.heard.append(line)
                going_on = await self._command(reader, writer, line)
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def _command(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, line: str
    ) -> bool:
        verb = line.upper().partition(" ")[0]
        if verb == "EHLO":
            offers = (
                "STARTTLS" if self.tls and not writer.get_extra_info("sslcontext") else "AUTH PLAIN"
            )
            return await self._reply(
                writer, line, f"250-mx.example.org\r\n250-{offers}\r\n250 8BITMIME"
            )
        if verb == "STARTTLS" and self.tls:
            await self._reply(writer, line, "220 go on")
            await writer.start_tls(self.tls)
            return True
        if verb == "DATA":
            return await self._letter(reader, writer)
        usual = {"QUIT": "221 bye", "AUTH": "235 welcome"}.get(verb, "250 ok")
        return await self._reply(writer, line, usual) and verb != "QUIT"

    async def _letter(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        if not await self._reply(writer, "DATA", "354 go on"):
            return False
        if self.replies.get("DATA", "354").startswith("354"):
            self.letters.append(await reader.readuntil(b"\r\n.\r\n"))
            return await self._reply(writer, ".", "250 2.0.0 queued as 7")
        return True

    async def _reply(self, writer: asyncio.StreamWriter, command: str, usual: str) -> bool:
        told = (
            reply
            for start, reply in self.replies.items()
            if command.upper().startswith(start.upper())
        )
        reply = next(told, usual)
        if reply == HANG:
            await self.release.wait()
        if reply in (HANG, CLOSE):
            return False
        writer.write(reply.encode() + b"\r\n")
        await writer.drain()
        return True


@asynccontextmanager
async def misbehaving(
    replies: Mapping[str, str] | None = None,
    *,
    tls: ssl.SSLContext | None = None,
    at_once: ssl.SSLContext | None = None,
) -> AsyncIterator[Misbehaving]:
    """A server on a free port; `tls` is for STARTTLS, `at_once` is used from the first byte."""
    one = Misbehaving(replies or {}, tls)
    server = await asyncio.start_server(one.serve, "127.0.0.1", 0, ssl=at_once)
    one.port = server.sockets[0].getsockname()[1]
    try:
        yield one
    finally:
        one.release.set()
        server.close()
        await asyncio.gather(*one.tasks)
