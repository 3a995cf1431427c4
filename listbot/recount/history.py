"""The earlier votes of a list, from its archive: whoever voted in them is an active voter.

Pure. Each vote is counted as a recount counts it; proposals that were withdrawn are votes, too,
since people voted in them. Never fails.
"""

from collections.abc import Iterable

from listbot.model.proposal import PastVote
from listbot.recount.recount import Recount
from listbot.votes.counting.electors import past_vote
from listbot.votes.counting.voters import voters_of


def past_votes(counts: Iterable[Recount]) -> tuple[PastVote, ...]:
    """Return the votes of these archives; one that is in two of them comes once."""
    found = {
        each.proposal.id: past_vote(
            each.proposal, voters_of(each.proposal, frozenset()), each.outcome.tally
        )
        for count in counts
        for each in count.proposals
    }
    return tuple(found.values())
