"""A team's own past votes beside listbot's count: what `listbot trial` shows.

A recount of the list's archive and the letters that a daemon would have sent in; each vote with the
result that a person stated, and every difference with the mails behind it, out. Pure, and never
fails. It judges nobody: it says what both counted, and leaves the reader to decide who was right.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from listbot.model.disposition import Disposition
from listbot.policies.stated_results import Difference, ToldResult
from listbot.recount.recount import ProposalCount, Recount
from listbot.votes.counting.counted import Unclear, Vote, VoteStatus


class Verdict(StrEnum):
    """How a person's result and listbot's count compare."""

    AGREES = "agrees"
    DIFFERS = "differs"
    ITEMS = "not compared"
    """The vote has several items, and nobody can tell which of them a number is about."""
    UNTOLD = "no result"
    """Nobody stated a result with numbers."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One side of a vote where the numbers differ, and everything that may explain it."""

    difference: Difference
    counted: tuple[Vote, ...]
    """What listbot counted on this side."""
    aside: tuple[Vote, ...]
    """What it saw on this side, and did not count."""
    doubts: tuple[Unclear, ...]
    """What it could not read as a vote, and may be one on this side."""

    @property
    def is_explained(self) -> bool:
        """Whether the mails that listbot saw and did not count can make up for all of it."""
        missing = self.difference.told - self.difference.ours
        return 0 < missing <= len(self.aside) + len(self.doubts)


@dataclass(frozen=True, slots=True)
class TrialVote:
    """One past vote."""

    count: ProposalCount
    verdict: Verdict
    told: ToldResult | None = None
    """The last result that a person stated."""
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter that a daemon would have sent."""

    kind: str
    to_list: bool
    made: datetime


@dataclass(frozen=True, slots=True)
class Month:
    """One calendar month of the list, in UTC."""

    name: str
    """2026-03"""
    mails: int
    posts: int
    """Letters to the list."""
    notes: int
    """Letters to single people."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A whole archive, tried."""

    votes: tuple[TrialVote, ...]
    """In the order they opened."""
    months: tuple[Month, ...]
    """From the first mail to the last, without gaps."""
    posts: tuple[tuple[str, int], ...]
    """Kind of letter and how many, to the list."""
    notes: tuple[tuple[str, int], ...]
    """The same for letters to single people."""
    mails: int
    unreadable: int

    def having(self, verdict: Verdict) -> tuple[TrialVote, ...]:
        """Return the votes that compare so."""
        return tuple(each for each in self.votes if each.verdict is verdict)

    @property
    def explained(self) -> int:
        """The number of votes whose differences may all be due to mails that are shown."""
        differ = self.having(Verdict.DIFFERS)
        return sum(all(gap.is_explained for gap in each.gaps) for each in differ)

    @property
    def compared(self) -> int:
        """The number of votes with a result to compare."""
        return len(self.having(Verdict.AGREES)) + len(self.having(Verdict.DIFFERS))


def try_out(counted: Recount, received: Sequence[datetime], letters: Iterable[SentLetter]) -> Trial:
    """Compare; `received` are the times of the archive's mails."""
    sent = list(letters)
    return Trial(
        votes=tuple(_vote(each) for each in counted.proposals),
        months=tuple(_months(received, sent)),
        posts=_kinds(each for each in sent if each.to_list),
        notes=_kinds(each for each in sent if not each.to_list),
        mails=len(received),
        unreadable=sum(each.disposition is Disposition.UNREADABLE for each in counted.mails),
    )


def _vote(count: ProposalCount) -> TrialVote:
    if not count.told:
        return TrialVote(count, Verdict.UNTOLD)
    told = count.told[-1]
    if any(vote.item is not None for vote in told.ours.tally.votes):
        return TrialVote(count, Verdict.ITEMS, told)
    gaps = tuple(_gap(each, told) for each in told.differences)
    return TrialVote(count, Verdict.DIFFERS if gaps else Verdict.AGREES, told, gaps)


def _gap(difference: Difference, told: ToldResult) -> Gap:
    tally = told.ours.tally
    votes = [vote for vote in tally.votes if side_of(vote) == difference.value]
    return Gap(
        difference,
        counted=tuple(vote for vote in votes if vote.is_summed),
        aside=tuple(
            vote
            for vote in votes
            if not vote.is_summed and vote.status is not VoteStatus.SUPERSEDED
        ),
        doubts=tuple(each for each in tally.unclear if each.is_open and _may_be(each, difference)),
    )


def side_of(vote: Vote) -> str:
    """Return the side a vote is on: "+1", "0" or "-1"."""
    return "+1" if vote.weight > 0 else "-1" if vote.weight < 0 else "0"


def _may_be(doubt: Unclear, difference: Difference) -> bool:
    return doubt.value is None or doubt.value[:1] == difference.value[:1]


def _kinds(letters: Iterable[SentLetter]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(each.kind for each in letters).items(), key=_by_number))


def _by_number(found: tuple[str, int]) -> tuple[int, str]:
    """Sort M2 before M13."""
    return int(found[0][1:]), found[0]


def _months(received: Sequence[datetime], letters: Sequence[SentLetter]) -> Iterator[Month]:
    if not received:
        return
    mails = Counter(map(month_of, received))
    posts = Counter(month_of(each.made) for each in letters if each.to_list)
    notes = Counter(month_of(each.made) for each in letters if not each.to_list)
    name, last = min(mails), max(mails)
    while name <= last:
        yield Month(name, mails[name], posts[name], notes[name])
        name = _next(name)


def month_of(moment: datetime) -> str:
    """Return the month of a time in UTC, as it sorts."""
    return f"{moment:%Y-%m}"


def _next(name: str) -> str:
    year, month = int(name[:4]), int(name[5:])
    return f"{year + month // 12:04}-{month % 12 + 1:02}"
