"""The values of a count: what became of each vote and each unclear reply, and the sums.

Nothing here counts; `tally.count` makes these values. Every type is frozen, and all sums
are computed from the votes on request, so that a number cannot disagree with its list.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from listbot.votes.counting.amendments import Amendment


class VoteStatus(StrEnum):
    """What became of a vote."""

    COUNTED = "counted"
    HELD = "held"
    """A -1 without a reason: no weight at the close."""
    LATE = "late"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    NOT_BINDING = "not binding"
    IN_WORDS = "in words"
    """Listed but not counted: the policy counts numbers only."""
    UNVERIFIED = "unverified"
    """Below the list's identity level: anybody could have written it. It counts nowhere and
    changes no other vote.
    """


@dataclass(frozen=True, slots=True)
class Vote:
    """One cast and what became of it."""

    voter: str
    """The person's primary address on the roster, else the address it was sent from."""
    name: str
    value: str
    """As written: "+1", "-0.9"."""
    weight: Fraction
    """From -1 to 1: "+1000" is one vote."""
    item: str | None
    binding: bool
    mail: str
    quote: str
    explained: bool | None
    """For a value below zero: whether we know its reason, from this mail or a later one."""
    in_words: bool
    received: datetime
    level: str
    status: VoteStatus
    changed_from: str | None
    """The value it replaced, if different."""
    is_doubtful: bool
    """It stands, and would be binding if it were a number and certainly its writer's."""
    is_unverified: bool = False
    """Its mail is below the list's identity level, in time or late."""
    is_answered: bool = False
    """It is unverified, and its writer has since spoken in a mail that is certainly theirs."""
    text: str = ""
    """Message-ID of the amendment whose text it is about; "": the opening's text."""
    is_outdated: bool = False
    """The text was amended after it was written. It stands all the same."""
    may_object: bool = True
    """The rule lets its writer object, and the objection has not lapsed."""
    known_by: str = ""
    """In words, what proves who wrote it, or why nothing does; "" where nobody asks."""

    @property
    def is_summed(self) -> bool:
        """Whether the sums count it: it stands, is binding, and is on the proposal as a whole."""
        return self.status is VoteStatus.COUNTED and self.item is None


@dataclass(frozen=True, slots=True)
class Lift:
    """Who said that a doubt is not an objection."""

    mail: str
    """Message-ID."""
    name: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words that may be a vote but cannot be tallied."""

    voter: str
    mail: str
    quote: str
    reason: str
    value: str | None
    """The value it would have without the doubt, if there is one."""
    is_admitted: bool
    """Whether the writer may cast a binding vote."""
    is_open: bool
    """It is the person's last word in time: no clear vote and no withdrawal came after it."""
    is_unverified: bool = False
    """Its mail is below the list's identity level."""
    lift: Lift | None = None
    """A member has said on the list that it is not an objection."""
    may_object: bool = True
    """The rule lets its writer object."""


@dataclass(frozen=True, slots=True)
class Electors:
    """Who could vote, and who is an active voter, as far as that is known."""

    eligible: int | None = None
    """How many may cast a binding vote; None: not known."""
    active: frozenset[str] | None = None
    """The marks of the active voters, those who vote now among them; None: not known."""


@dataclass(frozen=True, slots=True)
class Tally:
    """All votes of a proposal in the order they were cast, late ones last, and everything
    that could not be tallied.
    """

    votes: tuple[Vote, ...]
    unclear: tuple[Unclear, ...]
    amendments: tuple[Amendment, ...] = ()
    """What changed the text, in order; the last one has the text in force at the close."""
    electors: Electors = Electors()

    @property
    def counted(self) -> tuple[Vote, ...]:
        """Binding standing votes on the proposal as a whole, the ones that fill thresholds."""
        return tuple(vote for vote in self.votes if vote.is_summed)

    @property
    def yes(self) -> int:
        """Votes in favour, by their sign."""
        return sum(vote.weight > 0 for vote in self.counted)

    @property
    def zero(self) -> int:
        """Abstentions."""
        return sum(vote.weight == 0 for vote in self.counted)

    @property
    def no(self) -> int:
        """Votes against, by their sign; a held one, without a reason, is not among them."""
        return sum(vote.weight < 0 for vote in self.counted)

    @property
    def objections(self) -> tuple[Vote, ...]:
        """Standing objections: whole, binding -1 with a reason. A -0.9 is a vote against,
        not an objection. Where anyone may object, a reasoned -1 need not be binding.
        """
        return tuple(
            vote
            for vote in self.votes
            if vote.weight <= -1 and vote.item is None and vote.may_object and _stands(vote)
        )

    @property
    def held(self) -> tuple[Vote, ...]:
        """-1 whose reason is still missing."""
        return tuple(vote for vote in self.votes if vote.status is VoteStatus.HELD)

    @property
    def doubts(self) -> tuple[Unclear, ...]:
        """Unclear replies that are the last word of somebody who may cast a binding vote."""
        return tuple(doubt for doubt in self.unclear if doubt.is_open and doubt.is_admitted)

    @property
    def dissent(self) -> tuple[Vote, ...]:
        """Everything that breaks a silence: anybody's standing vote against, with or
        without a number, a reason or a right to vote, and on any item. An unverified one
        counts until its writer has certainly spoken.
        """
        broken = (
            VoteStatus.COUNTED,
            VoteStatus.HELD,
            VoteStatus.NOT_BINDING,
            VoteStatus.IN_WORDS,
            VoteStatus.UNVERIFIED,
        )
        against = (vote for vote in self.votes if vote.weight < 0 and not vote.is_answered)
        return tuple(vote for vote in against if vote.status in broken and vote.may_object)

    @property
    def unanswered(self) -> tuple[Unclear, ...]:
        """Anybody's open unclear replies, which also break a silence, unless a member has said
        that they are not an objection.
        """
        return tuple(
            doubt
            for doubt in self.unclear
            if doubt.is_open and doubt.may_object and doubt.lift is None
        )

    @property
    def lifted(self) -> tuple[Unclear, ...]:
        """Open unclear replies that a member has said are not an objection."""
        return tuple(doubt for doubt in self.unclear if doubt.is_open and doubt.lift is not None)


def _stands(vote: Vote) -> bool:
    """Whether a -1 stands as an objection: counted, or not binding but explained."""
    is_explained_aside = vote.status is VoteStatus.NOT_BINDING and vote.explained is True
    return vote.status is VoteStatus.COUNTED or is_explained_aside
