"""A second way to reach the admin, for a night on which mail itself is what fails: a command, or a
request to a web address.

It runs on a thread of its own, one report at a time; when it is behind, further reports are left
out, since each is in the log. Never raises: what goes wrong is logged.
"""

import asyncio
import logging
import queue
import subprocess
import threading
from collections.abc import Callable, Sequence

MOST_WAITING = 20
WITHIN = 30.0  # seconds for one report
SHOWN = 500  # bytes of what a failed command wrote

log = logging.getLogger(__name__)

Way = Callable[[str, str], None]
"""Sends a report: its subject in a line, its text. Raises OSError, ValueError or
subprocess.SubprocessError.
"""


class SecondRoute:
    """Hands reports to the ways that are configured."""

    def __init__(self, *ways: Way) -> None:
        self._ways = ways
        self._waiting: queue.Queue[tuple[str, str]] = queue.Queue(MOST_WAITING)
        self._thread: threading.Thread | None = None

    def __call__(self, subject: str, text: str) -> None:
        """Send a report soon. May be called in any thread."""
        if not self._ways:
            return
        try:
            self._waiting.put_nowait((subject, text))
        except queue.Full:
            log.warning("the second route for alerts is behind; one is only in the log")
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="listbot-alerts", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Wait until everything that was handed in was tried."""
        self._waiting.join()

    def _serve(self) -> None:
        while True:
            report = self._waiting.get()
            for way in self._ways:
                try:
                    way(*report)
                except (OSError, ValueError, subprocess.SubprocessError) as fault:
                    log.error("the second route for alerts failed: %s", fault)
            self._waiting.task_done()


def by_command(command: Sequence[str]) -> Way:
    """Return a way that runs a command with the report on its standard input, without a shell."""

    def run(subject: str, text: str) -> None:
        done = subprocess.run(  # noqa: S603  # The admin named it, and no stranger adds a word.
            list(command),
            input=f"{subject}\n\n{text}\n".encode("utf-8", "replace"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=WITHIN,
            check=False,
        )
        if done.returncode:
            said = done.stdout[:SHOWN].decode("utf-8", "replace").strip()
            raise OSError(f"{command[0]} ended with {done.returncode}: {said!a}")

    return run


def by_request(url: str) -> Way:
    """Return a way that posts the report to a web address, as JSON with `subject` and `text`."""

    def post(subject: str, text: str) -> None:
        asyncio.run(_post(url, {"subject": subject, "text": text}))

    return post


async def _post(url: str, report: dict[str, str]) -> None:
    # Imported here: it takes long, and few installations have such an address.
    from aiohttp import ClientError, ClientSession, ClientTimeout

    try:
        async with (
            ClientSession(timeout=ClientTimeout(total=WITHIN)) as client,
            client.post(url, json=report) as answer,
        ):
            answer.raise_for_status()
    except ClientError as fault:
        # The address may be a secret, and a fault of the library may hold it.
        raise OSError(f"the web address refused it: {type(fault).__name__}") from None
