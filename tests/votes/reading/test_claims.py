"""Whose vote a value is that no known frame claims, and which of two values is the earlier one."""

import pytest

from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told

CLAIMED = [
    ("Pencil me in as a +1, please.", "+1"),
    ("Mark me up as +1", "+1"),
    ("That makes it a +1 for me.", "+1"),
    ("Which makes it a +1 on Oslo.", "+1"),
    ("An easy +1 in my book.", "+1"),
    ("The numbers earn it a +1 in our view.", "+1"),
    ("One -1 here: nobody tested it.", "-1 explained"),
    ("Clear +1 vote from our corner", "+1"),
    ("Bo and I, we are both +1", "+1"),
    ("Me and Bo, we are all +1", "+1"),
    ("Long story short +1, it works.", "+1"),
    ("Read this as a +1, please.", "+1"),
    ("With the fix in, I am up to +1", "+1"),
    ("Sorta +1", "unclear +1"),
]
NOT_CLAIMED = [
    "Give me a +1 if you like it.",
    "Show me where +1 was written.",
    "A +1 would help.",
    "A -1 needs a reason.",
    "A -1 vote.",
    "Some +1 vote from our corner",
    "The meter makes it a -1 at night.",
    "Bread and butter vote +1",
    "Chalk a +1 vote up.",
    "Chalk it up: bread +1 here.",
    "Which makes it +1 for Bo.",
    "That makes the index a -1.",
    "Got a -1 in my test run.",
    "The index is -1 in my build.",
    "It gets a +1 in my.",
    "Ana and Bo, we are both +1.",
    "We are never +1.",
    "What they see is +1.",
]


@pytest.mark.parametrize(("body", "expected"), CLAIMED)
def test_a_claimed_value_is_the_writers(body: str, expected: str) -> None:
    """A view of one's own, a bare article "on this", or what it all makes."""
    assert told(read_votes(reply(body), VIEW)) == (expected,)


@pytest.mark.parametrize("body", NOT_CLAIMED)
def test_a_value_that_nobody_claims_is_no_vote(body: str) -> None:
    """Requests for votes, other people's votes, and numbers of machines."""
    assert read_votes(reply(body), VIEW).casts == ()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("I was +1, but the new price makes it -1 for me.", "-1 explained"),
        ("Ditch my +1: the host wants root, so -1.", "-1 explained"),
        ("Last week I said -1; now that it is tested I am +1.", "+1"),
        ("I gave a -1 before. +1 now.", "+1"),
        ("Earlier I voted +1.", "+1"),
        ("Have my +1. And my -1.", "unclear -1"),
    ],
)
def test_a_vote_given_before_is_not_the_vote(body: str, expected: str) -> None:
    """Beside the vote that the writer gives now; alone it is one."""
    assert told(read_votes(reply(body), VIEW)) == (expected,)


def test_an_earlier_vote_stands_beside_one_for_a_part() -> None:
    """The second value is for something else, so neither replaces the other."""
    reading = read_votes(reply("I gave it a +1 and a -1 for the docs."), VIEW)

    assert reading.casts[0].value == "+1"
