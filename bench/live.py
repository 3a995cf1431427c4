"""LMTP to commit: the real daemon next to a floor that only stores durably, with the same
client, in turn.

The floor is aiosmtpd's LMTP with a handler that writes the raw mail into SQLite (WAL,
synchronous=FULL) and commits before it says 250: the least any durable listener in Python
has to do.
"""

import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.mails import LIST, mails
from bench.report import Figure

CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"
[store]
url = "sqlite:///live.db"
[lmtp]
port = {port}
[outbound]
kind = "maildir"
maildir = "out"
[[lists]]
address = "infra@example.org"
role = "decisions"
via = "lmtp"
identity = "any"
mode = "live"
"""

ROUNDS = 3  # of floor and daemon in turn, because the machine's speed drifts


def measure(folder: Path, count: int = 2000) -> list[Figure]:
    """Measure the rates of one and of ten connections, as ratios to the floor's, and the
    wait for the 250.
    """
    found: dict[str, list[float]] = {}
    waits: list[float] = []
    memory = 0.0
    for number in range(ROUNDS):
        with floor(folder / f"floor{number}") as (port, _):
            found.setdefault("floor 1", []).append(_one(port, count, 10 + number)[0])
            found.setdefault("floor 10", []).append(_ten(port, count, 20 + number))
        with daemon(folder / f"daemon{number}") as (port, process):
            rate, took = _one(port, count, 10 + number)
            waits += took
            found.setdefault("daemon 1", []).append(rate)
            found.setdefault("daemon 10", []).append(_ten(port, count, 20 + number))
            memory = max(memory, peak_memory(process.pid))
    best = {name: statistics.median(rates) for name, rates in found.items()}
    ratios = {each: statistics.median(_pairs(found, each)) for each in ("1", "10")}
    waits.sort()
    return [
        Figure("floor, one connection", best["floor 1"], "/s"),
        Figure("daemon, one connection", best["daemon 1"], "/s"),
        Figure("  as a ratio to the floor", ratios["1"], "", 0.6),
        Figure("floor, ten connections", best["floor 10"], "/s"),
        Figure("daemon, ten connections", best["daemon 10"], "/s"),
        Figure("  as a ratio to the floor", ratios["10"], "", 0.6),
        Figure("250 after the commit, median", statistics.median(waits) * 1000, "ms"),
        Figure(
            "250 after the commit, p99",
            waits[int(len(waits) * 0.99)] * 1000,
            "ms",
            10,
            at_least=False,
        ),
        Figure("memory of the daemon, peak", memory, "MB", 120, at_least=False),
    ]


def rate(port: int, raws: list[bytes], recipient: str) -> float:
    """Return how many of these mails one connection hands over per second."""
    begun = time.perf_counter()
    _send(port, raws, [], recipient)
    return len(raws) / (time.perf_counter() - begun)


def _pairs(found: dict[str, list[float]], each: str) -> list[float]:
    return [
        ours / floor
        for ours, floor in zip(found[f"daemon {each}"], found[f"floor {each}"], strict=True)
    ]


def _one(port: int, count: int, seed: int) -> tuple[float, list[float]]:
    waits: list[float] = []
    begun = time.perf_counter()
    _send(port, [raw for _, raw in mails(count, seed)], waits)
    return count / (time.perf_counter() - begun), waits


def _ten(port: int, count: int, seed: int) -> float:
    share = [[raw for _, raw in mails(count // 10, seed * 100 + each)] for each in range(10)]
    threads = [threading.Thread(target=_send, args=(port, raws, [])) for raws in share]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return count / (time.perf_counter() - begun)


def _send(port: int, raws: list[bytes], waits: list[float], recipient: str = LIST) -> None:
    """Send mails with a plain LMTP client: one connection, MAIL, RCPT and DATA pipelined;
    note the wait for each 250.
    """
    with socket.create_connection(("127.0.0.1", port)) as line, line.makefile("rb") as replies:
        replies.readline()
        line.sendall(b"LHLO bench.example.org\r\n")
        while replies.readline()[3:4] == b"-":
            pass
        for raw in raws:
            line.sendall(f"MAIL FROM:<a@example.org>\r\nRCPT TO:<{recipient}>\r\nDATA\r\n".encode())
            for expected in (b"250", b"250", b"354"):
                reply = replies.readline()
                assert reply.startswith(expected), reply
            line.sendall(raw.replace(b"\r\n.", b"\r\n..") + b".\r\n")
            begun = time.perf_counter()
            reply = replies.readline()
            waits.append(time.perf_counter() - begun)
            assert reply.startswith(b"250"), reply


@contextmanager
def daemon(folder: Path, config: str = CONFIG) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run the daemon with this configuration; yield its port."""
    folder.mkdir()
    port = free_port()
    (folder / "config.toml").write_text(config.format(port=port))
    with running(
        [sys.executable, "-m", "listbot", "--config", str(folder / "config.toml"), "run"], port
    ) as process:
        yield port, process


@contextmanager
def floor(folder: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run the floor; yield its port."""
    folder.mkdir()
    port = free_port()
    with running(
        [sys.executable, "-m", "bench.floor", str(folder / "floor.db"), str(port)], port
    ) as process:
        yield port, process


@contextmanager
def running(command: list[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the end of the block, which begins once it listens."""
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nothing listens on port {port}")


def free_port() -> int:
    """Return a port that is free at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def peak_memory(pid: int) -> float:
    """Return the process's largest resident size so far, in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def core_seconds(pid: int) -> float:
    """Return the processor seconds that a process has used so far, with those of the processes
    that it started and that have ended.
    """
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def with_children(pid: int) -> list[int]:
    """Return a process and those that it has started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]
