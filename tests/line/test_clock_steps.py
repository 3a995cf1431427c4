"""A daemon whose machine's clock is set wrong, or put right: what it decides and what it does
not.

`HandClocks.passed` is how much time has really passed; `ahead` is how far somebody has set the
wall clock.
"""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from listbot.app import App, build
from listbot.clock import ClockDoubt, ClockFault
from listbot.config.types import (
    BotConfig,
    CarrierConfig,
    Config,
    ListConfig,
    ListenConfig,
    StoreConfig,
)
from listbot.inbound import Receiver
from listbot.inbound.lmtp import Listener
from listbot.mail import Arrival
from listbot.model.list_rules import ListRole
from listbot.model.recap_rules import RecapRules
from listbot.outbound.memory import MemoryCarrier
from listbot.packaged import load_preset
from listbot.replay import replay
from listbot.store import reading
from listbot.store.base.schema import journal, rounds
from listbot.store.journal import kept_clock
from listbot.store.outbox import outbox
from tests.clocks import HandClocks
from tests.playing import BOT, LIST, LIST_HOST, ROSTER, START, Post, hours, opening, ref, votes
from tests.ports import free_port

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
CLOSES = hours(72)


class Folder:
    """A way in that has delivered everything there was."""

    name = "lmtp"

    def __init__(self) -> None:
        self.shifts: list[timedelta] = []

    async def run(self, receive: Receiver) -> None:
        """Never called."""
        raise NotImplementedError

    def read_until(self, now: datetime) -> datetime | None:
        """Everything was read."""
        return now

    def shift(self, by: timedelta) -> None:
        """Note the shift."""
        if by:
            self.shifts.append(by)

    def status(self) -> str:
        """Never called."""
        raise NotImplementedError


class Daemon:
    """A daemon that starts, ticks and takes mail when the test says so."""

    def __init__(self, folder: Path) -> None:
        self.world = HandClocks(START)
        self.config = config(folder)
        self.start()

    def start(self) -> None:
        """Start on the database in its present state."""
        self.folder = Folder()
        self.app: App = build(self.config, self.world.clocks, MemoryCarrier())
        self.alerts: list[str] = []
        self.app.store.alert = lambda alert: self.alerts.append(alert.text)

    async def restart(self, after: timedelta = timedelta(), how: str = "killed") -> None:
        """Be away for that long: killed, stopped, or rebooted with the whole machine."""
        if how == "stopped":
            self.app.look_last()
        self.app.store.close()
        self.world.passed += after
        self.world.boots += how == "booted"
        self.start()
        await self.tick()

    async def tick(self, after: timedelta = timedelta(), ahead: timedelta | None = None) -> None:
        """Let time pass, and perhaps set the clock."""
        self.world.passed += after
        self.world.ahead = self.world.ahead if ahead is None else ahead
        await self.app.tick((self.folder,))

    async def take(self, *posts: Post) -> list[str]:
        """Take mails as LMTP stamps them: by our own clock."""
        context = next(each for each in self.app.contexts() if each.address == LIST)
        return [
            await self.app.receive(Arrival(each.raw(), context, "lmtp", self.app.clock()))
            for each in posts
        ]

    def doubt(self) -> ClockDoubt | None:
        """The doubt that `listbot status` shows."""
        with self.app.store.reading() as connection:
            return reading.accounting(connection).doubt

    def states(self) -> list[str]:
        """The states of the votes."""
        with self.app.store.reading() as connection:
            return [each.state for each in reading.votes(connection)]

    def rounds(self) -> list[datetime]:
        """When recaps are due."""
        with self.app.store.reading() as connection:
            return list(connection.execute(select(rounds.c.due)).scalars())

    def inputs(self) -> int:
        """The number of inputs in the journal."""
        with self.app.store.reading() as connection:
            return len(connection.execute(select(journal.c.seq)).all())

    def kinds(self) -> list[str]:
        """The kinds of the letters."""
        with self.app.store.reading() as connection:
            return [each.kind for each in outbox.find(connection)]


