"""One rig for each tracker: the tracker itself, with a clock set by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from listbot.trackers import Tracker
from listbot.trackers.builtin import BuiltinTracker
from listbot.trackers.memory import MemoryTracker
from tests.playing import START, Play, in_file
from tests.store.desk.by_hand import desk_rules

TRACKERS = ("memory", "builtin")


def at_start() -> datetime:
    """Return a constant time."""
    return START


@contextmanager
def tracked_by(name: str) -> Iterator[Tracker]:
    """A tracker without tickets."""
    if name == "memory":
        yield MemoryTracker(at_start)
        return
    with TemporaryDirectory() as folder:
        play = Play(engine=in_file(Path(folder)), in_force=desk_rules())
        yield BuiltinTracker(play.store)
        play.store.close()
