"""Decides what is done to a vote by hand: by an operator, or by a member who confirmed it. Pure.

It cannot do what the rule forbids: the close moves only within the windows that the rule gives, a
withdrawn vote decides nothing, and a closed vote can only be counted again. The list is always
told, with the reason. A refusal changes nothing and says why.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from listbot.letters.facts.by_hand import ChangedLine
from listbot.letters.units import when
from listbot.mail import Mail, Unreadable
from listbot.mail.wire.subjects import base_subject
from listbot.model.case import Case, OpenCase
from listbot.model.decision import MailDecision, MomentDecision
from listbot.model.desk_case import DeskCase
from listbot.model.disposition import Disposition
from listbot.model.inputs import VoteInput, VoteVerb
from listbot.model.policy import Policy, Who
from listbot.model.proposal import Act, Proposal, State, Verb
from listbot.model.reading import Deadline, Opening, ThreadView
from listbot.policies.closing_time import Closing, acts_of, closing_time
from listbot.policies.outcome import Outcome, judge, outcome
from listbot.policies.windows import after
from listbot.proposals.entries import entry_of
from listbot.proposals.letters import orders, results
from listbot.proposals.proposed import proposed
from listbot.proposals.reminders import moments_of, wake_at
from listbot.votes.opening.deadlines import find_deadline, parse_time
from listbot.votes.reading.reading import read_votes

BY_OPERATOR = "an operator of listbot"
AT_ONCE = timedelta(minutes=1)  # "close" without a time: the next minute


def moved_by_hand(case: OpenCase, asked: VoteInput) -> MomentDecision | str:
    """Return what `extend`, `close` or `withdraw` changes about an open vote, or why nothing."""
    proposal = case.proposal
    name = f"V-{proposal.number}"
    if proposal.state is not State.OPEN:
        return f"{name} is already {proposal.state}; it can be counted again or proposed again"
    before = closing_time(proposal, acts_of(case.entries))
    assert before.at is not None
    if before.cancelled or asked.at > before.at:
        return f"{name} has closed; its result comes within minutes"
    if asked.verb is VoteVerb.WITHDRAW:
        return _withdrawn(case, asked)
    if before.policy.extenders is Who.NOBODY:
        return f"the rule lets nobody move the close of {name}; it can be withdrawn"
    to = _asked_close(asked)
    if isinstance(to, str):
        return to
    if asked.verb is VoteVerb.EXTEND and to <= before.at:
        return f"{name} closes {when(before.at)}, and {when(to)} is not later"
    if asked.verb is VoteVerb.CLOSE and to >= before.at:
        return f"{name} closes {when(before.at)}, and {when(to)} is not earlier"
    return _moved(case, asked, before, to)


def _withdrawn(case: OpenCase, asked: VoteInput) -> MomentDecision:
    act = _act(Verb.WITHDRAW, asked)
    due = case.proposal.opened  # The next tick posts the short note.
    return MomentDecision(f"withdrawn by {act.by}: {asked.reason}", due=due, by_hand=act)


def _asked_close(asked: VoteInput) -> datetime | str:
    if not asked.argument:
        return (asked.at + AT_ONCE).replace(second=0, microsecond=0) + AT_ONCE
    read = parse_time(asked.argument, asked.at)
    return f"this time cannot be used: {read}" if isinstance(read, str) else read.at


def _moved(case: OpenCase, asked: VoteInput, before: Closing, to: datetime) -> MomentDecision | str:
    proposal, act = case.proposal, _act(Verb.CLOSES, asked, to)
    moved = replace(proposal, by_hand=(*proposal.by_hand, act))
    closing = closing_time(moved, acts_of(case.entries))
    if closing.at != to:
        least = f": people have at least until {when(before.earliest)}"
        why = least if to < before.earliest else ""
        return f"the rule does not let V-{proposal.number} close {when(to)}{why}"
    closes, due = moments_of(moved, closing)
    letters = () if proposal.history else (orders.moved_by_hand(proposal, closing, act),)
    why = f"the close was moved to {when(to)} by {act.by}: {asked.reason}"
    return MomentDecision(why, closes=closes, due=due, letters=letters, by_hand=act)


def _act(verb: Verb, asked: VoteInput, closes: datetime | None = None) -> Act:
    return Act(
        verb,
        asked.who,
        (asked.at, asked.at, asked.mail),
        asked.argument,
        closes=closes,
        by=asked.by or BY_OPERATOR,
        reason=asked.reason,
    )


def why_no_recount(case: OpenCase) -> str:
    """Return why a vote cannot be counted again, or ""."""
    if case.proposal.state is State.OPEN:
        return f"V-{case.proposal.number} is open; there is no result to count again"
    if case.proposal.state is State.CANCELLED:
        return f"V-{case.proposal.number} was withdrawn, and nothing was decided"
    return ""


def recounted(
    was: OpenCase, case: OpenCase, asked: VoteInput, closes: datetime, replaces: str
) -> MomentDecision:
    """Return what a recount changes: `was` is the vote as it was counted, `case` has its mails as
    they are read now. Its close is final, and no mail after it counts.

    `replaces` is the Message-ID of the result that it corrects.
    """
    before = outcome(was.proposal, was.entries, was.posters, asked.at)
    counted = judge(case.proposal, case.entries, case.posters, closes, asked.at)
    changes = tuple(_changes(before, counted))
    by = asked.by or BY_OPERATOR
    if counted.state is was.proposal.state and not changes:
        why = f"counted again by {by}, with the same result: {counted.reason}"
        post_at = case.proposal.post_at
        return MomentDecision(
            why, outcome=counted.state, closes=closes, recounted=True, post_at=post_at
        )
    letter = results.corrected(case, counted, asked, by, changes, replaces)
    return MomentDecision(
        counted.reason,
        outcome=counted.state,
        closes=closes,
        letters=() if case.proposal.history else (letter,),
        recounted=True,
    )


def _changes(before: Outcome, now: Outcome) -> Iterator[ChangedLine]:
    """Yield the votes that are counted otherwise than before, in the order of their mails."""
    earlier = {(vote.mail, vote.item, vote.value, vote.voter): vote for vote in before.tally.votes}
    for vote in now.tally.votes:
        key = (vote.mail, vote.item, vote.value, vote.voter)
        was = earlier.pop(key, None)
        if was is None or was.status is not vote.status:
            yield ChangedLine(
                vote.value,
                vote.name or vote.voter,
                vote.mail,
                was.status if was else "",
                vote.status,
            )
    for vote in earlier.values():
        yield ChangedLine(vote.value, vote.name or vote.voter, vote.mail, vote.status, "")


def adopted(
    mail: Mail | Unreadable, case: Case | DeskCase, asked: VoteInput, number: int
) -> MailDecision | str:
    """Return the proposal that an untagged mail becomes, or why it cannot.

    Votes so far count, but it closes only after people had the rule's shortest window from now
    on, as only now they are told. Untagged mail never passes by silence.
    """
    if isinstance(mail, Unreadable) or isinstance(case, DeskCase):
        return "this mail cannot be a proposal"
    if case.proposal is not None:
        return f"this mail already belongs to V-{case.proposal.number}"
    if not case.rules.binds(mail.author.level) or mail.automatic is not None:
        return "it is not certain enough who wrote this mail"
    policy = _class_of(case, asked.argument)
    if policy is None:
        names = ", ".join(each.name for each in case.rules.policies if not each.silence)
        return f"a mail can be adopted as: {names or 'no class'}"
    proposal = _adopted(mail, case, asked, number, policy)
    reading = read_votes(mail, ThreadView(title=proposal.title, proposer=mail.author.address))
    closing = closing_time(proposal, ())
    assert closing.at is not None
    by = asked.by or BY_OPERATOR
    letter = orders.adopted(mail, proposal, closing, by, asked.reason)
    return MailDecision(
        Disposition.OPENS,
        f"opens V-{number} under {policy.id}: adopted by {by}: {asked.reason}",
        reading,
        opens=proposal,
        entry=entry_of(mail, reading, proposes=True),
        closes=closing.at,
        due=wake_at(proposal, closing),
        letters=() if proposal.history else (letter,),
    )


def _class_of(case: Case, name: str) -> Policy | None:
    found = (each for each in case.rules.policies if not each.silence)
    return next((each for each in found if name.casefold() in ("", each.name.casefold())), None)


def _adopted(mail: Mail, case: Case, asked: VoteInput, number: int, policy: Policy) -> Proposal:
    stated = find_deadline(mail, mail.effective)
    least = after(asked.at, policy.min_window, policy)
    if stated is None or stated.at < least:
        stated = Deadline(max(least, after(asked.at, policy.window, policy)), "")
    live = case.rules.live_since
    return replace(
        proposed(mail, case, Opening("", base_subject(mail.subject), stated), policy),
        number=number,
        history=live is None or asked.at < live,
    )
