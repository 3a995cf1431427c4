"""Values that stand in the middle of something else, by the lines around them."""

import pytest

from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The log says:\n-1", "unclear -1"),
        ("The log says:\n\n-1", "unclear -1"),
        ("It prints\n-1\nand stops.", "unclear -1"),
        ("As I said:\n-1", "-1 unexplained"),
        ("Short:\n-1", "-1 unexplained"),
        ("It prints.\n-1\nand it stops.", "-1 unexplained"),
        ("It prints\n-1", "-1 unexplained"),
        ("It prints\n\n-1\nand stops.", "-1 unexplained"),
        ("It prints\n-1 from me\nand stops.", "-1 unexplained"),
        ("> The log says:\n-1", "-1 unexplained"),
        ("\n-1", "-1 unexplained"),
        ("$ ./check; echo $?\n-1", "unclear -1"),
        ("root@host:~# ./check\n-1", "unclear -1"),
        ("$5 a month is fine.\n-1", "-1 explained"),
        ("The log says:\nSo -1", "-1 explained"),
        ("+1 from me.\nBut only after the release.", "unclear +1"),
        ("+1 from me.\n\nBut only after the release.", "unclear +1"),
        ("+1\nOnly if Bo agrees.", "unclear +1"),
        ("+1\n\n\n\nOnly if Bo agrees.", "+1"),
        ("+1\n\nProvided that we keep a copy.", "unclear +1"),
        ("+1\n\nProvided you did the test, all is well.", "+1"),
        ("+1.\n\nThis is conditional on the budget.", "unclear +1"),
        ("+1.\n\nMy vote is subject to the review.", "unclear +1"),
        ("+1.\n\nThis is good.", "+1"),
        ("+1.\n\nMy disk is full.", "+1"),
        ("+1, we use it\nonly for tests.", "+1"),
        ("+1 ... just kidding, no", "unclear +1"),
        ("+1\n\nOn second thought, I am not sure.", "unclear +1"),
        ("+1\n\nI gave it a second thought.", "+1"),
        ("+1 from me.\n> But only after the release.", "+1"),
        ("I\u00e2\u0080\u0099m +1 here.", "+1"),
    ],
)
def test_a_value_in_the_middle_of_something_is_asked_about(body: str, expected: str) -> None:
    """What a log or a person says is introduced by the line above, and a sentence runs on."""
    assert told(read_votes(reply(body), VIEW)) == (expected,)
