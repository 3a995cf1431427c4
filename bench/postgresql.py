"""PostgreSQL beside SQLite: mails by LMTP until they are committed, over one connection and over
eight, and over eight to two daemons on one database.

Both databases are on the same disk and wait for it at each commit. All take turns in each round,
and only the ratios within a round count.
"""

import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench import live
from bench.mails import LIST, mails
from bench.report import NO_POSTGRESQL, Figure, Note
from tests.postgresql import Postgres, programs, running_postgresql

SQLITE = 'url = "sqlite:///live.db"'
CONNECTIONS = (1, 8)
DURABLE = ("fsync=on", "full_page_writes=on", "synchronous_commit=on", "max_connections=100")


def measure(folder: Path, count: int) -> list[Figure | Note]:
    """Measure the rates, and the ratios between the databases."""
    if programs() is None:
        return [NO_POSTGRESQL]
    found: dict[str, list[float]] = {}
    folder.chmod(0o755)  # the server does not run as root
    with running_postgresql(settings=DURABLE, place=folder) as server:
        for number in range(live.ROUNDS):
            for name, ports in _daemons(folder / f"pg{number}", server):
                for connections in CONNECTIONS:
                    if connections >= len(ports):
                        seed = number * 10 + connections
                        rate = _rate(ports, count, seed, connections)
                        found.setdefault(f"{name} {connections}", []).append(rate)
    return [*_figures(found)]


def _figures(found: dict[str, list[float]]) -> Iterator[Figure]:
    for connections in CONNECTIONS:
        by = "one connection" if connections == 1 else f"{connections} connections"
        for name in ("SQLite", "PostgreSQL"):
            yield Figure(f"{name}, {by}", statistics.median(found[f"{name} {connections}"]), "/s")
        ratio = _ratio(found, f"PostgreSQL {connections}", f"SQLite {connections}")
        yield Figure("  as a ratio to SQLite", ratio)
    most = CONNECTIONS[-1]
    two = f"two daemons {most}"
    yield Figure(f"two daemons, {most} connections", statistics.median(found[two]), "/s")
    yield Figure("  as a ratio to one", _ratio(found, two, f"PostgreSQL {most}"))


def _ratio(found: dict[str, list[float]], ours: str, theirs: str) -> float:
    return statistics.median(a / b for a, b in zip(found[ours], found[theirs], strict=True))


def _daemons(folder: Path, server: Postgres) -> Iterator[tuple[str, list[int]]]:
    """Yield each kind's name and the ports of its daemons, which run meanwhile."""
    folder.mkdir()
    with live.daemon(folder / "sqlite") as (port, _):
        yield "SQLite", [port]
    with _on(server, folder / "one") as ports:
        yield "PostgreSQL", ports
    with _on(server, folder / "first", folder / "second") as ports:
        yield "two daemons", ports


@contextmanager
def _on(server: Postgres, *folders: Path) -> Iterator[list[int]]:
    """Run daemons on one new database, each with a folder of its own."""
    url = server.new_database()
    config = live.CONFIG.replace(SQLITE, f'url = "{url}"\nfolder = "."')
    with ExitStack() as stack:
        yield [stack.enter_context(live.daemon(each, config))[0] for each in folders]


def _rate(ports: list[int], count: int, seed: int, connections: int) -> float:
    """Return how many mails a second so many connections hand over, to each daemon as many."""
    share = [
        [raw for _, raw in mails(count // connections, seed * 100 + each)]
        for each in range(connections)
    ]
    threads = [
        threading.Thread(target=live.rate, args=(ports[at % len(ports)], raws, LIST))
        for at, raws in enumerate(share)
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(map(len, share)) / (time.perf_counter() - begun)
