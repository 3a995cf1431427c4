"""Judge a tally under a policy, as if closed now: passed, not passed or stopped, and how
sure that is.

Only arithmetic, in integers and fractions. It knows no time, so it never puts a close off;
`outcome` does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from listbot.model.policy import Fractions, Objection, Policy
from listbot.model.proposal import State
from listbot.votes.counting.counted import Tally, Unclear, Vote


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of a tally under its rule."""

    state: State
    """PASSED, NOT_PASSED or STOPPED."""
    too_few: bool = False
    """Not passed because too few said +1; otherwise because no more are for than against."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What might reverse a verdict: the doubts that could weigh against it, and whether
    they would together.
    """

    unclear: tuple[Unclear, ...] = ()
    votes: tuple[Vote, ...] = ()
    """Uncertain votes: in words, or below the list's identity level."""
    change_it: bool = False


def verdict_on(tally: Tally, policy: Policy) -> Verdict:
    """Apply the rule to a tally."""
    if policy.silence:
        return Verdict(State.STOPPED if tally.dissent or tally.unanswered else State.PASSED)
    return _weigh(_standing(tally).values(), policy)


def doubts_about(verdict: Verdict, tally: Tally, policy: Policy) -> Doubts:
    """Count every doubt against the verdict: unclear replies as -1 if it passed and as +1
    if it did not.

    A vote in words or from an unverified address has a value; it counts as meant if that
    weighs against the verdict, and otherwise it is not a doubt. A silence-passes class has
    no doubts: there, unclear replies hold the silence.
    """
    if policy.silence:
        return Doubts()
    against = Fraction(-1 if verdict.state is State.PASSED else 1)
    # One per person: anybody could have written several in one name.
    votes = {vote.voter: vote for vote in tally.votes if _could_weigh(vote, against)}
    unclear = {doubt.voter: doubt for doubt in tally.doubts}
    assumed = {voter: vote.weight for voter, vote in votes.items()} | dict.fromkeys(
        unclear, against
    )
    turned = _weigh((_standing(tally) | assumed).values(), policy)
    has_passed = State.PASSED in (verdict.state, turned.state)
    change_it = has_passed and verdict.state is not turned.state
    return Doubts(tuple(unclear.values()), tuple(votes.values()), change_it)


def _could_weigh(vote: Vote, against: Fraction) -> bool:
    return vote.is_doubtful and vote.item is None and vote.weight * against > 0


def _standing(tally: Tally) -> dict[str, Fraction]:
    """One weight per person; a dict, so that a doubt can replace its writer's vote."""
    return {vote.voter: vote.weight for vote in tally.counted}


def _weigh(weights: Iterable[Fraction], policy: Policy) -> Verdict:
    cast = tuple(weights)
    if policy.objection is Objection.BLOCKS and any(weight <= -1 for weight in cast):
        return Verdict(State.STOPPED)
    if _filled(cast, policy) < policy.min_yes:
        return Verdict(State.NOT_PASSED, too_few=True)
    if policy.yes_gt_no and _margin(cast, policy) <= 0:
        return Verdict(State.NOT_PASSED)
    return Verdict(State.PASSED)


def _filled(weights: tuple[Fraction, ...], policy: Policy) -> Fraction:
    """How far the +1 fill the threshold: whole votes only, unless the rule sums fractions."""
    if policy.fractions is Fractions.SUM:
        return sum((weight for weight in weights if weight > 0), Fraction(0))
    return Fraction(sum(weight >= 1 for weight in weights))


def _margin(weights: tuple[Fraction, ...], policy: Policy) -> Fraction:
    """By how much the votes for outweigh those against; 0 is a tie."""
    if policy.fractions is Fractions.SUM:
        return sum(weights, Fraction(0))
    return Fraction(sum(weight > 0 for weight in weights) - sum(weight < 0 for weight in weights))
