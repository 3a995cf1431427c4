"""Kinds of answers in words that look like a yes: courtesies of many languages, deference, brief
words from a telephone; and those that had the wrong sign.
"""

from dataclasses import replace

import pytest

from listbot.model.reading import Parent, ThreadView
from listbot.votes.lexicon.matching import Phrases
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told

TALK = replace(VIEW, answers_opening=False, parent=Parent.TALKS)
FOR = replace(VIEW, answers_opening=False, parent=Parent.VOTES)


@pytest.mark.parametrize(
    "body",
    [
        "Ja, bitte",
        "Ja bitte!",
        "Ja, danke Pat",
        "Oui, merci",
        "Oui, s'il vous plaît.",
        "Sí, por favor",
        "Sì",
        "Sim, obrigado!",
        "Ja, graag",
        "Ja tack",
        "Tak, poproszę",
        "Ano, prosím",
        "Да, пожалуйста",
        "Sou a favor.",
        "Claro que sí",
        "Natürlich!",
    ],
)
def test_a_yes_with_a_courtesy_is_one_in_any_language(body: str) -> None:
    """The word for yes, with the courtesies of its own language and a name, is a yes."""
    assert told(read_votes(reply(body), VIEW)) == ("+1 words",)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Tak", "nothing"),  # Danish for thanks
        ("Si", "nothing"),
        ("Ja, bitte?", "nothing"),
        ("Ja, die Listen.", "unclear None"),
        ("Oui, Pat, les listes.", "unclear None"),
    ],
)
def test_a_word_that_may_be_something_else_is_no_yes(body: str, expected: str) -> None:
    """Nor is one with any other word beside it."""
    assert told(read_votes(reply(body), VIEW)) == (expected,)


def test_below_talk_a_courteous_yes_is_an_answer() -> None:
    """It answers the remark above."""
    assert told(read_votes(reply("Oui, merci"), TALK)) == ("nothing",)


@pytest.mark.parametrize("view", [VIEW, FOR, ThreadView()])
@pytest.mark.parametrize(
    "body",
    [
        "Whatever you decide is fine by me",
        "Whatever the group decides is ok for me.",
        "Either is fine by me",
        "Both options work for me.",
        "I'm fine either way.",
        "I'm happy with whatever.",
        "Anything is fine with me.",
        "I can live with either outcome.",
        "I'll follow the majority.",
        "I'll go along with whatever the others think.",
        "Mir ist beides recht.",
        "Peu importe, faites comme vous voulez.",
    ],
)
def test_a_yes_to_both_sides_is_none(body: str, view: ThreadView) -> None:
    """Who is content with either outcome abstains."""
    assert told(read_votes(reply(body), view)) == ("0 words",)


@pytest.mark.parametrize(
    "body", ["I'm fine with whatever date, so yes from me.", "Either way, I'm for it."]
)
def test_a_yes_beside_deference_is_one(body: str) -> None:
    """Whoever leaves the date to others may still be for the proposal."""
    assert told(read_votes(reply(body), VIEW)) == ("+1 words",)


@pytest.mark.parametrize("body", ["Whatever works for you.", "Either is fine with me."])
def test_below_talk_deference_is_about_the_remark(body: str) -> None:
    """It says nothing about the proposal."""
    assert told(read_votes(reply(body), TALK)) == ("nothing",)


def test_deference_inside_a_discussion_is_about_the_discussion() -> None:
    """Beside other sentences it says nothing about the proposal."""
    body = "Either works for me. I can bring the disk. The van is mine until May."

    assert told(read_votes(reply(body), TALK)) == ("nothing",)


@pytest.mark.parametrize(
    "body",
    [
        "yep",
        "ok 4 me",
        "Sure thing",
        "By all means.",
        "100% agree",
        "A thousand times yes",
        "That's a yes from me.",
        "Put me down as a yes.",
        "I change my vote to yes.",
        "Home again, at last. Read it on the train. Yes to this. See you on Monday.",
    ],
)
def test_brief_words_for_it_are_known(body: str) -> None:
    """People who write from a telephone have few words for a yes."""
    assert told(read_votes(reply(body), VIEW)) == ("+1 words",)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Put me down as against.", "-1 words unexplained"),
        ("Count me as a no.", "-1 words unexplained"),
        ("100% against.", "-1 words unexplained"),
        ("Hence no from my side.", "-1 words unexplained"),
        ("I was against it, but the numbers changed my mind. Yes.", "unclear -1"),
        ("I'm tempted to say no.", "unclear -1"),
        ("I see more risk than gain here.", "unclear -1"),
        ("I step back from my +1, call it a 0.", "withdraw"),
        ("I recuse myself, my firm owns the host.", "0 words"),
        ("No opinion yet.", "unclear None"),
        ("I'd vote yes once I have read the whole plan.", "unclear +1"),
        ("I'm for it as soon as somebody has tested it.", "unclear +1"),
        ("OK for the disk, not OK for the logs.", "unclear -1"),
        ("I'm for moving the disk and against moving the logs.", "unclear -1"),
        ("Sure, because the last move went so well...", "unclear None"),
    ],
)
def test_a_sign_that_is_not_sure_is_asked_about(body: str, expected: str) -> None:
    """A wrong sign is worse than a question."""
    assert told(read_votes(reply(body), VIEW)) == (expected,)


@pytest.mark.parametrize("body", ["Dito", "Idem", "pareil pour moi", "Ik ook", "Yo también"])
def test_agreement_with_a_vote_is_known_in_other_languages(body: str) -> None:
    """It takes the side of the vote that it answers."""
    assert told(read_votes(reply(body), FOR)) == ("+1 words",)


def test_phrases_are_folded_as_texts_are() -> None:
    """A word that a text is folded to is also found if the table has another spelling of it."""
    assert Phrases(es="a favor").match(["a", "favour"], 0) == 2


@pytest.mark.parametrize("body", ["Yes.", "Yep!", "Ja.", "OK, thanks.", "Moi aussi"])
def test_below_talk_a_bare_yes_answers_what_was_asked(body: str) -> None:
    """It is not a vote; below a vote for the proposal it is one."""
    assert told(read_votes(reply(body), TALK)) == ("nothing",)
    assert told(read_votes(reply(body), FOR)) == ("+1 words",)
