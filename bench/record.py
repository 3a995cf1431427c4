"""The group's record: lists of a very large group, and what it costs each mail that there is one.

The lists are read by the command line, process and all. The mails are decided by the real line in
one process, with and without a group in turn, because the machine's speed drifts.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.mails import LIST, mails
from bench.report import Figure
from listbot import pipeline
from listbot.config import load
from listbot.config.in_force import rules_of
from listbot.mail import Arrival, ListContext, read
from listbot.model.inputs import RecordInput, RulesInput
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.decisions import RecordText
from listbot.model.records.meetings import Minutes
from listbot.model.records.rules import GroupRules
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import migrate
from listbot.store.store import Store

CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"
[store]
url = "sqlite:///record.db"
[lmtp]
[outbound]
kind = "maildir"
maildir = "out"
[group]
members = true
meetings = true
access = true
services = true
records = true
[[lists]]
address = "infra@example.org"
role = "decisions"
via = "lmtp"
identity = "any"
mode = "live"
"""
START = datetime(2020, 1, 1, tzinfo=UTC)
PAIRS = 9
NOUNS = ("member", "meeting", "adr", "access")


def measure(folder: Path, members: int = 5_000, count: int = 2_000) -> list[Figure]:
    """Measure the lists of so many members, and the cost of so many mails."""
    home = folder / "record"
    home.mkdir()
    (home / "config.toml").write_text(CONFIG)
    _fill(home, members)
    figures = [
        Figure(
            f"listbot {noun} list, {members:,} members", _list(home, noun), "s", 1, at_least=False
        )
        for noun in NOUNS
    ]
    ratios = list(_ratios(folder, count))
    name = "a vote mail's cost without a group / with one"
    return [*figures, Figure(name, statistics.median(ratios), "", 0.95)]


def _fill(home: Path, members: int) -> None:
    """Write the acts of a group: members, a meeting for every third, records and grants."""
    config = load(home / "config.toml", {})
    engine = open_engine(config.store.url)
    migrate(engine)
    store = Store(engine, lambda: START)
    with store.transaction() as tx:
        tx.adopt(rules_of(config, RulesInput(()), START))
        pipeline.change_record(tx, RecordInput(tuple(_acts(members)), "bench", START))
    store.close()


def _acts(members: int) -> Iterator[RecordAct]:
    for number in range(members):
        at, who = START + timedelta(hours=number), f"m{number}@example.org"
        yield RecordAct(RecordVerb.JOINED, f"j{number}", at, who, name=f"M {number}", text="dns")
        if number % 5 < 2:
            yield RecordAct(RecordVerb.GRANTED, f"g{number}", at, who, text=f"host {number % 40}")
            yield from _meeting(number, at)
        if number % 5 == 0:
            said = RecordText("Decision: " + "we move it. " * 20)
            key = f"ADR-{number // 5 + 1}"
            yield RecordAct(RecordVerb.ADR, key, at, key, who, name="A thing", record=said)


def _meeting(number: int, at: datetime) -> Iterator[RecordAct]:
    key = f"{at:%Y-%m-%d}.{number}"
    minutes = Minutes(tuple(f"m{each}@example.org" for each in range(8)), agreed=("A thing.",))
    yield RecordAct(RecordVerb.MEETING, f"c{number}", at, key, when=at, name="Meeting")
    yield RecordAct(RecordVerb.MINUTES, f"s{number}", at, key, minutes=minutes)
    yield RecordAct(RecordVerb.PUBLISHED, f"p{number}", at, key, text=f"s{number}")


def _list(home: Path, noun: str) -> float:
    """Return the median seconds of a list, process and all."""
    command = [sys.executable, "-m", "listbot", "--config", str(home / "config.toml"), noun, "list"]
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


def _ratios(folder: Path, count: int) -> Iterator[float]:
    """Yield the ratio of each pair."""
    arrivals = [Arrival(raw, ListContext(LIST), "bench", at) for at, raw in mails(count)]
    for pair in range(PAIRS):
        took = {}
        for name, group in (("off", None), ("on", GroupRules(members=True, meetings=True))):
            took[name] = _decide(folder / f"{name}{pair}.db", group, arrivals)
        yield took["off"] / took["on"]


def _decide(path: Path, group: GroupRules | None, arrivals: list[Arrival]) -> float:
    """Return the processor seconds in which the line takes the answers to votes among these mails.

    All others have come before, so nearly everybody has written here.
    """
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    config = load(path.parent / "record" / "config.toml", {})
    store = Store(engine, lambda: START)
    with store.transaction() as tx:
        known = rules_of(config, RulesInput(()), START)
        tx.adopt(RulesInput(known.lists, group))
        if group is not None:
            pipeline.change_record(tx, RecordInput(tuple(_acts(9)), "bench", START))
    votes = [each for each in arrivals if _answers_vote(each.raw)]
    with store.transaction() as tx:
        for each in arrivals:
            if not _answers_vote(each.raw):
                pipeline.settle(tx, read(each))
    begun = time.process_time()
    with store.transaction() as tx:
        for each in votes:
            pipeline.settle(tx, read(each))
    took = time.process_time() - begun
    store.close()
    return took


def _answers_vote(raw: bytes) -> bool:
    """Return whether a mail's header is that of an answer in a vote's thread."""
    header = raw.partition(b"\n\n")[0]
    return b"In-Reply-To" in header and any(tag in header for tag in (b"VOTE]", b"LAZY"))
