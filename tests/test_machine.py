"""Any sequence of mail, copies, crashes, ticks, clock steps and failing sends, against a model that fits in one's head.

The model knows which mails were handed over and acknowledged, and how often the world has each letter. After every
step the accounts balance; at the end all mail is here, no letter went out too often, and a replay is equal.
"""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, select

from listbot.errors import CarrierAmbiguous, CarrierUnavailable, StoreUnavailable
from listbot.outbound import Parcel, Receipt
from listbot.outbound.sender import Sender
from listbot.replay import replay
from listbot.store import engine as engines
from listbot.store import kept_clock
from listbot.store.schema import metadata, proposals, rounds
from listbot.store.store import Store
from listbot.timekeeping import Timekeeper
from tests.clocks import HandClocks
from tests.playing import LIST, OTHER, START, Play, Post, opening
from tests.store.jobs import sqlite_fault

POSTS = (
    opening("p"),
    Post("ravi", "Ravi", "+1", 2, answers=["p"]),
    Post("omar", "Omar", "-1", 3, answers=["p"]),
    Post(
        "why", "Omar", "It doubles the bill, see the figures in the wiki.", 20, answers=["omar"], chain=False
    ),
    Post("lena", "Lena", "+1 from me", 30),
    Post("ines", "Ines", "+1", 31, answers=["p", "ravi"]),
    Post("closes", "Ana", "#listbot closes: 2026-09-13 18:00 UTC", 40, answers=["p"]),
    Post("q", "Ravi", "I propose it.", 41, "[LAZY] Reboot on Tuesday"),
    Post("never", "Kim", "please do not, it breaks the mirrors", 50, "Re: [LAZY] Reboot on Tuesday", ["q"]),
)


SURVIVES = ("holds", "holds", "crashes before", "crashes after")


class Crash(BaseException):
    """The process is gone; nothing that was not committed is there any more."""


class FragileStore(Store):
    """A Store whose next commit may crash, before or after, or find the disk full."""

    next_commit = "holds"

    def commit(self, connection: Connection) -> None:
        """As a Store does, if it does."""
        mood, self.next_commit = self.next_commit, "holds"
        if mood == "full":
            raise sqlite_fault()
        if mood == "crashes before":
            raise Crash
        super().commit(connection)
        if mood == "crashes after":
            raise Crash


class World:
    """A carrier, and what it delivered."""

    name = "world"

    def __init__(self) -> None:
        self.delivered: list[Parcel] = []
        self.answers = "takes"

    async def deliver(self, parcel: Parcel) -> Receipt:
        """As it is told."""
        mood, self.answers = self.answers, "takes"
        if mood == "is away":
            raise CarrierUnavailable("451 later")
        if mood == "crashes before":
            raise Crash
        self.delivered.append(parcel)
        if mood == "breaks off":
            raise CarrierAmbiguous("the connection broke")
        if mood == "crashes after":
            raise Crash
        return Receipt("250 taken")

    async def check(self) -> str:
        """Never asked."""
        raise NotImplementedError


