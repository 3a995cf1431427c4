"""Kinds of yes in words: to a part, with a change, after something else, in spite of something."""

from dataclasses import replace

import pytest

from listbot.model.reading import Parent, ThreadView
from listbot.votes.inwords.reserved import RESERVED
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told

TALK = replace(VIEW, answers_opening=False, parent=Parent.TALKS)


@pytest.mark.parametrize(
    "body",
    [
        "Yes, but only the small disk.",
        "Yes but not the logs.",
        "Yes, with one change: keep the old name.",
        "Sure, but please test the copy first.",
        "Sure, but Omar tests the copy first, Pat.",
        "Agreed, except for the date.",
        "Agreed, minus the part about the logs.",
        "Fine by me, apart from the date.",
        "Yes, after the release.",
        "yes but wait for Omar",
        "Agreed, but the logs have to stay.",
        "Agreed, on the understanding that Omar keeps his key.",
        "I support the move in general, but not of the logs.",
        "Okay for me, without the second disk.",
        "I would support this if the price was lower.",
        "Ja, aber nur die Listen.",
        "Oui, mais pas les archives.",
        "Sí, pero solo el correo saliente.",
    ],
)
def test_a_yes_with_a_reservation_is_asked_about(body: str) -> None:
    """A yes to a part, or to something that comes first, is counted for nothing."""
    reading = read_votes(reply(body), ThreadView())

    assert (told(reading), reading.why) == (("unclear +1",), RESERVED)


@pytest.mark.parametrize(
    "body",
    [
        "I agree, although the name is odd.",
        "Yes, even if I will miss the old box.",
        "Yes, because the old one is slow.",
        "Sure, though I have never used it myself.",
        "Yes, but thanks for asking anyway.",
        "Sure, but no hurry.",
        "Fine with me, but tell the users first thing tomorrow.",
        "Fine with me, the first one was slow but cheap.",
        "I am in favour, but first of all thanks to Pat.",
        "I agree without the slightest doubt.",
        "Fine with me, I can do without.",
        "I'm in favour, because without the old one we save money.",
        "Yes, with pleasure.",
        "Ja, obwohl der Name seltsam ist.",
    ],
)
def test_a_yes_in_spite_of_something_is_one(body: str) -> None:
    """An opinion, a courtesy or a reason beside a yes takes nothing from it."""
    assert told(read_votes(reply(body), VIEW)) == ("+1 words",)


def test_a_question_behind_a_yes_is_only_a_question() -> None:
    """Nobody is asked about a question."""
    assert told(read_votes(reply("Yes, but who has the key?"), VIEW)) == ("nothing",)


def test_below_talk_a_yes_is_an_answer() -> None:
    """What its writer sets against it is about the remark."""
    assert told(read_votes(reply("Yes, but only on Mondays."), TALK)) == ("nothing",)
