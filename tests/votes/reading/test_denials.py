"""Values that the words beside them deny, bind, or give for somebody else."""

import pytest

from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told

ASKED = [
    "I was going to say +1 but no",
    "I would be +1 if I had a vote",
    "My +1 is gone",
    "+1, just kidding",
    "+1 (not serious)",
    "+1 (joke, do not count this)",
    "+1 against",
    "+1 against this",
    "+1 for rejecting this",
    "+1/-1",
    "-1/+1, undecided",
    "+1, condition: Bo agrees",
    "+1 iff Bo agrees",
    "+1, but wait until Monday please",
    "+1 but hold it until I am back",
    "+1 with Bo's agreement",
    "+1 for Carol, who is on holiday",
    "As Carol's deputy: +1",
    "I vote +1 for my boss",
    "Speaking for the whole team: +1",
    "+1 from my team",
    "+1 (Carol)",
]
CAST = [
    "+1, no joke",
    "+1, not kidding",
    "+1, not serious enough to block",
    "+1, this is a joke of a disk",
    "+1 (Kim)",
    "+1 (PMC)",
    "+1 (Committer)",
    "+1 (with pleasure)",
    "I was going to say -1, but now I am +1",
    "I was going to say the same: +1",
    "My +1 is for the disk",
    "+1 against all odds",
    "+1 for the move",
    "+1 for Debian, which is stable",
    "+1, but do not wait for me",
    "+1, but hold your horses",
    "+1 with Bo's patch",
    "+1 from my side",
    "Speaking for myself: +1",
    "As Bo's mail says: +1",
]


@pytest.mark.parametrize("body", ASKED)
def test_a_value_that_its_own_words_deny_or_bind_is_asked_about(body: str) -> None:
    """Nothing is counted, and its writer is asked."""
    reading = read_votes(reply(body), VIEW)

    assert (reading.casts, bool(reading.doubts)) == ((), True)


@pytest.mark.parametrize("body", CAST)
def test_a_value_beside_words_like_those_is_cast(body: str) -> None:
    """The counter-examples: they look alike, and mean the vote."""
    assert told(read_votes(reply(body), VIEW)) == ("+1",)


def test_a_plus_and_a_minus_in_one_sign_choose_nothing() -> None:
    """It has no sign that could be counted."""
    assert told(read_votes(reply("+/-1"), VIEW)) == ("unclear 1",)
