"""Moving the database of a large help desk from SQLite to PostgreSQL and back: every row, the same
digest each time, and a replay of both that is equal.
"""

import logging
import random
import time
from pathlib import Path

from sqlalchemy import Engine

from bench.mails import prose
from bench.report import NO_POSTGRESQL, Figure, Note
from listbot import pipeline
from listbot.replay import replay
from listbot.store import moving
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import migrate
from listbot.store.store import Store
from tests.playing import START, Play
from tests.postgresql import programs, running_postgresql
from tests.store.desk.by_hand import desk_rules, request

AT_ONCE = 64  # mails in a transaction, as an import has them
SENTENCES = 8  # of a request


def measure(folder: Path, count: int) -> list[Figure | Note]:
    """Measure moving this many tickets both ways. Fails if anything came out different."""
    if programs() is None:
        return [NO_POSTGRESQL]
    logging.getLogger("listbot.store.store").disabled = True  # a replay's alerts are old
    first, back = (_new(f"sqlite:///{folder / name}") for name in ("move.db", "back.db"))
    fill(first, count)
    rows = moving.rows_in(first)
    with running_postgresql() as server:
        there = _new(server.new_database())
        digest, took = _moved(first, there)
        again, took_back = _moved(there, back)
        assert digest == again
        replayed = [_replayed(each) for each in (there, back)]
        there.dispose()
    size = (folder / "move.db").stat().st_size
    first.dispose()
    back.dispose()
    return [
        Figure(f"{count:,} tickets, in rows", rows),
        Figure("  as a SQLite file", size / 1e6, "MB"),
        Figure("to PostgreSQL, and compared", took, "s"),
        Figure("  rows a second", rows / took, "/s"),
        Figure("back to SQLite, and compared", took_back, "s"),
        Figure("a replay of the one on PostgreSQL", replayed[0], "s"),
        Figure("a replay of the one that came back", replayed[1], "s"),
    ]


def fill(engine: Engine, count: int) -> None:
    """Take that many requests, each by somebody else, as an import does."""
    dice = random.Random(1)
    play = Play(engine=engine, in_force=desk_rules())
    with play.without_letters():
        for begin in range(0, count, AT_ONCE):
            posts = [
                request(
                    f"r{number}",
                    f"asker{number}@example.net",
                    number / 60,
                    subject=f"The printer in room {number}",
                    text=prose(dice, SENTENCES),
                )
                for number in range(begin, min(begin + AT_ONCE, count))
            ]
            mails = [play.read(each) for each in posts]
            with play.store.transaction(cautious=False) as tx:
                for mail in mails:
                    pipeline.settle(tx, mail)
    play.store.close()


def _new(url: str) -> Engine:
    engine = open_engine(url)
    migrate(engine)
    return engine


def _moved(source: Engine, target: Engine) -> tuple[str, float]:
    begun = time.perf_counter()
    digest = moving.move(source, target)
    return digest, time.perf_counter() - begun


def _replayed(engine: Engine) -> float:
    begun = time.perf_counter()
    store = Store(engine, lambda: START)
    assert replay(store).is_equal
    store.close()
    return time.perf_counter() - begun
