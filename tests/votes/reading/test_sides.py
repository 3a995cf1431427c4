"""Which side a vote in words takes depends on who writes and on what is answered."""

from dataclasses import replace

import pytest

from listbot.model.reading import Parent, ThreadView
from listbot.votes.inwords.sides import OF_PROPOSER, WITH_AGAINST
from listbot.votes.reading.reading import read_votes
from listbot.votes.text.findings import AGREES, BOTH, SOFT
from tests.votes.reading.cases import VIEW, reply, told

BELOW = replace(VIEW, answers_opening=False)
AGAINST = replace(BELOW, parent=Parent.AGAINST)
YES = replace(BELOW, parent=Parent.VOTES)
TALK = replace(BELOW, parent=Parent.TALKS)
OWN = replace(VIEW, proposer="kim@example.org")


@pytest.mark.parametrize("words", ["Me too.", "Agreed.", "Ditto.", "Same here", "I am with Mats."])
def test_agreement_takes_the_side_of_the_vote_it_answers(words: str) -> None:
    """Below a vote for, it is for; below one against, its writer is asked whether it is against;
    below talk, it agrees with the talk or the proposal.
    """
    assert told(read_votes(reply(words), YES)) == ("+1 words",)
    below = read_votes(reply(words), AGAINST)
    assert [(each.value, each.reason) for each in below.doubts] == [("-1", WITH_AGAINST)]


@pytest.mark.parametrize("words", ["I am in favour of the proposal.", "I second the motion."])
def test_a_yes_that_names_the_proposal_is_for_it(words: str) -> None:
    """Whatever it answers."""
    assert told(read_votes(reply(words), AGAINST)) == ("+1 words",)


@pytest.mark.parametrize("words", ["Me too.", "Great idea, put it on the web!", "Same here."])
def test_deep_in_a_thread_agreement_is_with_the_remark(words: str) -> None:
    """It is not a vote on the proposal."""
    reading = read_votes(reply(words), TALK)

    assert (told(reading), reading.why, reading.agrees) == (("nothing",), AGREES, True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I disagree, a name with a digit is easier to sort.", "unclear -1"),
        ("I disagree.", "unclear -1"),
        ("I disagree with this.", "unclear -1"),
        ("I disagree with moving the lists.", "-1 words explained"),
        ("I am against this.", "-1 words unexplained"),
    ],
)
def test_deep_in_a_thread_disagreement_may_be_with_the_remark(words: str, expected: str) -> None:
    """Its writer is asked, unless it names what it is about."""
    reading = read_votes(reply(words), TALK)

    assert told(reading) == (expected,)
    assert all(doubt.reason == SOFT for doubt in reading.doubts)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I am opposed.", "-1 words unexplained"),
        ("I am now against this.", "-1 words unexplained"),
        ("I am against removing them at once.", "-1 words explained"),
        ("I am against the old names.", f"unclear: {OF_PROPOSER}"),
        ("I disagree with it failing at night.", f"unclear: {OF_PROPOSER}"),
        ("I am also against gamification, as most of us are.", "nothing"),
        ("Nack.", "-1 words unexplained"),
        ("Agreed.", "nothing"),
    ],
)
def test_the_proposer_objects_to_the_proposal_or_to_something_else(
    words: str, expected: str
) -> None:
    """The words say of what; where they do not, the proposer is asked."""
    reading = read_votes(reply(words), OWN)

    found = [f"unclear: {doubt.reason}" for doubt in reading.doubts] or list(told(reading))
    assert found == [expected]


@pytest.mark.parametrize(
    "words",
    [
        "Fine with me, but I would want to keep the old names.",
        "I am happy with whatever you do (another list would be overkill).",
        "I support this, however please don't touch the archive.",
    ],
)
def test_a_yes_and_a_no_in_one_sentence_is_asked_about(words: str) -> None:
    """Neither is counted, beside other words against as well."""
    for body in (words, f"{words} The format is not ready."):
        reading = read_votes(reply(body), VIEW)
        assert [doubt.reason for doubt in reading.doubts] == [BOTH]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("We may agree to disagree.", "nothing"),
        ("When it is refused, the nack.", "nothing"),
        ("I don't care what we use, just tell us. Ask Bo. Or me.", "nothing"),
        ("At work I am against using it, though I like it.", "-1 words explained"),
        ("Not that I am against using it.", "nothing"),
    ],
)
def test_turns_of_phrase(words: str, expected: str) -> None:
    """Words of a vote that are none, and words that are one wherever they stand."""
    assert told(read_votes(reply(words), TALK)) == (expected,)


def test_without_a_proposal_nothing_changes() -> None:
    """A mail outside any proposal is read by its words alone."""
    assert told(read_votes(reply("I am opposed."), ThreadView())) == ("-1 words unexplained",)


def test_below_a_vote_some_sentences_still_give_an_opinion() -> None:
    """Soft words among up to six are asked about there; below talk among up to three, and a
    question as well.
    """
    soft = "It rains. The cellar is wet. Nobody looks. I have doubts about it."
    asks = "It rains. The cellar is wet. Nobody looks. How about Oslo?"

    for view, body, expected in (
        (AGAINST, soft, "unclear -1"),
        (YES, soft, "unclear -1"),
        (TALK, soft, "nothing"),
        (YES, f"{soft} Or not. Or so. Or what.", "nothing"),
        (YES, asks, "nothing"),
        (YES, "How about Oslo?", "unclear -1"),
    ):
        assert told(read_votes(reply(body), view)) == (expected,)
