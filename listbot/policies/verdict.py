"""A tally under a policy, as if closed now: passed, not passed or stopped, and how sure that is.

Only arithmetic, in integers and fractions. It knows no time, so it never puts a close off; `rules`
does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from listbot.model.policy import Fractions, Objection, Policy
from listbot.model.proposal import State
from listbot.votes.counting.counted import Tally, Unclear, Vote


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a tally amounts to."""

    state: State
    """PASSED, NOT_PASSED or STOPPED."""
    too_few: bool = False
    """Not passed because too few said +1; otherwise there are not more for than against."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What might turn a verdict round: the doubts that could weigh against it, and whether together
    they would."""

    unclear: tuple[Unclear, ...] = ()
    votes: tuple[Vote, ...] = ()
    """Votes that nobody can be sure of: in words, or below the list's identity level."""
    change_it: bool = False


def verdict_on(tally: Tally, policy: Policy) -> Verdict:
    """Apply the rule to a tally."""
    if policy.silence:
        return Verdict(State.STOPPED if tally.dissent or tally.unanswered else State.PASSED)
    return _weigh(_standing(tally).values(), policy)


def doubts_about(verdict: Verdict, tally: Tally, policy: Policy) -> Doubts:
    """Take every doubt against the verdict: unclear replies as -1 where it passed and as +1 where
    it did not.

    A vote in words or from an unverified address has a value; it is taken as meant if that weighs
    against the verdict, and otherwise it is no doubt about it. A silence-passes class has none:
    there a doubt holds the silence.
    """
    if policy.silence:
        return Doubts()
    against = Fraction(-1 if verdict.state is State.PASSED else 1)
    # One a person: of what anybody could have written there may be many in one name.
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
    """One weight a person; a dict, so that a doubt can take the place of its writer's vote."""
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
    """How far the +1 fill the threshold: whole ones only, but for a rule that sums fractions."""
    if policy.fractions is Fractions.SUM:
        return sum((weight for weight in weights if weight > 0), Fraction(0))
    return Fraction(sum(weight >= 1 for weight in weights))


def _margin(weights: tuple[Fraction, ...], policy: Policy) -> Fraction:
    """By how much those for outweigh those against; 0 is a tie."""
    if policy.fractions is Fractions.SUM:
        return sum(weights, Fraction(0))
    return Fraction(sum(weight > 0 for weight in weights) - sum(weight < 0 for weight in weights))
