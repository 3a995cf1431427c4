"""Who may vote, object and be counted: roles, posters, active voters, the subject, the proposer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.model.policy import (
    Electorate,
    Member,
    Objection,
    Objectors,
    OnObjection,
    Policy,
    ProposerVote,
    Roster,
)
from listbot.model.proposal import Act, Entry, PastVote, PutOff, State, Verb, Why
from listbot.model.share import Of, Share
from listbot.packaged import load_policy
from listbot.policies.outcome import Outcome, judge, outcome
from listbot.votes.counting.electors import active_before, past_vote
from listbot.votes.counting.tally import count
from listbot.votes.counting.voters import mark_of_address, voters_of
from tests.votes.counting.ballots import (
    CLOSES,
    MINOR,
    OPENED,
    PEOPLE,
    ROSTER,
    SUBSTANTIAL,
    after,
    doubt,
    entry,
    heard,
    proposal,
    vote,
)

THREE = "Ana +1; Ravi +1; Ines +1"


def at(hours: float, said: list[Entry], policy: Policy) -> Outcome:
    return outcome(proposal(policy), said, frozenset(), after(hours))


def settled(said: list[Entry], policy: Policy, posters: frozenset[str] = frozenset()) -> Outcome:
    return judge(proposal(policy), said, posters, CLOSES, CLOSES)


def marks(*names: str) -> tuple[str, ...]:
    return tuple(sorted(mark_of_address(f"{name}@example.org") for name in names))


def test_only_the_roles_of_the_rule_are_binding() -> None:
    """The others are listed as not binding, and are not among those who may vote."""
    some = Roster(
        tuple(
            replace(member, roles=("council", "board") if index < 3 else ("member",))
            for index, member in enumerate(ROSTER.members)
        )
    )
    policy = replace(SUBSTANTIAL, roles=("council", "tsc"))
    got = judge(proposal(policy, some), heard(f"{THREE}; Kim +1"), frozenset(), CLOSES, CLOSES)
    assert (got.tally.yes, got.tally.electors.eligible) == (3, 3)
    assert [each.status for each in got.tally.votes] == ["counted"] * 3 + ["not binding"]


def test_a_member_of_whom_only_the_mark_is_known_is_missing_like_any_other() -> None:
    """A published roster may hide the addresses of those who did not write."""
    hidden = Roster((ROSTER.members[0], Member("", (), mark="ab" * 32)))
    tally = count(proposal(roster=hidden), heard("Ana +1"), frozenset(), CLOSES)
    assert (tally.yes, tally.electors.eligible) == (1, 2)


def test_posters_are_binding_where_the_rule_says_so() -> None:
    """A roster then only tells whose addresses belong together."""
    policy = replace(SUBSTANTIAL, electorate=Electorate.POSTERS, min_yes=1)
    posters = frozenset(("pat@example.com", "ana@example.net", "ana@example.org"))
    got = settled(heard("Pat@example.com +1; Kim +1; Ana@example.net +1"), policy, posters)
    assert (got.state, got.tally.yes, got.tally.electors.eligible, got.advisory) == (
        State.PASSED,
        2,
        2,
        False,
    )


def test_everyone_is_not_a_number() -> None:
    """A share of everyone passes nothing, and says why."""
    policy = replace(SUBSTANTIAL, electorate=Electorate.EVERYONE, most_missing=2)
    got = settled(heard(THREE), policy)
    assert (got.state, got.lacks, got.reason) == (
        State.NOT_PASSED,
        "electorate",
        "no electorate known: 3 x +1 (3 needed), 0 x 0, 0 x -1",
    )


def test_the_person_it_is_about_does_not_vote() -> None:
    """Neither does their objection stop it, nor are they missing."""
    policy = replace(SUBSTANTIAL, excludes_subject=True, most_missing=3)
    about = replace(proposal(policy), excluded=marks("omar"))
    said = heard(f"{THREE}; Omar@example.net -1 with reason")
    got = judge(about, said, frozenset(), CLOSES, CLOSES)
    assert (got.state, got.tally.electors.eligible) == (State.PASSED, 6)
    assert got.tally.votes[-1].status == "not binding"
    silent = replace(proposal(replace(MINOR, excludes_subject=True)), excluded=marks("omar"))
    assert judge(silent, heard("Omar -1"), frozenset(), CLOSES, CLOSES).state is State.PASSED
    usual = replace(proposal(), excluded=marks("omar"))
    assert judge(usual, said, frozenset(), CLOSES, CLOSES).state is State.STOPPED


@pytest.mark.parametrize(
    ("how", "said", "yes"),
    [
        (ProposerVote.EXPLICIT, "", 0),
        (ProposerVote.IMPLIED, "", 1),
        (ProposerVote.IMPLIED, "Ana 0", 0),
        (ProposerVote.IMPLIED, "Ana +1; Ana@example.net +1", 1),
        (ProposerVote.NEVER, "Ana +1; Ravi +1", 1),
    ],
)
def test_the_proposers_vote(how: ProposerVote, said: str, yes: int) -> None:
    """With a vote of their own, by the proposal itself, or not at all."""
    opening = replace(entry("ana", 0), proposes=True)
    got = settled([opening, *heard(said)], replace(SUBSTANTIAL, proposer_vote=how))
    assert got.tally.yes == yes


def test_a_vote_in_the_proposal_is_not_doubled() -> None:
    """Whoever writes +1 into the proposal has said it already."""
    opening = replace(entry("ana", 0, vote("+1")), proposes=True)
    got = settled([opening], replace(SUBSTANTIAL, proposer_vote=ProposerVote.IMPLIED))
    assert [each.quote for each in got.tally.votes] == ["+1"]


def test_a_proposer_who_is_not_on_the_roster_does_not_vote_either() -> None:
    """Where everyone is binding, the proposer is known by their address."""
    policy = replace(SUBSTANTIAL, electorate=Electorate.EVERYONE, proposer_vote=ProposerVote.NEVER)
    asked = replace(proposal(policy, Roster()), proposer="pat@example.com")
    got = judge(asked, heard("Pat@example.com +1; Kim +1"), frozenset(), CLOSES, CLOSES)
    assert got.tally.yes == 1


def test_anybody_may_object_where_the_rule_says_so() -> None:
    """With a reason; a bare -1 of somebody without a vote stops nothing."""
    policy = replace(SUBSTANTIAL, objectors=Objectors.ANYONE)
    assert settled(heard(f"{THREE}; Pat@example.com -1"), policy).state is State.PASSED
    got = settled(heard(f"{THREE}; Pat@example.com -1 with reason"), policy)
    assert (got.state, got.reason) == (State.STOPPED, "1 objection open at the close")


def test_only_the_electorate_breaks_a_silence_where_the_rule_says_so() -> None:
    """What others say is listed, and holds nothing."""
    policy = replace(MINOR, objectors=Objectors.ELECTORATE)
    outside = [*heard("Pat@example.com -1"), entry("pat@example.com", 5, doubt())]
    assert settled(outside, policy).state is State.PASSED
    assert settled(heard("Omar -1"), policy).state is State.STOPPED


LAPSES = replace(SUBSTANTIAL, lapse=timedelta(hours=48))


def test_an_objection_lapses_if_its_writer_is_silent() -> None:
    """It still counts as a vote against; a word in the thread keeps it alive."""
    said = heard(f"{THREE}; Omar -1 with reason")
    got = at(72, said, LAPSES)
    assert (got.state, got.reason) == (State.PASSED, "3 x +1 (3 needed), 0 x 0, 1 x -1")
    assert at(30, said, LAPSES).held is True
    assert at(60, said, LAPSES).held is False
    assert at(72, [*said, entry("omar", 40)], LAPSES).put_offs != ()


def test_an_objection_that_holds_only_delays() -> None:
    """The close is put off once; then it counts as one vote against."""
    policy = replace(SUBSTANTIAL, objection=Objection.HOLDS, if_in_doubt=timedelta())
    said = heard(f"{THREE}; Omar -1 with reason")
    got = at(72, said, policy)
    assert (got.state, got.put_offs) == (
        State.OPEN,
        (PutOff(Why.OBJECTION, CLOSES, after(144)),),
    )
    got = at(144, said, policy)
    assert (got.state, got.reason) == (State.PASSED, "3 x +1 (3 needed), 0 x 0, 1 x -1")


LAZY = replace(
    MINOR,
    on_objection=OnObjection.VOTE,
    min_yes=3,
    yes_gt_no=True,
    put_off=timedelta(hours=48),
    quiet_days=(),
)
VOTED = PutOff(Why.VOTE, CLOSES, after(144))


def test_a_broken_silence_is_put_to_the_vote() -> None:
    """From the close on it is a vote like any other, for the window of its class."""
    said = heard("Omar -1 with reason")
    got = at(72, said, LAZY)
    assert (got.state, got.put_offs, got.policy.silence) == (State.OPEN, (VOTED,), False)
    more = [entry(name, 100, vote("+1")) for name in ("ana", "ravi", "ines")]
    got = at(144, [*said, *more], LAZY)
    assert (got.state, got.put_offs[-1].why) == (State.OPEN, Why.OBJECTION)
    got = at(192, [*said, *more, entry("omar", 150, vote("0"))], LAZY)
    assert (got.state, got.reason, len(got.put_offs)) == (
        State.PASSED,
        "3 x +1 (3 needed), 1 x 0, 0 x -1",
        2,
    )
    assert at(144, [*said, entry("omar", 80, vote("0"))], LAZY).state is State.NOT_PASSED


def test_a_silence_that_nobody_broke_passes() -> None:
    """The rule for votes only matters after an objection."""
    assert at(72, heard("Ravi +1"), LAZY).state is State.PASSED


def test_a_recount_knows_that_it_was_put_to_the_vote() -> None:
    """A recount with the final close comes to the same as the result."""
    said = heard("Omar -1 with reason")
    more = [entry(name, 100, vote("+1")) for name in ("ana", "ravi", "ines")]
    changed = [*said, *more, entry("omar", 101, vote("0"))]
    result = at(144, changed, LAZY)
    again = judge(proposal(LAZY), changed, frozenset(), after(144), after(900))
    assert (again.state, again.policy, again.reason) == (
        result.state,
        result.policy,
        result.reason,
    )
    assert judge(proposal(LAZY), said[1:], frozenset(), CLOSES, CLOSES).policy.silence is True


ACTIVE = load_policy("openwrt-2025:simple")


def past(days: float, *names: str) -> PastVote:
    """A vote that opened so many days before, in which these people voted a day later."""
    opened = OPENED - timedelta(days=days)
    when = opened + timedelta(days=1)
    return PastVote(opened, tuple((mark, when) for mark in marks(*names)))


def test_active_voters_voted_within_the_window() -> None:
    """Three votes in six months are enough; older ones do not matter."""
    votes = (past(10, "ana"), past(50, "ravi"), past(180, "ines"), past(300, "kim"))
    assert active_before(ACTIVE, OPENED, votes) == marks("ana", "ravi", "ines")


def test_too_few_votes_in_the_window_are_filled_with_the_last_ones() -> None:
    """The last three, however old they are, in whatever order they come."""
    votes = (past(900, "kim"), past(10, "ana"), past(400, "omar"), past(300, "ravi", "ana"))
    assert active_before(ACTIVE, OPENED, votes) == marks("ana", "ravi", "omar")


def test_a_vote_cast_after_the_opening_makes_nobody_active_before_it() -> None:
    """Of a vote that is still open, only the votes cast until then count."""
    opened = OPENED - timedelta(days=1)
    running = PastVote(
        opened,
        ((mark_of_address("ana@example.org"), OPENED), (marks("ravi")[0], opened)),
    )
    older = (past(90, "ines"), past(99, "ines"))
    found = active_before(ACTIVE, OPENED, (running, past(-5, "kim"), *older))
    assert found == marks("ravi", "ines")


def test_nobody_knows_the_active_voters_of_a_list_whose_votes_are_not_known() -> None:
    """The rule goes back to the last three votes, so two are not enough."""
    assert active_before(ACTIVE, OPENED, (past(10, "ana"), past(20, "ravi"))) is None
    assert active_before(ACTIVE, OPENED, None) is None
    assert active_before(SUBSTANTIAL, OPENED, (past(10, "ana"),) * 3) is None


def test_active_voters_are_those_before_and_those_now() -> None:
    """Whoever has left the roster is not one; whoever votes now is."""
    known = replace(proposal(ACTIVE), active=tuple(sorted((*marks("ana", "kim"), "gone"))))
    got = judge(known, heard("Ana +1; Ravi -1"), frozenset(), CLOSES, CLOSES)
    assert got.tally.electors.active == frozenset(marks("ana", "kim", "ravi"))


def test_active_voters_need_no_roster() -> None:
    """Where everyone is binding, everybody who voted before is an active voter."""
    everyone = replace(ACTIVE, electorate=Electorate.EVERYONE)
    known = replace(proposal(everyone, Roster()), active=("x", "y"))
    got = judge(known, heard("Ana +1; Ravi +1"), frozenset(), CLOSES, CLOSES)
    assert len(got.tally.electors.active or ()) == 4
    assert got.state is State.PASSED


def test_a_doubtful_voter_would_be_an_active_one() -> None:
    """A doubt is counted with what it would do to the number of active voters."""
    known = replace(proposal(ACTIVE), active=marks("kim"))
    said = [*heard("Ana +1"), entry("ravi", 3, doubt())]
    got = judge(known, said, frozenset(), CLOSES, CLOSES)
    assert (got.state, got.robust) == (
        State.PASSED,
        "Would not pass if the one unclear vote were -1",
    )


def test_a_past_vote_has_whoever_was_counted() -> None:
    """On the whole or on an item; not those whose votes did not count."""
    asked = proposal()
    said = [*heard("Ana +1; Pat@example.com +1; Omar -1"), entry("kim", 5, vote("+1", "2"))]
    tally = count(asked, said, frozenset(), CLOSES)
    found = past_vote(asked, voters_of(asked, frozenset()), tally)
    assert found == PastVote(
        OPENED,
        tuple(sorted(zip((marks("ana")[0], marks("kim")[0]), (after(1), after(5)), strict=True))),
    )


def test_the_roster_is_that_of_the_opening() -> None:
    """Somebody who joins while it is open does not vote, and is not missing."""
    joined = Member("Pat", ("pat@example.com",), since=after(24).date())
    today = Roster((*ROSTER.members, joined)).on(OPENED.date())
    got = judge(proposal(roster=today), heard("Pat@example.com +1"), frozenset(), CLOSES, CLOSES)
    assert (got.tally.yes, got.tally.electors.eligible) == (0, len(PEOPLE))


def test_a_close_moves_as_often_as_the_rule_lets_it() -> None:
    """Further moves, and moves in the wrong direction, change nothing."""
    policy = replace(SUBSTANTIAL, extensions=1, may_shorten=False)

    def moved(hours: float, to: float) -> Entry:
        mail = entry("ana", hours)
        act = Act(Verb.CLOSES, "ana@example.org", mail.order, closes=after(to))
        return replace(mail, acts=(act,))

    assert at(10, [moved(1, 100), moved(2, 200)], policy).closes == after(100)
    longer = replace(policy, window=timedelta(hours=200))
    assert at(10, [moved(1, 100)], longer).closes == after(200)


@pytest.mark.parametrize(
    ("size", "said", "state"),
    [
        ("Ana", "Ana +1", State.PASSED),
        ("Ana", "Ana -1", State.NOT_PASSED),
        ("Ana", "Ana 0", State.NOT_PASSED),
        ("Ana", "", State.NOT_PASSED),
    ],
)
def test_an_electorate_of_one(size: str, said: str, state: State) -> None:
    """One person's +1 is everybody's."""
    policy = replace(
        SUBSTANTIAL,
        min_yes=0,
        ratio=Share(1, 1, Of.ELIGIBLE),
        quorum=Share(1, 1, Of.ELIGIBLE),
    )
    alone = Roster((Member(size, ("ana@example.org",)),))
    assert judge(proposal(policy, alone), heard(said), frozenset(), CLOSES, CLOSES).state is state
