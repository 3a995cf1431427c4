"""What the server remembers: bounded, and never wrong."""

from datetime import timedelta

import pytest

from listbot.web.memory import Changes, Kept
from tests.web.shelf import NOON

SECOND = timedelta(seconds=1)
WHOLE = NOON.replace(microsecond=0)


MINUTE = timedelta(minutes=1)


def keep(kept: Kept[str], path: str, size: int = 1, took: float = 0.0, text: str = "") -> None:
    """Keep the path's capital letter."""
    kept.keep(path, text or path.upper(), size, 1, NOON, timedelta(seconds=took))


def found(kept: Kept[str], paths: str, version: int = 1, after: float = 0.0) -> list[str | None]:
    """What is kept under these letters, some seconds later."""
    return [kept.get(path, version, NOON + timedelta(seconds=after)) for path in paths]


def test_an_answer_is_right_until_something_changes() -> None:
    """Nor is it longer than a minute, or before it was made: then the clock went back."""
    kept = Kept[str](MINUTE)
    keep(kept, "a", took=0.09)
    assert [*found(kept, "a"), *found(kept, "a", after=59.9)] == ["A", "A"]
    assert [*found(kept, "a", 2), *found(kept, "a", after=60), *found(kept, "a", after=-1)] == (
        [None] * 3
    )
    assert found(kept, "a") == ["A"]


def test_a_dear_answer_stays_whatever_changes() -> None:
    """For twenty times as long as it took, so making it takes a twentieth of the time at most."""
    kept = Kept[str](MINUTE)
    keep(kept, "a", took=0.2)
    keep(kept, "b", took=100.0)
    assert found(kept, "ab", 2, after=3.9) == ["A", "B"]
    assert found(kept, "ab", 2, after=4) == [None, "B"]
    assert found(kept, "ab", 2, after=60) == [None, None]
    assert found(kept, "ab", 2, after=-1) == [None, None]


def test_the_oldest_answers_make_room() -> None:
    """The bytes stay within their bound."""
    kept = Kept[str](MINUTE, 100)
    for path in "abc":
        keep(kept, path, 40)
    assert found(kept, "abc") == [None, "B", "C"]


def test_an_answer_is_replaced() -> None:
    """The old one's bytes are free again."""
    kept = Kept[str](MINUTE, 100)
    for text in ("old", "new", "newest"):
        keep(kept, "a", 60, text=text)
    keep(kept, "b", 40)
    assert found(kept, "ab") == ["newest", "B"]


def test_an_answer_that_is_too_long_is_not_kept() -> None:
    """The others stay."""
    kept = Kept[str](MINUTE, 100)
    keep(kept, "a", 10)
    keep(kept, "b", 101)
    assert found(kept, "ab") == ["A", None]


def test_there_are_only_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short answers have paths, too."""
    monkeypatch.setattr("listbot.web.memory.MOST_KEPT", 2)
    kept = Kept[str](MINUTE)
    for path in "abc":
        keep(kept, path)
    assert found(kept, "abc") == [None, "B", "C"]


def test_two_changes_within_a_second_share_no_time() -> None:
    """Whoever asked in between would be told later that nothing changed."""
    changes = Changes()
    assert changes.of("a", "1", NOON) == WHOLE
    assert changes.of("a", "2", NOON + timedelta(milliseconds=500)) is None
    assert changes.of("a", "2", NOON + 5 * SECOND) is None
    assert changes.of("a", "3", NOON + 6 * SECOND) == WHOLE + 6 * SECOND


def test_a_clock_that_goes_back_gives_no_time() -> None:
    """An earlier time would hide the change."""
    changes = Changes()
    changes.of("a", "1", NOON)
    assert changes.of("a", "2", NOON - timedelta(hours=1)) is None


def test_what_is_forgotten_changes_later() -> None:
    """A path that is not known any more has no time from before it was forgotten."""
    changes = Changes(most=2)
    changes.of("a", "1", NOON)
    changes.of("b", "1", NOON)
    assert changes.of("c", "1", NOON + SECOND) is None
    assert changes.of("a", "2", NOON + SECOND) is None
    assert changes.of("b", "1", NOON + 2 * SECOND) is None
    assert changes.of("b", "1", NOON + 3 * SECOND) is None
