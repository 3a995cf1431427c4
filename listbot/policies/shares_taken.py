"""What a share is compared with: the approvals of a tally, and the number the share is taken of.

Only arithmetic, in integers and fractions. A number that nobody knows is None; a rule that needs
it passes nothing (`policies/verdict.py`). Never fails.
"""

from collections.abc import Sequence
from fractions import Fraction

from listbot.model.policy import AbstainWeight, Fractions, Policy
from listbot.model.share import Of, Share
from listbot.votes.counting.counted import Electors


def shares_of(policy: Policy) -> tuple[tuple[str, Share], ...]:
    """The shares of a rule, by their keys."""
    named = (
        ("quorum", policy.quorum),
        ("ratio", policy.ratio),
        ("support_floor", policy.support_floor),
    )
    return tuple((key, share) for key, share in named if share is not None)


def approvals(cast: Sequence[Fraction], policy: Policy) -> Fraction:
    """How much approval one weight per person adds up to: a whole +1 each, what the rule gives an
    abstention, and nothing for a vote against.
    """
    return sum((_approval(weight, policy) for weight in cast), Fraction(0))


def total_of(
    share: Share, cast: Sequence[Fraction], electors: Electors, policy: Policy
) -> Fraction | None:
    """The number that a share is taken of; None: nobody knows it."""
    abstaining = sum(_abstains(weight, policy) for weight in cast)
    if share.of is Of.DECIDED:
        return Fraction(len(cast) - abstaining)
    total: int | None = len(cast)
    if share.of is Of.ELIGIBLE:
        total = electors.eligible
    elif share.of is Of.ACTIVE:
        total = None if electors.active is None else len(electors.active)
    if total is None:
        return None
    leaving = abstaining if policy.abstain_weight is AbstainWeight.LEAVES else 0
    return Fraction(max(0, total - leaving))


def _approval(weight: Fraction, policy: Policy) -> Fraction:
    """A fraction in favour is worth no less than an abstention. Unless the rule sums fractions, it
    is worth just that, since it fills no threshold.
    """
    if weight >= 1 or weight < 0:
        return Fraction(weight >= 1)
    of_zero = Fraction(1, 2) if policy.abstain_weight is AbstainWeight.HALF else Fraction(0)
    return max(weight, of_zero) if policy.fractions is Fractions.SUM else of_zero


def _abstains(weight: Fraction, policy: Policy) -> bool:
    if policy.fractions is Fractions.SUM:
        return weight == 0
    return 0 <= weight < 1
