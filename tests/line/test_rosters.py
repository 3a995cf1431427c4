"""Lists with a roster of their own: whose votes bind on which list, whatever happens first."""

from dataclasses import replace

import pytest

from listbot.model.inputs import RulesInput
from listbot.model.policy import Roster
from listbot.policies.outcome import outcome
from listbot.replay import replay
from tests.playing import LIST, OTHER, ROSTER, TITLE, Play, Post, hours, opening, rules

ANA, RAVI, LENA, *_ = ROSTER.members
OURS, THEIRS = Roster((ANA, RAVI)), Roster((RAVI, LENA))
BOTH = f"{LIST}, {OTHER}"
OPENS = replace(opening(), to=BOTH)
POSTS = (
    OPENS,
    replace(OPENS, by=OTHER),
    Post("r", "Ravi", "+1", 2, answers=["p"]),
    Post("l", "Lena", "+1", 3, answers=["p"], to=OTHER, by=OTHER),
)


def with_rosters(ours: Roster = OURS, theirs: Roster = THEIRS) -> RulesInput:
    """Return the rules of two lists with these rosters."""
    known = rules()
    rosters = {LIST: ours, OTHER: theirs}
    lists = (replace(each, roster=rosters.get(each.address, ROSTER)) for each in known.lists)
    return replace(known, lists=tuple(lists))


def standing(play: Play) -> list[str]:
    """Return the list of the vote, and each voter with how the vote counts."""
    case = play.vote()
    found = outcome(case.proposal, case.entries, case.posters, hours(80)).tally.votes
    counted = (f"{each.name or each.voter} {each.value} {each.status}" for each in found)
    return [case.proposal.list, *sorted(counted)]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 3, 0, 2), (2, 1, 3, 0), (3, 2, 0, 1)], ids=str)
def test_a_vote_on_two_lists_is_of_the_one_that_it_names_first(order: tuple[int, ...]) -> None:
    """Whichever copy or vote comes first, that list's roster decides; the other's members have no
    vote there. A replay comes to the same.
    """
    play = Play(in_force=with_rosters())
    play.take(*(POSTS[each] for each in order))
    assert standing(play) == [LIST, "Lena +1 not binding", "Ravi +1 counted"]
    assert replay(play.store).is_equal
    other = Play(in_force=with_rosters())
    there = [replace(each, to=f"{OTHER}, {LIST}") for each in POSTS]
    other.take(*(there[each] for each in order))
    assert standing(other) == [OTHER, "Lena +1 counted", "Ravi +1 counted"]


def test_a_vote_keeps_the_roster_that_it_opened_with() -> None:
    """Somebody who joins the list's roster, or leaves it, changes nothing about an open vote."""
    play = Play(in_force=with_rosters())
    play.take(*POSTS[:3])
    with play.store.transaction() as tx:
        tx.adopt(with_rosters(ours=Roster((LENA,))))
    play.take(POSTS[3])
    assert standing(play) == [LIST, "Lena +1 not binding", "Ravi +1 counted"]
    later = replace(opening(), id="q", at=10, subject="[VOTE] A second one")
    play.take(later)
    assert play.vote(2).proposal.roster == Roster((LENA,))
    assert replay(play.store).is_equal


def test_the_name_of_another_lists_member_is_no_vote() -> None:
    """Whoever signs as somebody of another roster, or writes past the list from their address, has
    no vote, and neither has that member.
    """
    play = Play(in_force=with_rosters())
    play.take(
        OPENS,
        Post("x", "x@example.com", "+1 (binding)\n\nLena", 1, answers=["p"]),
        Post("y", "Ravi", "+1", 1, answers=["p"], vouched=False),
        Post("z", "Lena", "+1", 2, answers=["p"]),
    )
    assert [each for each in standing(play) if "counted" in each] == []
    assert replay(play.store).is_equal


def test_only_the_lists_members_withdraw_its_vote() -> None:
    """A member of another roster is one of the readers there."""
    play = Play(in_force=with_rosters())
    subject = f"[CANCEL] {TITLE}"
    play.take(OPENS, Post("c", "Lena", "It is too dear.", 1, subject, answers=["p"]))
    play.tick(hours(1.5))
    assert play.states() == {1: "open"}
    play.take(Post("d", "Ravi", "It is too dear.", 2, subject, answers=["p"]))
    play.tick(hours(2.5))
    assert play.states() == {1: "cancelled"}
