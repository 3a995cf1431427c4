"""A help desk with a tracker in memory, which people work in; time is set by hand."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from listbot.model.alert import Alert
from listbot.model.desk.rules import OuterRules, Private
from listbot.model.desk.ticket import Event, Ticket
from listbot.model.inputs import ActInput
from listbot.pipeline import act
from listbot.replay import replay
from listbot.store.base.tracker_tables import tracker_calls
from listbot.store.desk.reading import whole_ticket
from listbot.trackers.calling import Caller
from listbot.trackers.memory import MemoryTracker
from listbot.trackers.polling import Poller
from tests.playing import Play, in_file
from tests.store.desk.by_hand import desk_rules

TEAM_ONLY = OuterRules("memory", False, Private.ALL)


@dataclass
class TrackedDesk(Play):
    """A store with a help desk, its tracker, and what carries the calls out."""

    told: list[Alert] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.store.context.has_tracker = True
        self.tracker = MemoryTracker(lambda: self.now, "OPS")
        self.caller = Caller(self.store, self.tracker, self.told.append)
        self.poller = Poller(self.store, self.tracker, self.told.append, self.caller.hurry)

    async def settle(self) -> int:
        """Carry out everything that is due now; return how many calls that were."""
        done = 0
        while made := await self.caller.drain(self.now):
            done += made
        return done

    def wait(self, span: timedelta) -> None:
        """Let time pass."""
        self.now += span

    def whole(self, key: str = "T-1") -> tuple[Ticket, tuple[Event, ...]]:
        """A ticket and its events."""
        with self.store.reading() as connection:
            found = whole_ticket(connection, key)
        assert found is not None
        return found.ticket, found.events

    def act(self, verb: str, argument: str = "", key: str = "T-1") -> None:
        """Have an operator act on a ticket."""
        with self.store.transaction() as tx:
            act(tx, ActInput(key, verb, argument, "Ana", "as asked", self.now))

    def notes(self) -> list[tuple[str, int, str]]:
        """Each call with its attempts and what became of it."""
        query = select(tracker_calls.c.kind, tracker_calls.c.attempts, tracker_calls.c.note)
        with self.store.reading() as connection:
            rows = connection.execute(query.order_by(tracker_calls.c.id)).all()
        return [(row.kind, row.attempts, row.note) for row in rows]

    def replays(self) -> bool:
        """Whether the journal alone gives the same again."""
        return replay(self.store).is_equal


def tracked(folder: Path, outer: OuterRules = TEAM_ONLY, **more: bool) -> TrackedDesk:
    """A help desk whose team works in a tracker."""
    rules = desk_rules(outer=outer, **more)
    return TrackedDesk(engine=in_file(folder), in_force=replace(rules))
