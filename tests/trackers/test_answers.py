"""Whatever a tracker answers can be read."""

import pytest

from listbot.trackers import answers
from tests.playing import START


@pytest.mark.parametrize("value", [None, [], {}, {"a": None}, {"a": 7}, "x", {"a": []}])
def test_what_is_not_there_is_empty(value: object) -> None:
    """And so is what has another shape."""
    assert (answers.text(value, "a"), answers.items(value, "a")) == ("", [])
    assert answers.moment(value, "a") == answers.EPOCH


def test_what_is_there_is_read() -> None:
    """Numbers, and times with and without a zone."""
    assert (answers.whole({"a": 7}, "a"), answers.whole({"a": True}, "a")) == (7, 0)
    assert answers.moment({"a": "2026-09-08T20:00:00.000+0200"}, "a") == START
    assert answers.moment({"a": "2026-09-08T18:00:00"}, "a") == START


@pytest.mark.parametrize("told", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_a_time_that_no_zone_can_hold_is_none(told: str) -> None:
    """In UTC it would be before the first year or after the last one."""
    assert answers.moment({"a": told}, "a") == answers.EPOCH
