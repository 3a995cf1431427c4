"""A list that changes mails, with a tap before it: the copy proves who wrote a mail, the list's
own copy that it was on the list, and neither does for the other.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from listbot import pipeline
from listbot.mail import Level, Mail, Unreadable
from listbot.model.inputs import EraseInput
from listbot.store.base.schema import copies, journal
from listbot.store.erasing.persons import held, raws
from listbot.store.journal import tapped
from listbot.votes.counting.counted import VoteStatus
from tests.line.tapped import SIGNER, TappedPlay, after, before, tapped_rules, vote
from tests.mail.proof.signing import Zone
from tests.playing import LIST, OTHER, hours, in_file, opening


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
    """A mail that the list never passed on opens nothing, is not a vote, and causes no letter."""
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


POSTS = (
    opening(),
    vote("Ravi"),
    vote("Lena", 2, "-1 it doubles the bill"),
    vote("Omar", 3),
    vote("Lena", 4, "+1 I was wrong", answers=["p", "lena-2"]),
)
WITHOUT_COPY, NEVER_LISTED = 3, ("Kim", 5)


def arrivals(play: TappedPlay) -> list[tuple[str, Mail | Unreadable]]:
    """Every copy and every list's mail, some of them forged, some twice, some alone."""
    copies = [play.copy_of(each) for each in POSTS if each is not POSTS[WITHOUT_COPY]]
    forged = play.listed(replace(POSTS[1], text="-1 I never wrote this"), signer=None)
    listed = [play.listed(each) for each in POSTS]
    alone = play.copy_of(vote(*NEVER_LISTED))
    return [
        *(("tap", each) for each in (*copies, copies[1], alone)),
        *(("list", each) for each in (*listed, listed[1], forged)),
    ]


def seen(play: TappedPlay) -> tuple[object, ...]:
    """All that the order must not change."""
    entries = sorted(map(str, play.vote().entries))
    return play.statuses(), entries, sorted(play.levels()), play.states()


def run(play: TappedPlay, events: Sequence[tuple[str, Mail | Unreadable]]) -> tuple[object, ...]:
    """Take copies and lists' mails in this order, and look."""
    play.forget_all()
    with play.without_letters():
        for way, mail in events:
            if way == "tap":
                play.tap(mail)
            else:
                play.pass_on(mail)
    return seen(play)


EVENTS = arrivals(TappedPlay())


@pytest.fixture(scope="module")
def orders() -> TappedPlay:
    """One store, emptied for each order."""
    return TappedPlay()


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_any_order_comes_to_the_same(orders: TappedPlay, chance: random.Random) -> None:
    """Copies before and after the lists' mails, twice, alone, and beside forged mails: one result,
    and a replay has it as well.
    """
    shuffled = list(EVENTS)
    chance.shuffle(shuffled)
    usual = run(orders, EVENTS)
    assert orders.statuses() == {
        "ravi": VoteStatus.COUNTED,
        "lena": VoteStatus.COUNTED,
        "omar": VoteStatus.UNVERIFIED,
    }
    assert run(orders, shuffled) == usual
    assert orders.is_equal()


def test_whoever_may_be_proven_is_told_later(play: TappedPlay) -> None:
    """The copy may be on its way, so the letter waits for an hour; who is proven by then gets
    none.
    """
    play.open()
    play.pass_on(vote("Ravi", text="+1\n\nwith pleasure"), vote("Lena"))
    play.tap(vote("Lena"))
    play.tick(hours(2))
    assert play.letters("M2") == []
    play.tick(hours(3))
    (letter,) = play.letters("M2")
    assert letter.parcel.recipients == ("ravi@example.org",)
    told = " ".join(letter.text.split())
    assert "no signed copy has come from before the list" in told
    assert "vote again on infra@example.org" in told
    assert play.is_equal()


def test_a_copy_that_comes_twice(play: TappedPlay) -> None:
    """It is kept once, and what is proven stays so."""
    play.open()
    play.pass_on(vote("Ravi"))
    again = play.copy_of(vote("Ravi"), raw=b"Received: from x by y; z\r\n" + before(vote("Ravi")))
    assert play.tap(vote("Ravi"), vote("Ravi"), again) == ["kept", "duplicate", "kept"]
    assert play.inputs().count("copy") == 2
    assert play.is_equal()


def test_a_mail_that_comes_twice_is_proven_once(play: TappedPlay) -> None:
    """The journal has its copy once as well."""
    play.open()
    play.tap(vote("Ravi"))
    assert play.pass_on(vote("Ravi"), vote("Ravi")) == ["vote", "duplicate"]
    assert play.inputs() == ["copy", "mail", "copy", "mail"]


def test_two_lists_with_one_tap(tmp_path: Path) -> None:
    """One copy proves the mail on both; on a list without a tap it proves nothing."""
    both = TappedPlay(engine=in_file(tmp_path), in_force=tapped_rules(LIST, OTHER))
    both.open()
    other = replace(vote("Ravi"), to=f"{LIST}, {OTHER}", by=OTHER, at=1.1, dated=1)
    both.tap(vote("Ravi"))
    assert both.pass_on(other, vote("Ravi")) == ["vote", "duplicate"]
    assert both.statuses() == {"ravi": VoteStatus.COUNTED}
    assert both.is_equal()


