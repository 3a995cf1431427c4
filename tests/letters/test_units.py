"""Tests of listbot.letters.units."""

from datetime import date, datetime, timedelta, timezone

import pytest

from listbot.letters.units import calendar, day, hour, iso, size, when

MOMENT = datetime(2026, 9, 8, 23, 5, tzinfo=timezone(timedelta(hours=-4)))


def test_times_are_shown_in_utc() -> None:
    """A letter shows a time of any zone in UTC and in English."""
    assert (when(MOMENT), hour(MOMENT), day(MOMENT), iso(MOMENT)) == (
        "Wed 9 Sep 2026 03:05 UTC",
        "Wed 9 Sep 03:05 UTC",
        "Wed  9 Sep",
        "2026-09-09 03:05 UTC",
    )


def test_a_span_of_days_says_nothing_twice() -> None:
    """The first day shows only what differs from the last one."""
    last = date(2027, 1, 3)
    spans = [
        (date(2026, 12, 28), last), (date(2027, 1, 1), last), (date(2026, 8, 31), date(2026, 9, 6))
    ]  # fmt: skip
    assert [f"{calendar(first, until)} to {calendar(until)}" for first, until in spans] == [
        "28 Dec 2026 to 3 Jan 2027",
        "1 to 3 Jan 2027",
        "31 Aug to 6 Sep 2026",
    ]


@pytest.mark.parametrize(
    ("octets", "expected"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (12_499, "12 kB"),
        (12_500, "13 kB"),
        (3_400_000, "3 MB"),
        (2 * 10**9, "2 GB"),
    ],
)
def test_sizes_are_round(octets: int, expected: str) -> None:
    """Decimal units, whole numbers."""
    assert size(octets) == expected
