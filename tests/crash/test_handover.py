"""Of two daemons on one PostgreSQL, the one that has the lease dies, freezes or loses the database;
the other one has it within 30 seconds, and every post goes out once.

The lease lasts for two seconds here; `tests/store/test_leases.py` plays the twenty that it lasts
for in earnest. With LISTBOT_LEASE=20 it does so here, too, and the test takes three minutes.
"""

import os
import signal
import smtplib
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from listbot.cli.group import cli
from listbot.replay import replay
from listbot.store.base.engine import open_engine
from listbot.store.base.schema import leases, outbox
from listbot.store.store import Store
from tests.crash.daemons import Daemon, echoes, went_out
from tests.crash.road import Road
from tests.playing import START, opening
from tests.postgresql import Postgres, running_postgresql
from tests.servers.waiting import until

LASTS = float(os.environ.get("LISTBOT_LEASE", "2"))
HANDED_OVER = 30.0  # seconds, at most; without load it takes LASTS and a quarter of it
CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"
[store]
url = "{url}"
folder = "{folder}"
[lmtp]
port = 24
[outbound]
kind = "maildir"
maildir = "unused"
[[lists]]
address = "infra@example.org"
role = "decisions"
via = "lmtp"
identity = "any"
"""


@dataclass
class Pair:
    """Two daemons, each with its own road to the database."""

    folder: Path
    url: str
    daemons: list[Daemon]
    roads: list[Road]
    given: set[str] = field(default_factory=set)
    proposed: int = 0

    def holder(self) -> int | None:
        """Which of them has the lease; None before the first has it."""
        with suppress(StopIteration):
            name = self.ask(select(leases.c.holder))[0]
            ours = (at for at, each in enumerate(self.daemons) if each.is_holder(name))
            return next(ours)
        return None

    def ask(self, query: object) -> list[str]:
        """Return the first column of a query's rows."""
        engine = open_engine(self.url, to_read=True)
        with engine.connect() as connection:
            found = connection.execute(query).scalars().all()  # type: ignore[call-overload]
        engine.dispose()
        return list(found) or [""]

    def propose(self, at: int) -> None:
        """Hand a proposal to one of them, until it takes it; its answer is a post to the list."""
        self.proposed += 1
        hours = (datetime.now(UTC) - START) / timedelta(hours=1) - 1
        raw = opening(f"p{self.proposed}", hours, subject=f"[VOTE] Disk {self.proposed}").raw()
        until(lambda: self.is_taken(at, raw), self.logs)

    def is_taken(self, at: int, raw: bytes) -> bool:
        """Return whether a daemon takes a mail."""
        with suppress(OSError, smtplib.SMTPException):
            self.daemons[at].hand(raw)
            return True
        return False

    def is_posted(self) -> bool:
        """Return whether each proposal has been answered on the list."""
        return len(went_out(self.folder / "out")) == self.proposed

    def give_back(self, at: int) -> None:
        """Hand our new posts to one of them, as the list does."""
        for raw in echoes(self.folder / "out", self.given):
            until(lambda raw=raw: self.is_taken(at, raw), self.logs)  # type: ignore[misc]

    def knows_of_its_loss(self, at: int) -> bool:
        """Return whether one that had the lease has heard that it has it no longer."""
        lines = [line for line in self.daemons[at].log().splitlines() if " the lease" in line]
        return lines[-1].endswith("has lost the lease")

    def logs(self) -> str:
        """Return what they wrote last."""
        return "\n".join(each.log()[-3000:] for each in self.daemons)


@pytest.fixture
def postgresql() -> Iterator[Postgres]:
    """A server of its own."""
    with running_postgresql() as server:
        yield server


@contextmanager
def running_pair(folder: Path, server: Postgres) -> Iterator[Pair]:
    """Start two daemons, the first of which has the lease."""
    url = server.new_database()
    (folder / "out").mkdir()
    roads = [Road(server.port) for _ in range(2)]
    urls = [url.replace(f":{server.port}/", f":{each.port}/") for each in roads]
    spans = (str(LASTS), "1.5")
    daemons = [Daemon(folder / name, by, more=spans) for name, by in zip("ab", urls, strict=True)]
    pair = Pair(folder, url, daemons, roads)
    try:
        for at, each in enumerate(daemons):
            each.start()
            until(each.is_up, pair.logs)
            until(lambda: pair.holder() is not None, pair.logs)
            assert at or pair.holder() == 0
        yield pair
    finally:
        for each in daemons:
            each.end()
        for road in roads:
            road.close()


@pytest.mark.slow
def test_the_lease_is_handed_over(postgresql: Postgres, tmp_path: Path) -> None:
    """Whatever becomes of its holder: killed before a letter left, which is repeated, or after,
    which its echo shows; stopped; cut off from the database with a word or without one. Later it is
    back, knows that it has lost the lease, and takes mail in.
    """
    with running_pair(tmp_path, postgresql) as pair:
        for what in ("before", "after", "stop", "cut", "stall"):
            holder = pair.holder()
            assert holder is not None
            other = 1 - holder
            since = disturb(pair, holder, what)
            until(lambda other=other: pair.holder() == other, pair.logs, HANDED_OVER)  # type: ignore[misc]
            assert time.monotonic() - since < HANDED_OVER
            pair.propose(other)
            until(pair.is_posted, pair.logs)
            bring_back(pair, holder, what)
            if what in ("stop", "cut", "stall"):
                until(lambda holder=holder: pair.knows_of_its_loss(holder), pair.logs)  # type: ignore[misc]
            pair.propose(holder)
            until(pair.is_posted, pair.logs)
            pair.give_back(holder)  # from now on, a doubtful post waits for its echo
        told = status(pair, tmp_path)
        until(lambda: set(pair.ask(select(outbox.c.state))) == {"sent"}, pair.logs)
    assert f"{tmp_path / 'ab'[other]} decides and sends" in told
    assert set(went_out(tmp_path / "out").values()) == {1}
    store = Store(open_engine(pair.url), lambda: START)
    assert replay(store).is_equal
    store.close()


def disturb(pair: Pair, holder: int, what: str) -> float:
    """Let something happen to the holder; return when."""
    daemon, road = pair.daemons[holder], pair.roads[holder]
    if what == "stop":
        daemon.signal(signal.SIGSTOP)
    elif what == "cut":
        road.cut()
    elif what == "stall":
        road.stall()
    else:
        (daemon.folder / "fate").write_text(what)
        pair.propose(1 - holder)
        assert daemon.process is not None
        daemon.process.wait(HANDED_OVER)
        pair.give_back(1 - holder)
    return time.monotonic()


def bring_back(pair: Pair, holder: int, what: str) -> None:
    """Undo what happened to the one that had the lease."""
    if what == "stop":
        pair.daemons[holder].signal(signal.SIGCONT)
    elif what in ("cut", "stall"):
        pair.roads[holder].mend()
    else:
        pair.daemons[holder].start()


def status(pair: Pair, folder: Path) -> str:
    """Return what `listbot status` shows."""
    file = folder / "config.toml"
    file.write_text(CONFIG.format(url=pair.url, folder=folder))
    return CliRunner().invoke(cli, ["--config", str(file), "status"], catch_exceptions=False).output
