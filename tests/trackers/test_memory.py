"""The in-memory tracker is away on demand."""

import pytest

from listbot.errors import TemporaryError
from listbot.trackers.memory import MemoryTracker
from tests.contracts.test_trackers import PRINTER
from tests.contracts.ways_tracked import at_start


async def test_it_is_away_when_told() -> None:
    """Nothing was made then, and the same call works later."""
    tracker = MemoryTracker(at_start)
    tracker.is_away = True
    with pytest.raises(TemporaryError):
        await tracker.create(PRINTER)
    with pytest.raises(TemporaryError):
        await tracker.changes("")
    tracker.is_away = False
    assert await tracker.create(PRINTER) == "M-1"
