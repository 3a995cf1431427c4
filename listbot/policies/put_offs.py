"""Whether a close is put off instead: for an open objection, for too few votes, for doubts; or
because a broken silence is put to the vote. Pure.
"""

from datetime import datetime, timedelta

from listbot.model.policy import Objection, OnObjection, Policy
from listbot.model.proposal import Proposal, PutOff, State, Why
from listbot.policies.items import settle
from listbot.votes.counting.counted import Tally


def put_off_due(proposal: Proposal, at: datetime, tally: Tally) -> PutOff | None:
    """The put-off that the rule asks for at this deadline; None: the vote is over."""
    policy = proposal.policy
    settled = settle(tally, policy)
    verdict = settled.verdict
    is_stopped = verdict.state is State.STOPPED
    if policy.silence and policy.on_objection is OnObjection.VOTE:
        return PutOff(Why.VOTE, at, at + policy.window) if is_stopped else None
    holds = policy.objection is Objection.HOLDS and bool(tally.objections)
    in_doubt = settled.doubts.change_it or _is_only_in_doubt(tally, policy)
    causes: tuple[tuple[Why, bool, timedelta], ...] = (
        (Why.OBJECTION, is_stopped or holds, policy.put_off),
        (Why.SHORT, verdict.too_few, policy.if_short),
        (Why.DOUBT, in_doubt, policy.if_in_doubt),
    )
    used = {put_off.why for put_off in proposal.put_offs}
    for why, applies, span in causes:
        if applies and span and why not in used:
            return PutOff(why, at, at + span)
    return None


def _is_only_in_doubt(tally: Tally, policy: Policy) -> bool:
    """Whether a silence would be stopped for doubts alone: nobody surely objects."""
    return policy.asks_first and bool(tally.unanswered) and not tally.dissent
