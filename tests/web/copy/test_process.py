"""A build as a process of its own."""

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from listbot.web.copy import process


def python(code: str) -> tuple[str, ...]:
    """A command that runs this."""
    return (sys.executable, "-c", code)


def test_the_command() -> None:
    """It is the one that an operator would write, with the daemon's own interpreter."""
    words = process.command(Path("/etc/listbot/config.toml"), Path("/srv/www"))
    ours = ("-m", "listbot", "--config", "/etc/listbot/config.toml", "site", "build", "/srv/www")
    assert words[-8:] == (sys.executable, *ours)


def test_a_system_without_nice(monkeypatch: pytest.MonkeyPatch) -> None:
    """It runs like any other program."""
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert process.command(Path("c"), Path("s"))[0] == sys.executable


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("print('5 pages')", ""),
        ("import sys; print('a warning', file=sys.stderr)", ""),
        ("import sys; sys.exit('a warning\\nlistbot: /srv: no space left')", "/srv: no space left"),
        ("import sys; sys.exit('a\\x1b[31m')", "a?[31m"),
        ("import sys; sys.exit(75)", "it ended with 75"),
        ("import sys; sys.exit('x' * 100_000)", "x" * 300),
        ("import os; os.kill(os.getpid(), 9)", "it ended with -9"),
    ],
)
async def test_what_it_says(code: str, why: str) -> None:
    """Nothing if it worked, else its last line."""
    assert await process.run(python(code)) == why


async def test_a_program_that_is_not_there() -> None:
    """That is a reason like any other."""
    assert await process.run(("/no/such/program",)) == (
        "it could not be started: No such file or directory"
    )


async def test_one_that_takes_too_long_is_ended() -> None:
    """Also if it does not listen."""
    assert await process.run(python("input = __import__('time').sleep(600)"), 0.1) == (
        "it took longer than 0 seconds"
    )


async def test_one_that_does_not_listen_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The daemon can stop whatever it does."""
    monkeypatch.setattr("listbot.web.copy.process.PATIENCE", 0.1)
    started = tmp_path / "started"
    code = (
        "import os, pathlib, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"pathlib.Path({str(started)!r}).write_text(str(os.getpid()))\n"
        "time.sleep(600)"
    )
    running = asyncio.create_task(process.run(python(code)))
    async with asyncio.timeout(30):
        while not (started.exists() and started.read_text()):
            await asyncio.sleep(0.01)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.read_text()), 0)


async def test_what_the_service_manager_says_is_not_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The manager listens to the daemon alone."""
    monkeypatch.delenv("LISTBOT_NO_SKIP", raising=False)  # of our CI
    monkeypatch.setenv("NOTIFY_SOCKET", "/run/x")
    monkeypatch.setenv("LISTBOT_BOT__ADMIN", "admin@example.org")
    shown = "import os, sys; sys.exit(str([n for n in os.environ if n[:3] in ('NOT', 'LIS')]))"
    assert await process.run(python(shown)) == "['LISTBOT_BOT__ADMIN']"
