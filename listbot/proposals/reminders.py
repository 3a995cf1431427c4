"""When to look at an open proposal next, and whether its one reminder goes out. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from listbot.model.case import OpenCase
from listbot.model.decision import MomentDecision
from listbot.model.order import LetterOrder
from listbot.model.proposal import Proposal, State
from listbot.policies.early_close import looks, next_look
from listbot.policies.outcome import Closing, Outcome, acts_of, closing_time, judge
from listbot.proposals.keeper import asked
from listbot.proposals.letters import orders
from listbot.proposals.nudges import nudges

REMIND_BEFORE = timedelta(hours=24)  # a day's notice reaches every time zone
SHORT_VOTE = timedelta(days=2)  # a day would be too early for shorter votes ...
LONG_VOTE = timedelta(days=7)  # ... and too late for longer ones: both get a quarter of the window
QUIET_AFTER_VOTE = timedelta(hours=2)  # no reminder while people are voting anyway


def moments_of(proposal: Proposal, closing: Closing) -> tuple[datetime, datetime]:
    """Return when an open proposal closes and when to look at it next: now if it was withdrawn."""
    assert closing.at is not None
    return closing.at, proposal.opened if closing.cancelled else wake_at(proposal, closing)


def remind(case: OpenCase, standing: Outcome, now: datetime) -> MomentDecision | None:
    """Return the one reminder, if another vote could still matter.

    While people are voting anyway it waits.
    """
    proposal = case.proposal
    assert standing.closes is not None
    if proposal.reminded:
        return None
    if len(standing.put_offs) > len(proposal.put_offs):  # announced as soon as the grace is over
        return None
    if now < remind_at(proposal, standing.closes):
        return None
    is_open = standing.state is State.OPEN
    result_at = standing.closes + standing.policy.grace
    if is_open and case.last_vote is not None and now - case.last_vote < QUIET_AFTER_VOTE:
        again = min(case.last_vote + QUIET_AFTER_VOTE, result_at)
        return MomentDecision("people are voting", due=again)
    tells = is_open and not proposal.history
    tells = tells and (standing.policy.silence or _is_undecided(case, standing.closes))
    return MomentDecision(
        "reminded" if tells else "no reminder needed",
        reminded=True,
        due=result_at,
        letters=_letters(case, standing) if tells else (),
    )


def _letters(case: OpenCase, standing: Outcome) -> tuple[LetterOrder, ...]:
    """The reminder to the list, if the rule posts it, and what single people are told at that
    time.
    """
    silent = asked(case, standing)
    reminder = orders.reminder(case, standing, len(silent))
    posts = (reminder,) if standing.policy.post_reminder else ()
    return (*posts, *nudges(case, standing), *silent)


def _is_undecided(case: OpenCase, closes: datetime) -> bool:
    """Whether another vote could still matter: it would not pass now, or not for sure."""
    if_closed_now = judge(case.proposal, case.entries, case.posters, closes, closes)
    return if_closed_now.state is not State.PASSED or bool(
        if_closed_now.tally.doubts or if_closed_now.tally.held
    )


def remind_at(proposal: Proposal, closes: datetime) -> datetime:
    """Return when the reminder is due."""
    window = closes - proposal.opened
    return closes - (REMIND_BEFORE if SHORT_VOTE <= window <= LONG_VOTE else window / 4)


def wake_at(proposal: Proposal, closing: Closing) -> datetime:
    """Return when to look at an open proposal next: at its reminder or its close, or before, where
    the rule may close it early.
    """
    assert closing.at is not None
    grace = closing.policy.grace
    usual = closing.at + grace if proposal.reminded else remind_at(proposal, closing.at)
    look = next(looks(proposal, closing), None)
    return usual if look is None else min(usual, look + grace)


def look_again(
    case: OpenCase, decided: MomentDecision | None, now: datetime, seen: datetime
) -> MomentDecision | None:
    """Return what a moment decided, with the next look at a vote that may close early. `seen`: the
    moment up to which all mail is known.
    """
    closing = closing_time(case.proposal, acts_of(case.entries))
    look = next_look(case.proposal, closing, seen)
    if look is None or look + closing.policy.grace <= now:
        return decided
    due = look + closing.policy.grace
    if decided is not None:
        return replace(decided, due=min(decided.due or due, due))
    assert closing.at is not None
    remind = closing.at if case.proposal.reminded else remind_at(case.proposal, closing.at)
    return MomentDecision("not closed early", due=min(due, remind))
