"""The public pages of a list with years of history: 10,000 votes and 50,000 public tickets stored,
fifty readers' requests a second.

The pages are asked for all over the record. How fast the daemon takes mail is measured without
readers, with readers that it serves itself, and with readers of `listbot web`, in turn.
"""

import http.client
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import live, years
from bench.mails import LIST, mails
from bench.report import Figure

RATE = 50  # requests a second
SECONDS = 20.0
ROUNDS = 3
MAILS = 1000  # in each round
FIRST = 300  # before it, while the daemon looks at what is due and the database gets warm
THREADS = 16
LISTS = (
    *("", "votes", "votes/page/1", "decisions", "tickets", "tickets/page/T-2", "adr", "meetings"),
    *("members", "services", "log", "recap", "rules", "about", "help", "status", "style.css"),
    *("all.atom", "votes.atom", "tickets.atom", "votes.ics", "votes.json"),
)
SPREAD = 200  # of the votes and of the tickets, each


@dataclass(frozen=True, slots=True)
class Place:
    """Where everything runs."""

    config: Path
    lmtp: int
    web: int
    apart: int
    paths: tuple[str, ...]

    def write(self, more: str) -> None:
        """Set the configuration: the demo's, with these lines in [web]."""
        text = self.config.with_suffix(".demo").read_text()
        text = text.replace("[lmtp]", f"[lmtp]\nport = {self.lmtp}")
        base = 'base_url = "http://127.0.0.1"'
        self.config.write_text(f"{text}\n[web]\n{base}\nport = {self.web}\n{more}\n")


def measure(folder: Path, votes: int = 10_000, requests: int = 50_000) -> list[Figure]:
    """Measure the wait for a page, the memory, and what readers cost the mail."""
    config = years.fill(folder / "years", votes, requests)
    config.rename(config.with_suffix(".demo"))
    ports = (live.free_port(), live.free_port(), live.free_port())
    place = Place(config, *ports, paths(votes, requests))
    waits, made, memory = _waits(place)
    rates: dict[str, list[float]] = {"alone": [], "inside": [], "apart": []}
    busy: list[float] = []
    for number in range(ROUNDS):
        for place_in_round, (name, found) in enumerate(rates.items()):
            # other mails each time: a mail that is known costs little
            rate, seen = _mail(place, name, len(rates) * number + place_in_round)
            found.append(rate)
            busy += seen if name == "apart" else []
    best = {name: statistics.median(found) for name, found in rates.items()}
    return [
        Figure("pages that are kept, median", _at(waits, 0.5), "ms"),
        Figure("  p99", _at(waits, 0.99), "ms", 20, at_least=False),
        Figure("pages made for each request, median", _at(made, 0.5), "ms"),
        Figure("  p99", _at(made, 0.99), "ms", 20, at_least=False),
        Figure("pages while mail comes, from listbot web, p99", _at(busy, 0.99), "ms"),
        Figure("memory of listbot web, peak", memory, "MB", 150, at_least=False),
        Figure("mail without readers", best["alone"], "/s"),
        Figure("  with readers of the daemon, as a ratio", _ratio(rates, "inside")),
        Figure("  with readers of listbot web, as a ratio", _ratio(rates, "apart"), "", 0.9),
    ]


def paths(votes: int, requests: int) -> tuple[str, ...]:
    """Return the pages that are asked for: every list, and single pages all over the record."""
    single = [f"votes/{1 + each * votes // SPREAD}" for each in range(SPREAD)]
    single += [f"tickets/T-{5 + each * (requests - 5) // SPREAD}" for each in range(SPREAD)]
    return (*LISTS, *single)


def _ratio(rates: dict[str, list[float]], name: str) -> float:
    pairs = zip(rates[name], rates["alone"], strict=True)
    return statistics.median(ours / alone for ours, alone in pairs)


def _at(waits: list[float], share: float) -> float:
    """Return that quantile, in milliseconds."""
    return sorted(waits)[int(len(waits) * share)] * 1000


