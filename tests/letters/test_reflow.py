"""Tests of listbot.letters.reflow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.letters.display import GLUE, WIDTH, width
from listbot.letters.guard import check_lines
from listbot.letters.reflow import cited, command_line, field, filled, says_more


def _plain(text: str) -> str:
    return text.replace(GLUE, " ")


def test_words_are_filled_to_72_columns() -> None:
    """Lines break at spaces, the hanging indent begins with the second line."""
    assert _plain(filled("word " * 20, 2, 4)) == (
        "  word word word word word word word word word word word word word word\n"
        "    word word word word word word"
    )


def test_a_vote_value_never_begins_a_line() -> None:
    """A value stays with the word before it, wherever the line would break."""
    text = "x" * 70 + ' of "+1", "0" or "-1" or +1 or (−1) or 0'
    assert _plain(filled(text)).split("\n") == ["x" * 70, 'of "+1", "0" or "-1" or +1 or (−1) or 0']


def test_a_command_is_kept_whole_and_off_the_line_start() -> None:
    """A quoted command stays on the line of the word before it, even if the template breaks it."""
    text = "x" * 60 + ' the line "#listbot class:\nsubstantial"; and'
    assert filled(text).split("\n") == [
        "x" * 60 + " the",
        'line "#listbot class: substantial"; and',
    ]


def test_a_word_wider_than_a_line_stands_alone() -> None:
    """Two pieces of a link would be useless."""
    link = "https://example.org/" + "x" * 80
    assert filled(f"see {link} there").split("\n") == ["see", link, "there"]


def test_a_line_is_not_left_with_a_word_that_reads_alone() -> None:
    """The end of a sentence never makes a line that reads as a vote in words or a list server's
    command.
    """
    for word in ("disagree.", "objection", "help"):
        lines = _plain(filled("x" * 60 + " they could " + word)).split("\n")
        assert lines == ["x" * 60 + " they", f"could {word}"] or lines == [
            "x" * 60 + " they could",
            word,
        ]
        check_lines("\n".join(lines))


def test_a_line_that_gave_words_away_is_looked_at_again() -> None:
    """Making one line harmless does not make the line above hazardous."""
    text = "so " + "y" * 66 + " help " + "z" * 63 + " - 1 " + "w" * 70
    check_lines(_plain(filled(text)))


def test_nothing_is_filled_from_nothing() -> None:
    """A paragraph whose text a template left out is empty."""
    assert filled(" \n ", 4) == ""


def test_a_field_hangs_below_its_text() -> None:
    """The second line of a field begins below the first, not below the label."""
    assert _plain(field("word " * 14, "Rule")).split("\n") == [
        "  Rule      " + "word " * 11 + "word",
        "            word word",
    ]


def test_each_line_of_a_quotation_has_our_mark() -> None:
    """A stranger's line is quoted with `>` on each line and ends in dots where it is cut."""
    assert _plain(cited("word\n" * 40, lines=2)).split("\n") == [
        "  > " + "word " * 12 + "word",
        "  > " + "word " * 12 + "word...",
    ]


def test_text_without_spaces_is_quoted_over_several_lines() -> None:
    """Chinese has no spaces to break at; nothing is lost."""
    assert cited("新" * 40).split("\n") == ["  > " + "新" * 34, "  > " + "新" * 6]


def test_nothing_is_quoted_from_nothing() -> None:
    """An empty quotation leaves no mark behind."""
    assert cited(" \u202e ") == ""


def test_a_shell_command_can_be_pasted() -> None:
    """Each line but the last ends in a backslash; an argument in quotes is never broken."""
    command = (
        "listbot tally --opened '2026-09-08 18:00' " + "--option-with-a-name value " * 3 + "in.mbox"
    )
    assert command_line(command).split("\n") == [
        "  listbot tally --opened '2026-09-08 18:00' --option-with-a-name value \\",
        "    --option-with-a-name value --option-with-a-name value in.mbox",
    ]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("+1", False),
        ("-1!!", False),
        ("+1 (non-binding)", False),
        ("+1, with care", True),
        ("Ja", True),
        ("", False),
    ],
)
def test_a_bare_number_is_not_worth_a_line(quote: str, expected: bool) -> None:
    """A result shows a voter's line only if it says more than the value."""
    assert says_more(quote) is expected


@given(st.text(), st.integers(1, 4))
def test_any_text_is_quoted_within_the_width(text: str, lines: int) -> None:
    """For any stranger's text, each line begins with our mark, is narrow enough and passes the
    guard.
    """
    quotation = cited(text, lines=lines)
    rows = quotation.split("\n") if quotation else []
    assert len(rows) <= lines
    assert [row for row in rows if not row.startswith("  > ") or width(row) > WIDTH] == []
    check_lines(quotation)


@given(
    st.lists(
        st.sampled_from(
            [
                "so",
                "+1",
                '"-1"',
                "0",
                "word",
                "x" * 60,
                '"#listbot help"',
                "10",
                "−1,",
                "(+0)",
                "👍",
                "[x]",
                "-",
                "1",
                "agree",
                "no",
                "lists",
            ]
        )
    )
)
def test_filled_text_passes_the_guard(words: list[str]) -> None:
    """Wherever values and commands fall, no line begins with one."""
    check_lines(_plain(filled("Text " + " ".join(words))))
