"""What one vote more may do, whatever the rule: a +1 never prevents, and a -1 never helps.

One kind of rule is not monotone, and a test names it: where a quorum counts everybody who takes
part, a vote against may fill it.
"""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listbot.model.policy import AbstainWeight, Fractions, Objection, Policy, QuorumCounts
from listbot.model.proposal import State
from listbot.model.share import Of, Share
from listbot.policies.outcome import judge
from tests.policies.counted import asked, crowd, judged
from tests.votes.counting.ballots import CLOSES, SUBSTANTIAL

SIZE = 12


def share(*of: Of) -> st.SearchStrategy[Share | None]:
    drawn = st.builds(
        lambda part, whose, strict, root: Share(
            part.numerator, part.denominator, whose, strict, root
        ),
        st.fractions(Fraction(1, 10), Fraction(9, 10), max_denominator=10),
        st.sampled_from(of),
        st.booleans(),
        st.booleans(),
    )
    return st.none() | drawn


POLICIES = st.builds(
    replace,
    st.just(SUBSTANTIAL),
    min_yes=st.integers(0, 4),
    yes_gt_no=st.booleans(),
    objection=st.sampled_from((Objection.BLOCKS, Objection.COUNTS)),
    put_off=st.just(timedelta()),
    reason_required=st.booleans(),
    fractions=st.sampled_from((Fractions.SIGN, Fractions.SUM)),
    ratio=share(Of.CAST, Of.DECIDED, Of.ELIGIBLE, Of.ACTIVE),
    support_floor=share(Of.ELIGIBLE, Of.ACTIVE),
    quorum=share(Of.ELIGIBLE, Of.ACTIVE),
    quorum_counts=st.sampled_from(QuorumCounts),
    most_missing=st.none() | st.integers(0, SIZE),
    abstain_weight=st.sampled_from(AbstainWeight),
    active_votes=st.just(3),
)
VALUES = st.lists(
    st.sampled_from(("+1", "0", "-1", "-1 with reason", "+0.5", "-0.5 with reason")),
    max_size=SIZE - 1,
)


def said(values: list[str]) -> str:
    return "; ".join(f"1 {value}" for value in values)


def state(policy: Policy, values: list[str], active: int) -> State:
    return judged(policy, SIZE, said(values), active).state


@settings(deadline=None)  # a busy machine is not a fault
@given(POLICIES, VALUES, st.integers(0, SIZE))
def test_one_more_in_favour_never_prevents(policy: Policy, values: list[str], active: int) -> None:
    """What passed still passes with one +1 more, under every rule."""
    if state(policy, values, active) is State.PASSED:
        assert state(policy, [*values, "+1"], active) is State.PASSED


@settings(deadline=None)  # a busy machine is not a fault
@given(POLICIES, VALUES, st.integers(0, SIZE))
def test_one_more_against_never_helps(policy: Policy, values: list[str], active: int) -> None:
    """What did not pass does not pass with one -1 more, unless the quorum counts it."""
    counted = replace(policy, quorum_counts=QuorumCounts.YES)
    if state(counted, values, active) is not State.PASSED:
        assert state(counted, [*values, "-1 with reason"], active) is not State.PASSED


def test_a_vote_against_may_fill_a_quorum_of_everybody_who_votes() -> None:
    """Such a rule is not monotone: those who are against do better to stay silent."""
    policy = replace(
        SUBSTANTIAL,
        objection=Objection.COUNTS,
        put_off=timedelta(),
        quorum=Share(5, 1, Of.ONE),
    )
    assert judged(policy, SIZE, "4 +1").state is State.NOT_PASSED
    assert judged(policy, SIZE, "4 +1; 1 -1 with reason").state is State.PASSED


@settings(deadline=None)  # a busy machine is not a fault
@given(POLICIES, VALUES, st.data())
def test_the_order_never_matters(policy: Policy, values: list[str], data: st.DataObject) -> None:
    """However the mails come, the outcome is the same."""
    mails = crowd(said(values))
    shuffled = data.draw(st.permutations(mails))
    before, now = (
        judge(asked(policy, SIZE, 4), order, frozenset(), CLOSES, CLOSES)
        for order in (mails, list(shuffled))
    )
    assert before == now


@settings(deadline=None)  # a busy machine is not a fault
@given(POLICIES, VALUES, st.integers(0, SIZE))
def test_nobody_in_favour_passes_no_share(policy: Policy, values: list[str], active: int) -> None:
    """If everybody abstains, or nobody votes, halves and shares of nothing do not pass it."""
    if policy.ratio or policy.support_floor:
        without = [value for value in values if value not in ("+1", "+0.5")]
        assert state(policy, without, active) is not State.PASSED


HALF = Share(1, 2, Of.CAST)


@pytest.mark.parametrize(
    ("ratio", "values", "passes"),
    [
        (HALF, "1 +1; 1 -1", True),
        (replace(HALF, strict=True), "1 +1; 1 -1", False),
        (replace(HALF, strict=True), "2 +1; 1 -1", True),
        (Share(2, 3, Of.CAST), "2 +1; 1 -1", True),
        (Share(2, 3, Of.CAST), "4 +1; 2 -1; 1 0", False),
        (Share(2, 3, Of.DECIDED), "4 +1; 2 -1; 1 0", True),
        (HALF, "", False),
        (HALF, "4 0", False),
        (HALF, "1 +0.5; 1 -1", False),
    ],
)
def test_the_edges_of_a_share(ratio: Share, values: str, passes: bool) -> None:
    """Exactly half, exactly two thirds; nobody voted, all abstained; fractions fill nothing."""
    policy = replace(
        SUBSTANTIAL,
        min_yes=0,
        yes_gt_no=False,
        objection=Objection.COUNTS,
        put_off=timedelta(),
        reason_required=False,
        ratio=ratio,
    )
    assert (judged(policy, SIZE, values).state is State.PASSED) is passes


@pytest.mark.parametrize(
    ("weight", "fractions", "values", "passes"),
    [
        (AbstainWeight.HALF, Fractions.SIGN, "1 +1; 2 0", True),
        (AbstainWeight.HALF, Fractions.SIGN, "1 +1; 2 +0.3", True),
        (AbstainWeight.HALF, Fractions.SUM, "1 +1; 2 +0.3", True),
        (AbstainWeight.NOTHING, Fractions.SUM, "1 +1; 2 +0.5", True),
        (AbstainWeight.NOTHING, Fractions.SUM, "1 +1; 2 +0.4", False),
        (AbstainWeight.NOTHING, Fractions.SIGN, "1 +1; 2 +0.9", False),
        (AbstainWeight.LEAVES, Fractions.SIGN, "1 +1; 2 0", True),
        (AbstainWeight.LEAVES, Fractions.SUM, "1 +1; 2 +0.4", False),
    ],
)
def test_abstentions_and_fractions_in_a_share(
    weight: AbstainWeight, fractions: Fractions, values: str, passes: bool
) -> None:
    """A fraction in favour is never worth less than an abstention."""
    policy = replace(
        SUBSTANTIAL,
        min_yes=0,
        yes_gt_no=False,
        ratio=Share(2, 3, Of.CAST),
        abstain_weight=weight,
        fractions=fractions,
    )
    assert (judged(policy, SIZE, values).state is State.PASSED) is passes
