"""Compare a result that a person stated with our tally of the same moment. Pure; changes
neither.

We compare numbers with what they count, as `votes.reading.told` finds them, and only for
the proposal as a whole. The moment is when the result was received, or the close if that
was earlier: neither side includes later votes. A person who does not say "binding" may have
counted binding votes or everybody's, and if a result states several counts for one side,
one match is enough. So every reported difference is real, but some are missed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from listbot.model.proposal import Entry, Proposal
from listbot.model.reading import Told
from listbot.policies.outcome import Outcome, judge, outcome
from listbot.votes.counting.counted import Tally, Vote, VoteStatus

SIDES = ("+1", "0", "-1")


@dataclass(frozen=True, slots=True)
class Difference:
    """One side of a vote that a person counted differently."""

    value: str
    """ "+1", "0" or "-1"."""
    told: int
    binding: bool | None
    """As in `Told`."""
    quote: str
    ours: int
    """Binding votes that we count."""
    not_binding: int


@dataclass(frozen=True, slots=True)
class ToldResult:
    """A result that a person stated, and our count as of then."""

    entry: Entry
    ours: Outcome
    """As if the vote had closed at that moment."""
    differences: tuple[Difference, ...]


def told_results(
    proposal: Proposal, entries: Sequence[Entry], posters: frozenset[str]
) -> tuple[ToldResult, ...]:
    """Return every result with numbers among a proposal's mails, in order."""
    telling = sorted((entry for entry in entries if entry.told), key=lambda entry: entry.order)
    return tuple(_compared(entry, proposal, entries, posters) for entry in telling)


def _compared(
    entry: Entry, proposal: Proposal, entries: Sequence[Entry], posters: frozenset[str]
) -> ToldResult:
    known = [each for each in entries if each.received <= entry.received]
    closes = outcome(proposal, known, posters, entry.received).closes
    at = entry.received if closes is None else min(entry.received, closes)
    ours = judge(proposal, known, posters, at, at)
    return ToldResult(entry, ours, tuple(_differences(entry.told, ours.tally)))


def _differences(told: Sequence[Told], tally: Tally) -> Iterator[Difference]:
    if any(vote.item is not None for vote in tally.votes):
        return  # we cannot tell which item a number is about
    for value in SIDES:
        stated = [each for each in told if each.value == value]
        ours = sum(_side(vote) == value for vote in tally.counted)
        others = sum(_side(vote) == value for vote in tally.votes if _is_aside(vote))
        if stated and not any(_agrees(each, ours, others) for each in stated):
            first = stated[0]
            yield Difference(value, first.count, first.binding, first.quote, ours, others)


def _is_aside(vote: Vote) -> bool:
    """Whether it stands uncounted although a person counting may see no reason to leave it out."""
    return vote.status is VoteStatus.NOT_BINDING or (
        vote.status is VoteStatus.UNVERIFIED and not vote.is_answered
    )


def _agrees(told: Told, ours: int, others: int) -> bool:
    if told.binding is None:
        return told.count in (ours, ours + others)
    return told.count == (ours if told.binding else others)


def _side(vote: Vote) -> str:
    return "+1" if vote.weight > 0 else "-1" if vote.weight < 0 else "0"
