"""Months and days as people count them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from listbot.records.calendar import day_of, months_after, months_between


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2027, 1, 31), -1, date(2026, 12, 31)),
        (date(2026, 9, 1), 0, date(2026, 9, 1)),
    ],
)
def test_a_month_ends_where_the_calendar_says(day: date, months: int, found: date) -> None:
    """A day that a month does not have is its last one."""
    assert months_after(day, months) == found


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 8, 31), date(2027, 2, 28), 6),
        (date(2026, 8, 31), date(2027, 2, 27), 5),
        (date(2026, 1, 10), date(2027, 2, 11), 13),
    ],
)
def test_only_whole_months_are_counted(first: date, last: date, months: int) -> None:
    """The one that has begun is not over."""
    assert months_between(first, last) == months


def test_a_day_is_that_of_the_zone() -> None:
    """Late in the evening in UTC it is tomorrow in Berlin."""
    late = datetime(2026, 9, 1, 22, 30, tzinfo=UTC)
    assert day_of(late, ZoneInfo("Europe/Berlin")) == date(2026, 9, 2)
