"""The life of one vote, or of one ticket, as a process that may be killed: the real App on
a real database, in a world that survives it.

The world is a folder: the time of its clock, and the delivered letters. A restarted life
continues at that time and gets all mail since the beginning again, as from a source that
fetches everything anew; if the list gives us our own posts, these too. `python -m
tests.crash.nursery` starts lives.
"""

import asyncio
import os
import signal
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

import listbot.app
import listbot.wiring
from listbot import pipeline
from listbot.config import Config
from listbot.config.types import (
    BotConfig,
    CarrierConfig,
    ListConfig,
    StoreConfig,
    TrackerConfig,
)
from listbot.letters.letter import Parcel
from listbot.mail import Arrival
from listbot.model.desk.rules import DeskRules, Private
from listbot.model.inputs import TickInput
from listbot.model.list_rules import ListRole
from listbot.model.receipts import Attempt
from listbot.outbound import Receipt
from listbot.outbound.receipts import ReceiptFile
from listbot.packaged import load_preset
from listbot.store.leases import Lease
from listbot.store.leasing import LeaseKeeper
from listbot.store.store import Store
from listbot.trackers.calling import Caller
from listbot.trackers.choosing import tracker_from
from listbot.trackers.polling import Poller
from tests.crash.outer import OuterJira
from tests.playing import BOT, LIST, LIST_HOST, ROSTER, Post, hours, opening
from tests.store.desk.by_hand import SUPPORT, request
from tests.trackers.fakes.site import serving


class Kind(StrEnum):
    """Which life it is."""

    ECHOING = "echoing"
    """A vote, on a list that gives us our own posts."""
    SILENT = "silent"
    """The same on a list that does not."""
    DESK = "desk"
    """A ticket."""
    TRACKED = "tracked"
    """A ticket whose team works in a Jira: death comes only while the daemon works with that."""


FILE = """--b
Content-Type: text/plain

It is on fire.
--b
Content-Type: image/png; name="fire.png"
Content-Disposition: attachment; filename="fire.png"
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--b--
"""
VOTE = (
    opening("p", 1),
    Post("v1", "Ravi", "+1", 2, answers=["p"]),
    Post("v2", "Omar", "-1", 2.5, answers=["p"]),  # gets M3, a private letter
    Post("v3", "Lena", "+1", 3, answers=["p"]),
    Post("v4", "Omar", "I withdraw my -1.", 30, answers=["p", "v2"]),
    Post("v5", "Ines", "+1 from me", 60, answers=["p"]),
)
REQUEST = (
    request("r", "kim@example.net", 1),  # gets M9; the team gets M10
    request(
        "answer", "Ravi", 3, subject="Re: The printer", answers=["r"], vouched=True, text="And now?"
    ),
    request(
        "works",
        "kim@example.net",
        5,
        subject="Re: The printer",
        answers=["r", "answer"],
        text="Works, thanks!",
    ),
)
WITH_FILE = replace(
    REQUEST[0], more='MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"', text=FILE
)
POSTS = {
    Kind.ECHOING: VOTE,
    Kind.SILENT: VOTE,
    Kind.DESK: REQUEST,
    Kind.TRACKED: (WITH_FILE, *REQUEST[1:]),
}
STEPS = {
    # The opening, the votes, the reminder, the close, and time for doubtful letters.
    Kind.ECHOING: (1.2, 3.5, 50, 61, 74, 76, 77),
    Kind.SILENT: (1.2, 3.5, 50, 61, 74, 76, 77),
    # Each mail, and when its letters are due.
    Kind.DESK: (1.1, 1.3, 3.1, 3.3, 5.1, 5.3, 7, 8),
    # The same, with time for calls that are made once more.
    Kind.TRACKED: (1.1, 1.3, 1.5, 3.1, 3.3, 3.5, 5.1, 5.3, 5.5, 7, 8, 9),
}
"""Hours at which the daemon looks."""


LEAVES = -1
"""In place of a death, a copy of the world is left at each failpoint: what a kill there would leave
on the disk. Its folder has the number of the failpoint after its name.
"""


