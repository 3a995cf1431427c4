"""Who could vote on a proposal and who is an active voter, as far as that is known. Pure.

Shares of the electorate are taken of these numbers. What nobody knows stays unknown: a rule that
needs it then passes nothing (`policies/verdict.py`). Never fails.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from listbot.model.policy import Electorate, Policy
from listbot.model.proposal import Proposal
from listbot.votes.counting.counted import Electors, Tally, Vote, VoteStatus
from listbot.votes.counting.voters import Voters, binding_members, mark_of


@dataclass(frozen=True, slots=True)
class PastVote:
    """An earlier vote on the same list, as the rule for active voters needs it."""

    opened: datetime
    cast: tuple[tuple[str, datetime], ...]
    """The marks of the people whose votes counted, each with when it was received."""


def active_before(policy: Policy, opened: datetime, past: Iterable[PastVote]) -> tuple[str, ...]:
    """The marks of the active voters at an opening, sorted: those who voted within the rule's
    window, or in its last votes if there were too few. The order of `past` does not matter.
    """
    earlier = sorted(
        (_until(opened, vote) for vote in past if vote.opened < opened),
        key=lambda vote: (vote.opened, vote.cast),
        reverse=True,
    )
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
    if proposal.active is None:
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
