"""Two daemons on one PostgreSQL share a tracker. The holder of the lease is killed while the
tracker works on its request, and the other one takes over: one issue, each comment once.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from listbot.replay import replay
from listbot.store.base.engine import open_engine
from listbot.store.base.schema import leases
from listbot.store.base.tracker_tables import outer_keys, tracker_calls
from listbot.store.store import Store
from tests.crash.daemons import Daemon
from tests.crash.test_pair import MailHost, logs
from tests.playing import START
from tests.postgresql import Postgres, running_postgresql
from tests.servers.waiting import until
from tests.store.desk.by_hand import SUPPORT, request
from tests.trackers.fakes.forgejo import REPOSITORY, ForgejoFake
from tests.trackers.fakes.site import Asked, serving

MODULE = "tests.crash.tracked_pair"
LOOKS = 4  # at the tracker, one each half second: calls that are due are made meanwhile


class SlowForgejo(ForgejoFake):
    """A Forgejo in a thread of its own. It works on the first issue that it is to make until the
    test lets it end, and makes it then, whether anybody waits for the answer or not.
    """

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime.now(UTC)
        self.is_working = threading.Event()
        self.may_end = threading.Event()
        self.url = ""

    async def wait(self, asked: Asked) -> None:
        """Have the first new issue wait."""
        is_new = (asked.method, asked.path) == ("POST", f"{REPOSITORY}/issues")
        if is_new and not self.is_working.is_set():
            self.is_working.set()
            await asyncio.to_thread(self.may_end.wait, 60)

    @contextmanager
    def served(self) -> Iterator[None]:
        """Serve it."""
        is_up, is_over = threading.Event(), asyncio.Event()
        loop = asyncio.new_event_loop()

        async def serve() -> None:
            async with serving(self) as self.url:
                is_up.set()
                await is_over.wait()

        thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
        thread.start()
        try:
            assert is_up.wait(30)
            yield
        finally:
            self.may_end.set()
            loop.call_soon_threadsafe(is_over.set)
            thread.join()
            loop.close()


@pytest.fixture
def postgresql() -> Iterator[Postgres]:
    """A server of its own."""
    with running_postgresql() as server:
        yield server


def has_lease(daemon: Daemon) -> bool:
    """Return whether the lease is this daemon's."""
    engine = open_engine(daemon.url, to_read=True)
    with engine.connect() as connection:
        found = connection.execute(select(leases.c.holder)).scalar()
    engine.dispose()
    return daemon.is_holder(found or "")


def waiting(url: str) -> list[str]:
    """Return the kinds of the calls that wait."""
    engine = open_engine(url, to_read=True)
    with engine.connect() as connection:
        query = select(tracker_calls.c.kind).where(tracker_calls.c.due.is_not(None))
        found = list(connection.execute(query).scalars())
    engine.dispose()
    return found


@pytest.mark.slow
def test_the_holder_dies_in_the_middle_of_a_call(postgresql: Postgres, tmp_path: Path) -> None:
    """The issue that is made for a daemon that is gone is found by the one that takes over."""
    url = postgresql.new_database()
    (tmp_path / "out").mkdir()
    forgejo = SlowForgejo()
    hour = (datetime.now(UTC) - START) / timedelta(hours=1) - 0.1
    answer = request("a", at=hour, text="It was the fuse.", answers=["r"])
    with forgejo.served():
        pair = [
            Daemon(tmp_path / name, url, module=MODULE, more=(forgejo.url,)) for name in ("a", "b")
        ]
        host = MailHost(pair, to=SUPPORT)
        try:
            for each in pair:
                each.start()
            until(lambda: all(each.is_up() for each in pair), lambda: logs(pair))
            host.hand_over([request("r", at=hour).raw()])
            until(forgejo.is_working.is_set, lambda: logs(pair))
            (holder,) = [each for each in pair if has_lease(each)]
            holder.kill()
            host.hand_over([answer.raw()])
            (other,) = [each for each in pair if each is not holder]
            until(lambda: has_lease(other), lambda: logs(pair))
            before = len(forgejo.asked)
            until(lambda: len(forgejo.asked) >= before + LOOKS, lambda: logs(pair))
            forgejo.may_end.set()
            until(lambda: not waiting(url), lambda: logs(pair))
        finally:
            for each in pair:
                if each.process is not None:
                    each.kill()
    (issue,) = forgejo.issues.values()
    assert len([each for each in issue.events if each.kind == "comment"]) == 1
    judge(url)


def judge(url: str) -> None:
    """Compare what is in the database with what there is in the tracker."""
    store = Store(open_engine(url), lambda: datetime.now(UTC))
    with store.reading() as connection:
        keys = [tuple(row) for row in connection.execute(select(outer_keys))]
        notes = set(connection.execute(select(tracker_calls.c.note)).scalars())
    assert keys == [("#1", "T-1")]
    assert notes == {"done"}
    assert replay(store).is_equal
    store.close()
