"""Decide which of a person's votes stands: everything one person said about a proposal in,
the fate of each saying out.

The last valid cast stands, but nothing is replaced by something less certain. A saying is
`strong` if its mail reaches the list's identity level (below it, anybody could have written
it) and `firm` if it is a number, or words that the policy counts. A vague "fine, I guess"
does not undo a -1; it is listed beside it. A withdrawal is always firm: people take a vote
back in words.

A weak saying ends nothing, not even another weak one, and no vote was "changed from" it. A
later strong saying ends it: its writer has spoken since.

Other people's votes never matter here. Never fails.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from listbot.model.proposal import Entry
from listbot.model.reading import Cast, CastKind, Doubt, number


class EndOfVote(StrEnum):
    """How a vote or a doubt ended before the close."""

    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Saying:
    """One cast or one doubt of a person."""

    entry: Entry
    what: Cast | Doubt
    strong: bool
    firm: bool
    turn: int = 0
    """The place of its mail among all mails of the proposal."""

    @property
    def withdraws(self) -> bool:
        """Whether it takes votes back."""
        return isinstance(self.what, Cast) and self.what.kind is CastKind.WITHDRAW

    @property
    def track(self) -> "Track":
        """The key that alone decides what it may replace, and be replaced by."""
        if isinstance(self.what, Doubt):
            return Track(self.strong, firm=False, doubt=True, item=None)
        return Track(self.strong, self.firm, doubt=False, item=self.what.item)


@dataclass(frozen=True, slots=True)
class Track:
    """The sayings of one kind about one thing; at most one strong saying per track stands."""

    strong: bool
    firm: bool
    doubt: bool
    item: str | None


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a saying."""

    end: EndOfVote | None = None
    """None: it stands."""
    changed_from: str | None = None
    """The value of the vote it replaced, if different."""


def follow(sayings: Sequence[Saying]) -> tuple[Fate, ...]:
    """The fate of each saying of one person; they come in order, without late ones."""
    standing: dict[Track, list[int]] = {}
    ends: dict[int, EndOfVote] = {}
    changes: dict[int, str] = {}
    for index, saying in enumerate(sayings):
        reached = tuple(_reach(saying, standing)) if saying.strong else ()
        for ended in sorted(each for track in reached for each in standing.pop(track)):
            ends[ended] = EndOfVote.WITHDRAWN if saying.withdraws else EndOfVote.SUPERSEDED
            before = _changed(sayings[ended], saying)
            if before:
                changes[index] = before
        if not saying.withdraws:
            standing.setdefault(saying.track, []).append(index)
    return tuple(Fate(ends.get(index), changes.get(index)) for index in range(len(sayings)))


def _reach(saying: Saying, standing: Collection[Track]) -> Iterator[Track]:
    """The tracks whose standing sayings end with this strong one."""
    own = saying.track
    if saying.withdraws and own.item is None:
        yield from standing
        return
    for strong in (False, True):
        candidates = [Track(strong, firm=False, doubt=True, item=None)]
        if not own.doubt:
            candidates += [
                Track(strong, firm, doubt=False, item=own.item) for firm in {False, own.firm}
            ]
        yield from (track for track in candidates if track in standing)


def _changed(before: Saying, after: Saying) -> str | None:
    """The earlier value, if a vote replaced one of the same person with a different number."""
    if not before.strong:
        return None
    if not isinstance(before.what, Cast) or not isinstance(after.what, Cast):
        return None
    if before.what.value is None or after.what.value is None:
        return None
    return before.what.value if number(before.what.value) != number(after.what.value) else None
