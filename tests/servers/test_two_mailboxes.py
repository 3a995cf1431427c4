"""Two accounts on two Dovecots, one down over a close; the clock is moved by hand."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import select

from listbot.app import App, build
from listbot.config import load
from listbot.inbound import Source
from listbot.model.order import LetterKind
from listbot.outbound.memory import MemoryCarrier
from listbot.store import reading
from listbot.store.base.schema import outbox
from tests.contracts.receivers import SOON
from tests.servers.dovecot import PASSWORD, Dovecot, running_dovecot
from tests.servers.site import QUICK

pytestmark = pytest.mark.servers

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
WINDOW = 10 * MINUTE

ACCOUNT = """
[[imap]]
name = "{name}"
host = "localhost"
port = {port}
user = "bot@example.org"
password_file = "imap.password"
ca_file = "{ca_file}"
poll = 5
"""

LIST = """
[[lists]]
address = "{name}@example.org"
role = "decisions"
via = "imap:{name}:INBOX"
policy = "rules/quick.toml"
identity = "any"
mode = "live"
live_since = 2026-03-01T00:00:00Z
"""

HEAD = """
[bot]
address = "bot@example.org"
admin = "admin@example.org"
[outbound]
kind = "maildir"
maildir = "out"
[[members]]
name = "Ana Ruiz"
addresses = ["ana@example.org"]
[[members]]
name = "Ravi Rao"
addresses = ["ravi@example.org"]
"""

NAMES = ("infra", "docs")


@dataclass(slots=True)
class Daemon:
    """The daemon, except that its clock is moved by hand and its letters stay in memory."""

    app: App
    carrier: MemoryCarrier
    ways: tuple[Source, ...]
    now: Callable[[], datetime]

    async def tick(self) -> None:
        """Tick, and let the sender work."""
        await self.app.tick(self.ways)
        await self.app.sender.drain(self.now())

    async def until(self, found: Callable[[], bool]) -> None:
        """Wait for a real server."""
        async with asyncio.timeout(3 * SOON):
            while not found():
                await asyncio.sleep(0.05)

    async def until_read(self, count: int) -> None:
        """Wait until this many mails are stored."""
        await self.until(lambda: self.stored() >= count)

    def stored(self) -> int:
        """Return how many mails are stored."""
        with self.app.store.reading() as connection:
            return reading.accounting(connection).received

    def subjects(self) -> list[str]:
        """Return the subjects of letters that left, in order."""
        return [str(message_from_bytes(each.raw)["Subject"]) for each in self.carrier.delivered]

    def told(self) -> list[str]:
        """Return the letters to the admin."""
        with self.app.store.reading() as connection:
            return list(
                connection.execute(
                    select(outbox.c.text).where(outbox.c.kind == LetterKind.ALERT)
                ).scalars()
            )

    def mailboxes(self) -> dict[str, bool]:
        """Return which are away, as `listbot status` shows them."""
        with self.app.store.reading() as connection:
            found = reading.accounting(connection).mailboxes
        return {name: bool(each.fault) for name, each in found.items()}


def configure(folder: Path, servers: dict[str, Dovecot]) -> Path:
    """Write a configuration with one list in each of two mailboxes."""
    (folder / "rules").mkdir()
    rules = QUICK.format(window=int(WINDOW.total_seconds())).replace("min_yes = 3", "min_yes = 2")
    (folder / "rules" / "quick.toml").write_text(rules)
    (folder / "imap.password").touch(mode=0o600)
    (folder / "imap.password").write_text(PASSWORD)
    text = HEAD
    for name, server in servers.items():
        text += ACCOUNT.format(name=name, port=server.imaps, ca_file=server.certificate.file)
        text += LIST.format(name=name)
    (folder / "config.toml").write_text(text)
    return folder / "config.toml"


@asynccontextmanager
async def serving(
    folder: Path, servers: dict[str, Dovecot], now: Callable[[], datetime]
) -> AsyncIterator[Daemon]:
    """The daemon at work, stopped at the end."""
    carrier = MemoryCarrier()
    app = build(load(configure(folder, servers), {}), clock=now, carrier=carrier)
    daemon = Daemon(app, carrier, app.ways_in(), now)
    tasks = [asyncio.create_task(way.run(app.receive)) for way in daemon.ways]
    try:
        yield daemon
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        app.store.close()


def mail(id: str, author: str, name: str, at: datetime, body: str, answers: str = "") -> bytes:
    """Return a mail to a list."""
    subject = f"[VOTE] Move the {name} host"
    header = [
        f"From: {author}",
        f"To: {name}@example.org",
        f"Subject: {'Re: ' if answers else ''}{subject}",
        f"Date: {at:%a, %d %b %Y %H:%M:%S} +0000",
        f"Message-ID: <{id}@example.org>",
        *([f"In-Reply-To: <{answers}@example.org>"] if answers else []),
    ]
    return "\r\n".join((*header, "", body, "")).encode()


def put(server: Dovecot, raw: bytes, at: datetime) -> None:
    """Let it arrive in the mailbox at that moment."""
    server.append("INBOX", raw, date=f'"{at:%d-%b-%Y %H:%M:%S} +0000"')


async def test_one_of_two_is_down_for_ten_minutes_over_a_close(tmp_path: Path) -> None:
    """The other list's vote closes in time, with one alert, and the late vote counts."""
    now = NOON
    async with AsyncExitStack() as stack:
        servers = {name: stack.enter_context(running_dovecot()) for name in NAMES}
        daemon = await stack.enter_async_context(serving(tmp_path, servers, lambda: now))
        for name, server in servers.items():
            proposal = mail(
                f"p-{name}",
                "Ana Ruiz <ana@example.org>",
                name,
                NOON,
                "I propose to move it.\r\n\r\n+1",
            )
            await asyncio.to_thread(put, server, proposal, NOON)
        await daemon.until_read(2)
        await daemon.tick()

        def vote(name: str, minutes: int) -> tuple[bytes, datetime]:
            at = NOON + minutes * MINUTE
            return mail(f"v-{name}", "Ravi Rao <ravi@example.org>", name, at, "+1", f"p-{name}"), at

        await asyncio.to_thread(put, servers["infra"], *vote("infra", 3))
        await daemon.until_read(3)
        now = NOON + 6 * MINUTE
        await asyncio.to_thread(servers["docs"].kill)
        await daemon.until(lambda: "away since" in daemon.ways[1].status())
        # both votes are over; the result of the one in the unreachable mailbox is still unknown
        now = NOON + 12 * MINUTE
        before = daemon.ways[0].read_until(now)
        await daemon.until(lambda: daemon.ways[0].read_until(now) != before)
        await daemon.tick()
        results = [subject for subject in daemon.subjects() if subject.startswith("[RESULT]")]
        assert results == ["[RESULT] [VOTE] Move the infra host: PASSED"]
        assert daemon.mailboxes() == {"imap:infra:INBOX": False, "imap:docs:INBOX": True}

        now = NOON + 16 * MINUTE
        await daemon.until(lambda: len(daemon.told()) == 1)
        await asyncio.to_thread(servers["docs"].start)
        await asyncio.to_thread(put, servers["docs"], *vote("docs", 8))
        await daemon.until_read(4)
        await daemon.until(lambda: "connected since" in daemon.ways[1].status())
        await daemon.until(lambda: (daemon.ways[1].read_until(now) or NOON) > NOON + 12 * MINUTE)
        await daemon.tick()
        results = [subject for subject in daemon.subjects() if subject.startswith("[RESULT]")]
        assert results == [
            "[RESULT] [VOTE] Move the infra host: PASSED",
            "[RESULT] [VOTE] Move the docs host: PASSED",
        ]
        assert daemon.mailboxes() == {"imap:infra:INBOX": False, "imap:docs:INBOX": False}
        (told,) = daemon.told()
        assert "imap:docs:INBOX: away since 2026-03-02 12:06 UTC" in told