class Desk(Play):
    """A Play with a fragile store, whose writes run where they are asked for: a crash takes the whole of it."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.store.__class__ = FragileStore
        store = self.store

        async def write(job, *args, **kwargs):  # type: ignore[no-untyped-def]
            with store.transaction() as tx:
                answer = job(tx, *args, **kwargs)
            return answer  # noqa: RET504 - after the commit, and only then

        store.write = write  # type: ignore[method-assign]


def one_connection() -> Engine:
    """A database in memory that outlives the store that opens it, as a file does."""
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", engines._prepare_sqlite)
    event.listen(engine, "begin", engines._begin_sqlite)
    metadata.create_all(engine)
    return engine


class Life(RuleBasedStateMachine):
    """What may happen to a daemon."""

    def __init__(self) -> None:
        super().__init__()
        self.engine = one_connection()
        self.world = World()
        self.clocks = HandClocks(START)
        self.acknowledged: set[str] = set()
        self.doubts = 0
        self.crashes = 0

    @initialize()
    def start(self) -> None:
        """A daemon on the database, as it is."""
        self.keeper = Timekeeper(self.clocks.clocks)
        with self.engine.connect() as connection:
            self.keeper.begin(kept_clock.kept(connection))
        self.desk = Desk(engine=self.engine, now=self.now)
        self.sender = Sender(self.desk.store, self.world, lambda text: None)

    @rule(
        which=st.sampled_from(range(len(POSTS))),
        mood=st.sampled_from(("holds", "holds", "holds", "full", "crashes before", "crashes after")),
        by=st.sampled_from((LIST, LIST, OTHER)),
    )
    def deliver(self, which: int, mood: str, by: str) -> None:
        """A mail comes, in any order, perhaps once more, perhaps by another list; the commit may not be survived."""
        post = replace(POSTS[which], by=by)
        self.fragile.next_commit = mood
        try:
            self.desk.take(post)
        except StoreUnavailable:
            assert mood == "full"
        except Crash:
            self.restart()
        else:
            self.acknowledged.add(post.id)

    @rule(hours=st.sampled_from((1, 5, 12, 24, 60)), mood=st.sampled_from(SURVIVES))
    def tick(self, hours: int, mood: str) -> None:
        """Time passes, and what is due is decided."""
        self.clocks.passed += timedelta(hours=hours)
        self.look(mood)

    @rule(days=st.sampled_from((-60, -1, 1, 30, 30)), mood=st.sampled_from(SURVIVES))
    def step_clock(self, days: int, mood: str) -> None:
        """Somebody sets the wall clock, on top of what it was set by before."""
        self.clocks.ahead += timedelta(days=days)
        self.look(mood)

    @rule(mood=st.sampled_from(SURVIVES))
    def put_clock_right(self, mood: str) -> None:
        """And somebody sets it right."""
        self.clocks.ahead = timedelta()
        self.look(mood)

    def look(self, mood: str) -> None:
        """A tick, as the daemon does it: what is due is decided while the clock is sure."""
        look = self.keeper.look()
        self.fragile.next_commit = mood
        try:
            with self.desk.store.transaction() as tx:
                kept_clock.keep(tx.connection, look.kept)
            if look.doubt is None:
                self.desk.tick(look.now)
        except Crash:
            self.restart()

    @rule(
        mood=st.sampled_from(("takes", "takes", "is away", "breaks off", "crashes before", "crashes after"))
    )
    def send(self, mood: str) -> None:
        """The outbox is drained, into a world that may not answer."""
        self.world.answers = mood
        before = len(self.world.delivered)
        try:
            asyncio.run(self.sender.drain(self.now))
        except Crash:
            self.restart()
        self.world.answers = "takes"  # where nothing was due, nobody asked
        if mood in ("breaks off", "crashes after") and len(self.world.delivered) > before:
            self.doubts += 1

    @precondition(lambda self: self.world.delivered)
    @rule()
    def echo(self) -> None:
        """The list gives us our posts."""
        for parcel in self.world.delivered:
            if LIST in parcel.recipients:
                hop = b"Received: from lists.example.org (lists.example.org [192.0.2.25]) by mx.example.org; "
                raw = hop + b"Tue, 08 Sep 2026 18:05:00 +0000\r\n" + parcel.raw
                assert self.desk.take(self.desk.read_raw(raw, self.now))[0] in ("automatic", "duplicate")

    @rule()
    def restart(self) -> None:
        """The process ends, and another one starts on what was committed."""
        self.crashes += 1
        self.start()

    @property
    def now(self) -> datetime:
        """The time that the daemon goes by."""
        return self.keeper() if hasattr(self, "keeper") else START

    @property
    def fragile(self) -> FragileStore:
        """The store."""
        assert isinstance(self.desk.store, FragileStore)
        return self.desk.store

    @invariant()
    def the_accounts_balance(self) -> None:
        """Received is the sum of the dispositions, and what was acknowledged is here."""
        if hasattr(self, "desk"):
            assert self.desk.accounts_balance()
            assert self.acknowledged <= set(self.desk.became())
            assert "quarantined" not in self.desk.became().values()

    @invariant()
    def nothing_is_decided_before_its_time(self) -> None:
        """Whatever the wall clock was set to: a vote that ran to its end has ended, and no round is far away."""
        right = self.clocks.right
        with self.engine.connect() as connection:
            ran_out = select(proposals.c.closes).where(proposals.c.state.in_(("passed", "not passed")))
            assert all(closes <= right for closes in connection.execute(ran_out).scalars())
            assert all(
                due <= right + timedelta(days=8) for due in connection.execute(select(rounds.c.due)).scalars()
            )

    @invariant()
    def no_letter_goes_out_too_often(self) -> None:
        """Once, or twice under the same Message-ID where nobody could know."""
        counts = Counter(parcel.message_id for parcel in self.world.delivered)
        assert max(counts.values(), default=1) <= 2
        assert sum(count - 1 for count in counts.values()) <= self.doubts

    def teardown(self) -> None:
        """All mail comes at last, time passes, and everything is as if nothing had happened."""
        if not hasattr(self, "desk"):
            return
        self.desk.take(*POSTS)
        self.clocks.ahead = timedelta()
        for _ in range(12):
            self.clocks.passed += timedelta(hours=24)
            self.look("holds")
            asyncio.run(self.sender.drain(self.now))
        assert set(self.desk.states().values()) <= {"passed", "not passed", "stopped"}
        assert {letter.state for letter in self.desk.letters()} <= {"sent", "held", "dead"}
        assert self.acknowledged | {post.id for post in POSTS} <= set(self.desk.became())
        replayed = replay(self.desk.store)
        assert (replayed.missing, replayed.added) == ((), ())
        self.engine.dispose()


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=35, stateful_step_count=25, deadline=None)
