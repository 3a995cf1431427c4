"""Runs a build of the copy as a process of its own: the interpreter of the daemon stays free.

It never raises for what the build does: it returns the fault in words. A build that is cancelled
or takes too long is ended.
"""

import asyncio
import os
import shutil
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

LONGEST = 1800.0  # seconds; the largest sites take one minute
PATIENCE = 5.0  # seconds from SIGTERM to SIGKILL
MOST_WORDS = 300  # characters of a fault
NOT_FOR_IT = ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID")
"""What the service manager tells the daemon alone."""


def command(config: Path, folder: Path) -> tuple[str, ...]:
    """Return the command that builds the copy, after everything else if the system has a word in
    it.
    """
    nice = shutil.which("nice")
    first = (nice, "-n", "10") if nice else ()
    ours = (sys.executable, "-m", "listbot", "--config", str(config))
    return (*first, *ours, "site", "build", str(folder))


async def run(words: Sequence[str], longest: float = LONGEST) -> str:
    """Run a command to its end; return why it failed, "" if it did not."""
    environment = {name: value for name, value in os.environ.items() if name not in NOT_FOR_IT}
    try:
        process = await asyncio.create_subprocess_exec(
            *words, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, env=environment
        )
    except OSError as fault:
        return f"it could not be started: {fault.strerror}"
    try:
        async with asyncio.timeout(longest):
            _, told = await process.communicate()
    except TimeoutError:
        return f"it took longer than {longest:.0f} seconds"
    finally:
        await _end(process)
    return "" if process.returncode == 0 else _last_words(told, process.returncode)


def _last_words(told: bytes, code: int | None) -> str:
    lines = told[-10 * MOST_WORDS :].decode(errors="replace").strip().splitlines()
    last = lines[-1].removeprefix("listbot: ") if lines else f"it ended with {code}"
    return "".join(each if each.isprintable() else "?" for each in last)[:MOST_WORDS]


async def _end(process: Process) -> None:
    """End it if it still runs."""
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(PATIENCE):
            await process.communicate()  # to its end, or the pipe would stay open
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
