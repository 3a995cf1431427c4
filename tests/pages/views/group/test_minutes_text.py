"""Tests of listbot.pages.views.group.minutes_text."""

import pytest

from listbot.pages.views.group.minutes_text import without_people

NAMES = ("ana@example.org", "Ana de Ruiz", "zo")
BODY = "Topic: the wiki\nIt is slow de facto.\n\nAGREED: it moves\n"


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("Present: Ana, Zo", id="a line"),
        pytest.param("Regrets: ana, who is ill\nand comes back in May", id="what goes on below"),
        pytest.param("- Ruiz\n- ZO (guest)", id="a list"),
        pytest.param("| ana | present |", id="a table"),
    ],
)
def test_who_was_there_is_left_out(said: str) -> None:
    """Lines that name somebody go, with what continues them; all others stay."""
    assert without_people(f"{said}\n{BODY}", NAMES) == BODY.strip()


def test_a_text_that_names_people_all_over_is_not_shown() -> None:
    """The log of a chat has a name in nearly every line."""
    assert without_people("<ana> hi\n<zo> hi\n<ana> shall we?\nAGREED: yes", NAMES) == ""


def test_a_text_without_people_stays_whole() -> None:
    """Addresses of others lose their host; an empty text stays empty."""
    assert without_people("Write to kim@example.org.", ()) == "Write to kim@…."
    assert without_people("", NAMES) == ""
