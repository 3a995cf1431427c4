"""docs/reading.md tells how its examples are read; so does the reader."""

from dataclasses import replace
from pathlib import Path

import pytest

from listbot.model.earlier import EarlierText
from listbot.model.reading import Parent, ThreadView
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import reply, told

PAGE = Path(__file__).parents[3] / "docs" / "reading.md"
TITLE = "Move the wiki to the new host"
VIEW = ThreadView(TITLE, "lena@example.org", proposer_name="Lena")
ITEMS = EarlierText(("1) The mirror gets a second disk.", "2) Build logs are kept for 90 days."))
POLL = EarlierText(("* Vienna", "* Brno", "* online"))
BELOW = replace(VIEW, answers_opening=False, parent=Parent.TALKS)
CALL = replace(VIEW, silent=True)
VIEWS = {
    "Items": ThreadView("Changes", "lena@example.org", earlier_texts=(ITEMS,)),
    "Options of a poll": replace(VIEW, earlier_texts=(POLL,)),
    "Deep in a thread": BELOW,
    "Below a vote against": replace(BELOW, parent=Parent.AGAINST),
    "Below talk": BELOW,
    "In answer to a call for silence": CALL,
    "Below a mere question in a call for silence": replace(BELOW, parent=Parent.ASKS, silent=True),
    "Below talk in a call for silence": replace(BELOW, silent=True),
}


def examples() -> list[tuple[str, str, str]]:
    """The section of each example and counter-example, its text, and how it is read."""
    found: list[tuple[str, str, str]] = []
    section = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            section = line.strip("# ").partition(" (")[0]
        if line.startswith("| ") and "`" in line:
            cells = [cell.strip(" `") for cell in line.strip("|").split(" | ")]
            assert len(cells) == 5, line
            found += [(section, cells[1], cells[2]), (section, cells[3], cells[4])]
    return found


@pytest.mark.parametrize(("section", "text", "expected"), examples())
def test_an_example_is_read_as_the_page_says(section: str, text: str, expected: str) -> None:
    """Each example and each counter-example of each rule."""
    reading = read_votes(reply(text.replace("↵", "\n")), VIEWS.get(section, VIEW))

    assert "; ".join(told(reading)) == expected
