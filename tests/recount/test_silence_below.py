"""What an answer deeper in the thread does to a silence, in the daemon: it depends on what it
answers, which the store keeps."""

from itertools import permutations

import pytest

from tests.playing import Play, Post, opening

ASK = Post("q", "Lars", "Which host is it, the one in the second rack?", 1, answers=["p"])
TALK = Post("q", "Lars", "I moved mine to the second rack in May.", 1, answers=["p"])
NO = Post("o", "Omar", "It is. A rented box serves us better.", 2, answers=["p", "q"])


@pytest.mark.parametrize(("above", "expected"), [(ASK, "unclear"), (TALK, "not a vote")])
def test_an_answer_to_a_mere_question(above: Post, expected: str) -> None:
    """Below a question it speaks to the proposal, whatever order they came in."""
    for order in permutations((above, NO)):
        play = Play()
        play.take(opening(subject="[LAZY] Move the artefacts"), *order)
        assert play.became()["o"] == expected
