"""The recap of a list with years of history: 10,000 votes and 50,000 tickets stored, 20
votes decided in its week.

Compared with a tenth of both, since only the week's contents should cost; and the digests
of all members.
"""

import os
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from bench.live import peak_memory
from bench.report import Figure
from listbot.mail import Level
from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.policy import Member, Roster
from listbot.model.proposal import Entry, Proposal, State
from listbot.model.reading import Cast, CastKind
from listbot.model.recap_rules import RecapRules
from listbot.model.weekly.digest import DIGEST
from listbot.packaged import load_preset
from listbot.recap.week import week_before
from listbot.store.base.engine import open_engine
from listbot.store.base.migrating import migrate
from listbot.store.base.schema import log_lines, mails, people, proposals
from listbot.store.base.ticket_tables import tickets
from listbot.store.journal.codec import write
from listbot.store.recap.digest import digest_round
from listbot.store.recap.due import DueRound
from listbot.store.recap.reading import recap_of

LIST, SUPPORT = "infra@example.org", "infra-support@example.org"
NOW = datetime(2026, 9, 14, 7, 0, tzinfo=UTC)
ROSTER = Roster(tuple(Member(f"Member {each}", (f"m{each}@example.org",)) for each in range(12)))
RULES = ListRules(
    LIST,
    ListRole.DECISIONS,
    load_preset("ovirt"),
    ROSTER,
    Level.LIST_VOUCHED,
    NOW,
    recap=RecapRules(),
)
BOT = replace(
    RULES, address="listbot@example.org", role=ListRole.BOT, policies=(), recap=RecapRules(on=False)
)
LISTS = RulesInput((RULES, replace(BOT, address=SUPPORT, role=ListRole.SUPPORT), BOT))
ROUNDS = 5


