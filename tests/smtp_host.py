"""A mail server that a daemon of the tests gives its letters to, by SMTP. It can break the
connection after the final dot, or do something before it answers.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress


class SmtpHost:
    """What it was given, and how it answers."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        """Every mail whose final dot came, in order."""
        self.after_dot: Callable[[bytes], str] = lambda raw: "250 queued"
        """Returns the answer to the final dot; "" breaks the connection instead."""
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Speak SMTP with one client."""
        with suppress(ConnectionError):
            await self._speak(reader, writer)
        writer.close()

    async def _speak(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mx.example.org\r\n")
        while line := await reader.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                answer = self._take(await reader.readuntil(b"\r\n.\r\n"))
                if not answer:
                    return
                writer.write(f"{answer}\r\n".encode())
            elif verb == b"QUIT":
                writer.write(b"221 bye\r\n")
                return
            else:
                writer.write(b"250 ok\r\n")

    def _take(self, data: bytes) -> str:
        raw = data.removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n.")
        self.taken.append(raw)
        return self.after_dot(raw)


@asynccontextmanager
async def smtp_host() -> AsyncIterator[SmtpHost]:
    """A server on a free port."""
    host = SmtpHost()
    server = await asyncio.start_server(host.serve, "127.0.0.1", 0)
    host.port = server.sockets[0].getsockname()[1]
    async with server:
        yield host
