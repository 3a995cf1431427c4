"""Runs a program and says what it took."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.live import peak_memory

EVERY = 0.01  # seconds between looks at its memory


@dataclass(frozen=True, slots=True)
class Used:
    """What a process took, with those that it started and waited for."""

    wall: float
    core: float
    """Processor seconds."""
    memory: float
    """Megabytes, at its own peak."""


def run(command: Sequence[str], said: Path, environment: Mapping[str, str]) -> tuple[int, Used]:
    """Run a program in the project's folder; return its status, and write what it says to a file.

    Its memory is looked at while it runs: what the kernel says after its end includes this process,
    of which it began as a copy.
    """
    begun, memory = time.perf_counter(), 0.0
    with said.open("wb") as out:
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd=Path(__file__).resolve().parents[1],
        )
    while True:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            wall = time.perf_counter() - begun
            return process.returncode, Used(wall, used.ru_utime + used.ru_stime, memory)
        try:
            memory = max(memory, peak_memory(process.pid))
        except (OSError, IndexError):  # it has just ended
            continue
        time.sleep(EVERY)
