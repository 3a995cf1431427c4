"""Tests of listbot.letters.display."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from listbot.letters.display import GLUE, neutral, one_line, padded, stranger, width


def test_width_counts_columns() -> None:
    """Wide characters take two columns, combining marks and joiners none."""
    assert [width("abc"), width("新井"), width("e\u0301"), width("\u200d")] == [3, 4, 1, 0]


def test_control_and_direction_characters_go() -> None:
    """Line breaks become spaces; NUL, bidi, zero-width and private characters are removed."""
    hostile = " a\r\nb\u2028c\u2029d\u0085e\x00f\u202eg\u2066h\u200bi\ufeffj\ue000k\u200fl\x1b[31m "
    assert one_line(hostile) == "a b c d e fghijkl [31m"


def test_lone_surrogates_are_replaced() -> None:
    """A lone surrogate becomes U+FFFD, so that the text can be encoded."""
    assert one_line("a\udcffb") == "a\ufffdb"


def test_names_that_need_joiners_stay_whole() -> None:
    """The zero-width joiners of Persian and of emoji are kept."""
    assert one_line("می\u200cخواهم 👩\u200d💻") == "می\u200cخواهم 👩\u200d💻"


def test_long_text_is_cut_by_columns() -> None:
    """A text that does not fit is cut to the width and ends in three dots."""
    assert [one_line("abcdefgh", 6), one_line("新井新井", 6), one_line("abcdef", 6)] == [
        "abc...",
        "新...",
        "abcdef",
    ]


def test_a_pile_of_combining_marks_has_an_end() -> None:
    """A name with thousands of accents on one letter is cut by code points."""
    assert len(one_line("a" + "\u0301" * 10_000, 10)) <= 40


def test_right_to_left_text_is_isolated() -> None:
    """The direction of a Hebrew or Arabic name is isolated; other names are unchanged."""
    assert [stranger("דב", 10), stranger("Ana B", 10)] == ["\u2068דב\u2069", f"Ana{GLUE}B"]


def test_a_composed_text_keeps_what_we_put_in() -> None:
    """Our own glue and isolates stay; a control character that came with a value does not."""
    assert neutral(f"a{GLUE}\u2068ד\u2069\n\x00\u202e\ud800b") == f"a{GLUE}\u2068ד\u2069  \ufffdb"


def test_padding_is_by_columns_and_never_nothing() -> None:
    """A padded text has at least one space after it."""
    assert [padded("新", 4), padded("abcd", 2)] == [f"新{GLUE}{GLUE}", f"abcd{GLUE}"]


@given(st.text(st.characters(exclude_categories=())), st.integers(4, 80))
def test_any_text_becomes_one_clean_line(text: str, columns: int) -> None:
    """Whatever the text, the result is one line of at most that width without control
    characters.
    """
    line = one_line(text, columns)
    assert width(line) <= columns
    assert [
        char for char in line if unicodedata.category(char) in ("Cc", "Cs", "Co", "Zl", "Zp")
    ] == []
