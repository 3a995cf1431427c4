"""Whether a brief answer in words that no table has is asked about."""

from dataclasses import replace

import pytest

from listbot.model.reading import Parent, ThreadView
from listbot.votes.reading.reading import read_votes
from listbot.votes.text.findings import MAY_VOTE
from tests.mail.arrivals import mail
from tests.votes.reading.cases import VIEW, reply, told

YES = replace(VIEW, answers_opening=False, parent=Parent.VOTES)
NO = replace(YES, parent=Parent.AGAINST)
TALK = replace(YES, parent=Parent.TALKS)

SIDES = [
    "Our shop prints from that list each night.",
    "Hi Pat,\n\nThe longer we wait, the dearer it gets.\n\nKim\n",
    "Roll on the day.",
    "Heron.",
    "B",
    "Let me put it this way: over to Oslo with them. The cellar is wet.",
    "Yippee!",
]
NO_SIDES = [
    "When does it start?",
    "Thanks for looking into it.",
    "Congratulations to all of you!",
    "I can help on Saturday.",
    "The call is on Monday.",
    "I was away last week.",
    "We have a new printer.",
    "I don't know.",
    "I would not say so yet.",
    "Nobody told the translators.",
    "They voted last year.",
    "The vote was moved.",
    "My boss reads the list.",
    "Please see the wiki.",
    "My last mail was lost on its way.",
    "I retract this.",
    "The list has 40 members.",
    "It is described at https://example.org/.",
    "No problem with that here, not opposed.",
    "P",
    ":-)",
    "It rains. It pours. The cellar is wet.",
    "word " * 41,
    "word " * 200,
    "1\n\n2\n\n3\n\n4\n\n5\n\n6\n\n7\n",
]


@pytest.mark.parametrize("body", SIDES)
def test_a_brief_answer_to_the_opening_is_asked_about(body: str) -> None:
    """People who answer in a sentence or two mostly take a side; never is it counted."""
    reading = read_votes(reply(body), VIEW)

    assert [(each.value, each.reason) for each in reading.doubts] == [(None, MAY_VOTE)]


@pytest.mark.parametrize("body", NO_SIDES)
def test_what_certainly_takes_no_side_is_not(body: str) -> None:
    """Questions, thanks, offers, dates, numbers, reports, and whatever is longer."""
    assert read_votes(reply(body), VIEW).doubts == ()


def test_a_few_words_below_a_vote_take_its_side_or_another() -> None:
    """The value of the doubt is that of a vote against; below talk, and in more words, they are
    talk.
    """
    few, more = "Those two points are mine.", "Those two points are mine, and so is the third one."

    assert told(read_votes(reply(few), YES)) == ("unclear None",)
    assert told(read_votes(reply(few), NO)) == ("unclear -1",)
    for body, view in ((few, TALK), (more, YES), ("Heron.", YES)):
        assert told(read_votes(reply(body), view)) == ("nothing",)


def test_who_is_asked() -> None:
    """Not the proposer, not outside a proposal, and not a mail that answers none."""
    body = "Roll on the day."
    alone = mail(
        b"From: Kim <kim@example.org>\nTo: infra@example.org\nSubject: Re: A neutral proposal\n"
        b"Message-ID: <2@example.org>\nDate: Tue, 12 May 2026 11:49:00 +0000\n\nRoll on the day.\n"
    )

    for each, view in (
        (reply(body, name="Pat"), VIEW),
        (reply(body), ThreadView()),
        (alone, VIEW),
    ):
        assert read_votes(each, view).doubts == ()


def test_in_a_call_for_silence_another_rule_asks() -> None:
    """There joy is harmless, and whatever is not known to be harmless may be an objection."""
    assert read_votes(reply("Yippee!"), replace(VIEW, silent=True)).doubts == ()
