"""Weekly letters are due on Monday morning."""

from datetime import UTC, datetime, timedelta

import pytest

from listbot.tickets.rounds import next_round

MONDAY = datetime(2026, 9, 14, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "after",
    [
        MONDAY - timedelta(days=7),
        MONDAY - timedelta(days=3, hours=1, microseconds=5),
        MONDAY - timedelta(hours=7),
        MONDAY - timedelta(microseconds=1),
    ],
)
def test_the_monday_after(after: datetime) -> None:
    """Never the very moment that is asked about: a week has one."""
    assert next_round(after) == MONDAY
