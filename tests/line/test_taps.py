"""A list that changes mails, with a tap before it: the copy proves who wrote a mail, the list's
own copy that it was on the list, and neither does for the other.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from listbot.mail import Level
from listbot.votes.counting.counted import VoteStatus
from tests.line.tapped import SIGNER, TappedPlay, vote
from tests.playing import hours, in_file, opening


@pytest.fixture
def play(tmp_path: Path) -> TappedPlay:
    """A list that changes mails, with a tap before it, in a file."""
    return TappedPlay(engine=in_file(tmp_path))


def test_a_copy_before_the_list_proves_a_vote(play: TappedPlay) -> None:
    """The list broke its signature; the proposal and the vote count all the same."""
    assert play.tap(opening(), vote("Ravi")) == ["kept", "kept"]
    assert play.pass_on(opening(), vote("Ravi")) == ["opens", "vote"]
    assert play.statuses() == {"ravi": VoteStatus.COUNTED}
    assert play.known() == {"p": Level.VERIFIED, "ravi-1": Level.VERIFIED}
    assert play.inputs() == ["copy", "mail", "copy", "mail"]
    assert play.is_equal()


def test_a_copy_may_come_after_the_list(play: TappedPlay) -> None:
    """Then the vote is proven from then on, as of the time when the list passed it on."""
    play.open()
    play.pass_on(vote("Ravi"))
    assert play.statuses() == {"ravi": VoteStatus.UNVERIFIED}
    assert play.tap(vote("Ravi")) == ["kept"]
    assert play.statuses() == {"ravi": VoteStatus.COUNTED}
    (entry,) = (each for each in play.vote().entries if each.author == "ravi@example.org")
    assert entry.received == hours(1)
    assert play.inputs() == ["copy", "mail", "mail", "copy"]
    assert play.is_equal()


def test_a_copy_alone_is_nothing(play: TappedPlay) -> None:
    """A mail that the list never passed on opens nothing, is no vote, and causes no letter."""
    play.open()
    letters = play.kinds()
    play.tap(vote("Ravi"), opening("q", 1, subject="[VOTE] Ban Bob"))
    assert (play.states(), play.statuses(), play.kinds()) == ({1: "open"}, {}, letters)
    assert play.is_equal()


def test_a_list_alone_proves_nobody(play: TappedPlay) -> None:
    """Whatever the list passes on in somebody's name is shown, and decides nothing."""
    play.open()
    play.pass_on(vote("Ravi"), play.listed(vote("Lena"), signer=None))
    assert play.statuses() == {"ravi": VoteStatus.UNVERIFIED, "lena": VoteStatus.UNVERIFIED}
    assert play.is_equal()


def test_a_forged_copy_is_dropped(play: TappedPlay) -> None:
    """Whoever reaches the tap can at worst hand over a mail that its writer signed."""
    thief = replace(SIGNER, key="stolen from nobody")
    copies = [play.copy_of(vote("Ravi"), each) for each in (None, thief)]
    assert play.tap(*copies) == ["passed over", "passed over"]
    assert play.waiting() == 0


def test_a_moved_vote_is_not_proven(play: TappedPlay) -> None:
    """Somebody takes a signed "+1" and puts it under another proposal before it reaches the list:
    it counts for neither.
    """
    play.open()
    other = opening("q", 0.5, subject="[VOTE] Ban Bob", text="He snores.")
    play.tap(other)
    play.pass_on(other)
    play.tap(vote("Ravi"))
    play.pass_on(play.listed(replace(vote("Ravi"), answers=["q"]), signer=None))
    assert (play.statuses(1), play.statuses(2)) == ({}, {"ravi": VoteStatus.UNVERIFIED})
    assert play.is_equal()
