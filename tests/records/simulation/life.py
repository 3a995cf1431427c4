"""A daemon that lives through the years of the group, driven by hand as the demo's is.

It can be down for a while: then the mail of that time is fetched when it comes back, and the first
look at the clock is made before that, as it would be.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from listbot import pipeline
from listbot.app import App, build
from listbot.config import Config, load
from listbot.demo.player import MovedClock, Player
from listbot.inbound.addresses import AddressBook
from listbot.letters.letter import Parcel
from listbot.mail import Arrival
from listbot.model.inputs import TickInput
from listbot.model.records.folding import fold
from listbot.model.records.group import Group
from listbot.outbound.memory import MemoryCarrier
from listbot.store.outbox import outbox
from listbot.store.outbox.outbox import Waiting
from listbot.store.records.acts import all_acts
from tests.records.simulation.script import HERE, LIST, Event, arrival

BEGAN = datetime(2026, 8, 31, tzinfo=UTC)
PROJECT = "project@example.org"
GROUP = "group@example.org"
CLASSES = {PROJECT: "announce", LIST: "the list", GROUP: "the group"}


@dataclass(frozen=True, slots=True)
class Down:
    """A time in which the machine is off."""

    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        """Whether a moment is in it."""
        return self.since <= at < self.until


class Life:
    """The daemon and its group."""

    def __init__(self, folder: Path, down: Down | None = None) -> None:
        self.clock = MovedClock(BEGAN)
        self.app: App = build(configured(folder), clock=self.clock, carrier=MemoryCarrier())
        self.player = Player(self.app, self.clock)
        self.book = AddressBook(*self.app.contexts())
        self.down = down

    async def live(self, events: Sequence[Event], until: datetime) -> None:
        """Take all mails at their time, and let time pass until the end."""
        await self.player.start()
        missed = [each for each in events if self.down and self.down.holds(each.at)]
        for event in events:
            if event in missed:
                continue
            if self.down and missed and event.at >= self.down.until:
                await self.come_back(missed)
                missed = []
            await self.player.pass_time(event.at + timedelta(minutes=1))
            await self.player.receive(self.arrived(event))
        await self.player.pass_time(until)

    async def come_back(self, missed: Sequence[Event]) -> None:
        """The daemon knows the time before it has read the mail of its downtime."""
        assert self.down is not None
        await self.player.pass_time(self.down.since)
        now = self.down.until
        self.clock.move(now)
        read = {each.address: self.down.since for each in self.app.config.lists}
        await self.app.store.write(pipeline.tick, TickInput(now, read, nonce=now.isoformat()))
        for event in missed:
            await self.app.receive(self.arrived(event, now))
        await self.player.start()

    def arrived(self, event: Event, reached: datetime | None = None) -> Arrival:
        """An event as it arrives."""
        letters = self.letters_to(event) if event.way == "to" else ()
        return arrival(event, self.book, letters, reached)

    def letters_to(self, event: Event) -> list[Parcel]:
        """The letters that a mail may answer: to its writer, to the group or to the list."""
        readers = {event.address, GROUP, LIST}
        return [
            each.parcel
            for each in self.letters()
            if each.kind == event.of and readers.intersection(each.parcel.recipients)
        ]

    def letters(self) -> list[Waiting]:
        """All letters so far."""
        with self.app.store.reading() as connection:
            return outbox.find(connection)

    def group(self) -> Group:
        """The group as it stands."""
        with self.app.store.reading() as connection:
            return fold(all_acts(connection))

    def close(self) -> None:
        """Close the database."""
        self.app.store.close()


def configured(folder: Path) -> Config:
    """The configuration, in a folder of its own."""
    for name in ("config.toml", "project-members.toml"):
        (folder / name).write_text((HERE / name).read_text("utf-8"), "utf-8")
    return load(folder / "config.toml", {})


def reader_of(letter: Waiting) -> str:
    """To what kind of reader a letter went."""
    (first, *_) = letter.parcel.recipients
    domain = first.partition("@")[2]
    return CLASSES.get(first, "members" if domain == "example.org" else "others")


def table(letters: Sequence[Waiting]) -> str:
    """How many letters of each kind each kind of reader got in each month: a line a month."""
    counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for each in letters:
        counts[f"{each.made:%Y-%m}"][reader_of(each), each.kind] += 1
    return "".join(f"{month}  {_line(found)}\n" for month, found in sorted(counts.items()))


def _line(found: Counter[tuple[str, str]]) -> str:
    """One month."""
    readers = sorted({reader for reader, _ in found})
    return "; ".join(
        f"{reader}: "
        + ", ".join(f"{kind} {n}" for (to, kind), n in sorted(found.items()) if to == reader)
        for reader in readers
    )
