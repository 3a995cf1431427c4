"""What in one rule contradicts itself: parameters that exclude each other, or that never apply.

Pure; never fails.
"""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from listbot.model.policy import (
    AbstainWeight,
    Choice,
    EarlyClose,
    Electorate,
    Fractions,
    Objection,
    Objectors,
    OnObjection,
    Policy,
    ProposerVote,
    QuorumCounts,
    Who,
)
from listbot.model.share import Of, Share
from listbot.policies.contradictions.found import Contradiction
from listbot.policies.contradictions.in_tags import in_tags
from listbot.policies.contradictions.in_times import in_times
from listbot.policies.shares_taken import shares_of

_NONE = timedelta()
_Found = Iterator[Contradiction]


def contradictions(policy: Policy) -> Iterator[Contradiction]:
    """Yield each contradiction of a rule with itself."""
    yield from in_tags(policy)
    yield from _in_silence(policy)
    yield from _in_demands(policy)
    for key, share in shares_of(policy):
        for what, other in _in_share(share, policy):
            yield Contradiction(key, what, (other,) if other else ())
    yield from _in_shares(policy)
    yield from _in_electorate(policy)
    yield from _in_objections(policy)
    yield from in_times(policy)
    yield from _in_choice(policy)


def _is_voted_on(policy: Policy) -> bool:
    """Whether people may have to vote under the rule: it is not decided by silence alone."""
    return not policy.silence or policy.on_objection is OnObjection.VOTE


def _in_silence(policy: Policy) -> _Found:
    if not policy.silence:
        if policy.on_objection is OnObjection.VOTE:
            what = "is only for a class that passes by silence; leave it out"
            yield Contradiction("on_objection", what, ("silence",))
        if policy.quiet_days:
            what = "only stop the clock of a class that passes by silence; leave them out"
            yield Contradiction("quiet_days", what, ("silence",))
        return
    if policy.on_objection is OnObjection.VOTE:
        return
    if policy.objection is not Objection.BLOCKS:
        what = 'never applies, since any objection stops a silence; write "blocks"'
        yield Contradiction("objection", what, ("silence",))
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
        "proposer_vote": policy.proposer_vote is ProposerVote.IMPLIED,
    }
    yield from (Contradiction(key, why, ("silence",)) for key, is_set in asked.items() if is_set)


def _in_demands(policy: Policy) -> _Found:
    """A vote must be able to fail, and to be too few."""
    if not _is_voted_on(policy):
        return
    counts_yes = policy.quorum is not None and policy.quorum_counts is QuorumCounts.YES
    asks_people = bool(
        policy.min_yes or policy.support_floor or policy.most_missing is not None or policy.quorum
    )
    can_fail = bool(
        policy.yes_gt_no
        or policy.min_yes
        or policy.ratio
        or policy.support_floor
        or policy.most_missing is not None
        or counts_yes
    )
    is_stopped = policy.objection in (Objection.BLOCKS, Objection.ESCALATES)
    consents = is_stopped and (policy.silence or policy.quorum is not None)
    if policy.choice is Choice.NONE and not can_fail and not consents:
        once = ", once its quorum is filled" if policy.quorum else ""
        passes = "unless somebody objects" if is_stopped else "whatever the votes"
        yield Contradiction(
            "min_yes",
            f"is 0, and so it passes {passes}{once}; set min_yes, yes_gt_no or ratio",
            ("yes_gt_no", "objection", "ratio", "quorum", "silence", "on_objection"),
        )
    if policy.if_short and not asks_people:
        what = "never applies, since no number of people is asked for; set min_yes or a quorum"
        yield Contradiction("if_short", what, ("min_yes",))


