"""A help desk: requests and answers by LMTP compared with the floor, and the same help desk with a
tracker that is slow compared with the one without.

Every fourth mail opens a ticket from a new address; the others answer one. The limits on
letters are high, so that each request is answered, too. The line never waits for a tracker, but the
calls that it makes are written down with each mail, and are made meanwhile.
"""

import random
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import live, slow_tracker
from bench.mails import prose
from bench.report import Figure

SUPPORT = "infra-support@example.org"
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
address = "infra-support@example.org"
role = "support"
via = "lmtp"
identity = "any"
mode = "live"
team = ["infra-team@example.net"]
hourly = 1000
daily = 10000
[[members]]
name = "Ana Ruiz"
addresses = ["ana@example.org"]
"""
NEW = 4  # one mail in this many is a request


def measure(folder: Path, count: int) -> list[Figure]:
    """Measure the rate of one connection, compared with the floor's; and with a tracker, compared
    with the rate without.
    """
    floors: list[float] = []
    rates: list[float] = []
    tracked: list[float] = []
    for number in range(live.ROUNDS):
        raws = [*mails(count, number)]
        with live.floor(folder / f"desk-floor{number}") as (port, _):
            floors.append(live.rate(port, raws, SUPPORT))
        with live.daemon(folder / f"desk-daemon{number}", CONFIG) as (port, _):
            rates.append(live.rate(port, raws, SUPPORT))
        with _slow_tracker() as section:
            config = CONFIG + section
            with live.daemon(folder / f"desk-tracked{number}", config) as (port, _):
                tracked.append(live.rate(port, raws, SUPPORT))
    ratios = [ours / floor for ours, floor in zip(rates, floors, strict=True)]
    kept = [slow / ours for slow, ours in zip(tracked, rates, strict=True)]
    return [
        Figure("floor, one connection", statistics.median(floors), "/s"),
        Figure("daemon, one connection", statistics.median(rates), "/s"),
        Figure("  of these, tickets opened", statistics.median(rates) / NEW, "/s"),
        Figure("  as a ratio to the floor", statistics.median(ratios)),
        Figure("with a tracker that answers in 200 ms", statistics.median(tracked), "/s"),
        Figure("  as a ratio to the daemon without", statistics.median(kept), "", 0.9),
    ]


@contextmanager
def _slow_tracker() -> Iterator[str]:
    """Run a tracker; yield the section of the configuration that names it."""
    port = live.free_port()
    with live.running([sys.executable, "-m", "bench.slow_tracker", str(port)], port):
        yield slow_tracker.CONFIG.format(tracker=port)


def mails(count: int, seed: int) -> Iterator[bytes]:
    """Yield requests, each with answers by its requester and by others."""
    dice = random.Random(seed)
    roots: list[str] = []
    for number in range(count):
        id = f"<d{seed}.{number}@example.net>"
        if number % NEW == 0:
            roots = [*roots[-20:], id]
            yield _mail(dice, number, f"asker{seed}.{number}@example.net", id, "")
        else:
            yield _mail(dice, number, f"helper{number % 50}@example.net", id, dice.choice(roots))


def _mail(dice: random.Random, number: int, author: str, id: str, answers: str) -> bytes:
    threading = f"In-Reply-To: {answers}\nReferences: {answers}\n" if answers else ""
    subject = f"Request {number}" if not answers else "Re: Request"
    text = prose(dice, 12)
    return (
        (
            f"From: Person {number} "
            f"<{author}>\nTo: {SUPPORT}\nSubject: {subject}\nMessage-ID: {id}\n{threading}"
            f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
        )
        .replace("\n", "\r\n")
        .encode()
    )
