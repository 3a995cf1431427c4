"""Whether a vote closes before its deadline, where the rule lets it. Pure.

A rule is looked at when its shortest time is over, and then once a day: people know when a vote
may end, and every time zone has had a day. The looks are counted from the opening, never from a
mail, so the result does not depend on the order of processing, and no number of mails makes more
of them. Never fails; a rule that says nothing about it closes no vote early.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from listbot.model.policy import EarlyClose, Policy
from listbot.model.proposal import Entry, Proposal, State
from listbot.policies.closing_time import Closing
from listbot.policies.items import settle
from listbot.policies.put_offs import put_off_due
from listbot.policies.verdict import standing, weigh
from listbot.votes.counting.counted import Tally
from listbot.votes.counting.tally import count

BETWEEN_LOOKS = timedelta(days=1)
MOST_LOOKS = 60
"""A vote that is open for longer than two months runs to its deadline after that."""


def early_close(
    proposal: Proposal,
    entries: Sequence[Entry],
    posters: frozenset[str],
    closing: Closing,
    now: datetime,
) -> datetime | None:
    """Return when an open proposal closed early, at the latest `now`; None: it did not."""
    allowed = _allowed(proposal, closing)
    holds_since: datetime | None = None
    seen, holds = -1, False
    for look in looks(proposal, closing):
        if look > now or (closing.cancelled and look >= closing.cancelled.order[1]):
            break
        known = sum(entry.received <= look for entry in entries)
        if known != seen:
            seen, holds = known, _holds(proposal, count(proposal, entries, posters, look), look)
        holds_since = (holds_since or look) if holds else None
        if holds_since is None or look < allowed:
            continue
        if look - holds_since >= proposal.policy.early_hold:
            return look
    return None


def _allowed(proposal: Proposal, closing: Closing) -> datetime:
    """The first moment at which the rule lets it close."""
    return max(proposal.opened + closing.policy.min_open, closing.earliest)


def looks(proposal: Proposal, closing: Closing) -> Iterator[datetime]:
    """Yield the moments at which a vote may close early, in order; all are before its deadline."""
    policy = closing.policy
    if policy.early_close is EarlyClose.NEVER or closing.at is None:
        return
    # Where the condition must have held for some time, it is looked at from the opening on.
    at = proposal.opened if policy.early_hold else _allowed(proposal, closing)
    for _ in range(MOST_LOOKS):
        if at >= closing.at:
            return
        yield at
        at += BETWEEN_LOOKS


def next_look(proposal: Proposal, closing: Closing, after: datetime) -> datetime | None:
    """Return the first look after a moment; None: there is none before the deadline."""
    return next((look for look in looks(proposal, closing) if look > after), None)


def _holds(proposal: Proposal, tally: Tally, at: datetime) -> bool:
    """Whether the condition of the rule is met, and nothing would put the close off."""
    policy = proposal.policy
    if put_off_due(proposal, at, tally) is not None or tally.held:
        return False
    settled = settle(tally, policy)
    if settled.doubts.change_it:
        return False
    if policy.early_close is EarlyClose.PASSED:
        return settled.verdict.state is State.PASSED
    if policy.early_close is EarlyClose.ALL_VOTED:
        return _yet_to_vote(tally) == 0
    return _is_decided(tally, policy)


def _yet_to_vote(tally: Tally) -> int | None:
    """How many of those who may vote have not; None: nobody knows."""
    eligible = tally.electors.eligible
    return None if eligible is None else max(0, eligible - len(tally.counted))


def _is_decided(tally: Tally, policy: Policy) -> bool:
    """Whether all who have yet to vote together could not change the outcome, if nobody changes
    their vote.
    """
    many = _yet_to_vote(tally)
    if many is None:
        return False
    others = [f"{number} has yet to vote" for number in range(many)]
    states = {
        weigh(standing(tally) | dict.fromkeys(others, Fraction(weight)), tally, policy).state
        for weight in (-1, 0, 1)
    }
    states |= {settle(tally, policy).verdict.state}
    return len(states) == 1
