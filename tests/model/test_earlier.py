"""The words of a line that another mail may repeat."""

from hypothesis import given
from hypothesis import strategies as st

from listbot.model.earlier import words_of


def test_marks_around_words_are_no_part_of_them() -> None:
    """Neither those of a quote nor those of emphasis; what stands inside a word stays."""
    assert words_of("> > | I *really* do, see > snake_case") == [
        "I",
        "really",
        "do,",
        "see",
        "snake_case",
    ]


@given(st.text("ab >*_|\t\n\u2003", max_size=30))
def test_each_word_loses_its_marks(text: str) -> None:
    """Wherever they stand in the line, and a word of marks alone is none."""
    assert words_of(text) == [word for each in text.split() if (word := each.strip(">*_|"))]
