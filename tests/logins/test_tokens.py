"""Access tokens: from commands and files that work, and from those that do not."""

import asyncio
import os
import select
import sys
from pathlib import Path

import pytest

from listbot.config import TokenConfig
from listbot.errors import TokenUnavailable
from listbot.logins.tokens import FAILED_FOR, KEPT, AccessTokens

KEY = "imap.token_command"


class Clock:
    """Seconds that are moved by hand."""

    now = 1000.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.now


def helper(folder: Path, body: str) -> Path:
    """Write a program that notes each run and then does as `body` says."""
    path = folder / "helper"
    runs = folder / "runs"
    path.write_text(
        f"#!{sys.executable}\nimport os, sys, time\nruns = {str(runs)!r}\n"
        "open(runs, 'a').write('x')\ncount = len(open(runs).read())\n" + body
    )
    path.chmod(0o700)
    return path


def tokens_of(path: Path, *arguments: str, within: float = 20.0) -> AccessTokens:
    """Return the tokens of a command."""
    return AccessTokens(TokenConfig(KEY, (str(path), *arguments)), within, Clock())


def runs(folder: Path) -> int:
    """Return how often the program was run."""
    return len((folder / "runs").read_text())


async def fault_of(tokens: AccessTokens) -> str:
    """Return why there is no token."""
    with pytest.raises(TokenUnavailable) as raised:
        await tokens.get()
    return str(raised.value)


async def test_a_command_prints_a_token(tmp_path: Path) -> None:
    """The line that it prints is the token, and it is run with the arguments as they stand."""
    path = helper(tmp_path, "print('ya29.' + sys.argv[1] + '==')")
    assert await tokens_of(path, "a/b").get() == "ya29.a/b=="


async def test_a_token_is_kept_for_some_minutes(tmp_path: Path) -> None:
    """Within that time the command is run once, even if two ask together; then again."""
    clock = Clock()
    path = helper(tmp_path, "print('t', count, sep='')")
    tokens = AccessTokens(TokenConfig(KEY, (str(path),)), clock=clock)
    assert list(await asyncio.gather(tokens.get(), tokens.get())) == ["t1", "t1"]
    clock.now += KEPT
    assert (await tokens.get(), runs(tmp_path)) == ("t2", 2)


async def test_a_refused_token_is_asked_for_anew(tmp_path: Path) -> None:
    """The command is run again at once; another token that was refused before changes nothing."""
    tokens = tokens_of(helper(tmp_path, "print('t', count, sep='')"))
    first = await tokens.get()
    assert await tokens.get(other_than=first) == "t2"
    assert await tokens.get(other_than=first) == "t2"


async def test_a_file_has_a_token(tmp_path: Path) -> None:
    """Its one line is the token, and it is read anew after a refusal."""
    file = tmp_path / "token"
    file.write_text("one\n")
    file.chmod(0o600)
    tokens = AccessTokens(TokenConfig("outbound.token_file", file=file))
    assert await tokens.get() == "one"
    file.write_text("two\n")
    assert await tokens.get() == "one"
    assert await tokens.get(other_than="one") == "two"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("sys.exit(1)", "{path} ended with 1; run it by hand as the user of listbot"),
        ("print('secret'); sys.exit(3)", "{path} ended with 3; run it by hand as the user of "),
        ("", "{path} printed no lines; expected one, with a token"),
        ("print('one'); print('two')", "{path} printed 2 lines; expected one, with a token"),
        ("print('a b')", "{path} printed a line that is not an access token"),
        ('print(\'{"access_token": "x"}\')', "{path} printed a line that is not an access token"),
        ("sys.stdout.buffer.write(b'\\xff\\n')", "{path} printed a line that is not an access"),
        ("print('x' * 17_000)", "{path} printed more than 16384 bytes; expected one line with a"),
        ("while True: print('x' * 999)", "{path} printed more than 16384 bytes; expected one line"),
    ],
)
async def test_what_is_not_a_token_is_a_fault(tmp_path: Path, body: str, why: str) -> None:
    """The fault names the key and the program, and repeats nothing that it printed."""
    path = helper(tmp_path, body)
    fault = await fault_of(tokens_of(path))
    assert fault.startswith(f"{KEY}: {why.format(path=path)}")
    assert "secret" not in fault


def open_files() -> set[str]:
    """The numbers of the files and pipes that this process has open."""
    return {each.name for each in Path("/proc/self/fd").iterdir()}


async def test_a_command_that_is_ended_leaves_no_pipe_open(tmp_path: Path) -> None:
    """Neither one that prints without end nor one that hangs in the middle of it."""
    words = "os.write(1, b'x' * 9_000)"
    before = open_files()
    for body in (f"while True: {words}", f"{words}\ntime.sleep(600)"):
        await fault_of(tokens_of(helper(tmp_path, body), within=1))
        await asyncio.sleep(0)
        assert open_files() == before


@pytest.mark.parametrize("arguments", [(), ("only what it has started hangs",)])
async def test_a_command_that_hangs_is_ended(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """It and whatever it has started are killed after the time limit."""
    alive = tmp_path / "alive"
    os.mkfifo(alive)
    listening = os.open(alive, os.O_RDONLY | os.O_NONBLOCK)
    body = (
        f"held = open({str(alive)!r}, 'w')\n"
        "if os.fork() == 0: time.sleep(600)\n"
        "if len(sys.argv) > 1: sys.exit()\n"
        "time.sleep(600)"
    )
    path = helper(tmp_path, body)
    fault = await fault_of(tokens_of(path, *arguments, within=1))
    assert fault == f"{KEY}: {path} did not end within 1 seconds"
    poll = select.poll()
    poll.register(listening, 0)
    nobody_has_it_open = [(listening, select.POLLHUP)]
    assert poll.poll(10_000) == nobody_has_it_open
    os.close(listening)


async def test_a_command_that_is_not_there(tmp_path: Path) -> None:
    """The fault says why it cannot be run."""
    fault = await fault_of(tokens_of(tmp_path / "none"))
    assert fault == f"{KEY}: {tmp_path}/none cannot be run: No such file or directory"


async def test_a_broken_command_is_not_run_for_every_letter(tmp_path: Path) -> None:
    """For a minute the same fault is given again; then the command has another chance."""
    clock = Clock()
    path = helper(tmp_path, "sys.exit(count < 2) if count < 2 else print('t')")
    tokens = AccessTokens(TokenConfig(KEY, (str(path),)), clock=clock)
    faults = [await fault_of(tokens), await fault_of(tokens)]
    assert (faults[0] == faults[1], runs(tmp_path)) == (True, 1)
    clock.now += FAILED_FOR
    assert await tokens.get() == "t"


async def test_a_file_must_be_private(tmp_path: Path) -> None:
    """Others must not be able to open it; a missing one is named."""
    file = tmp_path / "token"
    key = "imap.token_file"
    missing = await fault_of(AccessTokens(TokenConfig(key, file=file)))
    assert missing == f"{key}: {file} cannot be read: No such file or directory"
    file.write_text("one\n")
    file.chmod(0o644)
    fault = await fault_of(AccessTokens(TokenConfig(key, file=file)))
    assert fault == f"{key}: {file} must be private to its owner: chmod 600 {file}"