def config(folder: Path) -> Config:
    """One list with a recap."""
    recap = RecapRules(zone="Europe/Vienna")
    live = ListConfig(
        LIST,
        ListRole.DECISIONS,
        "lmtp",
        trusted_hops=(LIST_HOST,),
        mode="live",
        live_since=START,
        recap=recap,
    )
    return Config(
        bot=BotConfig(BOT, "admin@example.org"),
        lists=(live,),
        outbound=CarrierConfig("maildir", maildir=folder / "out"),
        policies={"ovirt": load_preset("ovirt")},
        store=StoreConfig(f"sqlite:///{folder / 'listbot.db'}"),
        roster=ROSTER,
    )


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    """A started daemon with a list and its recap; at the end, a replay is equal."""
    daemon = Daemon(tmp_path)
    yield daemon
    assert replay(daemon.app.store).is_equal
    daemon.app.store.close()


async def vote(daemon: Daemon) -> None:
    """Open Ana's vote, with two +1."""
    await daemon.tick()
    await daemon.take(opening(), *votes(("Ravi", "Lena"), at=0))
    await daemon.tick(2 * HOUR)


def stamped(at: datetime, id: str = "word", text: str = "Thank you.") -> Post:
    """A mail with a trusted host's stamp."""
    return Post(id, "Omar", text, (at - START) / HOUR, answers=["p"])


async def test_a_clock_that_is_ahead_for_a_while_changes_nothing(daemon: Daemon) -> None:
    """Nothing closes, no round moves, the journal gets no moment, and mail is taken as always.
    There is one alert.
    """
    await vote(daemon)
    before = (daemon.states(), daemon.rounds(), daemon.inputs(), daemon.kinds())
    for _ in range(3):
        await daemon.tick(MINUTE, ahead=30 * DAY)
    assert (daemon.states(), daemon.rounds(), daemon.inputs(), daemon.kinds()) == before
    assert daemon.doubt() == ClockDoubt(ClockFault.STEP, hours(2) + MINUTE, 30 * DAY)
    assert [text.partition(";")[0] for text in daemon.alerts] == [
        "this machine's clock was set: it is 30 days ahead of the time that has passed"
    ]
    assert await daemon.take(Post("omar", "Omar", "+1", 2, answers=["p"])) == ["vote"]
    await daemon.tick(MINUTE, ahead=timedelta())
    assert (daemon.states(), daemon.doubt()) == (["open"], None)
    await daemon.tick(CLOSES + HOUR - daemon.world.right)
    assert (daemon.states(), len(daemon.alerts)) == (["passed"], 1)


async def test_what_only_our_clock_stamps_is_not_late_for_it(daemon: Daemon) -> None:
    """In doubt, our stamps and the dates of letters follow the time that has really passed."""
    await vote(daemon)
    await daemon.tick(HOUR, ahead=30 * DAY)
    assert (daemon.app.clock(), daemon.app.store.context.clock()) == (hours(3), hours(3))
    await daemon.tick(HOUR, ahead=-10 * DAY)
    assert daemon.app.clock() == hours(4)


async def test_small_steps_add_up(daemon: Daemon) -> None:
    """Ten minutes are within the grace; twice ten are not."""
    await vote(daemon)
    await daemon.tick(MINUTE, ahead=10 * MINUTE)
    assert daemon.doubt() is None
    await daemon.tick(MINUTE, ahead=20 * MINUTE)
    assert daemon.doubt() == ClockDoubt(ClockFault.STEP, hours(2) + 2 * MINUTE, 20 * MINUTE)


@pytest.mark.parametrize(("late", "states"), [(timedelta(), ["not passed"]), (HOUR, ["open"])])
async def test_a_trusted_stamp_that_agrees_ends_the_doubt(
    daemon: Daemon, late: timedelta, states: list[str]
) -> None:
    """Waiting votes are then decided; a mail that was long on its way proves nothing."""
    await vote(daemon)
    await daemon.tick(MINUTE, ahead=30 * DAY)
    now = daemon.world.right + 30 * DAY
    assert await daemon.take(stamped(now - late)) == ["not a vote"]
    await daemon.tick(MINUTE)
    assert (daemon.states(), daemon.doubt() is None) == (states, not late)
    assert daemon.folder.shifts == ([30 * DAY] if not late else [])


