"""The real daemon in its own process, and the commands an admin runs next to it."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tests import starting
from tests.servers.waiting import until

STOPS_WITHIN = 10.0  # seconds


@dataclass(slots=True)
class Daemon:
    """`listbot run`; `start`, `stop` and `kill` it as often as a test likes."""

    folder: Path
    """Holds config.toml, the database and the log."""
    up: str
    """Its log line once it accepts mail."""
    _process: "starting.Started | subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it, and wait until it accepts mail."""
        before = self.log().count(self.up)
        with (self.folder / "log").open("ab") as log:
            self._process = self._started(log)
        until(lambda: self.log().count(self.up) > before or not self.is_running, self.log)
        assert self.is_running, self.log()

    @property
    def is_running(self) -> bool:
        """Return whether the process exists."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """Kill it without any warning."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> int | None:
        """Stop it in order; return its exit code, None if it was not started."""
        if self._process is None:
            return None
        self._process.terminate()
        return self._process.wait(STOPS_WITHIN)

    def log(self) -> str:
        """Return the log of all its runs."""
        file = self.folder / "log"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def call(self, *arguments: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
        """Run another command with the same configuration, in a folder."""
        return starting.run(*self._command, *arguments, cwd=cwd)

    def ask(self, *arguments: str) -> Any:
        """Return a command's JSON output."""
        answer = self.call(*arguments, "--json")
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout)

    def _started(self, log: IO[bytes]) -> "starting.Started | subprocess.Popen[bytes]":
        return starting.start(*self._command, "run", stdout=log, stderr=log)

    @property
    def _command(self) -> tuple[str, ...]:
        """A module and the start of its arguments."""
        return (self._module, "--config", str(self.folder / "config.toml"))

    @property
    def _module(self) -> str:
        return "listbot"


class ServiceDaemon(Daemon):
    """The same, started as a service manager does, by an interpreter that has imported nothing."""

    def call(self, *arguments: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
        """Run another command like that."""
        command = (sys.executable, "-m", *self._command, *arguments)
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)

    def _started(self, log: IO[bytes]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            (sys.executable, "-m", *self._command, "run"), stdout=log, stderr=log
        )
