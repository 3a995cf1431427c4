"""Any sequence of mail, copies, crashes, ticks, clock steps, failing sends and receipts, full
disks, locks and restored backups, against a model that fits in one's head.

The model knows which mails were delivered and acknowledged, and how often the world has each
letter. After every step the accounts balance. At the end all mail is there, no letter was sent
too often, and a replay is equal. `test_machine.py` runs it on SQLite, and
`tests/store/test_machine.py` on a real PostgreSQL. Disk and lock fail as the database's do;
`tests/outbound/test_bookkeeper.py` has the real ones, `tests/crash` has real kills.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import Connection, Engine, select

from listbot.errors import (
    CarrierAmbiguous,
    CarrierUnavailable,
    ReceiptsUnavailable,
    StoreUnavailable,
    TemporaryError,
)
from listbot.letters.letter import Parcel
from listbot.model.receipts import Attempt
from listbot.outbound import Receipt
from listbot.outbound.memory import MemoryReceipts
from listbot.outbound.receipts import last_of
from listbot.outbound.sender import Sender
from listbot.replay import replay
from listbot.store.base.schema import proposals, rounds
from listbot.store.journal import kept_clock
from listbot.store.outbox import pause
from listbot.store.outbox.receipts import remembered
from listbot.store.store import Store
from listbot.timekeeping import Timekeeper
from tests.clocks import HandClocks
from tests.playing import LIST, OTHER, START, Play, Post, opening

POSTS = (
    opening("p"),
    Post("ravi", "Ravi", "+1", 2, answers=["p"]),
    Post("omar", "Omar", "-1", 3, answers=["p"]),
    Post(
        "why",
        "Omar",
        "It doubles the bill, see the figures in the wiki.",
        20,
        answers=["omar"],
        chain=False,
    ),
    Post("lena", "Lena", "+1 from me", 30),
    Post("ines", "Ines", "+1", 31, answers=["p", "ravi"]),
    Post("closes", "Ana", "#listbot closes: 2026-09-13 18:00 UTC", 40, answers=["p"]),
    Post("q", "Ravi", "I propose it.", 41, "[LAZY] Reboot on Tuesday"),
    Post(
        "never",
        "Kim",
        "please do not, it breaks the mirrors",
        50,
        "Re: [LAZY] Reboot on Tuesday",
        ["q"],
    ),
)


COMMITS = ("holds", "holds", "full", "locked", "crashes before", "crashes after")
"""The fates of a commit."""
SENDS = (
    "takes",
    "takes",
    "is away",
    "breaks off",
    "crashes before",
    "crashes after",
    "then the database is locked",
    "then the disk is full",
    "then nothing can be noted",
    "then crashes before the receipt",
    "then crashes after the receipt",
)
"""The fates of a letter: at the carrier, and after it was accepted."""
DOUBTS = ("breaks off", "crashes after", "then crashes before the receipt")
"""The cases in which a letter left and nobody could record it."""


class Crash(BaseException):
    """The process is gone, and with it everything that was not committed."""


class FragileStore(Store):
    """A Store whose next commit may crash, before or after, or find the disk full, or whose
    file somebody else has locked.
    """

    next_commit = "holds"
    is_locked = False

    def fault(self, mood: str) -> Exception:
        """Return what the driver raises if the disk is "full" or the database "locked"."""
        raise NotImplementedError

    def commit(self, connection: Connection) -> None:
        """Commit as a Store does, or fail."""
        if self.is_locked:
            raise self.fault("locked")
        mood, self.next_commit = self.next_commit, "holds"
        if mood in ("full", "locked"):
            raise self.fault(mood)
        if mood == "crashes before":
            raise Crash
        super().commit(connection)
        if mood == "crashes after":
            raise Crash


class FragileReceipts(MemoryReceipts):
    """Receipts that survive a crash, as a file does. Writing the next line may crash or fail."""

    next_note = "holds"

    def note(self, attempt: Attempt) -> None:
        """Note the attempt as the real ones do, or fail."""
        mood, self.next_note = self.next_note, "holds"
        if mood == "crashes before":
            raise Crash
        if mood == "full":
            raise ReceiptsUnavailable("the disk fails")
        super().note(attempt)
        if mood == "crashes after":
            raise Crash


class World:
    """A carrier, what it delivered, and what happens to us at that moment."""

    name = "world"

    def __init__(self, receipts: FragileReceipts) -> None:
        self.delivered: list[Parcel] = []
        self.answers = "takes"
        self.doubts: Counter[str] = Counter()
        """How often a letter left and nobody could record it, by Message-ID."""
        self.unnoted: set[str] = set()
        """Letters that left, known only to the daemon that sent them; by Message-ID."""
        self.receipts = receipts
        self.store: FragileStore | None = None

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Deliver, or fail as `answers` says."""
        mood, self.answers = self.answers, "takes"
        if mood == "is away":
            raise CarrierUnavailable("451 later")
        if mood == "crashes before":
            raise Crash
        self.delivered.append(parcel)
        self.doubts[parcel.message_id] += mood in DOUBTS
        if mood == "breaks off":
            raise CarrierAmbiguous("the connection broke")
        if mood == "crashes after":
            raise Crash
        assert self.store is not None
        if mood == "then nothing can be noted":
            self.unnoted.add(parcel.message_id)
        self.store.is_locked = mood in ("then the database is locked", "then nothing can be noted")
        self.store.next_commit = {
            "then the disk is full": "full",
            "then the connection is cut before": "is cut before",
            "then the connection is cut after": "is cut after",
        }.get(mood, "holds")
        self.receipts.next_note = {
            "then nothing can be noted": "full",
            "then crashes before the receipt": "crashes before",
            "then crashes after the receipt": "crashes after",
        }.get(mood, "holds")
        return Receipt("250 taken")

    async def check(self) -> str:
        """Never called."""
        raise NotImplementedError

    def loses_the_daemon(self) -> None:
        """The daemon dies, and with it all that only it knew."""
        known = {each.message_id for each in self.receipts.noted if each.state == "sent"}
        self.doubts.update(self.unnoted - known)
        self.unnoted.clear()

    def has_more_than_once(self) -> Counter[str]:
        """The letters delivered more often than the doubts explain, by Message-ID."""
        counts = Counter(parcel.message_id for parcel in self.delivered)
        return Counter(
            {id: count for id, count in counts.items() if count > min(2, 1 + self.doubts[id])}
        )


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database, and what the model knew at that time."""

    database: Any
    acknowledged: frozenset[str]
    noted: int
    """How many lines the receipts had."""


class Desk(Play):
    """A Play with a fragile store that writes in the calling thread, so that a crash takes all
    of it.
    """

    def become(self, kind: type[FragileStore]) -> FragileStore:
        """Make its store one of this kind."""
        self.store.__class__ = kind
        store = self.store

        async def write(job, *args, **kwargs):  # type: ignore[no-untyped-def]
            with store.transaction() as tx:
                answer = job(tx, *args, **kwargs)
            return answer  # noqa: RET504 - only after the commit

        store.write = write  # type: ignore[method-assign]
        assert isinstance(store, FragileStore)
        return store


class Life(RuleBasedStateMachine):
    """Everything that may happen to a daemon; a subclass says on which database."""

    kind: type[FragileStore]

    def __init__(self) -> None:
        super().__init__()
        self.engine = self.new_database()
        self.receipts = FragileReceipts()
        self.world = World(self.receipts)
        self.clocks = HandClocks(START)
        self.acknowledged: set[str] = set()
        self.backups: list[Backup] = []

    def new_database(self) -> Engine:
        """Make a database that survives the store that opens it."""
        raise NotImplementedError

    def copy(self) -> Any:
        """Copy the database."""
        raise NotImplementedError

    def put_back(self, copy: Any) -> None:
        """Replace the database with a copy."""
        raise NotImplementedError

    @initialize(opens=st.booleans())
    def begin(self, opens: bool) -> None:
        """Start for the first time, while the clock is right, often with open votes."""
        self.start()
        self.look("holds")
        if opens:
            for post in (POSTS[0], POSTS[1], POSTS[4], POSTS[5]):
                self.deliver(POSTS.index(post), "holds", LIST)

    def start(self) -> None:
        """Start a daemon on the database in its present state."""
        self.world.loses_the_daemon()
        self.keeper = Timekeeper(self.clocks.clocks)
        with self.engine.connect() as connection:
            self.keeper.begin(kept_clock.kept(connection))
        self.desk = Desk(engine=self.engine, now=self.now)
        self.world.store = self.fragile = self.desk.become(self.kind)
        self.receipts.next_note = "holds"
        self.sender = Sender(self.fragile, self.world, self.desk.store.alert, self.receipts)

    @rule(
        which=st.sampled_from(range(len(POSTS))),
        mood=st.sampled_from(COMMITS),
        by=st.sampled_from((LIST, LIST, OTHER)),
    )
    def deliver(self, which: int, mood: str, by: str) -> None:
        """Deliver a mail, in any order, perhaps again, perhaps through another list. It may not
        survive its commit.
        """
        post = replace(POSTS[which], by=by)
        self.fragile.next_commit = mood
        try:
            self.desk.take(post)
        except StoreUnavailable:
            assert mood in ("full", "locked") or self.fragile.is_locked
        except Crash:
            self.start()
        else:
            self.acknowledged.add(post.id)

    @rule(hours=st.sampled_from((1, 5, 12, 24, 60)), mood=st.sampled_from(COMMITS))
    def tick(self, hours: int, mood: str) -> None:
        """Let time pass, and decide what is due."""
        self.clocks.passed += timedelta(hours=hours)
        self.look(mood)

    @rule(days=st.sampled_from((-60, -1, 1, 30, 30)), mood=st.sampled_from(COMMITS))
    def step_clock(self, days: int, mood: str) -> None:
        """Set the wall clock, on top of earlier steps."""
        self.clocks.ahead += timedelta(days=days)
        self.look(mood)

    @rule(mood=st.sampled_from(COMMITS))
    def put_clock_right(self, mood: str) -> None:
        """Set the wall clock right again."""
        self.clocks.ahead = timedelta()
        self.look(mood)

    def look(self, mood: str) -> None:
        """Tick as the daemon does: decide what is due only while the clock is sure.

        Whoever had locked the database is done by then.
        """
        look = self.keeper.look()
        self.fragile.is_locked = False
        self.fragile.next_commit = mood
        try:
            with self.desk.store.transaction() as tx:
                kept_clock.keep(tx.connection, look.kept)
            if look.doubt is None:
                self.desk.tick(look.now)
        except StoreUnavailable:
            assert mood in ("full", "locked")
        except Crash:
            self.start()

    @rule(mood=st.sampled_from(SENDS))
    def send(self, mood: str) -> None:
        """Drain the outbox into a world that may not answer, with a daemon that may not manage
        to record what it did.
        """
        self.world.answers = mood
        self.drain()
        self.world.answers = "takes"  # if nothing was due, nobody used it

    @rule(mood=st.sampled_from([each for each in SENDS if each.startswith("then")]))
    def send_for_hours(self, mood: str) -> None:
        """Do the same with a daemon that keeps running long enough to repeat letters in doubt."""
        self.receipts.is_full = False
        self.send(mood)
        self.tick(5, "holds")
        self.send("takes")

    @rule(full=st.sampled_from((True, False, False)))
    def fill_disk(self, full: bool) -> None:
        """Fill the disk with the receipts on it, or make room again."""
        self.receipts.is_full = full

    @precondition(lambda self: self.world.delivered and not self.fragile.is_locked)
    @rule()
    def echo(self) -> None:
        """The list sends us our posts."""
        for parcel in self.world.delivered:
            if LIST in parcel.recipients:
                hop = (
                    b"Received: from lists.example.org (lists.example.org "
                    b"[192.0.2.25]) by mx.example.org; "
                )
                raw = hop + b"Tue, 08 Sep 2026 18:05:00 +0000\r\n" + parcel.raw
                assert self.desk.take(self.desk.read_raw(raw, self.now))[0] in (
                    "automatic",
                    "duplicate",
                )

    @rule()
    def kill(self) -> None:
        """End the process and start another one on what was committed."""
        self.start()

    @precondition(lambda self: len(self.backups) < 3)
    @rule()
    def back_up(self) -> None:
        """Copy the database while the daemon runs."""
        self.backups.append(
            Backup(self.copy(), frozenset(self.acknowledged), len(self.receipts.noted))
        )

    @precondition(lambda self: self.backups)
    @rule(which=st.integers(0, 2), looks=st.sampled_from((True, True, False)))
    def restore(self, which: int, looks: bool) -> None:
        """Replace the database with an older copy. The receipts stay; later mail exists only at
        its source.

        A database that is behind starts paused. The admin looks now or later, and resumes.
        """
        backup = self.backups[which % len(self.backups)]
        self.put_back(backup.database)
        self.acknowledged = set(backup.acknowledged)
        self.start()
        self.receipts.is_full = False
        before = len(self.world.delivered)
        since = last_of(self.receipts.noted[backup.noted :]).values()
        left = {each.message_id for each in since if each.may_have_left}
        known = {each.parcel.message_id for each in self.desk.letters() if each.attempts}
        with self.fragile.reading() as connection:  # of an earlier restore
            known |= set(remembered(connection))
        self.drain()
        if left - known:
            assert (self.is_held(), len(self.world.delivered)) == (True, before)
        if looks:
            self.resume()
            self.drain()

    @rule(
        mood=st.sampled_from(SENDS),
        hours=st.sampled_from((0, 80)),
        looks=st.sampled_from((True, True, False)),
    )
    def lose(self, mood: str, hours: int, looks: bool) -> None:
        """Make a backup, decide and send something, then restore the backup: the most damaging
        sequence.
        """
        self.backups = self.backups[:2]
        self.fragile.is_locked = False
        self.back_up()
        if hours:
            self.tick(hours, "holds")
        self.send(mood)
        self.restore(len(self.backups) - 1, looks)

    @rule()
    def resume(self) -> None:
        """Resume, as the admin does after looking."""
        self.fragile.is_locked = False
        with self.desk.transaction() as tx:
            pause.resume(tx.connection)

    @property
    def now(self) -> datetime:
        """The time that the daemon goes by."""
        return self.keeper() if hasattr(self, "keeper") else START

    def drain(self) -> None:
        """Send what is due, as the daemon does: after a temporary failure, it tries again later."""
        try:
            asyncio.run(self.sender.drain(self.now))
        except TemporaryError:
            pass
        except Crash:
            self.start()

    def is_held(self) -> bool:
        """Whether every letter waits for the admin."""
        with self.fragile.reading() as connection:
            return pause.standing(connection) is not None

    @invariant()
    def the_accounts_balance(self) -> None:
        """The dispositions add up to the mails received, and every acknowledged mail is there."""
        if hasattr(self, "desk"):
            assert self.desk.accounts_balance()
            assert self.acknowledged <= set(self.desk.became())
            assert "quarantined" not in self.desk.became().values()

    @invariant()
    def nothing_is_decided_before_its_time(self) -> None:
        """No setting of the wall clock closes a vote before its time or moves a round far away."""
        right = self.clocks.right
        with self.engine.connect() as connection:
            ran_out = select(proposals.c.closes).where(
                proposals.c.state.in_(("passed", "not passed"))
            )
            assert all(closes <= right for closes in connection.execute(ran_out).scalars())
            assert all(
                due <= right + timedelta(days=8)
                for due in connection.execute(select(rounds.c.due)).scalars()
            )

    @invariant()
    def no_letter_goes_out_too_often(self) -> None:
        """Once; or twice under one Message-ID if nobody could know."""
        assert self.world.has_more_than_once() == Counter()

    def teardown(self) -> None:
        """Finally all mail arrives and time passes, and it is as if nothing had happened."""
        if not hasattr(self, "desk"):
            return
        self.receipts.is_full = False
        self.resume()
        self.desk.take(*POSTS)
        self.clocks.ahead = timedelta()
        for _ in range(12):
            self.clocks.passed += timedelta(hours=24)
            self.look("holds")
            asyncio.run(self.sender.drain(self.now))
            self.resume()  # in case it was restored just before
        assert set(self.desk.states().values()) <= {"passed", "not passed", "stopped"}
        over = {letter.state for letter in self.desk.letters() if letter.until is not None}
        assert over <= {
            "sent",
            "held",
            "dead",
            "dropped",
        }  # a reminder may have had to wait past the close
        lasting = {letter.state for letter in self.desk.letters() if letter.until is None}
        assert lasting <= {"sent", "held", "dead"}
        assert self.acknowledged | {post.id for post in POSTS} <= set(self.desk.became())
        self.no_letter_goes_out_too_often()
        out = {parcel.message_id for parcel in self.world.delivered}
        assert {
            each.parcel.message_id for each in self.desk.letters() if each.state == "sent"
        } <= out
        replayed = replay(self.desk.store)
        assert (replayed.missing, replayed.added) == ((), ())
        self.engine.dispose()
