"""`listbot import`: mails per second on one core and on two, how that grows with the store, and
memory; and what a mail that comes live costs beside so many stored ones.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import live
from bench.live import CONFIG, peak_memory, with_children
from bench.mails import LIST, mails, mbox
from bench.report import Figure

SIZES = (1_000, 10_000, 100_000)
LIVE = 1_000  # mails that come to each database
PAIRS = 9  # of imports on one core and on two in turn, because the machine's speed drifts


def measure(folder: Path, sizes: tuple[int, ...] = SIZES) -> list[Figure]:
    """Import archives of growing size, each into its own database.

    The time to import a single mail, with the start of the process and a new database, is
    subtracted: otherwise small archives would look more expensive, and hide how the cost of
    a mail grows.
    """
    figures: list[Figure] = []
    costs: dict[int, float] = {}
    peak = 0.0
    nothing = folder / "one.mbox"
    nothing.write_bytes(b"".join(mbox(1)))
    start = min(_import(folder / f"empty{number}", nothing) for number in range(3))
    for size in sizes:
        archive = folder / f"{size}.mbox"
        with archive.open("wb") as out:
            out.writelines(mbox(size))
        with _one_core():
            wall, core, memory = _import(folder / f"import{size}", archive)
        wall, core = wall - start[0], core - start[1]
        costs[size] = core / size
        peak = max(peak, memory)
        figures.append(Figure(f"import of {size:,} mails, wall clock", size / wall, "/s"))
        goal = 1_000 if size == sizes[-1] else None
        figures.append(Figure(f"import of {size:,} mails, of one core", size / core, "/s", goal))
    for size in sizes[1:]:
        name = f"cost of a mail at {size:,} beside {sizes[0]:,}"
        figures.append(Figure(name, costs[size] / costs[sizes[0]], "", 1.2, at_least=False))
    alive = {size: _live(folder / f"import{size}", size) for size in sizes}
    for size in sizes[1:]:
        name = f"cost of a live mail at {size:,} beside {sizes[0]:,}"
        figures.append(Figure(name, alive[size] / alive[sizes[0]], "", 1.2, at_least=False))
    name = "memory of an import on one core, peak"
    return [*figures, Figure(name, peak, "MB", 120, at_least=False)]


def measure_two_cores(folder: Path, size: int) -> list[Figure]:
    """Import an archive on one core and on two, in turn, each into its own database."""
    archive, nothing = folder / "archive.mbox", folder / "one.mbox"
    archive.write_bytes(b"".join(mbox(size)))
    nothing.write_bytes(b"".join(mbox(1)))
    start = min(_import(folder / f"empty{number}", nothing)[0] for number in range(3))
    alone: list[tuple[float, float, float]] = []
    both: list[tuple[float, float, float]] = []
    for number in range(PAIRS):
        with _one_core():
            alone.append(_import(folder / f"one{number}", archive))
        both.append(_import(folder / f"two{number}", archive))
    wall = [(one[0] - start) / (two[0] - start) for one, two in zip(alone, both, strict=True)]
    core = [two[1] / one[1] for one, two in zip(alone, both, strict=True)]
    took = statistics.median(each[0] for each in both) - start
    return [
        Figure(f"import of {size:,} mails on two cores, wall clock", size / took, "/s"),
        Figure("  as a multiple of the rate on one", statistics.median(wall), "", 1.6),
        Figure("    the lowest of the pairs", min(wall), ""),
        Figure("    the highest", max(wall), ""),
        Figure("  processor time beside that on one", statistics.median(core), ""),
        Figure("  memory of both processes, peak", max(each[2] for each in both), "MB"),
    ]


@contextmanager
def _one_core() -> Iterator[None]:
    """Whatever starts in the block has one processor, so an import takes no second process."""
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(ours)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, ours)


def _live(home: Path, seed: int) -> float:
    """Return the core seconds of a mail that comes by LMTP to what an import has left."""
    port = live.free_port()
    (home / "config.toml").write_text(CONFIG.format(port=port))
    command = [sys.executable, "-m", "listbot", "--config", str(home / "config.toml"), "run"]
    raws = [raw for _, raw in mails(LIVE, seed)]
    with live.running(command, port) as process:
        live.rate(port, raws[: LIVE // 10], LIST)
        before = live.core_seconds(process.pid)
        live.rate(port, raws[LIVE // 10 :], LIST)
        return (live.core_seconds(process.pid) - before) / (LIVE - LIVE // 10)


def _import(folder: Path, archive: Path) -> tuple[float, float, float]:
    """Return wall seconds, core seconds and peak MB, of all its processes together."""
    folder.mkdir()
    (folder / "config.toml").write_text(CONFIG.format(port=8024))
    command = [
        sys.executable,
        "-m",
        "listbot",
        "--config",
        str(folder / "config.toml"),
        "import",
        str(archive),
    ]
    begun = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = _watch(process)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    core = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return time.perf_counter() - begun, core, peak


def _watch(process: subprocess.Popen[bytes]) -> float:
    peak = 0.0
    while process.poll() is None:
        try:
            peak = max(peak, sum(map(peak_memory, with_children(process.pid))))
        except (OSError, IndexError):
            break
        time.sleep(0.05)
    process.wait()
    return peak
