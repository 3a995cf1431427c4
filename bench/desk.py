"""A help desk: requests and answers by LMTP compared with the floor, and a list of very
many tickets.

Every fourth mail opens a ticket from a new address; the others answer one. The limits on
letters are high, so that each request is answered, too.
"""

import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from bench import live
from bench.mails import prose
from bench.report import Figure
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import migrate
from listbot.store.base.ticket_tables import tickets
from listbot.store.desk.reading import list_tickets

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


def measure(folder: Path, count: int, listed: int) -> list[Figure]:
    """Measure the rate of one connection, compared with the floor's, and the time of
    `ticket list`.
    """
    floors: list[float] = []
    rates: list[float] = []
    for number in range(live.ROUNDS):
        raws = [*mails(count, number)]
        with live.floor(folder / f"desk-floor{number}") as (port, _):
            floors.append(live.rate(port, raws, SUPPORT))
        with live.daemon(folder / f"desk-daemon{number}", CONFIG) as (port, _):
            rates.append(live.rate(port, raws, SUPPORT))
    ratios = [ours / floor for ours, floor in zip(rates, floors, strict=True)]
    took = statistics.median(_listing(folder, listed))
    return [
        Figure("floor, one connection", statistics.median(floors), "/s"),
        Figure("daemon, one connection", statistics.median(rates), "/s"),
        Figure("  of these, tickets opened", statistics.median(rates) / NEW, "/s"),
        Figure("  as a ratio to the floor", statistics.median(ratios)),
        Figure(f"a list of {listed:,} tickets", took, "s", 1, at_least=False),
    ]


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


def _listing(folder: Path, count: int) -> Iterator[float]:
    """Yield how many seconds each look at all tickets takes."""
    engine = open_engine(f"sqlite:///{folder / 'list.db'}")
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(insert(tickets), [_row(number) for number in range(1, count + 1)])
    for _ in range(5):
        with engine.connect() as connection:
            begun = time.perf_counter()
            assert len(list_tickets(connection)) == count
            yield time.perf_counter() - begun
    engine.dispose()


def _row(number: int) -> dict[str, object]:
    opened = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
    return {
        "key": f"T-{number}",
        "prefix": "T",
        "number": number,
        "list": SUPPORT,
        "root": f"<{number}@example.net>",
        "token": f"t{number}",
        "subject_key": f"request {number}",
        "title": f"The printer in room {number} is out of paper again",
        "requester": f"asker{number % 900}@example.net",
        "assignee": "" if number % 3 else "ana@example.org",
        "status": "closed" if number % 5 else "new",
        "priority": "normal",
        "public": False,
        "opened": opened,
        "since": opened,
        "answered": opened + timedelta(minutes=90),
        "snapshot": "x" * 900,  # about as long as a ticket's
    }
