"""Decides what an open vote needs from one person, for their weekly digest. Pure.

A proposal that passes by silence waits for nobody's vote, except for a clear word from a person
whose unclear answer holds it up.
"""

from listbot.model.weekly.digest import Need
from listbot.policies.outcome import Outcome
from listbot.votes.counting.counted import VoteStatus


def need_of(primary: str, standing: Outcome, *, may_vote: bool) -> Need | None:
    """Return what an open vote needs from the person with this primary address; None: nothing."""
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
