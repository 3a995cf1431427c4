"""A PostgreSQL whose disk is really full: the disk of its tables, which only fails what needs room,
and that of its write-ahead log, for want of which the whole server ends.
"""

import random
from collections.abc import Iterator

import pytest

from listbot import pipeline
from listbot.errors import StoreUnavailable
from listbot.mail import Arrival
from listbot.replay import replay
from listbot.store import store as stores
from listbot.store.base.engine import open_engine
from listbot.store.base.postgresql import sessions
from tests.playing import START, Play, opening
from tests.postgresql import running_postgresql
from tests.small_disk import SmallDisk, small_disk
from tests.store.jobs import inputs, post

pytestmark = pytest.mark.slow

MOST = 60  # mails; the small disk has room for fewer


@pytest.fixture
def disk() -> Iterator[SmallDisk]:
    """It has room for a database, and a few mails."""
    with small_disk(24) as made:
        yield made


def big(play: Play, number: int) -> Arrival:
    """A mail of a megabyte that cannot be compressed, as it comes by the list."""
    words = random.Random(number).randbytes(500_000).hex().encode()
    lines = b"\r\n".join(words[at : at + 72] for at in range(0, len(words), 72))
    return Arrival(post(number) + lines, play.in_force.lists[0].context, "test", START)


async def fill_up(play: Play) -> int:
    """Hand over mails until one is not taken; return how many were."""
    for number in range(MOST):
        try:
            await pipeline.receive(play.store, big(play, number))
        except StoreUnavailable:
            return number
    return MOST


async def test_the_disk_of_the_tables_is_full(disk: SmallDisk) -> None:
    """Nothing of the mail is stored, its host is told to try again, and it goes on by itself when
    there is room.
    """
    with running_postgresql() as server:
        play = Play(engine=open_engine(server.new_database(place=disk.folder)))
        play.take(opening())
        disk.fill()
        with pytest.raises(StoreUnavailable, match="No space left on device"):
            await pipeline.receive(play.store, big(play, 1))
        assert inputs(play.store) == 2
        disk.make_room()

        assert await pipeline.receive(play.store, big(play, 1)) == "not a vote"
        assert inputs(play.store) == 3
        assert play.accounts_balance()
        assert replay(play.store).is_equal
        play.store.close()


async def test_the_disk_of_the_log_is_full(
    disk: SmallDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server ends. Once there is room and it is started again, everything is there that was
    acknowledged; the mail that was not comes again, and the same daemon goes on.
    """
    monkeypatch.setattr(stores, "WAITS", (0.0, 0.1))
    monkeypatch.setattr(sessions, "DECIDES_WITHIN", 0.5)
    with running_postgresql(log=disk.folder) as server:
        play = Play(engine=open_engine(server.new_database()))
        play.take(opening())
        disk.fill()
        taken = await fill_up(play)
        assert taken < MOST
        disk.make_room()
        server.stop()
        server.start()

        is_stored = inputs(play.store) - taken - 2  # its commit may have taken effect
        became = await pipeline.receive(play.store, big(play, taken))
        assert became == ("not a vote", "duplicate")[is_stored]
        assert inputs(play.store) == taken + 3
        assert play.accounts_balance()
        assert replay(play.store).is_equal
        play.store.close()