class Life(NamedTuple):
    """How to live a life."""

    folder: Path
    url: str
    """Of its database."""
    dies_at: int = 0
    """The failpoint at which it is killed; 0: none; LEAVES: see there."""
    kind: Kind = Kind.ECHOING


class Mortal:
    """Counts failpoints, and kills the process at one of them, or leaves copies of its world."""

    def __init__(self, life: Life) -> None:
        self.passed = 0
        self.is_in_danger = True
        """Whether failpoints count."""
        self._life = life

    def point(self) -> None:
        """Pass one failpoint."""
        if not self.is_in_danger:
            return
        self.passed += 1
        if self.passed == self._life.dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        elif self._life.dies_at == LEAVES:
            leave_copy(self._life.folder, Path(f"{self._life.folder}-{self.passed}"))


def leave_copy(folder: Path, copy: Path) -> None:
    """Copy a world, so that its receipts do not know that they were copied."""
    # Another process copies: closing a database's file here would give up SQLite's locks.
    subprocess.run(("cp", "-r", folder, copy), check=True)
    before, after = (each / "listbot.db.receipts" for each in (folder, copy))
    if after.exists():
        old, new = (b'"inode":%d' % each.stat().st_ino for each in (before, after))
        written = after.read_bytes()
        assert old in written
        after.write_bytes(written.replace(old, new, 1))


class World:
    """Everything that outlives the daemon: the time, the letters that went out. A Carrier."""

    name = "world"

    def __init__(self, folder: Path, mortal: Mortal, steps: tuple[float, ...]) -> None:
        self._clock = folder / "clock"
        self._out = folder / "out"
        self._mortal = mortal
        self.steps = steps
        self._out.mkdir(exist_ok=True)

    @property
    def step(self) -> int:
        """Return how many steps have begun."""
        return int(self._clock.read_text()) if self._clock.exists() else 0

    def now(self) -> datetime:
        """Return the time of the step."""
        return hours(self.steps[self.step])

    def go_on(self) -> None:
        """Advance to the next step, atomically."""
        new = self._clock.with_suffix(".new")
        new.write_text(str(self.step + 1))
        new.rename(self._clock)

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Accept a letter; the daemon may not live to hear the answer."""
        self._mortal.point()
        to = "list" if LIST in parcel.recipients else "private"
        name = f"{len(list(self._out.iterdir())):03}-{int(self.now().timestamp())}-{to}.eml"
        (self._out / name).write_bytes(parcel.raw)
        self._mortal.point()
        return Receipt("250 taken")

    async def check(self) -> str:
        """Never called."""
        raise NotImplementedError

    def echoes(self) -> Iterator[tuple[str, bytes, datetime]]:
        """Yield our posts, as the list's host gives them back."""
        for file in sorted(self._out.glob("*-list.eml")):
            at = datetime.fromtimestamp(int(file.name.split("-")[1]), UTC) + timedelta(seconds=5)
            hop = (
                f"Received: from {LIST_HOST} ({LIST_HOST} [192.0.2.25]) by "
                f"mx.example.org with ESMTPS id 9; "
            )
            yield (
                file.name,
                f"{hop}{at:%a, %d %b %Y %H:%M:%S} +0000\r\n".encode() + file.read_bytes(),
                at,
            )


def config(folder: Path, url: str, tracker: TrackerConfig | None = None) -> Config:
    """Return the configuration: one list and one help desk, live, by LMTP."""
    outer = tracker.rules if tracker is not None else None
    return Config(
        bot=BotConfig(BOT, "admin@example.org"),
        lists=(
            ListConfig(
                LIST,
                ListRole.DECISIONS,
                "lmtp",
                trusted_hops=(LIST_HOST,),
                mode="live",
                live_since=hours(0),
            ),
            ListConfig(
                SUPPORT,
                ListRole.SUPPORT,
                "lmtp",
                trusted_hops=(LIST_HOST,),
                mode="live",
                live_since=hours(0),
                desk=DeskRules(team=("infra-team@example.net",), outer=outer),
            ),
        ),
        outbound=CarrierConfig("maildir", maildir=folder / "unused"),
        policies={"ovirt": load_preset("ovirt")},
        store=StoreConfig(url, folder=folder),
        roster=ROSTER,
        tracker=tracker,
    )


