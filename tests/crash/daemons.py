"""Daemons of a pair (`tests.crash.pair`), as a test starts, kills and feeds them."""

import signal
import smtplib
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

from tests import starting
from tests.playing import LIST, LIST_HOST
from tests.ports import free_port


@dataclass
class Daemon:
    """One of them, started and killed as often as the test likes."""

    folder: Path
    url: str
    port: int = field(default_factory=free_port)
    process: starting.Started | None = None
    module: str = "tests.crash.pair"
    more: tuple[str, ...] = ()
    """Further arguments of the module."""

    def start(self) -> None:
        """Start it; it accepts mail soon."""
        self.folder.mkdir(exist_ok=True)
        with (self.folder / "log").open("ab") as log:
            arguments = (str(self.folder), self.url, str(self.port), *self.more)
            self.process = starting.start(self.module, *arguments, stdout=log, stderr=log)

    def kill(self) -> None:
        """Kill it without warning."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def is_up(self) -> bool:
        """Return whether it accepts mail."""
        with suppress(OSError, smtplib.SMTPException), smtplib.LMTP("127.0.0.1", self.port):
            return True
        return False

    def is_holder(self, name: str) -> bool:
        """Return whether a lease's holder of this name is this daemon."""
        return str(self.folder) in name

    def signal(self, which: signal.Signals) -> None:
        """Send it a signal."""
        assert self.process is not None
        self.process.send_signal(which)

    def end(self) -> None:
        """Kill it if it was started, even while it is stopped."""
        if self.process is not None:
            self.kill()

    def log(self) -> str:
        """Return what it wrote."""
        return (self.folder / "log").read_text()

    def hand(self, raw: bytes) -> None:
        """Hand over a mail of the list. Raises OSError or SMTPException if it is not taken."""
        with smtplib.LMTP("127.0.0.1", self.port, timeout=10) as session:
            session.sendmail(f"infra-bounces@{LIST_HOST}", [LIST], raw)


def echoes(folder: Path, given: set[str]) -> list[bytes]:
    """Return our new posts as the list's host gives them back."""
    found = []
    for file in folder.glob("list-*.eml"):
        if file.name not in given:
            given.add(file.name)
            at = datetime.now(UTC)
            hop = f"Received: from {LIST_HOST} ({LIST_HOST} [192.0.2.25]) by mx.example.org"
            stamp = f"{hop} with ESMTPS id 9; {at:%a, %d %b %Y %H:%M:%S} +0000\r\n"
            found.append(stamp.encode() + file.read_bytes())
    return found


def went_out(folder: Path) -> Counter[str]:
    """Return how often each of our posts went out, by Message-ID."""
    raws = [file.read_bytes() for file in folder.glob("list-*.eml")]
    return Counter(message_from_bytes(raw)["Message-ID"] for raw in raws)
