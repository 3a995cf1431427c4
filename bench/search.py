"""A help desk of very many tickets: the list, and searches for words in it, on SQLite and, where it
is installed, on PostgreSQL; and the whole command with its start.

Each ticket has a request and three answers of a few sentences. One word is in six of the tickets,
others are in all.
"""

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, insert

from bench.mails import prose
from bench.report import Figure
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import migrate
from listbot.store.base.ticket_tables import ticket_words, tickets
from listbot.store.desk.reading import list_tickets
from listbot.store.desk.search import matching
from listbot.store.desk.words import folded
from tests.postgresql import programs, running_postgresql

SUPPORT = "infra-support@example.org"
CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"
[store]
url = "sqlite:///list.db"
[lmtp]
[outbound]
kind = "maildir"
maildir = "out"
[[lists]]
address = "infra-support@example.org"
role = "support"
via = "lmtp"
identity = "any"
team = []
[[members]]
name = "Ana Ruiz"
addresses = ["ana@example.org"]
"""
ANSWERS = 3  # of each ticket
SENTENCES = 8  # of a mail
RARE, COMMON = "zebrafish", "printer paper"
BATCH = 5_000
LOOKS = 5  # at each thing; the median counts


def measure(folder: Path, count: int) -> list[Figure]:
    """Measure how long it takes to list and to search this many tickets."""
    url = f"sqlite:///{folder / 'list.db'}"
    found = [*_measured("SQLite", url, count)]
    (folder / "config.toml").write_text(CONFIG)
    config = str(folder / "config.toml")
    command = (sys.executable, "-m", "listbot", "--config", config, "ticket", "list")
    for what, options in (("", ()), (" --search", ("--search", RARE))):
        took = _median(partial(_run, *command, *options))
        found.append(Figure(f"`ticket list{what}`, with its start", took, "s", 1, at_least=False))
    if programs() is not None:
        with running_postgresql() as server:
            found += _measured("PostgreSQL", server.new_database(), count)
    return found


def _measured(name: str, url: str, count: int) -> Iterator[Figure]:
    engine = open_engine(url)
    migrate(engine)
    fill(engine, count)
    with engine.connect() as connection:
        took = _median(partial(list_tickets, connection))
        yield Figure(f"{name}: a list of {count:,} tickets", took, "s", 1, at_least=False)
        for what, words in (("a rare word", RARE), ("two words that all have", COMMON)):
            took = _median(partial(matching, connection, words))
            yield Figure(f"{name}: {what} in them", took, "s", 1, at_least=False)
        assert len(matching(connection, RARE)) == -(-count // (count // 6 + 1))
        assert len(matching(connection, COMMON)) == count
    engine.dispose()


def _median(look: Callable[[], object]) -> float:
    return statistics.median(_times(look))


def _times(look: Callable[[], object]) -> Iterator[float]:
    for _ in range(LOOKS):
        begun = time.perf_counter()
        look()
        yield time.perf_counter() - begun


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def fill(engine: Engine, count: int) -> None:
    """Write that many tickets, with their words."""
    dice = random.Random(1)
    said = [folded(prose(dice, SENTENCES)) for _ in range(1000)]
    for begin in range(1, count + 1, BATCH):
        numbers = range(begin, min(begin + BATCH, count + 1))
        with engine.begin() as connection:
            connection.execute(insert(tickets), [_row(number) for number in numbers])
            rows = [row for number in numbers for row in _words(number, dice, said, count)]
            connection.execute(insert(ticket_words), rows)


def _words(
    number: int, dice: random.Random, said: list[str], count: int
) -> Iterator[dict[str, object]]:
    row = _row(number)
    about = folded(f"{row['title']}\n{row['requester']}\n")
    rare = RARE if number % (count // 6 + 1) == 1 else ""
    for event in range(1, ANSWERS + 2):
        text = f"{about if event == 1 else ''}{dice.choice(said)}\nhelper {number % 50}"
        words = f"{text} {rare}" if event == ANSWERS else text
        yield {"ticket": row["key"], "number": event, "words": words}


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
