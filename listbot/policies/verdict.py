"""Judge a tally under a policy, as if closed now: passed, not passed or stopped, and how
sure that is.

Only arithmetic, in integers and fractions. It knows no time, so it never puts a close off;
`outcome` does. Where a rule needs a number that nobody knows, nothing passes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from listbot.model.policy import Fractions, Objection, Policy, QuorumCounts
from listbot.model.proposal import State
from listbot.model.share import Share
from listbot.policies.shares_taken import approvals, total_of
from listbot.votes.counting.counted import Electors, Tally, Unclear, Vote
from listbot.votes.counting.voters import mark_of_address


class Lack(StrEnum):
    """The first of a rule's demands that a tally does not meet."""

    NOTHING = ""
    ELECTORATE = "electorate"
    """Nobody knows how many could vote, or who is an active voter."""
    QUORUM = "quorum"
    YES = "yes"
    """Too few +1."""
    MISSING = "missing"
    """Too many of those who may vote have not said +1."""
    SUPPORT = "support"
    RATIO = "ratio"
    MAJORITY = "majority"
    """No more for than against."""


TOO_FEW = (Lack.QUORUM, Lack.YES, Lack.MISSING, Lack.SUPPORT)
"""What more votes in favour could still meet."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of a tally under its rule."""

    state: State
    """PASSED, NOT_PASSED or STOPPED."""
    lacks: Lack = Lack.NOTHING
    """Why it is not passed."""

    @property
    def too_few(self) -> bool:
        """Not passed because too few took part, or too few of them said +1."""
        return self.lacks in TOO_FEW


@dataclass(frozen=True, slots=True)
class Doubts:
    """What might reverse a verdict: the doubts that could weigh against it, and whether
    they would together.
    """

    unclear: tuple[Unclear, ...] = ()
    votes: tuple[Vote, ...] = ()
    """Uncertain votes: in words, or below the list's identity level."""
    change_it: bool = False


NO_DOUBTS = Doubts()


def verdict_on(tally: Tally, policy: Policy) -> Verdict:
    """Apply the rule to a tally."""
    if policy.silence:
        return Verdict(State.STOPPED if tally.dissent or tally.unanswered else State.PASSED)
    return weigh(standing(tally), tally, policy)


def doubts_about(verdict: Verdict, tally: Tally, policy: Policy) -> Doubts:
    """Count every doubt against the verdict: unclear replies as -1 if it passed and as +1
    if it did not.

    A vote in words or from an unverified address has a value; it counts as meant if that
    weighs against the verdict, and otherwise it is not a doubt. A silence-passes class has
    no doubts: there, unclear replies hold the silence.
    """
    if policy.silence:
        return NO_DOUBTS
    against = Fraction(-1 if verdict.state is State.PASSED else 1)
    # One per person: anybody could have written several in one name.
    votes = {vote.voter: vote for vote in tally.votes if _could_weigh(vote, against)}
    unclear = {doubt.voter: doubt for doubt in tally.doubts}
    assumed = {voter: vote.weight for voter, vote in votes.items()} | dict.fromkeys(
        unclear, against
    )
    turned = weigh(standing(tally) | assumed, tally, policy)
    has_passed = State.PASSED in (verdict.state, turned.state)
    change_it = has_passed and verdict.state is not turned.state
    return Doubts(tuple(unclear.values()), tuple(votes.values()), change_it)


def _could_weigh(vote: Vote, against: Fraction) -> bool:
    return vote.is_doubtful and vote.item is None and vote.weight * against > 0


def standing(tally: Tally) -> dict[str, Fraction]:
    """One weight per person; a dict, so that a doubt can replace its writer's vote."""
    return {vote.voter: vote.weight for vote in tally.counted}


