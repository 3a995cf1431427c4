"""What the values of a vote mean is explained in openings, reminders and answers; such values are
nobody's vote."""

import pytest

from listbot.model.reading import ThreadView
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told

OPENING = ThreadView("A neutral proposal", "kim@example.org", opens=True)
LEGENDS = [
    "+1 to approve\n0 no opinion\n-1 disapprove, with the reason",
    "+1: approve\n0: abstain\n-1: reject",
    "+1 -> approve\n-1 -> reject",
    "+1 Yes\n-1 No",
    "* +1 approve\n* -1 reject",
    "| +1 | yes |\n| -1 | no |",
    "+1 move it\n 0 wait\n-1 keep it",
    "Options:\n\n  (a) +1, move it\n  (b) -1, keep it",
    "+1 / 0 / -1 please",
    "-1 for those who do not like it, +1 if you do.",
    "+1 (approve), 0 (abstain), -1 (disapprove)",
    "approve: +1, reject: -1",
    "Three +1 are needed;\n-1 with a reason blocks it.",
]
NO_LEGENDS = [
    ("+1 on the disk\n-1 on the logs", ("+1 item the disk", "-1 item the logs unexplained")),
    ("1. +1, overdue\n2. 0\n3. -1, too early", ("+1 item 1", "0 item 2", "-1 item 3 explained")),
    ("A: +1\nB: -1", ("+1 item A", "-1 item B unexplained")),
]
DOUBTFUL = [
    ("+1 for the disk\n0 on the name\n-1 on the logs", "unclear +1"),
    ("-> +1 approve\n0 abstain\n-1 disapprove", "unclear +1"),
    ("-> +1 approve\n0 abstain\n-> -1 disapprove", "nothing"),
    ("+1 I agree with it\n0 I can live with it\n-1 I object to it", "unclear -1"),
    ("+1 if it runs\n\nsome other words in between\n\n-1 if it fails", "unclear +1"),
    ("+1 move it\n-1 keep it", "unclear -1"),
    ("Yes to the disk (+1), no to the logs (-1).", "unclear -1"),
    ("I say +1 or -1, no matter", "unclear +1"),
]


@pytest.mark.parametrize("legend", LEGENDS)
def test_a_legend_is_nobodys_vote(legend: str) -> None:
    """An answer that repeats it says nothing, and an own value beside it counts."""
    assert told(read_votes(reply(legend), VIEW)) == ("nothing",)
    assert told(read_votes(reply(f"Please vote:\n\n{legend}"), VIEW)) == ("nothing",)
    assert told(read_votes(reply(f"{legend}\n\nHere is my +1."), VIEW)) == ("+1",)


@pytest.mark.parametrize("legend", [*LEGENDS, "+1 move it\n-1 keep it", "The vote passes with +1."])
def test_a_row_of_values_in_an_opening_is_a_legend(legend: str) -> None:
    """Nobody votes twice in an opening; the proposer's own value counts."""
    assert told(read_votes(reply(f"I propose it.\n\n{legend}"), OPENING)) == ("nothing",)
    assert told(read_votes(reply(f"I do.\n\n{legend}\n\nHere is my +1."), OPENING)) == ("+1",)


@pytest.mark.parametrize(("body", "casts"), NO_LEGENDS)
def test_values_for_things_are_votes(body: str, casts: tuple[str, ...]) -> None:
    """A row whose values are each for a thing, or have labels, is not a legend."""
    assert told(read_votes(reply(body), VIEW))[: len(casts)] == casts


@pytest.mark.parametrize(("body", "expected"), DOUBTFUL)
def test_what_may_be_a_legend_is_asked_about(body: str, expected: str) -> None:
    """One marked choice, own words beside the values, or values that disagree: nobody guesses."""
    assert told(read_votes(reply(body), VIEW))[:1] == (expected,)


def test_a_legend_below_other_lines_is_found_by_the_line_above() -> None:
    """A line that introduces choices may have empty lines below it; at the top there is none."""
    assert told(read_votes(reply("My choices:\n\n\n+1 move it\n-1 keep it"), VIEW)) == ("nothing",)
    assert told(read_votes(reply("As said:\n+1 move it\n-1 keep it"), VIEW)) == ("unclear -1",)
