"""Tests of listbot.letters.passage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.letters.display import GLUE, WIDTH, width
from listbot.letters.guard import check_lines
from listbot.letters.passage import Excerpt, passage


def _plain(text: str, at_most: int = 60) -> list[str]:
    return [row.replace(GLUE, " ") for row in passage(text, at_most).rows]


def test_a_text_keeps_its_lines_and_spaces() -> None:
    """An excerpt of a log or a configuration can be read and copied; blank lines around it are left
    out.
    """
    assert _plain("\n \nTry this:\n\n    a = 1\n\tb  =  2\n\n") == [
        "  Try this:",
        "",
        "      a = 1",
        "      b  =  2",
    ]


def test_a_line_too_wide_is_broken_at_its_spaces() -> None:
    """Continuation rows have the line's indentation."""
    assert _plain("  " + "word " * 16) == ["    " + "word " * 12 + "word", "    word word word"]


def test_a_link_is_not_broken() -> None:
    """It gets its own row and sticks out, because two pieces of it would be useless."""
    link = "https://example.net/" + "x" * 80
    assert _plain(f"see {link} there") == ["  see", f"  {link}", "  there"]


def test_text_without_spaces_is_broken_anywhere() -> None:
    """Chinese has no spaces; nothing is lost or added."""
    rows = _plain("新" * 60)
    assert rows == ["  " + "新" * 34, "  " + "新" * 26]


def test_a_word_without_end_is_cut() -> None:
    """A line of a mail has at most 998 bytes."""
    assert max(map(len, _plain("x" * 5000))) == 902


@pytest.mark.parametrize(
    "line", ["+1", "  -1, no", "#listbot close", "I agree", "No.", "help", "0"]
)
def test_a_line_that_could_be_read_has_a_mark(line: str) -> None:
    """A vote, or a command to us or to a list server, is marked as somebody else's."""
    assert _plain(line) == [f"  > {line}"]


def test_what_changes_other_lines_is_left_out() -> None:
    """Control characters and direction marks are removed, and a line hidden in another gets its own
    row.
    """
    assert _plain("a\u202eb\x07\u2028+1\x0bc\ue000") == ["  ab", "  > +1", "  c"]


def test_what_is_left_out_is_counted() -> None:
    """The letter says how much more there is."""
    assert passage("a\nb\nc\n\n", 2) == Excerpt(("\ue000\ue000a", "\ue000\ue000b"), 1)


@pytest.mark.parametrize("text", ["", " \n\n", "\u202e"])
def test_nothing_is_laid_out_from_nothing(text: str) -> None:
    """A mail without words has no rows."""
    assert passage(text, 5) == Excerpt(())


@given(st.text(), st.integers(1, 6))
def test_any_text_passes_the_guard(text: str, at_most: int) -> None:
    """Any stranger's text is bounded and indented, and never looks like a line of our own."""
    rows = _plain(text, at_most)
    assert len(rows) <= at_most
    assert [row for row in rows if row and (not row.startswith("  ") or "\n" in row)] == []
    wide = [row for row in rows if width(row) > WIDTH]
    assert [row for row in wide if len(row.split()) > 2] == []
    check_lines("\n".join(rows))
