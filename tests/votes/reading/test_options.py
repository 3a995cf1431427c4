"""Options of a poll, by the names that its opening lists."""

import pytest

from listbot.model.earlier import EarlierText
from listbot.model.reading import ThreadView
from listbot.votes.reading.options import options_of
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import reply, told


def view(*lines: str) -> ThreadView:
    """The view of an answer to an opening with these lines."""
    return ThreadView("Where to meet", "pat@example.org", earlier_texts=(EarlierText(lines),))


NAMED = view("Please choose:", "", "* Vienna", "* Brno (near)", "* our office", "", "Pat")
NUMBERED = view("1. Vienna - cheap", "2. Brno", "3. online")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("+1 for Vienna", ("+1 item Vienna",)),
        ("+1 vienna.", ("+1 item Vienna",)),
        ("+1 the office, it is free", ("+1 item our office",)),
        ("+1 for Vienna or Brno", ("+1 item Vienna", "+1 item Brno")),
        ("+1 Vienna, Brno is too far", ("+1 item Vienna",)),
        ("+1 for Vienna, -1 for Brno", ("+1 item Vienna", "-1 item Brno unexplained")),
        ("Vienna: +1\nBrno: +0", ("+1 item Vienna", "+0 item Brno")),
        ("+1 Vienna and something else", ("+1",)),
        ("+1 on 1", ("+1 item 1",)),
        ("+1", ("+1",)),
    ],
)
def test_a_value_beside_the_name_of_an_option_chooses_it(
    body: str, expected: tuple[str, ...]
) -> None:
    """Whatever stands between them, and only if nothing else is named there."""
    assert told(read_votes(reply(body), NAMED)) == expected


def test_an_option_with_a_label_is_known_by_it() -> None:
    """Its name and its label choose the same."""
    for body in ("+1 for Brno", "+1 Brno", "Brno: +1", "+1 on 2"):
        assert told(read_votes(reply(body), NUMBERED)) == ("+1 item 2",)


def test_options_may_be_set_in() -> None:
    """A list without marks is one, too."""
    opening = view("On the table are", "", "  heron", "\totter", "", "What do you like?")
    assert told(read_votes(reply("+1 for otter, -0 for heron"), opening)) == (
        "+1 item otter",
        "-0 item heron",
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("* Vienna",),
        ("* Vienna", "* Vienna"),
        ("* Vienna", "* We would have to ask the board for the money."),
        ("Vienna", "Brno"),
        tuple(f"* place {number}" for number in range(60)),
        ("* Vienna", "* ()"),
    ],
)
def test_only_a_list_of_short_names_has_options(lines: tuple[str, ...]) -> None:
    """One name, sentences, or more than anybody chooses from, are not a poll."""
    assert options_of((EarlierText(lines),)) == {}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Vienna +1 / Brno +0", ("unclear None",)),
        ("vienna +1, brno -1", ("unclear None",)),
        ("Ana +1, Bo -1", ("nothing",)),
        ("Vienna +1, Brno -1, and the rest later", ("nothing",)),
        ("Vienna +1, what they said -1", ("nothing",)),
        ("Vienna, Brno +1, office -1", ("nothing",)),
        ("Vienna +1, Brno -1" + " " * 10 + "x" * 200, ("nothing",)),
    ],
)
def test_a_row_of_known_names_is_asked_about(body: str, expected: tuple[str, ...]) -> None:
    """People list other people's votes in the same way, so it is not counted."""
    assert told(read_votes(reply(body), NAMED)) == expected
