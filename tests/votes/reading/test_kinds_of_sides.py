"""Kinds of sides in words, each beside sentences that look like it and are none."""

from dataclasses import replace

import pytest

from listbot.model.reading import Parent
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told

AGAINST = replace(VIEW, answers_opening=False, parent=Parent.AGAINST)
OPENING = [
    ("Agreed, the old names are hard to spell.", "+1 words"),
    ("Agreed, but the logs have to stay.", "unclear +1"),
    ("As agreed, the call is on Monday.", "nothing"),
    ("Fully support this, Pat. Well done.", "+1 words"),
    ("I endorse the plan.", "+1 words"),
    ("By all means move it.", "+1 words"),
    ("Da bin ich auch dafür.", "+1 words"),
    ("Da bin ich dagegen: die Namen stehen überall.", "-1 words explained"),
    ("Yo estoy en contra.", "-1 words unexplained"),
    ("Io sono contrario.", "-1 words unexplained"),
    ("My firm hosts it, so I abstain.", "0 words"),
    ("My firm hosts it, so I will abstain.", "0 words"),
    ("Nobody asked whether I abstain.", "nothing"),
    ("We walked that way in 2019, and it took months to come back.", "unclear None"),
    ("We walked that way on port 2049 of 10.0.0.1.", "nothing"),
]


@pytest.mark.parametrize(("body", "expected"), OPENING)
def test_sides_in_answer_to_the_opening(body: str, expected: str) -> None:
    """A side may lead into its reason, follow it, or name its pronoun."""
    assert told(read_votes(reply(body), VIEW)) == (expected,)


@pytest.mark.parametrize(
    "body",
    [
        "Omar took the words right out of my mouth.",
        "Omar beat me to it.",
        "Omar speaks for both.",
        "Couldn't have put it better.",
    ],
)
def test_somebody_else_said_it(body: str) -> None:
    """Below a vote against, its writer is asked whether they are against, too."""
    assert told(read_votes(reply(body), AGAINST)) == ("unclear -1",)
