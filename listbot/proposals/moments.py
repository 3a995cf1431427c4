"""Decides at a moment on a proposal's close, a close put off, and its reminder. Pure."""

from datetime import datetime

from listbot.model.case import OpenCase
from listbot.model.decision import MomentDecision
from listbot.model.policy import EarlyClose
from listbot.model.proposal import State
from listbot.policies.outcome import Outcome, outcome
from listbot.proposals.announcing import announce, close
from listbot.proposals.letters import orders
from listbot.proposals.nudges import nudges
from listbot.proposals.reminders import look_again, remind


def on_tick(case: OpenCase, now: datetime, read_until: datetime | None) -> MomentDecision | None:
    """Return what a moment changes about a proposal; None: nothing yet.

    A vote closes only once its list has been read past the deadline and the policy's grace.
    `read_until` says how far it has been read; None: not at all since the start. An unread mail
    could make a reminder needless too, so that waits as well.
    """
    if read_until is None:
        return None
    if case.proposal.state is not State.OPEN:
        return announce(case, now, read_until)
    standing = outcome(case.proposal, case.entries, case.posters, now)
    seen = min(now, read_until) - standing.policy.grace
    result = outcome(case.proposal, case.entries, case.posters, seen)
    if result.state is not State.OPEN:
        return close(case, result, now)
    if len(result.put_offs) > len(case.proposal.put_offs):
        return _put_off(case, result)
    if standing.state is not State.OPEN and standing.policy.early_close is not EarlyClose.NEVER:
        return None  # It may have closed early; mail that is not read yet will show it.
    return look_again(case, remind(case, standing, now), now, seen)


def _put_off(case: OpenCase, result: Outcome) -> MomentDecision:
    assert result.closes is not None
    moved = result.put_offs[len(case.proposal.put_offs)]
    letters = (
        ()
        if case.proposal.history
        else (orders.put_off(case, result, moved), *nudges(case, result))
    )
    return MomentDecision(
        result.reason,
        put_off=moved,
        closes=moved.until,
        due=moved.until + result.policy.grace,
        letters=letters,
    )
