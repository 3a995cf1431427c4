"""What the server remembers: bounded, and never wrong."""

from datetime import timedelta

import pytest

from listbot.web.memory import Changes, Kept
from tests.web.shelf import NOON

SECOND = timedelta(seconds=1)
WHOLE = NOON.replace(microsecond=0)


def kept(most: int = 100) -> Kept[str]:
    """A memory of a minute."""
    found = Kept[str](timedelta(minutes=1), most)
    found.renew(1)
    return found


def test_the_oldest_answers_make_room() -> None:
    """The bytes stay within their bound."""
    found = kept()
    for path in ("a", "b", "c"):
        found.keep(path, path.upper(), 40, NOON)
    assert [found.get(path, NOON) for path in ("a", "b", "c")] == [None, "B", "C"]


def test_an_answer_is_replaced() -> None:
    """The old one's bytes are free again."""
    found = kept()
    for text in ("old", "new", "newest"):
        found.keep("a", text, 60, NOON)
    found.keep("b", "B", 40, NOON)
    assert [found.get(path, NOON) for path in ("a", "b")] == ["newest", "B"]


def test_an_answer_that_is_too_long_is_not_kept() -> None:
    """The others stay."""
    found = kept()
    found.keep("a", "A", 10, NOON)
    found.keep("b", "B", 101, NOON)
    assert [found.get(path, NOON) for path in ("a", "b")] == ["A", None]


def test_there_are_only_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short answers have paths, too."""
    monkeypatch.setattr("listbot.web.memory.MOST_KEPT", 2)
    found = kept()
    for path in ("a", "b", "c"):
        found.keep(path, path.upper(), 1, NOON)
    assert [found.get(path, NOON) for path in ("a", "b", "c")] == [None, "B", "C"]


def test_another_version_forgets_all() -> None:
    """And there is room for as many bytes as before."""
    found = kept()
    found.keep("a", "A", 100, NOON)
    found.renew(1)
    assert found.get("a", NOON) == "A"
    found.renew(2)
    assert found.get("a", NOON) is None
    found.keep("b", "B", 100, NOON)
    assert found.get("b", NOON) == "B"


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
