"""What left, and whether it left: a running daemon whose posts are in doubt is told by its list.

The daemon is a process of its own, which can be killed; the mail server and the list are ours.
"""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from subprocess import DEVNULL

import pytest
from click.testing import CliRunner

from listbot.cli.group import cli
from listbot.config import Config, load
from listbot.model.order import LetterKind
from listbot.store.outbox import outbox, pause
from listbot.store.outbox.outbox import Waiting
from listbot.store.to_read import store_to_read
from tests.contracts.talking import talk
from tests.fake_list import LIST
from tests.given_back import BY_LIST, plainly
from tests.ports import free_port
from tests.smtp_host import SmtpHost, smtp_host

CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"
[lmtp]
port = {lmtp}
[outbound]
kind = "smtp"
host = "127.0.0.1"
port = {smtp}
[[lists]]
address = "infra@example.org"
role = "decisions"
via = "lmtp"
trusted_hops = ["lists.example.org"]
mode = "live"
[[members]]
name = "Ana"
addresses = ["ana@example.org"]
"""
OPENING = (
    BY_LIST.replace("12 May 2026", "{day}") + "From: Ana <ana@example.org>\r\n"
    "To: infra@example.org\r\nMessage-ID: <p@example.org>\r\n"
    "Subject: [VOTE] Move the disks\r\n\r\nShall we move the disks?\r\n"
)
LONG = 60.0  # seconds; a start takes two on a quiet machine


@dataclass
class World:
    """A daemon, its mail server and its list."""

    config: Config
    host: SmtpHost
    daemons: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def start(self) -> None:
        """Start the daemon, and wait until it takes mail."""
        await self._begin()
        await until(self._listens)

    async def _begin(self) -> None:
        assert self.config.path is not None
        command = (sys.executable, "-m", "listbot", "--config", str(self.config.path), "run")
        with self.config.path.with_name("daemon.log").open("ab") as log:
            self.daemons.append(
                await asyncio.create_subprocess_exec(*command, stdout=DEVNULL, stderr=log)
            )

    async def _listens(self) -> bool:
        assert self.config.lmtp is not None
        if self.daemons[-1].returncode is not None:
            # As systemd does: while it was down, a connection of somebody's may have its port.
            await self._begin()
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.config.lmtp.port)
        except OSError:
            return False
        writer.close()
        return True

    def kill(self) -> None:
        """End the daemon as a power cut would."""
        self.daemons[-1].send_signal(signal.SIGKILL)

    async def stop(self) -> None:
        """End the daemon, and wait for it."""
        if self.daemons and self.daemons[-1].returncode is None:
            self.daemons[-1].terminate()
            await self.daemons[-1].wait()

    async def hand_over(self, raw: bytes) -> None:
        """Deliver a mail of the list."""
        assert self.config.lmtp is not None
        async with talk(self.config.lmtp.port) as mx:
            assert (await mx.send(raw, LIST))[0].startswith("250")

    async def ask(self, *arguments: str) -> int:
        """Run a command; return its exit code."""
        line = ["--config", str(self.config.path), *arguments]
        return (await asyncio.to_thread(CliRunner().invoke, cli, line)).exit_code

    async def is_tested(self) -> bool:
        """Post a test, unless the daemon takes mail but has not noted yet that it runs."""
        await self.ask("doctor", "--roundtrip", "--wait", "0")
        return bool(self.letters(LetterKind.ROUND_TRIP))

    def letters(self, kind: LetterKind) -> list[Waiting]:
        """Return the letters of a kind."""
        store = store_to_read(self.config)
        try:
            with store.reading() as connection:
                return [each for each in outbox.find(connection) if each.kind is kind]
        finally:
            store.close()

    def posts(self, letter: Waiting) -> int:
        """Return how often the mail server was given a letter."""
        return sum(letter.parcel.message_id.encode() in raw for raw in self.host.taken)

    async def becomes(self, kind: LetterKind, state: str) -> Waiting:
        """Wait until the one letter of a kind is in a state."""
        await until(lambda: [each.state for each in self.letters(kind)] == [state])
        return self.letters(kind)[0]


async def until(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(LONG):
        while True:
            found = holds()
            if await found if asyncio.iscoroutine(found) else found:
                return
            await asyncio.sleep(0.05)


@asynccontextmanager
async def world(folder: Path) -> AsyncIterator[World]:
    """A running daemon whose list is known to give posts back."""
    async with smtp_host() as host:
        path = folder / "config.toml"
        path.write_text(CONFIG.format(lmtp=free_port(), smtp=host.port))
        here = World(load(path, {}), host)
        try:
            await here.start()
            await until(lambda: here.config.store.file.exists())
            await until(here.is_tested)
            test_post = await here.becomes(LetterKind.ROUND_TRIP, "sent")
            await here.hand_over(plainly(test_post.parcel.raw))
            yield here
        finally:
            await here.stop()


def opening(id: str = "p") -> bytes:
    """A proposal without a closing time, which the bot answers with M1, dated now."""
    now = f"{datetime.now(UTC):%a, %d %b %Y %H:%M:%S}"
    raw = OPENING.replace("Tue, {day} 11:59:00", now).replace("<p@", f"<{id}@")
    return raw.encode()


async def test_time_out_after_the_final_dot(tmp_path: Path) -> None:
    """The post is in doubt, not failed; its copy settles it, and it was sent once."""
    async with world(tmp_path) as here:
        here.host.after_dot = lambda raw: ""
        await here.hand_over(opening())
        doubtful = await here.becomes(LetterKind.OPENED, "sending")
        await until(lambda: here.letters(LetterKind.OPENED)[0].note.startswith("may have been"))
        await here.hand_over(plainly(doubtful.parcel.raw))
        settled = await here.becomes(LetterKind.OPENED, "sent")
        assert (settled.note, settled.echo, here.posts(settled)) == (
            "seen on the list",
            "seen",
            1,
        )


async def test_crash_after_smtp_250(tmp_path: Path) -> None:
    """The daemon was killed before it could note that the post had left; after its start the copy
    says so, and it is not sent again.
    """
    async with world(tmp_path) as here:

        def die(raw: bytes) -> str:
            here.kill()
            return "250 queued"

        here.host.after_dot = die
        await here.hand_over(opening())
        await until(lambda: here.daemons[-1].returncode is not None)
        here.host.after_dot = lambda raw: "250 queued"
        (doubtful,) = here.letters(LetterKind.OPENED)
        assert doubtful.state == "sending"
        await here.start()
        await here.hand_over(plainly(doubtful.parcel.raw))
        settled = await here.becomes(LetterKind.OPENED, "sent")
        assert (settled.echo, here.posts(settled)) == ("seen", 1)


@pytest.mark.parametrize("has_receipts", [True, False])
async def test_an_older_backup_is_restored(tmp_path: Path, has_receipts: bool) -> None:
    """It starts paused; the list's copy is read before anything is sent, and so the post, which
    the restored database has never heard of, is not sent again, even after `listbot resume`.
    """
    async with world(tmp_path) as here:
        backup = str(tmp_path / "backup.db")
        assert await here.ask("backup", backup) == 0
        await here.hand_over(opening())
        sent = await here.becomes(LetterKind.OPENED, "sent")
        await here.stop()
        assert await here.ask("restore", "--yes", backup) == 0
        if not has_receipts:
            Path(f"{here.config.store.file}.receipts").unlink()
        await here.start()
        await until(lambda: is_paused(here.config))
        await here.hand_over(plainly(sent.parcel.raw))
        await here.hand_over(opening())
        again = await here.becomes(LetterKind.OPENED, "sent")
        await here.hand_over(opening("q"))

        async def both_are_out() -> bool:
            # A daemon that compares its receipts only now pauses once more.
            await here.ask("resume")
            return [each.state for each in here.letters(LetterKind.OPENED)] == ["sent", "sent"]

        await until(both_are_out)
        assert (again.parcel.message_id, here.posts(again)) == (sent.parcel.message_id, 1)


def is_paused(config: Config) -> bool:
    """Whether every letter is held."""
    store = store_to_read(config)
    try:
        with store.reading() as connection:
            return pause.standing(connection) is not None
    finally:
        store.close()