async def test_a_stranger_does_not_end_a_doubt(daemon: Daemon) -> None:
    """Anybody could have written a stamp below a host that nobody trusts."""
    await vote(daemon)
    await daemon.tick(MINUTE, ahead=30 * DAY)
    await daemon.take(replace(stamped(daemon.world.right + 30 * DAY), vouched=False))
    await daemon.tick(MINUTE)
    assert daemon.states() == ["open"]


async def test_a_mail_that_is_here_already_does_not_end_a_doubt(daemon: Daemon) -> None:
    """Its stamp may be as old as the clock that went back."""
    await vote(daemon)
    old = stamped(hours(2))
    await daemon.take(old)
    await daemon.tick(DAY, ahead=-DAY)
    assert await daemon.take(old) == ["duplicate"]
    await daemon.tick(MINUTE)
    assert daemon.doubt() == ClockDoubt(ClockFault.STEP, hours(26), -DAY)


@pytest.mark.parametrize("restarts", [False, True])
async def test_the_word_of_the_admin_ends_the_doubt(daemon: Daemon, restarts: bool) -> None:
    """`listbot resume --clock` works on a running daemon and before a start."""
    await vote(daemon)
    await daemon.tick(MINUTE, ahead=30 * DAY)
    with daemon.app.store.transaction() as tx:
        kept_clock.say(tx.connection, daemon.world.clocks.wall())
    await (daemon.restart() if restarts else daemon.tick(MINUTE))
    assert (daemon.states(), daemon.doubt()) == (["not passed"], None)


async def test_a_restart_does_not_end_a_doubt(daemon: Daemon) -> None:
    """Nor does NTP, which may be what set the clock."""
    await vote(daemon)
    await daemon.tick(MINUTE, ahead=30 * DAY)
    daemon.world.synced = True
    for _ in range(3):
        await daemon.restart(MINUTE)
        await daemon.tick(5 * HOUR)
    assert daemon.states() == ["open"]
    assert daemon.doubt() is not None


async def test_a_clock_that_is_behind_closes_nothing_either(daemon: Daemon) -> None:
    """Nothing closes until it is confirmed. Then the times noted by the old clock move with it,
    and the vote closes at its time.
    """
    await vote(daemon)
    await daemon.tick(80 * HOUR, ahead=-5 * DAY)
    assert daemon.doubt() == ClockDoubt(ClockFault.STEP, hours(82), -5 * DAY)
    await daemon.take(stamped(daemon.world.right - 5 * DAY))
    await daemon.tick()
    assert (daemon.states(), daemon.doubt(), daemon.folder.shifts) == (["open"], None, [-5 * DAY])


async def test_two_weeks_down(daemon: Daemon) -> None:
    """Nobody has to confirm anything: once delayed mail has had time to arrive, there is one
    result and one recap.
    """
    await vote(daemon)
    await daemon.restart(after=14 * DAY, how="booted")
    assert daemon.states() == ["open"]
    assert daemon.doubt() == ClockDoubt(
        ClockFault.AWAY, hours(2), 14 * DAY, hours(2) + 14 * DAY + timedelta(seconds=4000)
    )
    await daemon.tick(2 * HOUR)
    assert (daemon.states(), daemon.doubt()) == (["not passed"], None)
    assert [kind for kind in daemon.kinds() if kind in ("M6", "M13")] == ["M6", "M13"]
    assert daemon.alerts == []


@pytest.mark.parametrize("how", ["stopped", "killed"])
async def test_two_weeks_down_on_a_machine_that_ran(daemon: Daemon, how: str) -> None:
    """Its steady clock has counted the time, so there is nothing to doubt."""
    await vote(daemon)
    await daemon.restart(after=14 * DAY, how=how)
    assert (daemon.states(), daemon.doubt()) == (["not passed"], None)


