"""The outcome of a proposal: its mails and a moment in, its state and the reason out.

A fold over deadlines. At each one, the votes received by then are counted and judged; the
rule may put the close off (once for a standing objection, once if too few said +1, once if
the doubts could change the outcome), and then the next deadline is looked at, until one is
final or still to come. Put-offs already decided are kept, so a change of our judgement
never moves a close that people were told about.

Changes nothing, reads no clock, never fails.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from listbot.model.policy import Electorate, OnObjection, Policy
from listbot.model.proposal import Entry, Proposal, PutOff, State, Verb
from listbot.policies.closing_time import Closing, acts_of, closing_time
from listbot.policies.describe import in_words, put_off_in_words
from listbot.policies.early_close import early_close
from listbot.policies.items import ItemOutcome, reason_with_items, settle
from listbot.policies.put_offs import put_off_due
from listbot.policies.reasons import reason_while_open, robust_in_words
from listbot.policies.verdict import Lack, verdict_on
from listbot.votes.counting.counted import Tally
from listbot.votes.counting.tally import count

__all__ = [
    "Closing",
    "Outcome",
    "acts_of",
    "closing_time",
    "in_words",
    "judge",
    "outcome",
    "put_off_in_words",
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a proposal at a given moment."""

    state: State
    reason: str
    """In words, counts only."""
    closes: datetime | None
    """The closing time in force, after put-offs."""
    put_offs: tuple[PutOff, ...]
    """All put-offs: those decided before, and those now due."""
    tally: Tally
    policy: Policy
    """The rule in force; not the opening's if the class was raised."""
    held: bool = False
    """Open, but would not pass now: an objection, or a broken silence."""
    advisory: bool = False
    """There is no roster: everyone who had written to the list before counts as binding."""
    too_few: bool = False
    """Not passed because too few said +1."""
    robust: str = ""
    """How sure the outcome is in view of the doubts, in words; "" without doubts."""
    lacks: Lack = Lack.NOTHING
    """The first of the rule's demands that is not met."""
    items: tuple[ItemOutcome, ...] = ()
    """The outcome of each item that people voted on, or of each option of a poll."""

    @property
    def rule(self) -> str:
        """The rule in words, with all its numbers."""
        return in_words(self.policy)


def outcome(
    proposal: Proposal, entries: Sequence[Entry], posters: frozenset[str], now: datetime
) -> Outcome:
    """Return the outcome at `now`; `entries` are the proposal's mails, in any order.

    A vote closes at its deadline, that moment included. An open-ended proposal is judged as
    if it closed now, and is never put off.
    """
    if proposal.recounted is not None:
        return judge(proposal, entries, posters, proposal.recounted, now)
    acts = acts_of(entries)
    while True:
        closing = closing_time(proposal, acts)
        judged = replace(proposal, policy=closing.policy)
        early = early_close(judged, entries, posters, closing, now)
        if early is not None:
            return _final(judged, early, count(judged, entries, posters, early))
        at = None if closing.at is None else min(closing.at, now)
        tally = count(judged, entries, posters, closing.at, at)
        if closing.cancelled:
            return _cancelled(judged, closing, tally)
        if closing.at is None:
            return _final(judged, None, tally)
        if now < closing.at:
            return _open(judged, closing.at, tally)
        due = put_off_due(judged, closing.at, tally)
        if due is None:
            return _final(judged, closing.at, tally)
        proposal = replace(proposal, put_offs=(*proposal.put_offs, due))


def judge(
    proposal: Proposal,
    entries: Sequence[Entry],
    posters: frozenset[str],
    closes: datetime,
    now: datetime,
) -> Outcome:
    """The outcome of a vote that closes for good at `closes`, whatever its mails and the
    rule say about that time.
    """
    found = (*acts_of(entries), *proposal.by_hand)
    acts = [act for act in found if act.verb is not Verb.CLOSES and act.order[1] <= closes]
    endless = replace(proposal, open_ended=True, deadline=None, put_offs=(), by_hand=())
    closing = closing_time(endless, acts)
    policy = closing.policy
    if policy.silence and policy.on_objection is OnObjection.VOTE:
        policy = _voted_on(proposal, entries, posters, closes).policy
    proposal = replace(proposal, policy=policy, put_offs=())
    tally = count(proposal, entries, posters, closes, min(closes, now))
    if closing.cancelled:
        return _cancelled(proposal, replace(closing, at=closes), tally)
    return _open(proposal, closes, tally) if now < closes else _final(proposal, closes, tally)


def _voted_on(
    proposal: Proposal, entries: Sequence[Entry], posters: frozenset[str], closes: datetime
) -> Outcome:
    """How it stood just before a given close, when an objection may have put it to the vote."""
    windowed = replace(proposal, open_ended=False, recounted=None)
    return outcome(windowed, entries, posters, closes - timedelta.resolution)


def _open(proposal: Proposal, closes: datetime, tally: Tally) -> Outcome:
    policy = proposal.policy
    verdict = verdict_on(tally, policy)
    is_held = verdict.state is State.STOPPED
    return _outcome(
        proposal, closes, tally, State.OPEN, reason_while_open(tally, policy, is_held), held=is_held
    )


def _cancelled(proposal: Proposal, closing: Closing, tally: Tally) -> Outcome:
    assert closing.cancelled is not None
    verb = "withdrawn" if closing.cancelled.verb is Verb.WITHDRAW else "cancelled"
    return _outcome(proposal, closing.at, tally, State.CANCELLED, f"{verb} before the close")


def _final(proposal: Proposal, closes: datetime | None, tally: Tally) -> Outcome:
    policy = proposal.policy
    judged = settle(tally, policy)
    verdict, reason = judged.verdict, reason_with_items(judged, tally, policy)
    if policy.deadline_required and proposal.deadline is None:
        reason += " (the opening did not say when it closes)"
    settled = _outcome(proposal, closes, tally, verdict.state, reason)
    return replace(
        settled,
        too_few=verdict.too_few,
        lacks=verdict.lacks,
        items=judged.items,
        robust=robust_in_words(verdict, judged.doubts),
    )


def _outcome(
    proposal: Proposal,
    closes: datetime | None,
    tally: Tally,
    state: State,
    reason: str,
    held: bool = False,
) -> Outcome:
    advisory = proposal.policy.electorate is Electorate.ROSTER and not proposal.roster.members
    return Outcome(
        state=state,
        reason=f"{reason} (advisory: no roster)" if advisory else reason,
        closes=closes,
        put_offs=proposal.put_offs,
        tally=tally,
        policy=proposal.policy,
        held=held,
        advisory=advisory,
    )
