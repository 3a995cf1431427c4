"""How long a tracker asks us to wait."""

from datetime import timedelta

import pytest

from listbot.trackers.waits import LONGEST, retry_after, wait_of
from tests.playing import START


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 0 ", timedelta()),
        ("Tue, 08 Sep 2026 18:05:00 GMT", timedelta(minutes=5)),
        ("Tue, 08 Sep 2026 18:05:00", timedelta(minutes=5)),
        ("Tue, 08 Sep 2026 17:00:00 GMT", timedelta()),
        ("86400", LONGEST),
        ("9" * 5000, LONGEST),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST),
    ],
)
def test_a_wait_is_bounded(value: str, wait: timedelta) -> None:
    """Seconds or a date; never negative, never longer than an hour."""
    assert retry_after(value, START) == wait


@pytest.mark.parametrize(
    "value", [None, "", "soon", "-5", "1.5", "²", "Tue, 99 Sep 2026 18:05:00 GMT", "x" * 5000]
)
def test_a_wait_that_says_nothing(value: str | None) -> None:
    """It is as good as none."""
    assert retry_after(value, START) is None


RESET = str(int(START.timestamp()) + 90)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({}, None),
        ({"retry-after": "5", "x-ratelimit-remaining": "0", "x-ratelimit-reset": RESET}, 5),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": RESET}, 90),
        ({"ratelimit-remaining": "0", "ratelimit-reset": RESET}, 90),
        ({"x-ratelimit-remaining": "1", "x-ratelimit-reset": RESET}, None),
        ({"x-ratelimit-remaining": "0"}, None),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "soon"}, None),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1"}, 0),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" * 5000}, 3600),
    ],
)
def test_forges_say_when_there_are_more_requests(headers: dict[str, str], wait: int | None) -> None:
    """Counts only if none are left, and only if nothing says how long to wait."""
    expected = None if wait is None else timedelta(seconds=wait)
    assert wait_of(headers, START) == expected
