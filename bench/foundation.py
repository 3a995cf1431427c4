"""A foundation: very many lists and people, and what each mail costs among them.

The mails go through the real line, with their votes, tickets, letters and moments, into one
database; then everything that an operator does with it is timed. Each list has its threads, and
lists are as unlike as in life: a tenth of them gets most of the mails. What a mail costs in a
database of few lists is measured in the same run.
"""

import json
import os
import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.mails import prose, words
from bench.process import run
from bench.report import Figure
from listbot import pipeline
from listbot.app import App, build
from listbot.config import load
from listbot.mail import Arrival, read
from listbot.model.inputs import TickInput

CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"
[store]
url = "sqlite:///listbot.db"
[lmtp]
port = 8024
[outbound]
kind = "maildir"
maildir = "out"
[web]
base_url = "https://lists.example.org"
pages = true
"""
LIST = """
[[lists]]
address = "{address}"
via = "lmtp"
identity = "any"
roster = "p{number}"
mode = "live"
live_since = 2020-01-01T00:00:00Z
"""
START = datetime(2024, 1, 1, tzinfo=UTC)
DESKS = 10  # one list in so many is a help desk
GROUP = 100  # mails per commit, as an import does
TICKS = timedelta(hours=1)  # between moments; the daemon has more of them, and most decide nothing
PARTS = 5  # of the mails, each of which has its cost
BACK = 6  # threads of a list that still get answers
NEW = 0.12  # of the mails begin a thread
VOTES = 0.08  # of the threads on a deciding list are votes
ROSTER = 20  # people on that of each list


@dataclass(frozen=True, slots=True)
class Size:
    """How large a foundation is."""

    lists: int
    members: int
    """People who are on a roster; each list has one of its own."""
    people: int
    mails: int


FULL = Size(2_000, 8_000, 50_000, 100_000)
QUICK = Size(200, 800, 2_000, 5_000)


def measure(folder: Path, size: Size = FULL) -> list[Figure]:
    """Fill the database of a foundation, and that of a small group with as many mails."""
    few = Size(size.lists // 100 or 1, size.members, size.people, size.mails // PARTS)
    beside = _fill(folder / "few", few)
    costs = _fill(folder / "many", size)
    home = folder / "many"
    return [
        Figure(f"a mail with {few.lists:,} lists", beside.mails[0] * 1e6, "µs"),
        Figure(f"  with {size.lists:,} lists, beside it", costs.mails[0] / beside.mails[0]),
        Figure(
            f"cost of a mail among {size.mails:,}, the last fifth beside the first",
            costs.mails[-1] / costs.mails[0],
            "",
            1.2,
            at_least=False,
        ),
        Figure("a moment that decides nothing", costs.idle * 1000, "ms"),
        *_sizes(home / "listbot.db", size),
        *_commands(home),
    ]


def _sizes(database: Path, size: Size) -> list[Figure]:
    """Return what the database is made of, by the pages of each table with its indexes."""
    connection = sqlite3.connect(database)
    parts: dict[str, int] = dict(
        connection.execute(
            "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m USING (name) "
            "WHERE s.aggregate = TRUE GROUP BY m.tbl_name"
        )
    )
    indexes: int = connection.execute(
        "SELECT sum(s.pgsize) FROM dbstat s JOIN sqlite_master m USING (name) "
        "WHERE s.aggregate = TRUE AND m.type = 'index'"
    ).fetchone()[0]
    counts = {table: _count(connection, table) for table in ("proposals", "tickets", "outbox")}
    connection.close()
    raw = sum(len(raw) for _, _, raw in mails(replace(size, mails=2000))) / 2000
    return [
        Figure("bytes of a mail as it came", raw, "B"),
        Figure(
            "bytes of database for each mail, all tables", sum(parts.values()) / size.mails, "B"
        ),
        Figure("  of these, indexes", indexes / size.mails, "B"),
        Figure("  of these, journal and mails", (parts["journal"] + parts["mails"]) / size.mails),
        Figure("  of these, letters", parts["outbox"] / size.mails, "B"),
        *(
            Figure(f"bytes for each of {count:,} {table}", parts[table] / max(count, 1), "B")
            for table, count in counts.items()
        ),
    ]


def _count(connection: sqlite3.Connection, table: str) -> int:
    count: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return count


COMMANDS = (
    ("status",),
    ("vote", "list"),
    ("ticket", "list"),
    ("backup", "{home}/backup.db"),
    ("replay",),
    ("site", "build", "{home}/site"),
)


def _commands(home: Path) -> list[Figure]:
    """Return the seconds of a core that each command takes, and the largest memory."""
    figures = []
    for words_ in COMMANDS:
        command = [each.format(home=home) for each in words_]
        listbot = (sys.executable, "-m", "listbot", "--config", str(home / "config.toml"))
        status, used = run((*listbot, *command), home / "said", os.environ)
        if status:
            raise SystemExit(f"listbot {' '.join(command)} ended with {status}")
        figures.append(Figure(f"listbot {' '.join(words_[:2])}".split(" {")[0], used.core, "s"))
        figures.append(Figure("  memory, peak", used.memory, "MB"))
    return figures


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds of a core."""

    mails: tuple[float, ...]
    """For a mail with its moments, part by part."""
    idle: float
    """For a moment at which nothing is due."""