def measure(folder: Path, votes: int = 10_000, requests: int = 50_000) -> list[Figure]:
    """Measure its time, compared with a tenth of the rows, and the memory of a process that
    does nothing else.
    """
    _fill(folder / "small.db", votes // 10, requests // 10)
    _fill(folder / "large.db", votes, requests)
    small = statistics.median(_run(folder / "small.db")[0] for _ in range(ROUNDS))
    runs = [_run(folder / "large.db") for _ in range(ROUNDS)]
    large = statistics.median(took for took, _ in runs)
    told = [_run(folder / "large.db", "digests") for _ in range(ROUNDS)]
    return [
        Figure(
            f"recap over {votes:,} votes and {requests:,} tickets", large, "s", 1.0, at_least=False
        ),
        Figure("the same / a tenth of both", large / small, "x", 3.0, at_least=False),
        Figure("memory, peak", max(memory for _, memory in runs), "MB", 120.0, at_least=False),
        Figure(
            f"the digests of {len(ROSTER.members)} members over the same / the recap",
            statistics.median(took for took, _ in told) / large,
            "x",
            3.0,
            at_least=False,
        ),
    ]


def _run(path: Path, what: str = "recap") -> tuple[float, float]:
    """Return seconds and megabytes, measured in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.recap", str(path), what],
        check=True,
        capture_output=True,
        text=True,
    )
    took, memory = done.stdout.split()
    return float(took), float(memory)


def _tell(path: Path) -> None:
    """Make everybody's digest: people who vote, people with tickets, and unassigned ones."""
    engine = open_engine(f"sqlite:///{path}")
    due = DueRound(BOT.address, DIGEST, NOW, NOW)
    with engine.connect() as connection:
        start = time.perf_counter()
        found = digest_round(connection, LISTS, due, {})
        took = time.perf_counter() - start
    assert len(found.digests) == len(ROSTER.members)
    assert sum(len(each.votes) for each in found.digests) == 10 * 6, (
        "ten open votes, half of the members voted"
    )
    print(took, peak_memory(os.getpid()))


def _read(path: Path) -> None:
    engine = open_engine(f"sqlite:///{path}")
    week = week_before(NOW, "UTC")
    with engine.connect() as connection:
        start = time.perf_counter()
        found = recap_of(connection, LISTS, LIST, (week, week), NOW)
        took = time.perf_counter() - start
    assert len(found.decided) == 20, len(found.decided)
    assert len(found.votes) == 10, len(found.votes)
    assert found.desk is not None
    print(took, peak_memory(os.getpid()))


def _fill(path: Path, votes: int, requests: int) -> None:
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(
            insert(proposals), [_proposal(number, votes) for number in range(1, votes + 1)]
        )
        rows = [_mail(number, each, votes) for number in range(1, votes + 1) for each in range(7)]
        connection.execute(insert(mails), rows)
        connection.execute(
            insert(tickets), [_ticket(number, requests) for number in range(1, requests + 1)]
        )
        connection.execute(insert(people), [_member(each.addresses[0]) for each in ROSTER.members])
        connection.execute(
            insert(log_lines), [_line(number) for number in range(1, requests // 10)]
        )
    engine.dispose()


def _opened(number: int, votes: int) -> datetime:
    """Return when a vote opened: the last 10 are open, the 20 before ended in the week, the
    others earlier.
    """
    from_last = votes - number
    if from_last < 10:
        return NOW - timedelta(days=1)
    return NOW - timedelta(days=5 if from_last < 30 else 20 + from_last // 10)


def _proposal(number: int, votes: int) -> dict[str, object]:
    opened = _opened(number, votes)
    closes = opened + timedelta(days=3)
    state = State.OPEN if votes - number < 10 else State.PASSED
    whole = Proposal(
        f"<v{number}@example.org>",
        number,
        LIST,
        "m0@example.org",
        "Member 0",
        f"[VOTE] Thing {number}",
        f"Thing {number}",
        opened,
        RULES.policies[0],
        ROSTER,
        Level.LIST_VOUCHED,
        state=state,
    )
    return {
        "number": number,
        "seq": number * 7,
        "list": LIST,
        "message_id": whole.id,
        "subject_key": "thing",
        "opened": opened,
        "closes": closes,
        "state": state,
        "reason": "3 x +1",
        "due": closes if state is State.OPEN else None,
        "snapshot": write(whole),
    }


def _mail(number: int, each: int, votes: int) -> dict[str, object]:
    at = _opened(number, votes) + timedelta(hours=each)
    author, id = f"m{each}@example.org", f"<v{number}.{each}@example.org>"
    casts = (Cast(CastKind.VOTE, "+1", "+1", 1),) if each else ()
    entry = Entry(
        id, author, f"Member {each}", Level.LIST_VOUCHED, at, at, casts, proposes=not each
    )
    return {
        "seq": number * 7 + each,
        "list": LIST,
        "message_id": id,
        "author": author,
        "name": entry.name,
        "level": entry.level,
        "subject_key": "thing",
        "effective": at,
        "received": at,
        "words": "",
        "disposition": "vote" if each else "opens",
        "why": "",
        "proposal": number,
        "by_subject": False,
        "awaits": False,
        "entry": write(entry),
        "acts": False,
        "tries": 0,
        "look_again": None,
        "ticket": None,
    }


def _ticket(number: int, requests: int) -> dict[str, object]:
    opened = NOW - timedelta(hours=(requests - number) // 2 + 30)
    is_open = number % 50 == 0
    return {
        "key": f"T-{number}",
        "prefix": "T",
        "number": number,
        "list": SUPPORT,
        "root": f"<t{number}@example.org>",
        "token": f"t{number}",
        "subject_key": "help",
        "title": f"Help {number}",
        "requester": "kim@example.com",
        "assignee": "m1@example.org" if number % 3 else "",
        "status": "open" if is_open else "closed",
        "priority": "normal",
        "public": number % 2 == 0,
        "opened": opened,
        "since": opened,
        "answered": opened + timedelta(hours=3),
        "closed": None if is_open else opened + timedelta(hours=20),
        "due": None,
        "snapshot": "x" * 1500,
    }


def _member(address: str) -> dict[str, object]:
    return {"address": address, "notes": "problems", "digest": "weekly", "unsubscribe": address}


def _line(number: int) -> dict[str, object]:
    return {
        "number": number,
        "list": LIST,
        "at": NOW - timedelta(hours=number),
        "name": "Member 1",
        "author": "m1@example.org",
        "text": ("Renewed a certificate"),
        "ticket": "",
        "mail": f"<l{number}@example.org>",
        "position": 0,
        "struck": "",
        "embargoed": False,
    }


if __name__ == "__main__":
    (_tell if sys.argv[2] == "digests" else _read)(Path(sys.argv[1]))
