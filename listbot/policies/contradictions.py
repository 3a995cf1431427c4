"""What in a rule contradicts itself: parameters that exclude each other, or that never apply.

Pure. `contradictions` judges a rule by itself, and what it finds is an error. `never_met` compares
it with a roster, and what it finds is a warning, since a roster may grow.
"""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from listbot.model.policy import (
    AbstainWeight,
    Choice,
    EarlyClose,
    Electorate,
    Objection,
    OnObjection,
    Policy,
    QuorumCounts,
    Roster,
    Who,
)
from listbot.model.share import Of, Share
from listbot.votes.counting.voters import binding_members

_NONE = timedelta()


def contradictions(policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield each contradiction: the key to change, and what is wrong."""
    yield from _in_silence(policy)
    for key, share in shares_of(policy):
        yield from ((key, what) for what in _in_share(share, policy))
    yield from _in_electorate(policy)
    yield from _in_objections(policy)
    yield from _in_times(policy)
    yield from _in_early_close(policy)
    yield from _in_choice(policy)


def shares_of(policy: Policy) -> tuple[tuple[str, Share], ...]:
    """The shares of a rule, by their keys."""
    named = (
        ("quorum", policy.quorum),
        ("ratio", policy.ratio),
        ("support_floor", policy.support_floor),
    )
    return tuple((key, share) for key, share in named if share is not None)


def _in_silence(policy: Policy) -> Iterator[tuple[str, str]]:
    if not policy.silence:
        if policy.on_objection is OnObjection.VOTE:
            yield "on_objection", "only a class that passes by silence can be put to the vote"
        if policy.quiet_days:
            yield "quiet_days", "only stop the clock of a class that passes by silence"
        return
    if policy.on_objection is OnObjection.VOTE:
        return
    why = 'never applies, since silence passes; set silence = false or on_objection = "vote"'
    asked = {
        "min_yes": policy.min_yes > 0,
        "yes_gt_no": policy.yes_gt_no,
        "ratio": policy.ratio is not None,
        "support_floor": policy.support_floor is not None,
        "quorum": policy.quorum is not None,
        "most_missing": policy.most_missing is not None,
        "put_off": policy.put_off > _NONE,
        "if_short": policy.if_short > _NONE,
        "ask_silent": policy.ask_silent,
    }
    yield from ((key, why) for key, is_set in asked.items() if is_set)


def _in_share(share: Share, policy: Policy) -> Iterator[str]:
    beyond = share.fraction >= 1 if share.strict else share.fraction > 1
    if beyond and share.of is not Of.ONE and not share.root:
        yield "more than everybody can never be reached"
    if not share.num and not share.strict:
        yield "a share of nothing asks for nothing"
    if share.of is Of.DECIDED and policy.abstain_weight is AbstainWeight.HALF:
        yield 'abstentions cannot both leave the votes and be half an approval; use "cast"'
    if share.of is Of.ELIGIBLE and policy.electorate is Electorate.EVERYONE:
        yield 'nobody knows how many "everyone" is; set electorate = "roster"'
    if share.of is Of.ACTIVE and not policy.active_window and not policy.active_votes:
        yield "needs active_window or active_votes, which say who is an active voter"


def _in_electorate(policy: Policy) -> Iterator[tuple[str, str]]:
    if policy.ratio is not None and policy.ratio.of is Of.ONE:
        yield "ratio", 'is not a number; write "of cast" after it, or set min_yes'
    if policy.support_floor is not None and policy.support_floor.of not in (Of.ELIGIBLE, Of.ACTIVE):
        yield "support_floor", 'is a share of "eligible" or "active"; for votes, use ratio'
    if policy.quorum is not None and policy.quorum.of in (Of.CAST, Of.DECIDED):
        yield "quorum", 'is a number, or a share of "eligible" or "active"'
    if policy.quorum is None and policy.quorum_counts is not QuorumCounts.CAST:
        yield "quorum_counts", "needs a quorum"
    uses_active = any(share.of is Of.ACTIVE for _, share in shares_of(policy))
    if not uses_active and (policy.active_window or policy.active_votes):
        key = "active_window" if policy.active_window else "active_votes"
        yield key, 'never applies: nothing is a share of "active"'
    if policy.most_missing is not None and policy.electorate is Electorate.EVERYONE:
        yield "most_missing", 'nobody knows who is missing of "everyone"'
    if policy.ask_silent and policy.electorate is Electorate.EVERYONE:
        yield "ask_silent", 'nobody knows who is silent of "everyone"'
    if policy.roles and policy.electorate is not Electorate.ROSTER:
        yield "roles", 'needs electorate = "roster"'


def _in_objections(policy: Policy) -> Iterator[tuple[str, str]]:
    counts = policy.objection is Objection.COUNTS
    if policy.objection is Objection.ESCALATES and not policy.escalates_to:
        yield "escalates_to", "is missing: who decides about an objection?"
    if policy.objection is not Objection.ESCALATES and policy.escalates_to:
        yield "escalates_to", 'needs objection = "escalates"'
    if counts and policy.put_off:
        yield "put_off", 'never applies, since an objection only counts; set objection = "holds"'
    if policy.objection is Objection.HOLDS and not policy.put_off and not policy.silence:
        yield "put_off", "is missing: an objection that holds puts the close off"
    if counts and policy.lapse and not policy.silence:
        yield "lapse", "never applies, since an objection only counts"
    if counts and policy.lapse_by_majority and not policy.silence:
        yield "lapse_by_majority", "never applies, since an objection only counts"


def _in_times(policy: Policy) -> Iterator[tuple[str, str]]:
    if policy.window < policy.min_window:
        yield "window", "shorter than min_window"
    if not policy.window:
        yield "window", "a vote that is open for no time gets no votes"
    if policy.extenders is Who.NOBODY and policy.extensions:
        yield "extensions", "nobody may move the close"
    if policy.extenders is not Who.NOBODY and policy.extensions == 0:
        yield "extensions", 'is 0; to forbid moving the close, set extenders = "nobody"'


def _in_early_close(policy: Policy) -> Iterator[tuple[str, str]]:
    if policy.early_close is EarlyClose.NEVER:
        if policy.min_open:
            yield "min_open", "never applies, since the vote does not close early"
        if policy.early_hold:
            yield "early_hold", "never applies, since the vote does not close early"
        return
    if policy.silence:
        yield "early_close", "a silence lasts until its close"
    if policy.early_close is not EarlyClose.PASSED and policy.electorate is Electorate.EVERYONE:
        yield "early_close", 'nobody knows who has yet to vote of "everyone"'
    if policy.min_open > policy.window:
        yield "min_open", "longer than window"


def _in_choice(policy: Policy) -> Iterator[tuple[str, str]]:
    if policy.choice is Choice.NONE:
        return
    if policy.silence:
        yield "choice", "silence chooses nothing; set silence = false"
    if policy.early_close is not EarlyClose.NEVER:
        yield "early_close", "people may still choose otherwise until the close"


def never_met(policy: Policy, roster: Roster) -> Iterator[tuple[str, str]]:
    """Yield each parameter that this roster can never fill. Nothing without a roster."""
    if not roster.members or policy.electorate is not Electorate.ROSTER:
        return
    many = len(binding_members(policy, roster))
    here = f"the roster has {many}"
    if not many:
        yield "roles", f"nobody on the roster is {' or '.join(policy.roles)}"
        return
    if policy.min_yes > many:
        yield "min_yes", f"needs {policy.min_yes} +1, and {here}"
    if policy.quorum is not None and policy.quorum.needed(Fraction(many)) > many:
        yield "quorum", f"needs {policy.quorum.needed(Fraction(many))} people, and {here}"
