"""An IMAP server that lets people in by access token, in the words of Google or of Microsoft.

The words are those that these servers use, as users of them have published; everything after
the login is the miniature mailbox.
"""

import asyncio
import ssl
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.inbound.mailbox import Mailbox

CHALLENGE = b64encode(
    b'{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}'
).decode()


@dataclass(frozen=True, slots=True)
class Words:
    """What one host says."""

    greeting: str
    capability: str
    welcome: str
    refused: str
    challenge: str = ""


GOOGLE = Words(
    "OK Gimap ready for requests from 192.0.2.7 k1mb12345",
    "IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 XYZZY SASL-IR "
    "AUTH=XOAUTH2 AUTH=PLAIN AUTH=PLAIN-CLIENTTOKEN AUTH=OAUTHBEARER",
    "OK listbot@example.org authenticated (Success)",
    "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)",
    CHALLENGE,
)
MICROSOFT = Words(
    "OK The Microsoft Exchange IMAP4 service is ready. [RgBSADAAUAAyADgAMQ==]",
    "IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID UNSELECT CHILDREN IDLE NAMESPACE "
    "LITERAL+",
    "OK AUTHENTICATE completed.",
    "NO AUTHENTICATE failed.",
)


@dataclass(slots=True)
class ImapHost(Mailbox):
    """A mailbox behind such a login."""

    words: Words = GOOGLE
    good: set[str] = field(default_factory=set)
    """The tokens that open it."""
    shown: list[str] = field(default_factory=list)
    """The tokens that clients have shown, in order; "?" for what cannot be read."""
    empty_answers: int = 0
    """How often a challenge was answered with an empty line."""
    bye: str = ""
    """Said instead of the end of an IDLE; then the connection is closed."""

    async def _command(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, line: str
    ) -> bool:
        tag, verb, rest = f"{line}  ".split(" ", 2)
        if verb != "AUTHENTICATE" or verb in self.told:
            return await Mailbox._command(self, reader, writer, line)
        self.heard.append(f"{verb} {rest.strip()}")
        token = await self._token(reader, writer, rest.strip())
        self.shown.append(token)
        if token not in self.good and self.words.challenge:
            writer.write(f"+ {self.words.challenge}\r\n".encode())
            self.empty_answers += await reader.readline() == b"\r\n"
        end = self.words.welcome if token in self.good else self.words.refused
        writer.write(f"{tag} {end}\r\n".encode())
        return True

    async def _token(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, rest: str
    ) -> str:
        assert rest == "XOAUTH2", "the token is no part of the command"
        writer.write(b"+ \r\n")
        answer = (await reader.readline()).decode().strip()
        wanted = {
            b64encode(f"user=listbot@example.org\1auth=Bearer {each}\1\1".encode()).decode(): each
            for each in (*self.good, "old", "stale", "t1", "t2", "t3")
        }
        return wanted.get(answer, "?")

    def _untagged(self, verb: str, rest: str) -> bytes:
        if verb == "CAPABILITY":
            return f"* CAPABILITY {self.words.capability}\r\n".encode()
        return Mailbox._untagged(self, verb, rest)

    async def _idle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.bye:
            await Mailbox._idle(self, reader, writer)
            return
        writer.write(f"+ IDLE accepted, awaiting DONE command.\r\n* BYE {self.bye}\r\n".encode())
        self.bye = ""
        writer.close()


@asynccontextmanager
async def serving(host: ImapHost, tls: ssl.SSLContext) -> AsyncIterator[ImapHost]:
    """Serve it with TLS on a free port; a new connection hears the host's own greeting."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host.told.setdefault("greeting", host.words.greeting)
        await host.serve(reader, writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    host.port = server.sockets[0].getsockname()[1]
    try:
        yield host
    finally:
        host.release.set()
        host.hang_up()
        server.close()
        await asyncio.gather(*host.tasks)
