"""A +1 below a mail that is not the proposal: for the proposal, or for what that mail says."""

import pytest

from listbot.model.reading import Parent, ThreadView
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import reply, told


def view(parent: Parent) -> ThreadView:
    """A thread whose parent says this."""
    return ThreadView(
        "Move the wiki to the new host",
        "lena@example.org",
        answers_opening=False,
        parent=parent,
        proposer_name="Lena Okafor",
    )


UNDER_TALK = [
    ("> We need documentation first.\n\n+1", "unclear +1"),
    ("> We need documentation first.\n\n+1 from me as well. I tried it.", "+1"),
    ("> We need documentation first.\n\nI'm +1", "+1"),
    ("> We need documentation first.\n> Nobody knows how it works.\n\n+1", "+1"),
    ("> It is fine to move in October.\n\n+1. The disks will hold.", "+1"),
    ("> It is fine to move in October.\n\n+1", "+1"),
    ("> > We need documentation first.\n\n+1", "+1"),
    ("> A diagram would help.\n\n+1 to a diagram.", "unclear +1"),
    ("> A diagram would help.\n\n+1 to moving it", "+1"),
    ("> A diagram would help.\n\n+1 for that.", "nothing"),
    ("> We need documentation first.\n\n-1", "-1 unexplained"),
    ("> We need documentation first.\n\nI agree.", "unclear +1"),
    ("+1 to Lena's suggestion, whatever the date", "+1"),
    ("+1 to Bo's suggestion, whatever the date", "nothing"),
]


@pytest.mark.parametrize(("body", "expected"), UNDER_TALK)
def test_a_plus_one_under_a_remark(body: str, expected: str) -> None:
    """Under a remark of one line that is not about the title it may be for that; under a passage,
    or with a "from me", it is a vote."""
    assert told(read_votes(reply(body), view(Parent.TALKS)))[0] == expected


def test_own_words_before_a_plus_one_are_for_the_proposal() -> None:
    """Below an agreement with a remark only a +1 at the beginning may be one more."""
    body = "I looked at the traffic, and the old link would do for it.\n\n+1"

    assert told(read_votes(reply(body), view(Parent.AGREES))) == ("+1",)
    assert told(read_votes(reply("+1"), view(Parent.AGREES))) == ("unclear +1",)


def test_a_plus_one_from_me_between_answers_is_a_vote() -> None:
    """It says whose it is, so it is not for the quoted line above it."""
    body = "> one\n\nyes\n\n> two\n\nno\n\n> So -1 for me.\n\n+1 from me\n"

    assert told(read_votes(reply(body), view(Parent.VOTES))) == ("+1",)
