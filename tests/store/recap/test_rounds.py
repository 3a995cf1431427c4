"""Which weeks a recap covers: each once, whatever was missed and however the schedule changed."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.model.recap_rules import RecapRules
from listbot.recap.week import (
    WEEK,
    due_after,
    told_on,
    week_before,
    week_named,
    week_of,
    weeks_told,
)

MONDAY = RecapRules(zone="Europe/Vienna")
FRIDAY = RecapRules(weekday=5, at=time(16), zone="Europe/Vienna")
START = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 9, 14, 7, 0, tzinfo=UTC)
"""Monday of W38 at 09:00 in Vienna."""


def told(due: datetime, now: datetime, rules: RecapRules) -> tuple[str, str] | None:
    """The names of the weeks."""
    weeks = weeks_told(due, now, rules)
    return weeks and (weeks[0].period, weeks[1].period)


@pytest.mark.parametrize(
    ("now", "weeks"),
    [
        (NOW, ("2026-W37", "2026-W37")),
        (NOW + timedelta(hours=30), ("2026-W37", "2026-W37")),
        (NOW + 1 * WEEK - timedelta(seconds=1), ("2026-W37", "2026-W37")),
        (NOW + 1 * WEEK, ("2026-W37", "2026-W38")),
        (NOW + 2 * WEEK + timedelta(days=2), ("2026-W37", "2026-W39")),
    ],
)
def test_an_absence_makes_one_catch_up(now: datetime, weeks: tuple[str, str]) -> None:
    """It covers all weeks that the next letter will not."""
    assert told(NOW, now, MONDAY) == weeks


def test_a_changed_day_tells_no_week_twice() -> None:
    """From Monday to Friday: Monday's round has nothing to report yet. From Friday to Monday:
    covered as it was due."""
    assert told(NOW, NOW, FRIDAY) is None
    assert told(due_after(NOW, FRIDAY), due_after(NOW, FRIDAY), MONDAY) == ("2026-W37", "2026-W37")


RULES = st.builds(
    RecapRules,
    weekday=st.integers(1, 7),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0, tzinfo=None)),
    zone=st.just("Europe/Vienna"),
)


@given(st.lists(st.tuples(RULES, st.integers(0, 60 * 24 * 30)), min_size=1, max_size=20))
def test_each_week_is_told_once(life: list[tuple[RecapRules, int]]) -> None:
    """However late each round is, in minutes, and whatever the rules are by then."""
    due = due_after(START, life[0][0])
    found = []
    for rules, late in life:
        now = due + timedelta(minutes=late)
        weeks = weeks_told(due, now, rules)
        if weeks is not None:
            week, last = weeks
            while week.starts <= last.starts:
                found.append(week.monday)
                week = week_of(week.ends, rules.zone)
        due = due_after(now, rules)
    assert found == [found[0] + WEEK * number for number in range(len(found))] if found else True


def test_a_letter_is_told_on_the_day_of_the_week_after() -> None:
    """As `due_after` finds it."""
    week = week_before(NOW, "Europe/Vienna")
    assert (told_on(week, MONDAY), told_on(week, FRIDAY)) == (NOW, NOW + timedelta(days=4, hours=7))


def test_a_week_by_its_name() -> None:
    """As in the letter's subject."""
    assert week_named("2026-W37", "America/New_York") == week_before(NOW, "America/New_York")


@pytest.mark.parametrize(
    "name", ["2026-W54", "2026-37", "37", "W37-2026", "2026-Wxx", "xxxx-W37", ""]
)
def test_no_week_has_that_name(name: str) -> None:
    """2026 has 53 weeks."""
    with pytest.raises(ValueError):
        week_named(name, "UTC")