def _fill(home: Path, size: Size) -> Costs:
    """Take all mails through the line, with a moment every hour of theirs."""
    home.mkdir()
    (home / "config.toml").write_text(configuration(size))
    now = [START]
    app = build(load(home / "config.toml", {}), lambda: now[0])
    contexts = {each.address: each for each in app.contexts()}
    parts: list[float] = []
    came: list[Arrival] = []
    begun, ticked = 0.0, START
    for number, (at, address, raw) in enumerate(mails(size)):
        if number % (size.mails // PARTS) == 0:
            parts.append(time.process_time() - begun)
            begun = time.process_time()
        came.append(Arrival(raw, contexts[address], "bench", at))
        now[0] = at
        if len(came) == GROUP:
            _settle(app, came)
            came = []
        if at - ticked > TICKS:
            ticked = at
            _tick(app, at)
    _settle(app, came)
    parts.append(time.process_time() - begun)
    begun = time.process_time()
    for _ in range(10):
        _tick(app, now[0])
    idle = (time.process_time() - begun) / 10
    app.store.close()
    return Costs(tuple(each / (size.mails // PARTS) for each in parts[1:]), idle)


def _settle(app: App, came: list[Arrival]) -> None:
    with app.store.transaction(cautious=False) as tx:
        for each in came:
            pipeline.settle(tx, read(each))


def _tick(app: App, now: datetime) -> None:
    """Decide what is due, and take all letters for sent, and posts for seen on their lists."""
    until = {each.address: now for each in app.config.lists}
    with app.store.transaction() as tx:
        pipeline.tick(tx, TickInput(now, until, "nonce"))
        tx.connection.exec_driver_sql(
            "UPDATE outbox SET state = 'sent', sent = made, due = NULL, echo = 'seen' "
            "WHERE state IN ('queued', 'held')"
        )


def configuration(size: Size) -> str:
    """Return the configuration of so many lists, each with a roster."""
    lists = "".join(
        LIST.format(address=address, number=number)
        + ('role = "support"\n' if is_desk(number) else 'role = "decisions"\npolicy = "ovirt"\n')
        for number, address in enumerate(addresses(size))
    )
    members = "".join(
        f'[[members]]\nname = "Member {each}"\naddresses = ["person{each}@example.net"]\n'
        for each in range(size.members)
    )
    rosters = "".join(
        f'[[rosters]]\nname = "p{number}"\nmembers = {json.dumps(roster(size, number))}\n'
        for number in range(size.lists)
    )
    return CONFIG + lists + rosters + members


def roster(size: Size, number: int) -> list[str]:
    """Return the people on the roster of a list, the same ones each time."""
    people = random.Random(number).sample(range(size.members), ROSTER)
    return [f"person{each}@example.net" for each in people]


def addresses(size: Size) -> list[str]:
    """Return the addresses of the lists."""
    return [
        f"{'help' if is_desk(number) else 'dev'}@p{number}.example.org"
        for number in range(size.lists)
    ]


def is_desk(number: int) -> bool:
    """Return whether that list is a help desk."""
    return number % DESKS == DESKS - 1


def mails(size: Size, seed: int = 1) -> Iterator[tuple[datetime, str, bytes]]:
    """Yield mails with the list that each came by, the oldest first; about 1.6 kB each."""
    dice = random.Random(seed)
    lists = addresses(size)
    threads: dict[int, list[tuple[str, list[str], bool]]] = {}
    at = START
    for number in range(size.mails):
        at += timedelta(seconds=dice.randint(10, 120))
        place = int(size.lists * dice.random() ** 3)
        here = threads.setdefault(place, [])
        id = f"<f{seed}.{number}@example.net>"
        author = f"person{int(size.people * dice.random() ** 2)}@example.net"
        if not here or dice.random() < NEW:
            is_vote = not is_desk(place) and dice.random() < VOTES
            subject = ("[VOTE] " if is_vote else "") + words(dice, 5)
            here.append((subject, [id], is_vote))
            del here[:-BACK]
            yield at, lists[place], _mail(dice, at, lists[place], author, subject, id, [])
            continue
        subject, ids, is_vote = dice.choice(here)
        if is_vote:
            author = dice.choice(roster(size, place))
        raw = _mail(dice, at, lists[place], author, f"Re: {subject}", id, ids[-6:], is_vote=is_vote)
        ids.append(id)
        yield at, lists[place], raw


def _mail(
    dice: random.Random,
    at: datetime,
    address: str,
    author: str,
    subject: str,
    id: str,
    references: list[str],
    is_vote: bool = False,
) -> bytes:
    stamp = f"{at:%a, %d %b %Y %H:%M:%S} +0000"
    threading = (
        f"In-Reply-To: {references[-1]}\nReferences: {' '.join(references)}\n" if references else ""
    )
    own = dice.choice(("+1", "+1\n\nThanks!", "0")) if is_vote else prose(dice, 6)
    quoted = f"\nOn {stamp}, somebody wrote:\n" + "\n".join(
        f"> {line}" for line in prose(dice, 8).split("\n")
    )
    return (
        f"Received: from lists.example.org (lists.example.org [192.0.2.7]) by mx.example.org\n"
        f" with ESMTPS id {dice.getrandbits(40):X}; {stamp}\n"
        f"From: {author.partition('@')[0].title()} <{author}>\nTo: {address}\nSubject: {subject}\n"
        f"Date: {stamp}\nMessage-ID: {id}\n{threading}"
        f"List-Id: <{address.replace('@', '.')}>\n"
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
        f"{own}\n{quoted if references else ''}\n"
    ).encode()
