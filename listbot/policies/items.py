"""The outcome of each item of a proposal, and the approvals of each option of a poll. Pure.

A vote on the whole counts for each item that the same person did not vote on. Every item is judged
by the rule of the whole, as if it were a proposal of its own. Items exist as soon as somebody whose
vote counts names them; people without a vote make none. Never fails.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from listbot.model.policy import Choice, Policy
from listbot.model.proposal import State
from listbot.policies.reasons import reason_for
from listbot.policies.verdict import NO_DOUBTS, Doubts, Verdict, doubts_about, verdict_on
from listbot.votes.counting.counted import Tally, Vote, VoteStatus

MOST_ITEMS = 50
"""More are not judged, so that the cost stays linear in the number of votes."""

LONGEST_NAME = 60

_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """The outcome of one item, or of one option of a poll."""

    item: str
    state: State
    """As if closed now. An option of a poll only passes if the rule names a winner and it is the
    one.
    """
    reason: str
    tally: Tally
    """The votes that count for it; those on the whole among them."""


def items_of(tally: Tally, policy: Policy) -> tuple[ItemOutcome, ...]:
    """Return the items that votes name, in order. None in a class that passes by silence, where a
    vote against any part holds the whole.
    """
    if policy.silence:
        return ()
    found = dict.fromkeys(key_of(vote) for vote in tally.votes if _counts(vote) and vote.item)
    names = sorted(found, key=_order)[:MOST_ITEMS]
    tallies = {name: _tally_of(name, tally, policy) for name in names}
    if policy.choice is Choice.NONE:
        return tuple(_judged(name, each, policy) for name, each in tallies.items())
    return tuple(_options(tallies, policy))


@dataclass(frozen=True, slots=True)
class Settled:
    """What a tally comes to, as if closed now."""

    verdict: Verdict
    items: tuple[ItemOutcome, ...] = ()
    doubts: Doubts = NO_DOUBTS
    """The doubts about the whole; none where it is decided by its items."""


def settle(tally: Tally, policy: Policy) -> Settled:
    """Judge a proposal and its items. The votes on the whole decide, if there are any; otherwise it
    passes if every item does. A poll passes if it has a winner.
    """
    items = items_of(tally, policy)
    if policy.choice is Choice.NONE and (tally.counted or not items):
        verdict = verdict_on(tally, policy)
        return Settled(verdict, items, doubts_about(verdict, tally, policy))
    states = {item.state for item in items}
    is_passed = states == {State.PASSED}
    if policy.choice is not Choice.NONE:
        is_passed = State.PASSED in states
    if is_passed or State.STOPPED not in states:
        return Settled(Verdict(State.PASSED if is_passed else State.NOT_PASSED), items)
    return Settled(Verdict(State.STOPPED), items)


def decides_by_item(items: tuple[ItemOutcome, ...], tally: Tally, policy: Policy) -> bool:
    """Whether the votes on items decide, and not those on the whole."""
    return bool(items) and (policy.choice is not Choice.NONE or not tally.counted)


def objections_on_items(tally: Tally, policy: Policy) -> tuple[Vote, ...]:
    """Return the standing objections to single items, where the items decide."""
    items = items_of(tally, policy)
    if not decides_by_item(items, tally, policy):
        return ()
    open_on = {(item.item, vote) for item in items for vote in item.tally.objections}
    return tuple(
        vote
        for vote in tally.votes
        if vote.item is not None and (key_of(vote), replace(vote, item=None)) in open_on
    )


def reason_with_items(settled: Settled, tally: Tally, policy: Policy) -> str:
    """Return why a closed vote came out as it did, with the outcome of each item."""
    items = settled.items
    if policy.choice is not Choice.NONE:
        return _choice_in_words(items, policy)
    by_item = ", ".join(f"{item.item} {item.state}" for item in items)
    if items and not tally.counted:
        return f"decided by item: {by_item}"
    return reason_for(settled.verdict, tally, policy) + (f"; by item: {by_item}" if items else "")


def key_of(vote: Vote) -> str:
    """The item of a vote, the same for every way to write it."""
    shown = "".join(each if each.isprintable() else " " for each in vote.item or "")
    return " ".join(shown.split()).casefold()[:LONGEST_NAME]


def _choice_in_words(items: tuple[ItemOutcome, ...], policy: Policy) -> str:
    """Return the approvals of each option: "approvals: a 3, b 1; a has the most"."""
    counts = ", ".join(f"{item.item} {item.tally.yes}" for item in items) or "none"
    if policy.choice is Choice.APPROVALS:
        return f"approvals: {counts}; the rule names no winner"
    winner = next((item.item for item in items if item.state is State.PASSED), "no option")
    return f"approvals: {counts}; {winner} has the most"


def _judged(name: str, tally: Tally, policy: Policy) -> ItemOutcome:
    verdict = verdict_on(tally, policy)
    return ItemOutcome(name, verdict.state, reason_for(verdict, tally, policy), tally)


def _options(tallies: dict[str, Tally], policy: Policy) -> Iterator[ItemOutcome]:
    most = max((tally.yes for tally in tallies.values()), default=0)
    leading = [name for name, tally in tallies.items() if tally.yes == most]
    for name, tally in tallies.items():
        wins = policy.choice is Choice.MOST and leading == [name] and most > 0
        state = State.PASSED if wins else State.NOT_PASSED
        yield ItemOutcome(name, state, f"{tally.yes} approve", tally)


def _tally_of(name: str, tally: Tally, policy: Policy) -> Tally:
    """The tally of one item: each person's vote on it, else the one on the whole. Whoever says +1
    to a poll as a whole has not chosen.
    """
    on_it = [vote for vote in tally.votes if vote.item and key_of(vote) == name]
    voted = {vote.voter for vote in on_it if _counts(vote) or vote.status is VoteStatus.HELD}
    takes_whole = policy.choice is Choice.NONE
    on_whole = [vote for vote in tally.votes if vote.item is None and vote.voter not in voted]
    votes = (*on_it, *(on_whole if takes_whole else ()))
    on_item = tuple(replace(vote, item=None) for vote in votes)
    return Tally(on_item, (), electors=tally.electors)


def _counts(vote: Vote) -> bool:
    return vote.status is VoteStatus.COUNTED


def _order(name: str) -> tuple[bool, int, str]:
    """Numbers by their size, then names."""
    number = _NUMBER.search(name)
    return (number is None, int(number[0]) if number else 0, name)