@pytest.mark.parametrize(
    ("how", "why"), [("stopped", ClockFault.AWAY), ("killed", ClockFault.STEP)]
)
async def test_a_step_while_nobody_looked(daemon: Daemon, how: str, why: ClockFault) -> None:
    """A crash hides no step. Before a stop, somebody may have meant to set the clock, so the
    step is taken for time away.
    """
    await vote(daemon)
    if how == "stopped":
        daemon.app.look_last()
    daemon.world.ahead = 30 * DAY
    await daemon.restart()
    await daemon.tick(10 * MINUTE)
    found = daemon.doubt()
    assert found is not None
    assert (found.why, daemon.states()) == (why, ["open"])


async def test_two_weeks_down_and_a_mail(daemon: Daemon) -> None:
    """A mail stamped now proves at once that it was a stop."""
    await vote(daemon)
    await daemon.restart(after=14 * DAY, how="booted")
    await daemon.take(stamped(daemon.world.right))
    await daemon.tick()
    assert daemon.states() == ["not passed"]


async def test_a_machine_without_a_battery(daemon: Daemon) -> None:
    """It starts in 1970 and knows nothing better than the last sure time; a vote that is late
    by its stamp is late.
    """
    await vote(daemon)
    daemon.world.ahead = -56 * 365 * DAY
    await daemon.restart(after=4 * DAY, how="booted")
    assert daemon.doubt() is not None
    assert daemon.alerts == [
        "this machine's clock is 20436 days behind the time at which listbot last ran; nothing "
        "closes, and no reminder, recap or digest goes out until a mail stamped by a "
        "trusted host agrees with it, or you run `listbot resume --clock`"
    ]
    await daemon.take(stamped(daemon.world.right, "late", "+1"))
    with daemon.app.store.reading() as connection:
        found = reading.mail_under(connection, ref("late"))
    assert found is not None
    assert found[1].received == daemon.world.right
    daemon.world.synced, daemon.world.ahead = True, timedelta()
    await daemon.tick(MINUTE)
    assert daemon.states() == ["not passed"]


async def test_a_machine_that_sleeps_makes_no_step(tmp_path: Path) -> None:
    """But it waits for mail that could not be delivered meanwhile, as after a start."""
    daemon = Daemon(tmp_path)
    await vote(daemon)
    listen = ListenConfig("127.0.0.1", free_port(), 600.0)
    daemon.app.store.close()
    daemon.config = replace(daemon.config, lmtp=listen)
    daemon.start()
    (listener,) = daemon.app.ways_in()
    assert isinstance(listener, Listener)
    running = asyncio.create_task(listener.run(daemon.app.receive))
    await listener.ready.wait()
    await daemon.app.tick((listener,))
    await daemon.take(stamped(daemon.world.right))
    daemon.world.passed += 20 * MINUTE
    await daemon.app.tick((listener,))
    daemon.world.passed += 4 * DAY
    await daemon.app.tick((listener,))
    assert (daemon.states(), daemon.doubt()) == (["open"], None)
    for _ in range(2):
        daemon.world.passed += 10 * MINUTE
        await daemon.app.tick((listener,))
    assert daemon.states() == ["not passed"]
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    daemon.app.store.close()


async def test_a_running_daemon_tells_of_a_step_at_once(daemon: Daemon) -> None:
    """The first reading of the clock finds the step, not the next half minute."""
    daemon.config = replace(daemon.config, lmtp=ListenConfig("127.0.0.1", free_port(), 600.0))
    daemon.app.store.close()
    daemon.start()
    running = asyncio.create_task(daemon.app.run())
    async with asyncio.timeout(10):
        while not _is_kept(daemon):
            await asyncio.sleep(0)
        daemon.world.ahead = 30 * DAY
        daemon.app.clock()
        while daemon.doubt() is None:
            await asyncio.sleep(0)
    daemon.world.ahead = timedelta()
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    # A stop looks at the clock once more, so that a doubt that is over does not outlive it.
    assert (len(daemon.alerts), daemon.doubt()) == (1, None)


def _is_kept(daemon: Daemon) -> bool:
    with daemon.app.store.reading() as connection:
        return kept_clock.kept(connection) is not None
