"""Decides how the result of a settled vote reaches its list: listbot posts it, or leaves it to a
person for a day. Pure.

Where a person announces results, the proposer gets the text of one. A mail of the proposer's, or of
anybody who may vote as a member, that says it is the result and came after the close is enough:
then nothing is posted. An earlier one is not, as votes may have come after it. A withdrawn
proposal has no result, and its short note is always posted.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from listbot.mail.origin.standins import is_stand_in
from listbot.model.case import OpenCase
from listbot.model.decision import MomentDecision
from listbot.model.policy import Announces
from listbot.model.proposal import Entry, State
from listbot.policies.outcome import Outcome, outcome
from listbot.proposals.letters import results

WAIT = timedelta(hours=24)  # a day reaches people in every time zone


def close(case: OpenCase, final: Outcome, now: datetime) -> MomentDecision:
    """Settle a vote."""
    settled = MomentDecision(final.reason, outcome=final.state, closes=final.closes)
    proposal = case.proposal
    if proposal.history:
        return settled
    left = final.policy.result is Announces.DRAFT and not is_stand_in(proposal.proposer)
    if not left or final.state is State.CANCELLED:
        return replace(settled, letters=(results.result(case, final),))
    if is_announced(case, final):
        return settled
    until = now + WAIT
    return replace(settled, post_at=until, letters=(results.draft(case, final, until),))


def announce(case: OpenCase, now: datetime, read_until: datetime) -> MomentDecision | None:
    """Post the result of a settled vote that no person has announced in time."""
    proposal = case.proposal
    if proposal.post_at is None or min(now, read_until) < proposal.post_at:
        return None
    final = outcome(proposal, case.entries, case.posters, now)
    letters = () if is_announced(case, final) else (results.result(case, final),)
    return MomentDecision(final.reason, letters=letters)


def is_announced(case: OpenCase, final: Outcome) -> bool:
    """Return whether a person has announced the result since the close."""
    closes = final.closes
    return closes is not None and any(
        entry.is_result and entry.received >= closes and _may_announce(entry, case)
        for entry in case.entries
    )


def _may_announce(entry: Entry, case: OpenCase) -> bool:
    """Whether it is surely from the proposer or a member; without a roster, from anybody who had
    written to the list before.
    """
    proposal = case.proposal
    if not entry.level.meets(proposal.identity):
        return False
    primary = proposal.roster.primary
    if primary(entry.author) == primary(proposal.proposer):
        return True
    return proposal.roster.holds(entry.author) or entry.author in case.posters
