"""How long a tracker asks us to wait."""

from datetime import timedelta

import pytest

from listbot.trackers.waits import LONGEST, retry_after
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
