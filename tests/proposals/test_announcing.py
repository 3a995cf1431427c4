"""A result that a person may announce: the proposer's draft, and when listbot posts it after
all.
"""

from dataclasses import replace

import pytest

from listbot.mail import Level
from listbot.model.inputs import EraseInput, RulesInput, VoteInput, VoteVerb
from listbot.model.policy import Announces, Roster
from listbot.pipeline import act_on_vote, erase
from listbot.replay import replay
from tests.playing import OPENS, ROSTER, Play, Post, hours, opening, rules, votes

THREE = votes(("Ravi", "Lena", "Ines"))
RESULT = Post("r", "Ana", "The vote passes, thanks.", 75, f"[RESULT] {OPENS}", answers=["p"])


def drafting(**more: object) -> RulesInput:
    """The rules of other tests, but people announce results."""
    own = rules(**more)  # type: ignore[arg-type]
    lists = (
        replace(
            each,
            policies=tuple(replace(one, result=Announces.DRAFT) for one in each.policies),
        )
        for each in own.lists
    )
    return RulesInput(tuple(lists))


def closed(*posts: Post, play: Play | None = None) -> Play:
    """A store after these mails, an hour after the close."""
    play = play or Play(in_force=drafting())
    play.take(*posts)
    play.tick(hours(73))
    return play


def results(play: Play) -> list[str]:
    """The kinds of the drafts and results, in order."""
    return [each.kind for each in play.letters() if each.kind in ("M5", "M6", "M7", "M29")]


def test_the_proposer_gets_the_text_first() -> None:
    """The vote is settled; its result is posted a day later if no person has sent one. A replay is
    equal.
    """
    play = closed(opening(), *THREE)
    (draft,) = play.letters("M29")
    assert (play.states(), draft.to_list, draft.parcel.recipients) == (
        {1: "passed"},
        False,
        ("ana@example.org",),
    )
    assert "V-1 passed with 3 x +1 (3 needed), 0 x 0, 0 x -1." in draft.text
    play.run_until(hours(96.9))
    assert results(play) == ["M29"]
    play.run_until(hours(200))
    assert results(play) == ["M29", "M5"]
    assert replay(play.store).is_equal


def test_a_list_that_is_not_read_yet_may_have_the_result() -> None:
    """The day is over only once the list has been read to its end."""
    play = closed(opening(), *THREE)
    play.tick(hours(100), read_until=hours(96))
    assert results(play) == ["M29"]
    play.tick(hours(100.1))
    assert results(play) == ["M29", "M5"]


@pytest.mark.parametrize(
    ("post", "kinds"),
    [
        pytest.param({}, ["M29"], id="the proposer"),
        pytest.param({"sender": "Kim"}, ["M29"], id="a member"),
        pytest.param({"sender": "ana@example.net"}, ["M29"], id="another address"),
        pytest.param({"sender": "pat@example.net"}, ["M29", "M5"], id="a stranger"),
        pytest.param({"vouched": False}, ["M29", "M5"], id="not surely theirs"),
        pytest.param(
            {"subject": f"Re: {OPENS}", "text": "Thanks all."}, ["M29", "M5"], id="no result"
        ),
        pytest.param({"at": 98}, ["M29", "M5"], id="after the day"),
        pytest.param(
            {"subject": f"Re: {OPENS}", "text": "The vote has passed."}, ["M29"], id="in words"
        ),
        pytest.param({"answers": []}, ["M29"], id="by its subject alone"),
    ],
)
def test_a_persons_result_is_the_only_one(post: dict[str, object], kinds: list[str]) -> None:
    """It has to be surely from the proposer or a member, and to come within the day."""
    play = closed(opening(), *THREE)
    play.run_until(hours(74))
    late = replace(RESULT, **post)  # type: ignore[arg-type]
    play.run_until(hours(late.at))
    play.take(late)
    play.run_until(hours(200))
    assert results(play) == kinds


def test_a_result_before_the_close_is_too_early() -> None:
    """Votes may have come after it, so the draft follows all the same."""
    assert results(closed(opening(), *THREE, replace(RESULT, at=50))) == ["M29"]


def test_a_result_before_the_draft_needs_none() -> None:
    """It came between the close and the end of the grace."""
    play = closed(opening(), *THREE, replace(RESULT, at=72.1))
    play.run_until(hours(200))
    assert (results(play), play.states()) == ([], {1: "passed"})


def test_other_numbers_are_told_to_their_writer() -> None:
    """A person's result is compared with the count, as always."""
    play = closed(opening(), *THREE)
    play.take(replace(RESULT, text="It passes with 5 +1."))
    play.run_until(hours(200))
    assert (results(play), len(play.letters("M26"))) == (["M29"], 1)


def test_the_draft_itself_has_the_right_numbers() -> None:
    """Sent as it is, it is read as a result that agrees."""
    play = closed(opening(), *THREE, Post("n", "Omar", "0", 2, answers=["p"]))
    (draft,) = play.letters("M29")
    text = draft.text.partition("The text:")[2].partition("-- ")[0].strip()
    play.take(replace(RESULT, text=text))
    play.run_until(hours(200))
    assert (results(play), play.letters("M26")) == (["M29"], [])
    told = [(each.value, each.count) for entry in play.vote().entries for each in entry.told]
    assert told[:2] == [("+1", 3), ("-1", 0)]


def test_a_withdrawn_proposal_has_no_draft() -> None:
    """Its short note is posted at once."""
    assert results(closed(opening(), Post("w", "Ana", "#listbot withdraw", 5, answers=["p"]))) == [
        "M6"
    ]


def test_history_has_neither() -> None:
    """It is counted and settled, and causes no letter."""
    play = closed(opening(), *THREE, play=Play(in_force=drafting(live_since=hours(1000))))
    play.run_until(hours(200))
    assert (results(play), play.states()) == ([], {1: "passed"})


def test_without_a_roster_people_who_wrote_before_may_announce() -> None:
    """They are the ones whose votes count."""
    before = Post("b", "Ravi", "Hello.", -1, subject="Hello")
    play = Play(in_force=drafting(roster=Roster()))
    play.take(before)
    closed(opening(), *THREE, play=play)
    play.take(replace(RESULT, sender="Ravi"))
    play.run_until(hours(200))
    assert results(play) == ["M29"]


def test_a_proposer_who_was_forgotten_gets_no_draft() -> None:
    """Nobody is left to announce it, so it is posted."""
    play = Play(in_force=drafting())
    play.take(opening(sender="zoe@example.com"), *THREE)
    asked = EraseInput.of("zoe@example.com", "chance", "ana", "", play.now)
    with play.transaction() as tx:
        erase(tx, "zoe@example.com", asked)
    play.tick(hours(73))
    assert results(play) == ["M5"]
    assert replay(play.store).is_equal


def test_a_recount_without_a_change_leaves_it_to_the_person() -> None:
    """The day goes on; a recount that changes something is posted, and no result after it."""
    play = closed(opening(), *THREE)
    again = VoteInput(1, VoteVerb.RECOUNT, "", "ana", "to be sure", hours(74))
    with play.transaction() as tx:
        act_on_vote(tx, again)
    play.run_until(hours(200))
    assert results(play) == ["M29", "M5"]
    assert replay(play.store).is_equal


def test_identity_any_takes_every_result() -> None:
    """On a list that believes every mail, an unvouched one is enough."""
    play = closed(
        opening(), *THREE, play=Play(in_force=drafting(identity=Level.UNVERIFIED, roster=ROSTER))
    )
    play.take(replace(RESULT, vouched=False))
    play.run_until(hours(200))
    assert results(play) == ["M29"]
