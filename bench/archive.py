"""`listbot import`: mails per second on one core, how that grows with the store, and memory."""

import resource
import subprocess
import sys
import time
from pathlib import Path

from bench.live import CONFIG
from bench.mails import mbox
from bench.report import Figure

SIZES = (1_000, 10_000, 50_000)


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
    return [*figures, Figure("memory of an import, peak", peak, "MB", 120, at_least=False)]


def _import(folder: Path, archive: Path) -> tuple[float, float, float]:
    """Return wall seconds, core seconds and peak MB of the process."""
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
            status = Path(f"/proc/{process.pid}/status").read_text()
            peak = max(peak, int(status.split("VmHWM:")[1].split()[0]) / 1024)
        except (OSError, IndexError):
            break
        time.sleep(0.05)
    process.wait()
    return peak
