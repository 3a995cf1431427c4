"""`listbot import` of a million mails: memory, rate and size, and what the last mails cost beside
the first.

The mails are those of `bench.mails` with short quotes, about 1.7 kB each, so that the archive and
its database need 6 GB of disk, not 20. It takes half an hour, so it runs only when it is asked for.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.live import CONFIG, core_seconds, peak_memory, with_children
from bench.mails import mbox
from bench.report import Figure

COUNT = 1_000_000
SHORT = 10  # lines of a quote, instead of up to 200
NEEDED = 5_000  # bytes of disk for each mail: its place in the archive, in the database, in the WAL
PARTS = 10  # of the archive, each of which has its cost
EVERY = 0.5  # seconds between looks at the process


@dataclass(frozen=True, slots=True)
class Look:
    """What an import had done at one moment."""

    mails: int
    core: float
    """Seconds of processor time, with the process that reads ahead."""
    memory: float
    """Megabytes that are resident now, of both."""


def measure(folder: Path, count: int = COUNT) -> list[Figure]:
    """Import so many mails once, and look at the process meanwhile."""
    if shutil.disk_usage(folder).free < count * NEEDED:
        raise SystemExit(f"{folder}: {count * NEEDED / 1e9:.0f} GB of free disk are needed")
    archive = folder / "million.mbox"
    with archive.open("wb") as out:
        out.writelines(mbox(count, longest=SHORT))
    home = folder / "million"
    home.mkdir()
    (home / "config.toml").write_text(CONFIG.format(port=8024))
    begun = time.perf_counter()
    looks, peak = _import(home, archive)
    wall = time.perf_counter() - begun
    costs = list(_costs(looks, count))
    size = (home / "live.db").stat().st_size
    return [
        Figure(f"import of {count:,} short mails, of one core", count / looks[-1].core, "/s"),
        Figure("  by the clock", count / wall, "/s"),
        Figure("cost of a mail in the first tenth", costs[0] * 1e6, "µs"),
        *(
            Figure(f"  in tenth {number}, beside the first", cost / costs[0])
            for number, cost in enumerate(costs[1:-1], 2)
        ),
        Figure("  in the last, beside the first", costs[-1] / costs[0], "", 1.2, at_least=False),
        Figure("memory after the first tenth", _memory_at(looks, count // PARTS), "MB"),
        Figure("memory, peak", peak, "MB", 120, at_least=False),
        Figure("bytes of archive for each mail", archive.stat().st_size / count, "B"),
        Figure("bytes of database for each mail", size / count, "B"),
    ]


def _import(home: Path, archive: Path) -> tuple[list[Look], float]:
    """Return looks at the import, and its peak in megabytes."""
    command = [sys.executable, "-m", "listbot", "--config", str(home / "config.toml"), "import"]
    process = subprocess.Popen(
        [*command, str(archive)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    looks, peak = [Look(0, 0.0, 0.0)], 0.0
    while process.poll() is None:
        try:
            peak = max(peak, sum(map(peak_memory, with_children(process.pid))))
            looks.append(_look(process.pid, home / "live.db"))
        except (OSError, IndexError, sqlite3.OperationalError):
            pass  # it has just begun, or has just ended
        time.sleep(EVERY)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return looks, peak


def _look(pid: int, database: Path) -> Look:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    (done,) = connection.execute(
        "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'journal'"
    ).fetchone()
    connection.close()
    family = with_children(pid)
    pages = sum(int(Path(f"/proc/{each}/statm").read_text().split()[1]) for each in family)
    core = sum(map(core_seconds, family))
    return Look(done, core, pages * os.sysconf("SC_PAGE_SIZE") / 2**20)


def _costs(looks: list[Look], count: int) -> Iterator[float]:
    """Yield the seconds of a core for a mail, part by part."""
    ends = [_at(looks, count * part // PARTS) for part in range(PARTS)] + [looks[-1]]
    for before, after in pairwise(ends):
        yield (after.core - before.core) / (after.mails - before.mails)


def _at(looks: list[Look], mails: int) -> Look:
    """Return the first look by which so many mails were in."""
    return next(each for each in looks if each.mails >= mails and each.core > 0)


def _memory_at(looks: list[Look], mails: int) -> float:
    return _at(looks, mails).memory