def weigh(weights: Mapping[str, Fraction], tally: Tally, policy: Policy) -> Verdict:
    """Apply a rule that asks for votes to one weight per person. Of the tally, only its
    objections by people without a vote and its electorate matter.
    """
    blocks = policy.objection in (Objection.BLOCKS, Objection.ESCALATES)
    if blocks and _is_blocked(weights, tally):
        return Verdict(State.STOPPED)
    lacks = _lack(weights, _with(weights, tally), policy)
    return Verdict(State.NOT_PASSED if lacks else State.PASSED, lacks)


def _with(weights: Mapping[str, Fraction], tally: Tally) -> Electors:
    """The electorate if these people vote: a doubtful vote would make its writer an active
    voter. Those whose votes count are among them already.
    """
    active = tally.electors.active
    if active is None:
        return tally.electors
    more = weights.keys() - {vote.voter for vote in tally.counted}
    return Electors(tally.electors.eligible, active.union(map(mark_of_address, more)))


def _is_blocked(weights: Mapping[str, Fraction], tally: Tally) -> bool:
    lapsed = {vote.voter for vote in tally.counted if not vote.may_object}
    if any(weight <= -1 and voter not in lapsed for voter, weight in weights.items()):
        return True
    return any(vote.voter not in weights for vote in tally.objections)


def _lack(weights: Mapping[str, Fraction], electors: Electors, policy: Policy) -> Lack:
    """The first demand of the rule that is not met."""
    cast = tuple(weights.values())
    if not _is_known(electors, policy):
        return Lack.ELECTORATE
    yes = Fraction(sum(weight >= 1 for weight in cast))
    present = yes if policy.quorum_counts is QuorumCounts.YES else Fraction(len(cast))
    approved = approvals(cast, policy)
    demands = (
        (Lack.QUORUM, _is_met(policy.quorum, present, cast, electors, policy)),
        (Lack.YES, _filled(cast, policy) >= policy.min_yes),
        (Lack.MISSING, _missing(yes, electors, policy) <= 0),
        (Lack.SUPPORT, _is_met(policy.support_floor, approved, cast, electors, policy)),
        (Lack.RATIO, _is_met(policy.ratio, approved, cast, electors, policy)),
        (Lack.YES, yes > 0 or not (policy.ratio or policy.support_floor)),
        (Lack.MAJORITY, not policy.yes_gt_no or _margin(cast, policy) > 0),
    )
    return next((lack for lack, is_met in demands if not is_met), Lack.NOTHING)


def _is_known(electors: Electors, policy: Policy) -> bool:
    """Whether every number that the rule needs is known."""
    shares = (policy.quorum, policy.support_floor, policy.ratio)
    if policy.most_missing is not None and electors.eligible is None:
        return False
    return all(total_of(share, (), electors, policy) is not None for share in shares if share)


def _is_met(
    share: Share | None,
    count: Fraction,
    cast: tuple[Fraction, ...],
    electors: Electors,
    policy: Policy,
) -> bool:
    if share is None:
        return True
    total = total_of(share, cast, electors, policy)
    assert total is not None  # `_is_known` has checked this.
    return share.is_met(count, total)


def _missing(yes: Fraction, electors: Electors, policy: Policy) -> Fraction:
    """How many +1 are missing of those who may vote, beyond what the rule lets be missing."""
    if policy.most_missing is None or electors.eligible is None:
        return Fraction(0)
    return electors.eligible - yes - policy.most_missing


def _filled(cast: tuple[Fraction, ...], policy: Policy) -> Fraction:
    """How far the +1 fill the threshold: whole votes only, unless the rule sums fractions."""
    if policy.fractions is Fractions.SUM:
        return sum((weight for weight in cast if weight > 0), Fraction(0))
    return Fraction(sum(weight >= 1 for weight in cast))


def _margin(cast: tuple[Fraction, ...], policy: Policy) -> Fraction:
    """By how much the votes for outweigh those against; 0 is a tie."""
    if policy.fractions is Fractions.SUM:
        return sum(cast, Fraction(0))
    return Fraction(sum(weight > 0 for weight in cast) - sum(weight < 0 for weight in cast))