def _in_share(share: Share, policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one share, and the other parameter that makes it wrong."""
    beyond = share.fraction >= 1 if share.strict else share.fraction > 1
    if beyond and share.of is not Of.ONE and not share.root:
        yield "asks for more than everybody, which is never reached; write a smaller share", ""
    if not share.num and not share.strict:
        yield "asks for nothing; leave it out", ""
    if share.of is Of.DECIDED and policy.abstain_weight is AbstainWeight.HALF:
        what = 'cannot leave out abstentions that are half an approval; write "of cast"'
        yield what, "abstain_weight"
    if share.of is Of.ELIGIBLE and policy.electorate is Electorate.EVERYONE:
        yield 'needs a number of people; set electorate = "roster"', "electorate"
    if share.of is Of.ACTIVE and not policy.active_window and not policy.active_votes:
        what = "needs active_window or active_votes, which say who is an active voter"
        yield what, "active_window" if policy.active_votes else "active_votes"


def _in_shares(policy: Policy) -> _Found:
    """What is wrong with the shares of a rule beside each other."""
    ratio, floor, quorum = policy.ratio, policy.support_floor, policy.quorum
    if ratio is not None and ratio.of is Of.ONE:
        yield Contradiction("ratio", 'is not a number; write "of cast" after it, or set min_yes')
    if floor is not None and floor.of not in (Of.ELIGIBLE, Of.ACTIVE):
        what = 'is a share of "eligible" or "active"; for votes, use ratio'
        yield Contradiction("support_floor", what)
    if quorum is not None and quorum.of in (Of.CAST, Of.DECIDED):
        yield Contradiction("quorum", 'is a number, or a share of "eligible" or "active"')
    if ratio is not None and floor is not None and _covers(ratio, floor):
        what = "asks for no more than ratio does, of the same people; leave it out"
        yield Contradiction("support_floor", what, ("ratio",))
    if quorum is None and policy.quorum_counts is not QuorumCounts.CAST:
        yield Contradiction(
            "quorum_counts", "needs a quorum; set one, or leave it out", ("quorum",)
        )
    if quorum is not None and quorum.of is Of.ONE and _is_filled_anyway(quorum, policy):
        what = "asks for no more than min_yes does; leave it out"
        yield Contradiction("quorum", what, ("min_yes",))
    if policy.abstain_weight is not AbstainWeight.NOTHING and not shares_of(policy):
        what = "never applies, since nothing is a share; set ratio, or leave it out"
        yield Contradiction("abstain_weight", what, ("ratio",))


def _covers(ratio: Share, floor: Share) -> bool:
    """Whether what fills the ratio also fills the floor."""
    same = (ratio.of, ratio.root) == (floor.of, floor.root)
    return same and (ratio.fraction, ratio.strict) >= (floor.fraction, floor.strict)


def _is_filled_anyway(quorum: Share, policy: Policy) -> bool:
    """Whether enough +1 are also enough people; with fractions summed, they may be more people."""
    sums = policy.fractions is Fractions.SUM and policy.quorum_counts is QuorumCounts.YES
    return not sums and 0 < quorum.needed(Fraction(1)) <= policy.min_yes


def _in_electorate(policy: Policy) -> _Found:
    uses_active = any(share.of is Of.ACTIVE for _, share in shares_of(policy))
    if not uses_active and (policy.active_window or policy.active_votes):
        key = "active_window" if policy.active_window else "active_votes"
        what = 'never applies: nothing is a share of "active"; leave it out'
        yield Contradiction(key, what, ("active_votes", "support_floor", "ratio", "quorum"))
    if policy.roles and policy.electorate is not Electorate.ROSTER:
        yield Contradiction("roles", 'needs electorate = "roster"', ("electorate",))
    if policy.lapse_by_majority and policy.electorate is Electorate.EVERYONE:
        what = 'is for the members of a roster; set electorate = "roster"'
        yield Contradiction("lapse_by_majority", what, ("electorate",))
    if policy.electorate is not Electorate.EVERYONE:
        return
    unknown = {
        "most_missing": (policy.most_missing is not None, "cannot say who is missing of everyone"),
        "ask_silent": (policy.ask_silent, "cannot find out who of everyone is silent"),
    }
    for key, (is_set, who) in unknown.items():
        if is_set:
            yield Contradiction(key, f'{who}; set electorate = "roster"', ("electorate",))
    everybody = {
        "openers": policy.openers is Who.ELECTORATE,
        "objectors": policy.objectors is not Objectors.USUAL,
    }
    why = "makes no difference, since everybody may vote; leave it out"
    yield from (Contradiction(key, why, ("electorate",)) for key, on in everybody.items() if on)


def _in_objections(policy: Policy) -> _Found:
    counts = policy.objection is Objection.COUNTS
    if policy.objection is Objection.ESCALATES and not policy.escalates_to.strip():
        what = "is missing: write who decides about an objection"
        yield Contradiction("escalates_to", what, ("objection",))
    if policy.objection is not Objection.ESCALATES and policy.escalates_to:
        yield Contradiction("escalates_to", 'needs objection = "escalates"', ("objection",))
    if not _is_voted_on(policy):
        return
    if policy.objection is Objection.HOLDS and not policy.put_off:
        what = 'is missing: an objection that holds puts the close off; write "72h"'
        yield Contradiction("put_off", what, ("objection",))
    if counts and policy.put_off:
        what = (
            "never applies, since an objection only counts; "
            'set put_off = "0h", or objection = "holds"'
        )
        yield Contradiction("put_off", what, ("objection",))
    unused = {
        "lapse": policy.lapse > _NONE,
        "lapse_by_majority": policy.lapse_by_majority,
        "objectors": policy.objectors is Objectors.ANYONE,
    }
    why = "never applies, since an objection only counts; leave it out"
    if counts and not policy.silence:
        for key, is_set in unused.items():
            if is_set:
                yield Contradiction(key, why, ("objection",))


def _in_choice(policy: Policy) -> _Found:
    if policy.choice is Choice.NONE:
        return
    unused = {
        "ratio": policy.ratio is not None,
        "support_floor": policy.support_floor is not None,
        "quorum": policy.quorum is not None,
        "most_missing": policy.most_missing is not None,
        "if_short": policy.if_short > _NONE,
    }
    why = "never applies, since the approvals of each option are all that counts; leave it out"
    yield from (Contradiction(key, why, ("choice",)) for key, is_set in unused.items() if is_set)
    if policy.silence:
        what = "silence chooses nothing; set silence = false"
        yield Contradiction("choice", what, ("silence",))
    if policy.early_close is not EarlyClose.NEVER:
        what = 'would end a choice that people may still change; write "never"'
        yield Contradiction("early_close", what, ("choice",))
