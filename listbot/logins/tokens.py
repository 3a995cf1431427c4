"""Gets the access tokens (OAuth2) with which listbot logs in to servers that take no passwords.

A token comes from a command, which prints it on one line, or from a file that something else
keeps fresh. listbot knows neither how a token is made nor how long it lives: it keeps one for
some minutes, and asks anew when the server refuses it. No text that a command prints is ever
repeated, and nothing secret is passed to it. Raises TokenUnavailable, which names the key of the
configuration; for a minute the same again, so that a broken command is not run for every letter.
"""

import asyncio
import os
import re
import signal
import stat
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from listbot.config import TokenConfig
from listbot.errors import TokenUnavailable

WITHIN = 30.0  # seconds for a command: it asks a web service, mostly in less than one
KEPT = 300.0  # seconds; tokens live for an hour, and a helper hands out the same one until then
FAILED_FOR = 60.0  # seconds in which a command that failed is not run again
ENDS_WITHIN = 5.0  # seconds for the system to end what was killed; a busy machine takes its time
LONGEST = 16 * 1024  # bytes; Microsoft's tokens have 2,000

_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")  # RFC 6750, section 2.1
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class AccessTokens:
    """The tokens of one account."""

    def __init__(
        self,
        config: TokenConfig,
        within: float = WITHIN,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._config = config
        self._within = within
        self._clock = clock
        self._token = ""
        self._fault = ""
        self._at = 0.0
        """When the command last gave a token or failed."""
        self._asking = asyncio.Lock()

    async def get(self, *, other_than: str = "") -> str:
        """Return a token; `other_than` is one that the server has refused, so it asks anew.

        Raises TokenUnavailable. What comes back may still be the refused one.
        """
        async with self._asking:
            age = self._clock() - self._at
            if self._fault and age < FAILED_FOR:
                raise TokenUnavailable(self._fault)
            if not self._token or self._token == other_than or age >= KEPT:
                await self._ask()
            return self._token

    async def _ask(self) -> None:
        self._token = self._fault = ""
        try:
            self._token = await self._fresh()
        except OSError as fault:
            self._fault = f"{self._config.key}: {fault.strerror or fault}"
        finally:
            self._at = self._clock()
        if self._fault:
            raise TokenUnavailable(self._fault)

    async def _fresh(self) -> str:
        """Raises OSError."""
        if self._config.file is not None:
            return token_in(read_private(self._config.file), f"{self._config.file} has")
        words = await printed(self._config.command, self._within)
        return token_in(words, f"{self._config.command[0]} printed")


def token_in(words: bytes, which: str) -> str:
    """Return the one token in this. Raises OSError, without repeating any of it."""
    if len(words) > LONGEST:
        raise OSError(f"{which} more than {LONGEST} bytes; expected one line with a token")
    lines = words.decode("ascii", "replace").splitlines()
    found = [line.strip() for line in lines if line.strip()]
    if len(found) != 1:
        raise OSError(f"{which} {len(found) or 'no'} lines; expected one, with a token")
    if not _TOKEN.fullmatch(found[0]):
        raise OSError(f"{which} a line that is not an access token")
    return found[0]


def read_private(file: Path) -> bytes:
    """Return what a token's file has. Raises OSError, also if others may open it."""
    try:
        with file.open("rb") as opened:
            if os.fstat(opened.fileno()).st_mode & _OTHERS:
                raise OSError(f"{file} must be private to its owner: chmod 600 {file}")
            return opened.read(LONGEST + 1)
    except OSError as fault:
        if fault.strerror is None:
            raise
        raise OSError(f"{file} cannot be read: {fault.strerror}") from fault


async def printed(command: Sequence[str], within: float) -> bytes:
    """Run a command, without a shell, and return what it printed; it and all that it started are
    ended if it takes too long. Raises OSError.
    """
    try:
        running = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,  # it may hold a secret
            start_new_session=True,
        )
    except OSError as fault:
        raise OSError(f"{command[0]} cannot be run: {fault.strerror}") from fault
    assert running.stdout is not None
    has_ended = False
    try:
        async with asyncio.timeout(within):
            words = await _some(running.stdout)
            code = await running.wait() if len(words) <= LONGEST else 0
            has_ended = len(words) <= LONGEST
    except TimeoutError:
        raise OSError(f"{command[0]} did not end within {within:g} seconds") from None
    finally:
        if not has_ended:
            await _end(running)
    if code:
        raise OSError(f"{command[0]} ended with {code}; run it by hand as the user of listbot")
    return words


async def _end(running: asyncio.subprocess.Process) -> None:
    """Kill a command and what it has started, which may hold its output open.

    What it still had to say is read, or its end of the pipe would stay open here.
    """
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    assert running.stdout is not None
    with suppress(TimeoutError):
        async with asyncio.timeout(ENDS_WITHIN):
            while await running.stdout.read(LONGEST):
                pass
            await running.wait()


async def _some(stream: asyncio.StreamReader) -> bytes:
    words = b""
    while len(words) <= LONGEST and (more := await stream.read(LONGEST)):
        words += more
    return words
