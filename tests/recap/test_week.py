"""ISO weeks in a zone: one moment a week, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.model.recap_rules import RecapRules
from listbot.recap.week import at_local, due_after, week_before, week_of

VIENNA = "Europe/Vienna"
START = datetime(2024, 1, 1, tzinfo=UTC)
ZONES = ("UTC", VIENNA, "America/New_York", "Australia/Lord_Howe", "Asia/Beirut", "Pacific/Apia")


def test_a_week_is_from_monday_to_monday_in_the_lists_zone() -> None:
    """A Sunday evening in New York is Monday in UTC, and still the old week."""
    moment = datetime(2026, 9, 14, 2, 0, tzinfo=UTC)
    assert week_of(moment, "UTC").period == "2026-W38"
    week = week_of(moment, "America/New_York")
    assert (week.period, week.monday) == ("2026-W37", date(2026, 9, 7))
    assert week.starts == datetime(2026, 9, 7, 4, 0, tzinfo=UTC)
    assert week.ends == datetime(2026, 9, 14, 4, 0, tzinfo=UTC)
    assert week_before(moment, "America/New_York").period == "2026-W36"


def test_the_year_of_a_week_is_the_isos() -> None:
    """The first of January 2027 is in week 53 of 2026."""
    assert week_of(datetime(2027, 1, 1, 12, 0, tzinfo=UTC), "UTC").period == "2026-W53"


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (
            date(2026, 3, 29),
            time(2, 30),
            datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        ),  # jumped over: 03:30
        (
            date(2026, 10, 25),
            time(2, 30),
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        ),  # passed twice
        (date(2026, 9, 7), time(9, 0), datetime(2026, 9, 7, 7, 0, tzinfo=UTC)),
    ],
)
def test_a_local_hour_has_one_moment(day: date, at: time, utc: datetime) -> None:
    """Even if the clocks skip it or repeat it."""
    assert at_local(day, at, VIENNA) == utc


@given(
    start=st.integers(0, 7 * 366 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)),
    zone=st.sampled_from(ZONES),
    weekday=st.integers(1, 7),
    at=st.times(),
)
def test_each_week_has_exactly_one_moment(
    start: datetime, zone: str, weekday: int, at: time
) -> None:
    """From one moment to the next the week goes up by one; none is left out."""
    rules = RecapRules(weekday=weekday, at=at.replace(microsecond=0), zone=zone)
    first = due_after(start, rules)
    assert first > start
    assert first - start <= timedelta(days=8)
    second = due_after(first, rules)
    assert week_before(second, zone).starts == week_of(first, zone).starts
    assert week_of(first, zone).ends == week_of(second, zone).starts
