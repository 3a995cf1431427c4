"""Mail that anybody could have written, or that comes after the result, decides nothing and
holds nothing back.
"""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from listbot.model.policy import Roster
from listbot.policies.outcome import acts_of, closing_time, outcome
from listbot.replay import replay
from listbot.votes.counting.counted import VoteStatus
from tests.playing import OTHER, Play, Post, hours, opening, rules

CALL = "[LAZY] Move CI artefacts to object storage"
RAISES = Post("raises", "Kim", "#listbot class: substantial", 5, f"Re: {CALL}", answers=["p"])
HELLO = Post("hello", "Kim", "Hello all, I am new here.", -2, "Hello")
MACHINE = replace(HELLO, more="Auto-Submitted: auto-replied")


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [(HELLO, "substantial"), (replace(HELLO, vouched=False), "minor"), (MACHINE, "minor")],
    ids=["a mail by the list", "one past the list", "a machine's"],
)
def test_only_a_mail_that_the_list_saw_makes_a_poster(earlier: Post, expected: str) -> None:
    """Without a roster, people who wrote here before may ask for a full vote."""
    play = Play(in_force=rules(roster=Roster()))
    play.take(earlier, opening(subject=CALL), RAISES)
    case = play.vote()
    assert closing_time(case.proposal, acts_of(case.entries)).policy.name == expected


def test_forged_votes_keep_no_reminder_back() -> None:
    """Only votes that are surely their writers' make the reminder needless."""
    play = Play()
    posts = [opening(), Post("v", "Ravi", "+1", 2, answers=["p"])]
    posts += [
        Post(f"f{at}", "Lena", "+1", at, answers=["p"], vouched=False) for at in range(47, 73)
    ]
    for hour in range(72):
        play.take(*(post for post in posts if post.at == hour))
        play.tick(hours(hour) + timedelta(minutes=2))
    assert play.kinds() == ["M1", "M4"]


LATE = Post("late", "Omar", "+1", 72.1, answers=["p"])
VOTES = (
    Post("r", "Ravi", "+1", 2, answers=["p"]),
    Post("l", "Lena", "+1", 3, answers=["p"]),
    Post("no", "Kim", "-1", 4, answers=["p"]),
    Post("yes", "Kim", "+1", 5, answers=["p"]),
)


@pytest.mark.parametrize(
    "copy",
    [
        replace(LATE, by=OTHER, at=70),
        replace(VOTES[2], by=OTHER, at=5.1, dated=5.1),
        replace(VOTES[3], by=OTHER, at=4, dated=1),
    ],
    ids=["earlier than a late vote", "later than a vote", "earlier than a vote"],
)
def test_a_copy_that_comes_after_the_result_changes_nothing_of_it(copy: Post) -> None:
    """With any times: people have seen the count."""
    play = Play()
    play.take(opening(), *VOTES, LATE)
    for hour in range(73, 200, 12):
        play.tick(hours(hour))
    case = play.vote()
    told = outcome(case.proposal, case.entries, case.posters, hours(200))
    play.take(copy)
    case = play.vote()
    assert outcome(case.proposal, case.entries, case.posters, hours(200)) == told
    assert replay(play.store).is_equal


def test_a_vote_in_grace_is_in_time_by_the_copy_that_was_stamped_earlier() -> None:
    """Before the result, in either order."""
    for order in permutations((LATE, replace(LATE, by=OTHER, at=70))):
        play = Play()
        play.take(opening(), *VOTES, *order)
        case = play.vote()
        final = outcome(case.proposal, case.entries, case.posters, hours(200))
        assert [vote.status for vote in final.tally.votes if vote.voter.startswith("omar")] == [
            VoteStatus.COUNTED
        ]


@pytest.mark.parametrize(
    "text",
    ["#listbot closes: 2026-09-12 19:00 UTC", "The vote is extended until 2026-09-12 19:00 UTC."],
)
def test_of_two_copies_that_move_the_close_the_earlier_one_does(text: str) -> None:
    """Even if the other came after that time; in either order."""
    far = opening(text="The vote is open until 2026-09-20 18:00 UTC.")
    moves = Post("moves", "Ana", text, 90, answers=["p"])
    found = set()
    for order in permutations((moves, replace(moves, by=OTHER, at=98, dated=90))):
        play = Play()
        play.take(far, *order)
        case = play.vote()
        found.add(closing_time(case.proposal, acts_of(case.entries)).at)
    assert found == {hours(97)}
