"""A mail or vote that hangs or kills the daemon is passed over after three starts."""

import asyncio
import json
import signal
import smtplib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from listbot.store.journal.inbox import TRIES
from tests import starting
from tests.inbound.mailbox import Mailbox, serving
from tests.ports import free_port
from tests.servers.waiting import until

CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"
[{way}]
{more}
[outbound]
kind = "maildir"
maildir = "out"
[[lists]]
address = "infra@example.org"
role = "decisions"
via = "{via}"
policy = "quick.toml"
identity = "any"
mode = "live"
"""
QUICK = """
[classes.quick]
tags = ["VOTE"]
silence = false
min_yes = 1
yes_gt_no = true
objection = "blocks"
reason_required = true
put_off = "0s"
if_short = "0s"
if_in_doubt = "0s"
words = false
fractions = "sign"
electorate = "roster"
window = "1s"
min_window = "1s"
quiet_days = []
grace = "1s"
"""
ENDED_BY_WATCHDOG = 1


@dataclass
class Daemon:
    """`listbot run`, in which some mails hang."""

    folder: Path
    up: str
    """Its log line once it serves."""
    process: starting.Started | None = None
    starts: int = field(default=0)

    def start(self) -> None:
        """Start it, and wait until it serves or has ended."""
        self.starts += 1
        with (self.folder / "log").open("ab") as log:
            self.process = starting.start(*self.command, "run", stdout=log, stderr=log)
        until(
            lambda: self.log().count(self.up) >= self.starts or self.ended is not None,
            lambda: self.log(),
        )

    @property
    def command(self) -> tuple[str, ...]:
        """A module and the start of its arguments."""
        return ("tests.crash.hanging", "--config", str(self.folder / "config.toml"))

    @property
    def ended(self) -> int | None:
        """Return the exit code; None while it runs."""
        assert self.process is not None
        return self.process.poll()

    def log(self) -> str:
        """Return the log of all runs."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def call(self, *arguments: str) -> str:
        """Run another command of the same listbot."""
        call = starting.run(*self.command, *arguments)
        assert call.returncode == 0, call.stderr
        return call.stdout

    def ask(self, *arguments: str) -> Any:
        """Return a command's JSON output."""
        return json.loads(self.call(*arguments, "--json"))

    def stop(self) -> None:
        """Stop it in order."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(20)


def daemon_in(folder: Path, way: str, more: str, via: str, up: str) -> Daemon:
    """Return a daemon that gets mail this way."""
    (folder / "config.toml").write_text(CONFIG.format(way=way, more=more, via=via))
    (folder / "quick.toml").write_text(QUICK)
    return Daemon(folder, up)


@pytest.fixture
def by_lmtp(tmp_path: Path) -> Iterator[tuple[Daemon, int]]:
    """A daemon that gets mail by LMTP, and its port."""
    port = free_port()
    found = daemon_in(
        tmp_path, "lmtp", f"port = {port}\nretry_time = 1", "lmtp", "lmtp: listening on"
    )
    yield found, port
    if found.process is not None and found.ended is None:
        found.stop()


def mail(id: str, deed: str = "none", subject: str = "hello") -> bytes:
    """Return a mail that asks for a deed."""
    lines = (
        "From: Ana <ana@example.org>",
        "To: infra@example.org",
        f"Message-ID: <{id}@example.org>",
        f"Subject: {subject}",
        f"X-Test: {deed}",
        "",
        "Here I am.",
        "",
    )
    return "\r\n".join(lines).encode()


def hand_in(port: int, raw: bytes) -> int:
    """Hand a mail over by LMTP; return the reply's code, 0 if the daemon ended over it."""
    try:
        with smtplib.LMTP("127.0.0.1", port, timeout=60) as host:
            host.sendmail("ana@example.org", ["infra@example.org"], raw)
    except smtplib.SMTPServerDisconnected:
        return 0
    except smtplib.SMTPDataError as refused:
        return refused.smtp_code
    return 250


def wait_for_end(daemon: Daemon) -> int:
    """Return the exit code, once there is one."""
    until(lambda: daemon.ended is not None, daemon.log)
    assert daemon.ended is not None
    return daemon.ended


