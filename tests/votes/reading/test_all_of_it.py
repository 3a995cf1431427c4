"""A +1 to "all" is for everything that is proposed; to all that somebody said it is for that."""

from dataclasses import replace

import pytest

from listbot.model.reading import Parent
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told

DEEP = replace(VIEW, answers_opening=False, parent=Parent.TALKS)


@pytest.mark.parametrize(
    "body", ["+1 on all three", "+1 to all", "+1 to all of it", "+1 for all items"]
)
def test_all_of_something_is_the_proposal(body: str) -> None:
    """In answer to the opening it counts; deeper in a thread it may be all that was said there."""
    assert told(read_votes(reply(body), VIEW)) == ("+1",)
    assert told(read_votes(reply(body), DEEP)) == ("unclear +1",)


@pytest.mark.parametrize("body", ["+1 on all he said", "+1 to all of what Bo said", "+1 to him"])
def test_all_that_somebody_said_is_theirs(body: str) -> None:
    """It is asked about, and deeper in a thread certainly for that."""
    assert told(read_votes(reply(body), VIEW)) == ("unclear +1",)
    assert told(read_votes(reply(body), DEEP)) == ("nothing",)