def _waits(place: Place) -> tuple[list[float], list[float], float]:
    """Return the waits for kept pages, those for pages that had to be made, and megabytes."""
    place.write(f"pages = true\npages_port = {place.apart}")
    with _web(place) as process:
        read(place.apart, place.paths, 0, 1)  # each page once
        waits = read(place.apart, place.paths, RATE, SECONDS)
        with _commits(place.config.with_name("listbot.db")):
            made = read(place.apart, place.paths, RATE, SECONDS)
        return waits, made, live.peak_memory(process.pid)


@contextmanager
def _commits(database: Path) -> Iterator[None]:
    """Commit something forty times a second: no page is kept from one request to the next."""
    ended = threading.Event()

    def commit() -> None:
        connection = sqlite3.connect(database, isolation_level=None)
        connection.execute("PRAGMA synchronous=OFF")
        while not ended.wait(0.025):
            connection.execute("INSERT OR REPLACE INTO settings VALUES ('bench', random())")
        connection.execute("DELETE FROM settings WHERE name = 'bench'")
        connection.close()

    thread = threading.Thread(target=commit)
    thread.start()
    yield
    ended.set()
    thread.join()


def _mail(place: Place, readers: str, seed: int) -> tuple[float, list[float]]:
    """Return how many mails a second the daemon takes, and how long readers waited meanwhile."""
    where = {
        "alone": "",
        "inside": "pages = true",
        "apart": f"pages = true\npages_port = {place.apart}",
    }
    place.write(where[readers])
    raws = [raw for _, raw in mails(MAILS, 1000 + seed)]
    first = [raw for _, raw in mails(FIRST, 5000 + seed)]
    with live.running(_command(place, "run"), place.lmtp):
        live.rate(place.lmtp, first, LIST)
        if readers == "alone":
            return live.rate(place.lmtp, raws, LIST), []
        if readers == "inside":
            with _readers(place.web, place.paths) as told:
                return live.rate(place.lmtp, raws, LIST), told
        with _web(place), _readers(place.apart, place.paths) as told:
            return live.rate(place.lmtp, raws, LIST), told


def _command(place: Place, *words: str) -> list[str]:
    return [sys.executable, "-m", "listbot", "--config", str(place.config), *words]


@contextmanager
def _web(place: Place) -> Iterator[subprocess.Popen[bytes]]:
    # as its unit does: mail goes first
    with live.running(["nice", "-n", "5", *_command(place, "web")], place.apart) as process:
        yield process


@contextmanager
def _readers(port: int, asked: tuple[str, ...]) -> Iterator[list[float]]:
    """Have pages read in a process of its own; the list has the waits once the block ends."""
    told: list[float] = []
    with subprocess.Popen(
        [sys.executable, "-m", "bench.web", str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
        process.stdout.readline()  # each page was read once
        yield told
        process.stdin.close()
        told += json.loads(process.stdout.readline())


def read(port: int, asked: tuple[str, ...] | list[str], rate: float, seconds: float) -> list[float]:
    """Ask for pages in random order at that rate, whether earlier ones have come or not; with 0,
    for each of them once. Return the waits, in seconds.
    """
    dice = random.Random(port)
    count = int(rate * seconds) if rate else len(asked)
    order = [dice.choice(asked) for _ in range(count)] if rate else list(asked)
    waits: list[float] = []
    begun = time.perf_counter()

    def ask(first: int) -> None:
        for number in range(first, count, THREADS):
            due = begun + number / rate if rate else 0.0
            time.sleep(max(0.0, due - time.perf_counter()))
            start = time.perf_counter()
            _get(port, order[number])
            waits.append(time.perf_counter() - max(start, due) if rate else 0.0)

    threads = [threading.Thread(target=ask, args=(first,)) for first in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def _get(port: int, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"/{path}")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status in (200, 404), (path, answer.status)


def _read_until_told(port: int) -> None:
    """Read pages until stdin ends, then print the waits."""
    asked = json.loads(sys.stdin.readline())
    read(port, asked, 0, 1)
    print(flush=True)
    until_the_end = threading.Thread(target=sys.stdin.read, daemon=True)
    until_the_end.start()
    waits: list[float] = []
    while until_the_end.is_alive():
        waits += read(port, asked, RATE, 1.0)
    print(json.dumps(waits))


if __name__ == "__main__":
    _read_until_told(int(sys.argv[1]))
