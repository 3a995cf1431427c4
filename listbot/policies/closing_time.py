"""When a proposal closes: the stated deadline, the list's windows, people's acts and the
put-offs, folded.

An act is in time if it was received before the close then in force, which acts received
earlier may have moved; the date a mail claims never counts. The acts in time are applied in
the order they were written, between one put-off and the next. So the result does not depend
on the order in which mails were processed. It never looks at votes and never fails: an act
that came too late, or asks for too early a close, changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import reduce

from listbot.model.policy import OnObjection, Policy
from listbot.model.proposal import Act, Entry, Proposal, PutOff, Verb, Why
from listbot.policies.windows import after
from listbot.votes.counting.turns import in_turn

MOST_TURNED = 50
"""How many acts of a proposal may be dated before others that came earlier; further ones
are taken as they came.
"""
_Order = tuple[datetime, datetime, str]
_NEVER: _Order = (datetime.min.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC), "")
_MOVE = (Verb.CANCEL, Verb.WITHDRAW, Verb.CLOSES, Verb.CLASS, Verb.AMEND)


@dataclass(frozen=True, slots=True)
class Closing:
    """The closing time in force, and how it came about."""

    at: datetime | None
    """None: open-ended, nothing is late."""
    policy: Policy
    """The rule in force: the opening's, or that of the class it was raised to."""
    earliest: datetime
    """The earliest close that the list's minimal window allows."""
    default: bool = False
    """The opening names no closing time: the list's default window applies."""
    replaced: datetime | None = None
    """The stated time, or the start of the announced day, that was too early and was replaced."""
    announces: bool = False
    """It closes at the start of a day for which the opening announces something; `quote`
    names that day.
    """
    assumed: str = ""
    """How we filled in what the stated time left open."""
    quote: str = ""
    """The words that gave the closing time."""
    cancelled: Act | None = None
    """The act that withdrew the proposal in time."""
    moves: int = 0
    """How often people have moved the close."""
    text: str = ""
    """The proposal's text, if it was amended."""


def closing_time(proposal: Proposal, acts: Iterable[Act]) -> Closing:
    """Fold the acts and the put-offs of a proposal into its closing time; `acts` are those of
    its mails, in any order. What was done by hand is bound by the same rule.
    """
    acts = (*acts, *proposal.by_hand)
    base = closing = _as_opened(proposal)
    put_offs = list(proposal.put_offs)
    timely, newest, turned = list[Act](), _NEVER, 0
    for act in sorted((act for act in acts if act.verb in _MOVE), key=_arrival):
        while put_offs and _is_late(act, closing):
            base = closing = _put_off(closing, put_offs.pop(0))
            timely, newest = [], _NEVER
        if _is_late(act, closing):
            continue
        if act.verb in (Verb.CANCEL, Verb.WITHDRAW):
            return replace(closing, cancelled=act)
        # Of two received in the same second, the second may answer the first.
        is_last = not timely or (act.order > newest and _received(act) > _received(timely[-1]))
        newest = max(newest, act.order)
        timely.append(act)
        if is_last or turned == MOST_TURNED:
            closing = _take(closing, act)
        else:
            closing, turned = reduce(_take, _in_order(proposal, timely), base), turned + 1
    return reduce(_put_off, put_offs, closing)


def _arrival(act: Act) -> tuple[datetime, _Order]:
    return _received(act), act.order


def _in_order(proposal: Proposal, acts: Iterable[Act]) -> list[Act]:
    """Acts in time, in the order their mails were written (`votes.counting.turns`).

    An act that answers an earlier one by the same writer follows it, if it was also
    received later.
    """
    found = sorted(acts, key=lambda act: act.order)
    people = [proposal.roster.primary(act.author) for act in found]
    last = {
        (who, act.order[-1]): index
        for index, (who, act) in enumerate(zip(people, found, strict=True))
    }
    follows = [
        {
            above
            for id in act.answers
            if (above := last.get((who, id), index)) != index
            and _received(found[above]) <= _received(act)
        }
        for index, (who, act) in enumerate(zip(people, found, strict=True))
    ]
    return [found[index] for index in in_turn([act.order for act in found], follows)]


