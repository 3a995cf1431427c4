"""Errors in a scenario's thread.txt are reported with their place."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.thread_text import moment, read_thread


def test_a_time_is_read() -> None:
    """A time names its day of the week, so that people can check a story."""
    assert moment("Tue 8 Sep 18:00") == datetime(2026, 9, 8, 18, tzinfo=UTC)


def test_a_wrong_day_of_the_week_is_refused() -> None:
    """The 8th of September 2026 is a Tuesday."""
    with pytest.raises(ValueError, match="'Mon 8 Sep 18:00' is a Tuesday"):
        moment("Mon 8 Sep 18:00")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("=== first  Tue 8 Sep 18:00  Ana Ruiz\n\n+1\n", "is not the beginning of a mail"),
        ("=== 1  Tue 8 Sep 18:00  Ana Ruiz\n+1\n\nBye\n", "'\\+1' is not a field"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, fault: str) -> None:
    """The error contains the file and the line."""
    path = tmp_path / "thread.txt"
    path.write_text(text)
    with pytest.raises(ValueError, match=f"thread.txt: .*{fault}"):
        read_thread(path)