def test_a_copy_past_the_close_changes_nothing(play: TappedPlay) -> None:
    """A result stays what it was when it was posted."""
    play.open()
    play.pass_on(vote("Ravi"))
    play.run_until(hours(100))
    assert play.states() == {1: "not passed"}
    late = replace(play.copy_of(vote("Ravi")))
    play.tap(late)
    assert play.statuses() == {"ravi": VoteStatus.UNVERIFIED}
    assert play.inputs().count("copy") == 1
    assert play.is_equal()


def test_a_held_mail_is_proven_when_it_is_let_go(play: TappedPlay) -> None:
    """A moderator took three days; the copy waited."""
    play.open()
    play.tap(vote("Ravi"))
    play.tick(hours(60))
    play.pass_on(replace(vote("Ravi"), at=65, dated=1))
    assert play.known()["ravi-1"] == Level.VERIFIED
    assert play.is_equal()


def test_an_old_vote_does_not_come_again(play: TappedPlay) -> None:
    """A signed "+1" of last month proves nothing, at the tap or on the list."""
    play.open()
    old = replace(vote("Ravi", 24 * 30), dated=1)
    assert play.tap(old) == ["passed over"]


def test_a_mail_past_the_list_needs_no_copy(play: TappedPlay) -> None:
    """Who wrote it does not matter, as it was not on the list."""
    play.open()
    past = vote("Ravi", vouched=False)
    play.tap(past)
    play.pass_on(past)
    assert play.known()["ravi-1"] == Level.UNVERIFIED
    play.tap(play.copy_of(past, raw=b"X-Odd: 1\r\n" + before(past)))
    assert play.inputs().count("copy") == 1


def test_a_list_without_a_tap_asks_for_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its mails cost no query more than before there were taps."""
    plain = TappedPlay(engine=in_file(tmp_path), in_force=tapped_rules(OTHER))

    def asks(*_: object) -> None:
        raise AssertionError("a query for a copy")

    for name in ("proving", "waiting_for", "candidates"):
        monkeypatch.setattr(tapped, name, asks)
    assert plain.pass_on(opening(), vote("Ravi")) == ["not a vote", "not a vote"]


def test_whoever_asks_gets_their_copies_too(play: TappedPlay) -> None:
    """The one that proved something, and the one that waits."""
    play.open()
    play.tap(vote("Ravi"), vote("Ravi", 2))
    play.pass_on(vote("Ravi"))
    with play.store.reading() as connection:
        whose = held(connection, "ravi@example.org")
        found = list(raws(connection, whose))
    assert found == [
        after(vote("Ravi")),
        before(vote("Ravi")),
        before(vote("Ravi", 2)),
        before(vote("Ravi")),
    ]


def test_our_own_letters_are_no_copies(play: TappedPlay) -> None:
    """They come by the tap like all mail to the list, and nobody has to prove them."""
    ours = replace(vote("Ravi"), id="<listbot-m1-1@example.org>")
    assert play.tap(ours) == ["passed over"]


def test_what_no_mail_needs_is_let_go(play: TappedPlay, monkeypatch: pytest.MonkeyPatch) -> None:
    """After ten days; earlier if all together are too large, the oldest first."""
    play.tap(vote("Ravi", 1), vote("Lena", 2), vote("Omar", 3))
    with play.transaction() as tx:
        assert tapped.sweep(tx.connection, hours(10 * 24 + 2)) == 2
    assert play.waiting() == 1
    monkeypatch.setattr(tapped, "MOST_BYTES", 2_000)
    monkeypatch.setattr(tapped, "SMALL", 0)
    play.tap(vote("Ines", 4), vote("Kim", 5))
    assert play.waiting() == 2


def test_small_copies_are_weighed_now_and_then(
    play: TappedPlay, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flood of them costs no more for each because there are many; a large one is weighed."""
    monkeypatch.setattr(tapped, "MOST_BYTES", 2_000)
    monkeypatch.setattr(tapped, "WEIGHED", 4)
    waiting = []
    for number, who in enumerate(("Ravi", "Lena", "Omar", "Ines", "Kim")):
        play.tap(vote(who, number + 1))
        waiting.append(play.waiting())
    assert waiting == [1, 2, 3, 2, 3]


def test_whoever_is_forgotten_leaves_no_copy(play: TappedPlay) -> None:
    """Neither one that waits nor one that proved something."""
    zoe = replace(SIGNER, domain="zoe.example")
    play.zone = Zone().put(SIGNER.answer, zoe.answer)
    theirs = vote("Zoe", sender="me@zoe.example")
    alone = vote("Zoe", 2, sender="me@zoe.example")
    play.open()
    play.tap(*(play.copy_of(each, zoe) for each in (theirs, alone)))
    play.pass_on(play.listed(theirs, zoe))
    asked = EraseInput.of("me@zoe.example", "chance", "ana", "she asked", hours(3))
    with play.transaction() as tx:
        pipeline.erase(tx, "me@zoe.example", asked)
    with play.store.reading() as connection:
        rows = connection.execute(select(journal.c.payload, journal.c.raw)).all()
        kept = connection.execute(select(copies)).all()
    assert [each for each in rows if "zoe.example" in f"{each.payload}{each.raw!r}"] == []
    assert (len(kept), play.waiting()) == (1, 1)
    assert play.is_equal()