def acts_of(entries: Iterable[Entry]) -> tuple[Act, ...]:
    """All acts in a thread's mails that reached us before the result."""
    return tuple(act for entry in entries if not entry.late_arrival for act in entry.acts)


def _as_opened(proposal: Proposal) -> Closing:
    policy, stated = proposal.policy, proposal.deadline
    earliest = after(proposal.opened, policy.min_window, policy)
    if stated and stated.at < earliest:
        return Closing(
            earliest,
            policy,
            earliest,
            replaced=stated.at,
            assumed=stated.assumed,
            quote=stated.quote,
        )
    if stated:
        return Closing(stated.at, policy, earliest, assumed=stated.assumed, quote=stated.quote)
    if proposal.open_ended:
        return Closing(None, policy, earliest)
    usual = Closing(after(proposal.opened, policy.window, policy), policy, earliest, default=True)
    return _before_the_act(proposal, usual) if policy.silence and proposal.announced else usual


def _before_the_act(proposal: Proposal, usual: Closing) -> Closing:
    """A call for lazy consensus ends before the announced act begins, or objections would
    come too late.
    """
    assert usual.at is not None
    assert proposal.announced is not None
    begins, quote = proposal.announced.begins, proposal.announced.quote
    if begins >= usual.at:
        return usual
    replaced = begins if begins < usual.earliest else None
    at = max(begins, usual.earliest)
    return replace(usual, at=at, default=False, replaced=replaced, announces=True, quote=quote)


def _received(act: Act) -> datetime:
    return act.order[1]


def _is_late(act: Act, closing: Closing) -> bool:
    return closing.at is not None and _received(act) > closing.at


def _put_off(closing: Closing, put_off: PutOff) -> Closing:
    """The rule only gives more time: a person may already have given more."""
    until = put_off.until
    policy = as_vote(closing.policy) if put_off.why is Why.VOTE else closing.policy
    return replace(closing, at=max(closing.at, until) if closing.at else until, policy=policy)


def as_vote(policy: Policy) -> Policy:
    """The rule of a class that passes by silence, once an objection has put it to the vote."""
    return replace(policy, silence=False, on_objection=OnObjection.STOP)


def _take(closing: Closing, act: Act) -> Closing:
    if act.verb is Verb.CLOSES and act.closes:
        return _move(act, act.closes, closing)
    # A class can be raised only once.
    if act.verb is Verb.CLASS and act.policy and closing.policy.silence:
        return _restart(act, act.policy, closing)
    return _amend(act, closing) if act.verb is Verb.AMEND else closing


def _amend(act: Act, closing: Closing) -> Closing:
    """Silence about the earlier text says nothing about another one: people get the shortest window
    again. Votes were cast, and stand; they move nothing.
    """
    same = act.text.split() == (closing.text or act.opening).split()
    closing = replace(closing, text=act.text)
    if same or not closing.policy.silence:
        return closing
    earliest = after(_received(act), closing.policy.min_window, closing.policy)
    closing = replace(closing, earliest=max(closing.earliest, earliest))
    if closing.at is None or closing.at >= earliest:
        return closing
    return replace(
        closing, at=earliest, default=False, replaced=None, announces=False, assumed="", quote=""
    )


def _move(act: Act, to: datetime, closing: Closing) -> Closing:
    """Never before the minimal window is over, never into the past, and only as often and in the
    direction that the rule allows.
    """
    if to < closing.earliest or to <= _received(act) or not may_move(closing, to):
        return closing
    moved = replace(closing, at=to, default=False, replaced=None, announces=False)
    return replace(moved, assumed="", quote=act.argument, moves=closing.moves + 1)


def may_move(closing: Closing, to: datetime) -> bool:
    """Whether the rule lets the close be moved to this time, whoever moves it."""
    policy = closing.policy
    if policy.extensions is not None and closing.moves >= policy.extensions:
        return False
    return policy.may_shorten or closing.at is None or to >= closing.at


def _restart(act: Act, policy: Policy, closing: Closing) -> Closing:
    """A raised class gets its whole window from now on; a later stated close stays."""
    earliest = after(_received(act), policy.min_window, policy)
    window = after(_received(act), policy.window, policy)
    return replace(
        closing,
        policy=policy,
        earliest=earliest,
        at=max(closing.at, window) if closing.at else None,
    )
