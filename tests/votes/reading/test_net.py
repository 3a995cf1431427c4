"""A value that stands alone and that no rule understands is a question to its writer."""

import pytest

from listbot.model.reading import ThreadView
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("I assume I can translate this to a +1...", "unclear +1"),
        ("Bo +1", "unclear +1"),
        ("Tentatively pencilled: the whole team +1", "unclear +1"),
    ],
)
def test_a_value_that_nobody_claims_is_asked_about(body: str, expected: str) -> None:
    """It is never nothing."""
    assert told(read_votes(reply(body), VIEW)) == (expected,)


@pytest.mark.parametrize(
    "body",
    [
        "Bo said +1 on the chat.",
        "The offset is -1.",
        "When the board gives a -1, the review stops.",
        "Any +1 helps.",
        "row 5 has a -1 there",
        "T-115  +1",
        "Proposed  Ana +1 evil",
        "One word more than a few +1",
        'rank = 0 if host == "oslo" else -1',
        "The meter shows -2 there",
        "The sensors + 1 more box",
        "The first -1 and the last +1 there",
    ],
)
def test_what_is_certainly_no_vote_is_not_asked_about(body: str) -> None:
    """A named person's, a number's, a rule's, one of several, one in code, one that is larger."""
    assert told(read_votes(reply(body), VIEW)) == ("nothing",)


def test_a_proposer_is_not_asked_about_such_a_value() -> None:
    """People explain the vote that they ask for."""
    view = ThreadView("A neutral proposal", "kim@example.org")

    assert told(read_votes(reply("The whole team +1"), view)) == ("nothing",)


def test_beside_a_vote_it_is_nothing() -> None:
    """The vote is known, in a number or in words; words that say otherwise are asked about, too."""
    assert told(read_votes(reply("+1 from me.\n\nThe whole team +1"), VIEW)) == ("+1",)
    assert told(read_votes(reply("I'm opposed.\n\nThe whole team -1"), VIEW)) == (
        "-1 words explained",
    )
    assert told(read_votes(reply("Bo +1\n\nI'm opposed."), VIEW)) == (
        "unclear +1",
        "unclear -1",
    )
