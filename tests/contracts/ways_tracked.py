"""One rig for each tracker: the tracker itself, with a clock that is set by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from listbot.trackers import Tracker
from listbot.trackers.memory import MemoryTracker
from tests.playing import START

TRACKERS = ("memory",)


def at_start() -> datetime:
    """A clock that stands still."""
    return START


@contextmanager
def tracked_by(name: str) -> Iterator[Tracker]:
    """A tracker without tickets."""
    assert name == "memory"
    yield MemoryTracker(at_start)