@pytest.mark.parametrize(
    ("deed", "code", "why"),
    [
        ("hang-read", ENDED_BY_WATCHDOG, (
"it ended the daemon all 3 times that "
"listbot tried to read it"
)),
        ("stay-decide", ENDED_BY_WATCHDOG, (
"it ended the daemon all 3 times that "
"listbot tried to decide it"
)),
        ("die-decide", -signal.SIGKILL, (
"it ended the daemon all 3 times that "
"listbot tried to decide it"
)),
    ],
)  # fmt: skip
def test_by_lmtp(by_lmtp: tuple[Daemon, int], deed: str, code: int, why: str) -> None:
    """After three starts without an answer, the mail is kept unread; those behind it are
    decided.
    """
    daemon, port = by_lmtp
    for _ in range(TRIES):
        daemon.start()
        assert hand_in(port, mail("bad", deed)) == 0
        assert wait_for_end(daemon) == code
    daemon.start()
    assert [hand_in(port, mail("bad", deed)), hand_in(port, mail("good"))] == [250, 250]
    assert daemon.ask("status")["dispositions"] == {"not a vote": 1, "quarantined": 1}
    (row,) = daemon.ask("quarantine", "list")
    assert (row["mail"], row["why"]) == ("<bad@example.org>", why)
    daemon.stop()
    assert daemon.call("replay").startswith("equal: ")
    assert daemon.log().count("ALERT a mail to infra@example.org (SHA-256 ") == TRIES


def test_a_reader_that_raises(by_lmtp: tuple[Daemon, int]) -> None:
    """It counts as a try without a restart: the host must try later, and the third is the last."""
    daemon, port = by_lmtp
    daemon.start()
    bad = mail("bad", "raise-read")
    assert [hand_in(port, bad) for _ in range(TRIES + 1)] == [451, 451, 451, 250]
    assert hand_in(port, mail("good")) == 250
    assert daemon.ask("status")["dispositions"] == {"not a vote": 1, "quarantined": 1}
    assert daemon.call("replay").startswith("equal: ")


async def test_by_imap(tmp_path: Path) -> None:
    """A mail that hangs in the folder blocks none behind it: once set aside, it is passed."""
    async with serving(Mailbox()) as mailbox:
        for uid, raw in enumerate(
            (mail("one"), mail("bad", "hang-read"), mail("two"), mail("three")), 1
        ):
            mailbox.put(uid, raw)
        (tmp_path / "password").write_text("secret")
        (tmp_path / "password").chmod(0o600)
        more = (
            f'host = "localhost"\nport = {mailbox.port}\nuser = '
            f'"bot"\npassword_file = "password"\npoll = 5'
        )
        daemon = daemon_in(tmp_path, "imap", more, "imap:INBOX", "imap:INBOX: connected")
        for _ in range(TRIES):
            await asyncio.to_thread(daemon.start)
            assert await asyncio.to_thread(wait_for_end, daemon) == ENDED_BY_WATCHDOG
        await asyncio.to_thread(daemon.start)
        await seen(mailbox, 4)
        await asyncio.to_thread(daemon.stop)
    assert daemon.ask("status")["dispositions"] == {"not a vote": 3, "quarantined": 1}
    assert daemon.call("replay").startswith("equal: ")


async def seen(mailbox: Mailbox, count: int) -> None:
    """Wait until this many mails have their flag."""
    async with asyncio.timeout(45):
        while len(mailbox.seen) < count:
            await asyncio.sleep(0.05)


def test_a_vote_that_hangs_at_its_close(by_lmtp: tuple[Daemon, int]) -> None:
    """It is passed over and reported; the next one closes. An operator can have it looked
    at again.
    """
    daemon, port = by_lmtp
    daemon.start()
    for id, title in (("p1", "hang-tick"), ("p2", "On ops")):
        with suppress(OSError):
            hand_in(port, mail(id, subject=f"[VOTE] {title}"))
    for _ in range(TRIES - 1):
        assert wait_for_end(daemon) == ENDED_BY_WATCHDOG
        daemon.start()
    assert wait_for_end(daemon) == ENDED_BY_WATCHDOG
    daemon.start()
    assert hand_in(port, mail("p2", subject="[VOTE] On ops")) == 250
    until(
        lambda: "V-2: " in daemon.log() and daemon.ask("vote", "list", "--state", "not passed"),
        daemon.log,
    )
    assert [row["number"] for row in daemon.ask("vote", "list", "--state", "open")] == [1]
    (row,) = daemon.ask("quarantine", "list")
    assert row["passed_over"] == "V-1"
    assert daemon.ask("status")["passed_over"] == ["V-1"]
    daemon.stop()
    assert daemon.call("replay").startswith("equal: ")
    retried = daemon.call("quarantine", "retry", "V-1", "--reason", "mended")
    assert retried == "the daemon tries V-1 again within half a minute, or once it runs\n"
    assert daemon.ask("quarantine", "list") == []
