"""What is wrong with a TOML file that somebody wrote is told in words."""

import pytest

from listbot.policies.tables import tables_in


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("min_yes = " + "9" * 5000, "a number is too long"),
        ("x = " + "[" * 5000 + "]" * 5000, "too many brackets inside each other"),
        ("x =", "Invalid value (at end of document)"),
    ],
)
def test_a_text_that_no_parser_takes_is_a_fault_in_words(text: str, fault: str) -> None:
    """It never ends the program."""
    with pytest.raises(ValueError) as raised:
        tables_in(text)
    assert str(raised.value) == fault


def test_the_mark_that_editors_write_at_the_start_of_a_file_is_not_text() -> None:
    """A file from Windows is read like any other."""
    assert tables_in("\ufeffx = 3\n") == {"x": 3}
