"""Tests of listbot.letters.times."""

from datetime import datetime, timedelta, timezone

from listbot.letters.times import day, iso, when

MOMENT = datetime(2026, 9, 8, 23, 5, tzinfo=timezone(timedelta(hours=-4)))


def test_times_are_shown_in_utc() -> None:
    """Whatever zone a time is in, a letter shows it in UTC and in English."""
    assert (when(MOMENT), day(MOMENT), iso(MOMENT)) == (
        "Wed 9 Sep 2026 03:05 UTC",
        "Wed  9 Sep",
        "2026-09-09 03:05 UTC",
    )
