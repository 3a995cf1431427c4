"""Who could vote on a proposal and who is an active voter, as far as that is known. Pure.

Shares of the electorate are taken of these numbers. What nobody knows stays unknown: a rule that
needs it then passes nothing (`policies/verdict.py`). Never fails.
"""

from collections.abc import Iterable
from datetime import datetime

from listbot.model.policy import Electorate, Policy
from listbot.model.proposal import PastVote, Proposal
from listbot.model.share import Of
from listbot.votes.counting.counted import Electors, Tally, Vote, VoteStatus
from listbot.votes.counting.voters import Voters, binding_members, mark_of


def needs_active(policy: Policy) -> bool:
    """Whether a rule asks who is an active voter."""
    shares = (policy.quorum, policy.ratio, policy.support_floor)
    return any(share is not None and share.of is Of.ACTIVE for share in shares)


def active_before(
    policy: Policy, opened: datetime, past: Iterable[PastVote] | None
) -> tuple[str, ...] | None:
    """The marks of the active voters at an opening, sorted: those who voted within the rule's
    window, or in its last votes if there were too few. The order of `past` does not matter.

    None: the rule does not ask, or nobody knows, since fewer votes are known than the rule goes
    back to.
    """
    if past is None or not needs_active(policy):
        return None
    earlier = sorted(
        (_until(opened, vote) for vote in past if vote.opened < opened),
        key=lambda vote: (vote.opened, vote.cast),
        reverse=True,
    )
    if len(earlier) < policy.active_votes:
        return None
    begins = opened - policy.active_window
    recent = [found for vote in earlier if (found := _since(begins, vote)).cast]
    chosen = recent if len(recent) >= policy.active_votes else earlier[: policy.active_votes]
    return tuple(sorted({mark for vote in chosen for mark, _ in vote.cast}))


def _until(moment: datetime, vote: PastVote) -> PastVote:
    return PastVote(vote.opened, tuple(each for each in vote.cast if each[1] < moment))


def _since(moment: datetime, vote: PastVote) -> PastVote:
    return PastVote(vote.opened, tuple(each for each in vote.cast if each[1] >= moment))


def electors_of(proposal: Proposal, voters: Voters, votes: Iterable[Vote]) -> Electors:
    """Who could vote, and the active voters with those who take part now."""
    if proposal.active is None or not needs_active(proposal.policy):
        return Electors(voters.eligible)
    before = frozenset(proposal.active)
    if proposal.policy.electorate is Electorate.ROSTER and proposal.roster.members:
        # Whoever has left the roster by the opening is not asked, and so cannot be silent.
        members = binding_members(proposal.policy, proposal.roster)
        before &= {mark_of(member) for member in members}
    now = {voters.mark(vote.voter) for vote in votes if vote.status is VoteStatus.COUNTED}
    return Electors(voters.eligible, (before | now) - voters.barred)


def past_vote(proposal: Proposal, voters: Voters, tally: Tally) -> PastVote:
    """A vote as later ones need it: everybody whose vote counted, on the whole or on an item."""
    counted = (vote for vote in tally.votes if vote.status is VoteStatus.COUNTED)
    cast = sorted((voters.mark(vote.voter), vote.received) for vote in counted)
    return PastVote(proposal.opened, tuple(cast))
