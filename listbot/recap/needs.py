"""What waits for one person, once a week: the votes without their vote, what is asked of them,
their tickets. Pure.

Only for those who asked for it. A proposal that passes by silence waits for nobody's vote; for a
person's clear word it does where their answer holds it.
"""

from listbot.model.weekly.digest import Need
from listbot.policies.outcome import Outcome
from listbot.votes.counting.counted import VoteStatus


def need_of(primary: str, standing: Outcome, *, may_vote: bool) -> Need | None:
    """What an open vote needs of a person, known by their primary address; None: nothing."""
    own = [vote for vote in standing.tally.votes if vote.voter == primary]
    if any(vote.status is VoteStatus.HELD for vote in own):
        return Need.REASON
    if any(doubt.is_open for doubt in standing.tally.unclear if doubt.voter == primary):
        return Need.CLEAR
    if any(vote.status is VoteStatus.COUNTED for vote in own):
        return None
    if standing.policy.silence:
        return None
    if any(vote.is_doubtful for vote in own):
        return Need.CLEAR
    return Need.VOTE if may_vote else None
