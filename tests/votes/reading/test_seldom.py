"""Rare sentences and shapes, each with how it must be read."""

from datetime import UTC, datetime

import pytest

from listbot.mail import Arrival, ListContext, Mail, read
from listbot.model.disposition import Disposition
from listbot.model.reading import ThreadView
from listbot.votes.lexicon.matching import _firsts, _phrase
from listbot.votes.opening.deadlines import parse_time
from listbot.votes.reading.reading import read_votes

NOW = datetime(2026, 9, 8, tzinfo=UTC)
GLUED = (
    "+1 from me Date: Fri, 27 Jun 2008 09:42:14 +0100From: "
    "b@example.orgTo: i@example.orgSubject: Re: [VOTE] Wiki"
)


@pytest.mark.parametrize(
    ("words", "disposition"),
    [
        (GLUED, Disposition.VOTE),
        ("+1 to Bob's second point about DNS.", Disposition.UNCLEAR),
        ("+1 to Bob's point. +1 for tea.", Disposition.UNCLEAR),
        ("+1 from them", Disposition.NOT_A_VOTE),
        ("I have a +1 from others", Disposition.NOT_A_VOTE),
        ("+1\n \t \nas in the mail with Subject: wiki", Disposition.VOTE),
    ],
)
def test_a_sentence(words: str, disposition: Disposition) -> None:
    """The owner and the object of a +1 decide whether it is a vote."""
    raw = (
        f"From: Kim <kim@example.org>\nSubject: Re: [VOTE] "
        f"Wiki\nMessage-ID: <k@example.org>\n\n{words}\n"
    )
    mail = read(Arrival(raw.encode(), ListContext("infra@example.org"), "test", NOW))
    assert isinstance(mail, Mail)
    assert read_votes(mail, ThreadView("Wiki", "ana@example.org")).disposition is disposition


def test_a_phrase_may_be_all_choice() -> None:
    """A phrase in which every word is optional begins with any of them."""
    assert set(_firsts(_phrase("_|so _|now"))) == {"so", "now"}


def test_a_day_that_does_not_exist() -> None:
    """31 February is not a closing time; we say so and guess nothing."""
    assert isinstance(parse_time("2026-02-31 18:00 UTC", NOW), str)
