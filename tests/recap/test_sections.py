"""Tests of listbot.recap.sections."""

from datetime import timedelta

import pytest

from listbot.model.weekly.recap import OpenVote
from listbot.recap.sections import days_open, is_quiet
from tests.playing import START, hours


@pytest.mark.parametrize(
    ("days", "hour", "expected"), [(3, 71, 0), (3, 72, 3), (3, 100, 4), (1, 23, 0), (1, 24, 1)]
)
def test_days_count_from_what_the_list_minds(days: int, hour: float, expected: int) -> None:
    """Below the list's number of quiet days it is not quiet at all."""
    assert days_open(START, hours(hour), days) == expected


@pytest.mark.parametrize(("days", "quiet"), [(0, False), (3, True)])
def test_what_has_been_quiet_waits_for_reactions(days: int, quiet: bool) -> None:
    """It is no longer listed among the votes that need somebody."""
    closes = START + timedelta(days=9)
    vote = OpenVote(1, "Move the lists", closes, "no vote so far", "<p@example.org>", days)
    assert is_quiet(vote) == quiet
