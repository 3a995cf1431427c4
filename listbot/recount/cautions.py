"""What whoever reads a count should know about its times and its mails. Pure; never fails.

A vote that came before its opening counts, as it does for the daemon: it answers the opening, so
its writer had read it, and only the list was slower. But a time given by hand may be wrong, so it
is shown.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from listbot.model.proposal import State
from listbot.policies.windows import after
from listbot.recount.recount import ProposalCount
from listbot.votes.counting.counted import Vote, VoteStatus


@dataclass(frozen=True, slots=True)
class NoClose:
    """A vote whose mails name no close, so that nothing in it is late."""

    usual: datetime
    """When the daemon would have closed it: after the usual window of its class."""
    later: int
    """How many votes count that came after that."""


def without_close(count: ProposalCount) -> NoClose | None:
    """Return what is known of a close that nobody named; None if there is one."""
    outcome = count.outcome
    if outcome.closes is not None or outcome.state is State.CANCELLED:
        return None
    usual = after(count.proposal.opened, outcome.policy.window, outcome.policy)
    counted = (vote for vote in outcome.tally.votes if vote.status is VoteStatus.COUNTED)
    return NoClose(usual, sum(vote.received > usual for vote in counted))


def before_opening(count: ProposalCount) -> tuple[Vote, ...]:
    """Return the votes that came before the opening."""
    proposal = count.proposal
    votes = count.outcome.tally.votes
    return tuple(
        vote for vote in votes if vote.received < proposal.opened and vote.mail != proposal.id
    )


def opened_twice(counts: Iterable[ProposalCount]) -> tuple[tuple[ProposalCount, ...], ...]:
    """Return the proposals that share the Message-ID of their opening with another one."""
    counts = tuple(counts)
    many = Counter(each.proposal.id for each in counts)
    return tuple(
        tuple(each for each in counts if each.proposal.id == id)
        for id, number in many.items()
        if number > 1
    )
