"""Starts listbot, and the daemons of the tests, as processes of their own that need not import
anything: they are forked from one that has imported it all.

A process that is started like this can be killed and waited for as any other; only the second that
imports take is gone. `tests/servers/test_end_to_end.py` starts listbot as a service manager does.

`python -m tests.starting FD` reads from a socket which modules to run, each together with its three
files and a socket for its process id and exit code. It has no threads and opens nothing, so a fork
copies nothing in use.
"""

import atexit
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

MOST = 200_000  # bytes of a request: its words and its environment
WORD = 8  # bytes of an answer
FILES = 4
IMPORTED = (
    "listbot.app",
    "listbot.cli.exits",
    "listbot.cli.counting.evidence",
    "listbot.cli.counting.tally",
    "listbot.cli.counting.vote_group",
    "listbot.cli.operate.outbox",
    "listbot.cli.operate.person",
    "listbot.cli.operate.quarantine",
    "listbot.cli.operate.replay",
    "listbot.cli.operate.run",
    "listbot.cli.operate.status",
    "listbot.cli.setup.check",
)


@dataclass
class Started:
    """One such process, to be used like a `subprocess.Popen`."""

    pid: int
    _told: socket.socket
    returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit code, as `subprocess` writes it; None while it runs."""
        try:
            return self.wait(0)
        except subprocess.TimeoutExpired:
            return None

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code, once there is one. Raises subprocess.TimeoutExpired."""
        if self.returncode is None:
            self._told.settimeout(timeout)
            try:
                self.returncode = _word(self._told)
            except (TimeoutError, BlockingIOError):
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0) from None
            self._told.close()
        return self.returncode

    def send_signal(self, which: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):  # it ended just now
                os.kill(self.pid, which)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Kill it without warning."""
        self.send_signal(signal.SIGKILL)


def start(
    module: str,
    *arguments: str,
    stdout: IO[Any],
    stderr: IO[Any],
    stdin: IO[Any] | None = None,
    cwd: Path | None = None,
) -> Started:
    """Run a module as `python -m` does, with files for its input and output."""
    asked = {"argv": (module, *arguments), "cwd": str(cwd or Path.cwd()), "env": {**os.environ}}
    ours, theirs = socket.socketpair()
    with theirs, Path(os.devnull).open("rb") as nothing:
        files = [each.fileno() for each in (stdin or nothing, stdout, stderr, theirs)]
        socket.send_fds(_source().socket, [json.dumps(asked).encode()], files)
    return Started(_word(ours), ours)


def run(
    module: str, *arguments: str, cwd: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run a module to its end; return what `subprocess.run` returns."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        code = start(module, *arguments, stdout=out, stderr=err, cwd=cwd).wait()
        for each in (out, err):
            each.seek(0)
        told, said = out.read().decode(), err.read().decode()
    return subprocess.CompletedProcess((module, *arguments), code, told, said)


class _Source:
    """The process that others are forked from; it ends with this one, or a little later."""

    def __init__(self) -> None:
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                (sys.executable, "-m", "tests.starting", str(theirs.fileno())),
                pass_fds=(theirs.fileno(),),
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # an interrupt is for the tests, which end what they began
            )
        atexit.register(self._close)

    def _close(self) -> None:
        self.socket.close()
        self._process.wait()


_source = cache(_Source)


def _word(told: socket.socket) -> int:
    """Read a number."""
    data = told.recv(WORD, socket.MSG_WAITALL)
    assert len(data) == WORD, "the process that watches it has ended"
    return int.from_bytes(data, "big", signed=True)


def _serve(requests: socket.socket) -> Sequence[str]:
    """Fork for each request. Returns in the forked process alone: the module and its arguments."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        asked, files, _, _ = socket.recv_fds(requests, MOST, FILES)
        if not asked:
            os._exit(0)
        if os.fork() == 0:
            requests.close()
            _fork_and_watch(files.pop())
            return _become(json.loads(asked), files)
        for each in files:
            os.close(each)


def _fork_and_watch(telling: int) -> None:
    """Fork, and tell the process id and the exit code. Returns in the forked process alone."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if (pid := os.fork()) == 0:
        os.close(telling)
        return
    os.write(telling, pid.to_bytes(WORD, "big"))
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.write(telling, code.to_bytes(WORD, "big", signed=True))
    os._exit(0)


def _become(asked: dict[str, Any], files: list[int]) -> Sequence[str]:
    """Take over folder, environment, input and output."""
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    for number, each in enumerate(files):
        os.dup2(each, number)
        os.close(each)
    argv: list[str] = asked["argv"]
    return argv


def _main() -> None:
    """Import everything; then run in each forked process what it is for."""
    for name in IMPORTED:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    module, *arguments = _serve(socket.socket(fileno=int(sys.argv[1])))
    sys.argv[1:] = arguments
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _main()
