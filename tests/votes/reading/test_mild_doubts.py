"""Conditions that the close of a call for silence meets, beside conditions that it does not."""

from dataclasses import replace

import pytest

from listbot.votes.reading.mild_doubts import SETTLED_BY_CLOSE
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told

CALL = replace(VIEW, silent=True)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("+1 if nobody objects", "+1"),
        ("+1 on the tag and the release if all goes well. It was red before.", "+1"),
        ("Go ahead if nobody objects.", "nothing"),
        ("I suggest that you wait a short while and go ahead if nobody yells.", "nothing"),
        ("Unless somebody disagrees, please go ahead and send it.", "nothing"),
        ("Sounds good to me. If there are no objections, go ahead.", "nothing"),
        ("Fine if Bo agrees.\nUnless somebody disagrees, please let him try. Thanks!", "nothing"),
    ],
)
def test_the_close_meets_the_condition_that_nobody_objects(body: str, expected: str) -> None:
    """A value under it counts, and words under it leave the silence whole."""
    assert told(read_votes(reply(body), CALL)) == (expected,)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("+1 if nobody objects and the logs are kept", ("unclear +1",)),
        ("+1 if nobody objects, but only after the release", ("unclear +1",)),
        ("+1 if nobody needs it", ("unclear +1",)),
        ("+1 if it is tested and nobody objects", ("unclear +1",)),
        ("+1 if nobody objects. Fine once the logs are saved.", ("unclear +1", "unclear +1")),
        ("If nobody objects we meet on Monday. +1 once the logs are saved.", ("unclear +1",)),
        ("Go ahead if nobody objects, but we need the logs.", ("unclear +1",)),
        ("-1 if nobody objects", ("unclear -1",)),
        ("Fine if Bo agrees. Unless somebody disagrees, keep it.", ("unclear +1",)),
    ],
)
def test_another_condition_stays_a_doubt(body: str, expected: tuple[str, ...]) -> None:
    """Beside that condition, anything that binds or weighs is asked about."""
    assert told(read_votes(reply(body), CALL)) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Fine once the logs are saved.\nUnless somebody disagrees, please go ahead.",
        "Fine if Bo agrees.\nUnless somebody disagrees, please go ahead. We need the logs, though.",
        "Fine if Bo agrees.\nUnless somebody disagrees, please go ahead. Fine if it is tested.",
    ],
)
def test_a_go_ahead_overrules_no_wish_for_something_first(body: str) -> None:
    """Nor does it overrule what stands behind it."""
    assert told(read_votes(reply(body), CALL))[0] == "unclear +1"


def test_the_rule_is_named() -> None:
    """`explain` says which rule decided about a value."""
    assert read_votes(reply("+1 if nobody objects"), CALL).why == SETTLED_BY_CLOSE


def test_elsewhere_the_condition_is_asked_about() -> None:
    """In a vote nobody counts it before its writer has said so."""
    assert told(read_votes(reply("+1 if nobody objects"), VIEW)) == ("unclear +1",)
