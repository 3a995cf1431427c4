"""A miniature mail host: speaks LMTP or SMTP to a port, line by line."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.contracts.receivers import SOON


class Talk:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def hear(self) -> str:
        """Return one reply, its lines joined with " / ", without line ends."""
        lines = []
        async with asyncio.timeout(SOON):
            while True:
                line = (await self._reader.readline()).decode().rstrip("\r\n")
                lines.append(line)
                if line[3:4] != "-":
                    return " / ".join(lines)

    async def say(self, line: str | bytes) -> str:
        """Send a line and return the reply."""
        self._writer.write((line.encode() if isinstance(line, str) else line) + b"\r\n")
        return await self.hear()

    async def send(self, raw: bytes, *recipients: str, lmtp: bool = True) -> list[str]:
        """Send a whole transaction; return the replies after the dot, or an earlier refusal."""
        taken = 0
        for line in ("MAIL FROM:<ana@example.org>", *(f"RCPT TO:<{one}>" for one in recipients)):
            reply = await self.say(line)
            taken += reply.startswith("250") and line.startswith("RCPT")
        if not taken:
            return [reply]
        await self.say("DATA")
        stuffed = b"\r\n".join(
            b"." + line if line.startswith(b".") else line for line in raw.split(b"\r\n")
        )
        self._writer.write(stuffed + (b".\r\n" if raw.endswith(b"\r\n") else b"\r\n.\r\n"))
        return [await self.hear() for _ in range(taken if lmtp else 1)]

    async def is_closed(self) -> bool:
        """Return whether the other side hangs up without another word."""
        async with asyncio.timeout(SOON):
            return await self._reader.read() == b""


@asynccontextmanager
async def talk(port: int, greeting: str = "LHLO mx.example.org") -> AsyncIterator[Talk]:
    """A connection past its greeting; "" leaves it at the server's 220."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    one = Talk(reader, writer)
    try:
        await one.hear()
        if greeting:
            await one.say(greeting)
        yield one
    finally:
        writer.close()
