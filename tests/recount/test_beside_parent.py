"""Readings that depend on the parent mail: daemon and recount must read a mail as the same
thing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from listbot.mail import read
from listbot.model.disposition import Disposition
from listbot.model.proposal import State
from listbot.packaged import load_preset
from listbot.recount.options import RecountOptions
from listbot.recount.recount import Recount, recount
from tests.playing import OPENS, START, Play, Post, hours, opening

TALK = Post("talk", "Ravi", "First we need documentation for it.\n\nRavi", 1, answers=["p"])
AGREES = Post(
    "agrees",
    "Ines",
    "On Tue, Ravi wrote:\n> First we need documentation for it.\n\n+1. Nobody can use it without.",
    2,
    answers=["p", "talk"],
)
THREADS = {
    "a +1 that goes on below a mail that did not vote": (
        [opening(), TALK, AGREES],
        {"agrees": "unclear"},
    ),
    "another +1 below that one": (
        [
            opening(),
            TALK,
            AGREES,
            Post("more", "Lars", "+1 also. We need it.", 3, answers=["p", "agrees"]),
        ],
        {"agrees": "unclear", "more": "unclear"},
    ),
    "a bare +1 below a mail that did not vote": (
        [opening(), TALK, Post("bare", "Lars", "+1", 3, answers=["p", "talk"])],
        {"bare": "vote"},
    ),
    "a +1 below a vote": (
        [
            opening(),
            Post("one", "Ravi", "+1", 1, answers=["p"]),
            Post("two", "Lars", "> +1\n\n+1. I like it a lot.", 3, answers=["p", "one"]),
        ],
        {"one": "vote", "two": "vote"},
    ),
    "a tagged answer without Re:": (
        [opening(), Post("bare", "Lars", "+1", 3, subject=OPENS, answers=["p"])],
        {"bare": "vote"},
    ),
    "another round below the first": (
        [
            opening(),
            Post(
                "again", "Ana", "Once more.", 3, subject=OPENS.replace("]", " #2]"), answers=["p"]
            ),
        ],
        {"again": "opens"},
    ),
}


def counted_again(play: Play, posts: Sequence[Post]) -> Recount:
    """Recount the same mails from an archive."""
    mails = [read(replace(play.read(post).arrival, archived=True)) for post in posts]
    options = RecountOptions(load_preset("ovirt"), START + timedelta(days=40))
    return recount("archive", [(f"#{number}", mail) for number, mail in enumerate(mails)], options)


@pytest.mark.parametrize("name", THREADS)
def test_daemon_and_recount_agree(name: str) -> None:
    """Both read each mail alike, and as the table says."""
    posts, expected = THREADS[name]
    play = Play()
    play.take(*posts)
    counted = counted_again(play, posts)
    again = {one.mail.strip("<>").partition("@")[0]: str(one.disposition) for one in counted.mails}

    assert play.became() == again
    assert {id: again[id] for id in expected} == expected


@pytest.mark.parametrize("dated", [2, 0.5, -3])
def test_a_clock_that_is_behind_hides_no_mail_above(dated: float) -> None:
    """An answer dated before its parent, or before the opening, is still read with both."""
    posts = (opening(), TALK, replace(AGREES, dated=dated))
    play = Play()
    for order in permutations(posts):
        play.forget_all()
        play.take(*order)
        counted = counted_again(play, order)
        again = {
            one.mail.strip("<>").partition("@")[0]: str(one.disposition) for one in counted.mails
        }
        assert again == play.became()
        assert again["agrees"] == "unclear"


def test_the_proposer_extends_in_plain_words() -> None:
    """The proposer's sentence moves the close; anybody else's does not."""
    posts = [
        opening(text="The vote is open for 72 hours."),
        Post("other", "Ravi", "The vote is extended until 2026-09-25 18:00 UTC.", 4, answers=["p"]),
        Post("moved", "Ana", "The vote is extended until 2026-09-18 18:00 UTC.", 5, answers=["p"]),
        Post("late", "Lena", "+1", 200, answers=["p"]),
    ]
    play = Play()
    play.take(*posts)
    counted = counted_again(play, posts)

    assert [one.disposition for one in counted.mails] == [
        Disposition.OPENS,
        Disposition.EXTEND,
        Disposition.EXTEND,
        Disposition.VOTE,
    ]
    outcome = counted.proposals[0].outcome
    assert (outcome.closes, outcome.tally.yes) == (hours(240), 1)
    play.tick(hours(239))
    assert play.states() == {1: State.OPEN}
    play.tick(hours(300))
    assert play.states() == {1: State.NOT_PASSED}


def test_a_date_that_could_mean_two_is_told() -> None:
    """M1 says which words were not taken for the closing time."""
    play = Play()
    play.take(opening(text="Please vote on it. The vote is open until 03/04."))

    assert play.vote().proposal.unread == "03/04"
    assert b"03/04" in play.letters("M1")[0].parcel.raw
