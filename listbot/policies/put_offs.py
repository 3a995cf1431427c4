"""Whether a close is put off instead: for an open objection, for too few votes, for
doubts. Pure.
"""

from datetime import datetime, timedelta

from listbot.model.proposal import Proposal, PutOff, State, Why
from listbot.policies.verdict import doubts_about, verdict_on
from listbot.votes.counting.counted import Tally


def put_off_due(proposal: Proposal, at: datetime, tally: Tally) -> PutOff | None:
    """The put-off that the rule asks for at this deadline; None: the vote is over."""
    policy = proposal.policy
    verdict = verdict_on(tally, policy)
    causes: tuple[tuple[Why, bool, timedelta], ...] = (
        (Why.OBJECTION, verdict.state is State.STOPPED, policy.put_off),
        (Why.SHORT, verdict.too_few, policy.if_short),
        (Why.DOUBT, doubts_about(verdict, tally, policy).change_it, policy.if_in_doubt),
    )
    used = {put_off.why for put_off in proposal.put_offs}
    for why, applies, span in causes:
        if applies and span and why not in used:
            return PutOff(why, at, at + span)
    return None