def live(life: Life) -> int:
    """Live from wherever the world is to its end; return how many failpoints were passed."""
    mortal = Mortal(life)

    class MortalStore(Store):
        """A Store with a failpoint before and after each commit."""

        def commit(self, connection: Connection) -> None:
            """Commit between two failpoints."""
            mortal.point()
            super().commit(connection)
            mortal.point()

    class MortalReceipts(ReceiptFile):
        """Receipts with a failpoint before and after each line."""

        def note(self, attempt: Attempt) -> None:
            """Note between two failpoints."""
            mortal.point()
            super().note(attempt)
            mortal.point()

    # this process lives only once
    vars(listbot.wiring).update(Store=MortalStore, ReceiptFile=MortalReceipts)
    world = World(life.folder, mortal, STEPS[life.kind])
    if life.kind is Kind.TRACKED:
        asyncio.run(_live_tracked(world, life, mortal))
    else:
        asyncio.run(_live(world, life, None, _nothing))
    return mortal.passed


async def _live_tracked(world: World, life: Life, mortal: Mortal) -> None:
    """Live beside a Jira; each step ends with all that can be done in it now."""
    jira = OuterJira(life.folder, world.now, mortal.point)
    mortal.is_in_danger = False
    async with serving(jira) as url:
        outer = TrackerConfig("jira", url, "OPS", False, "listbot", "hunter2", private=Private.ALL)

        tracker = tracker_from(outer, world.now)

        async def work(app: listbot.app.App) -> None:
            mortal.is_in_danger = True
            caller = Caller(app.store, tracker, app.store.alert)
            while await caller.drain(world.now()):
                pass
            await Poller(app.store, tracker, app.store.alert).look(world.now())
            mortal.is_in_danger = False
            jira.work()

        await _live(world, life, outer, work)
        await tracker.close()


async def _nothing(app: listbot.app.App) -> None:
    """There is no tracker."""


async def _live(
    world: World,
    life: Life,
    outer: TrackerConfig | None,
    work: Callable[[listbot.app.App], Awaitable[None]],
) -> None:
    app = listbot.app.build(config(life.folder, life.url, outer), clock=world.now, carrier=world)
    keeper = LeaseKeeper(app.store, world.now)
    lease = app.store.context.lease = Lease("life") if is_shared(life.url) else None
    fed: set[str] = set()

    async def fetch() -> None:
        for name, arrival in list(_mailbox(app, world, life)):
            if name not in fed:
                fed.add(name)
                await app.receive(arrival)

    while world.step < len(world.steps) - 1:
        if lease is not None:
            await keeper.look(lease)
        await fetch()
        await app.store.write(
            pipeline.tick, TickInput(world.now(), {LIST: world.now(), SUPPORT: world.now()})
        )
        await app.sender.drain(world.now())
        await work(app)
        await fetch()
        world.go_on()
    app.store.close()


def is_shared(url: str) -> bool:
    """Return whether several daemons may use the database, so that one of them has a lease."""
    return not url.startswith("sqlite:")


def _mailbox(app: listbot.app.App, world: World, life: Life) -> Iterator[tuple[str, Arrival]]:
    """Yield all mail until now, oldest first."""
    context = next(each for each in app.contexts() if each.address == POSTS[life.kind][0].by)
    for post in POSTS[life.kind]:
        if hours(post.at) <= world.now():
            yield (
                post.id,
                Arrival(post.raw(), context, "mailbox", hours(post.at) + timedelta(seconds=5)),
            )
    if life.kind is Kind.ECHOING:
        for name, raw, at in world.echoes():
            yield name, Arrival(raw, context, "mailbox", at)
