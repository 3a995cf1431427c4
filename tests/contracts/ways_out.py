"""One rig for each way out: a carrier, and the other side, which can break and recover."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Protocol

from aiosmtpd.smtp import SMTP, Envelope, Session

from listbot.config import CarrierConfig
from listbot.errors import CarrierUnavailable
from listbot.letters.letter import Parcel
from listbot.outbound import Carrier, Receipt
from listbot.outbound.maildir import MaildirCarrier
from listbot.outbound.memory import MemoryCarrier
from listbot.outbound.smtp import Patience, SmtpCarrier


class WayOut(Protocol):
    """The other side of a carrier."""

    carrier: Carrier

    def delivered(self) -> list[bytes]:
        """Return what has arrived there, sorted."""
        ...

    def set_broken(self, broken: bool) -> None:
        """Refuse everything from now on, or recover."""
        ...


class Memory:
    """The in-memory carrier, broken by a wrapper of its script."""

    def __init__(self) -> None:
        self._twin = MemoryCarrier()
        self._broken = False
        self.carrier: Carrier = self
        self.name = "memory"

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Deliver unless broken."""
        return await self._now().deliver(parcel)

    async def check(self) -> str:
        """Check unless broken."""
        return await self._now().check()

    def _now(self) -> MemoryCarrier:
        return (
            MemoryCarrier([CarrierUnavailable("memory: told to")]) if self._broken else self._twin
        )

    def delivered(self) -> list[bytes]:
        """Return what the carrier kept."""
        return sorted(parcel.raw for parcel in self._twin.delivered)

    def set_broken(self, broken: bool) -> None:
        """Fail, or recover."""
        self._broken = broken


class Maildir:
    """A maildir on a disk, broken by a file in its way."""

    def __init__(self, path: Path) -> None:
        self.carrier: Carrier = MaildirCarrier(path / "out")
        self._path = path / "out"
        self._aside = path / "aside"

    def delivered(self) -> list[bytes]:
        """Return the files in new/."""
        return sorted(file.read_bytes() for file in (self._path / "new").glob("*"))

    def set_broken(self, broken: bool) -> None:
        """Replace the folder by a file, or put it back."""
        if broken:
            if self._path.exists():
                self._path.rename(self._aside)
            self._path.write_text("in the way")
        else:
            self._path.unlink()
            if self._aside.exists():
                self._aside.rename(self._path)


class MailServer:
    """aiosmtpd, which keeps what it accepts, or says 451."""

    def __init__(self) -> None:
        self.carrier: Carrier
        self._letters: list[bytes] = []
        self._broken = False

    def delivered(self) -> list[bytes]:
        """Return what was accepted."""
        return sorted(self._letters)

    def set_broken(self, broken: bool) -> None:
        """Say 451 to everything, or recover."""
        self._broken = broken

    async def handle_EHLO(  # noqa: N802  the name aiosmtpd calls
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        """Fail as early as this, so that `check` notices."""
        session.host_name = hostname
        return ["451 4.3.2 told to"] if self._broken else responses

    async def handle_DATA(  # noqa: N802  the name aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep it."""
        assert isinstance(envelope.content, bytes)
        self._letters.append(envelope.content)
        return "250 2.0.0 kept"


@asynccontextmanager
async def mail_server() -> AsyncIterator[WayOut]:
    """A mail server on a free port."""
    rig = MailServer()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(rig, hostname="mx.example.org", enable_SMTPUTF8=True, loop=loop),
        "127.0.0.1",
        0,
    )
    config = CarrierConfig("smtp", port=server.sockets[0].getsockname()[1])
    rig.carrier = SmtpCarrier(config, Patience(command=5, after_dot=5))
    try:
        yield rig
    finally:
        server.close()


def way_out(kind: str, folder: Path) -> AbstractAsyncContextManager[WayOut]:
    """Return the rig with that name."""
    match kind:
        case "smtp":
            return mail_server()
        case "maildir":
            return nullcontext(Maildir(folder))
    return nullcontext(Memory())


WAYS_OUT = ("memory", "maildir", "smtp")
