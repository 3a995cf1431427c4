"""A real Redmine in a temporary directory, on a free port of the loopback, killed by its process
id.

Debian's package brings the program; what one instance needs was made once by `redmine_setup`, and
each server runs a copy of that, as nobody. It is set up as docs/trackers.md tells the admin.
"""

import json
import os
import shutil
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.ports import free_port
from tests.servers.redmine_setup import OWNER, PROGRAM, environment, own, prepared
from tests.servers.waiting import until
from tests.trackers.fakes.redmine import client


@dataclass(slots=True)
class Redmine:
    """The server."""

    folder: Path
    port: int
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """Return where it is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def keys(self) -> dict[str, str]:
        """Return each person's key."""
        found: dict[str, str] = json.loads((self.folder / "keys.json").read_bytes())
        return found

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = ("puma", "--quiet", "--environment", "production", "--threads", "1:3")
        with (self.folder / "out").open("ab") as out:
            process = subprocess.Popen(
                (*command, "--bind", f"tcp://127.0.0.1:{self.port}", str(PROGRAM / "config.ru")),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                cwd=PROGRAM,
                env=environment(self.folder),
                user=OWNER,
                group="nogroup",
                extra_groups=(),
            )
        self._process = process
        until(lambda: self._answers() or process.poll() is not None, self.said)
        assert process.poll() is None, self.said()

    def stop(self) -> None:
        """Kill it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def said(self) -> str:
        """Return what it printed."""
        return (self.folder / "out").read_text(encoding="utf-8", errors="replace")

    def ask(self, method: str, path: str, json_: object = None) -> Any:
        """Make a request as the administrator; return the answer."""
        request = urllib.request.Request(
            f"{self.url}/{path}",
            method=method,
            data=None if json_ is None else json.dumps(json_).encode(),
            headers={"X-Redmine-API-Key": self.keys["admin"], "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            body = answer.read()
        return json.loads(body) if body else None

    async def clear(self) -> None:
        """Delete all tickets."""
        admin = client(self.url, self.keys["admin"])
        params = {"status_id": "*", "limit": "100"}
        found = (await admin.ask("GET", ("issues.json",), params=params)).json()
        for each in found["issues"]:
            await admin.ask("DELETE", ("issues", f"{each['id']}.json"))
        await admin.close()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/login", timeout=20):
                return True
        except OSError:
            return False


@contextmanager
def running_redmine() -> Iterator[Redmine]:
    """A Redmine without tickets."""
    if os.getuid() != 0:
        pytest.skip("Redmine is started by root, as nobody")
    made = prepared()
    if not (made / ".ready").exists():
        pytest.skip("Redmine is not installed: .ci/install-servers")
    folder = Path(tempfile.mkdtemp(prefix="listbot-redmine-"))
    server = Redmine(folder, free_port())
    try:
        folder.chmod(0o755)
        shutil.copytree(made, folder, dirs_exist_ok=True)
        own(folder)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)
