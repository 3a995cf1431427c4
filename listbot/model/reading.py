"""The values of the votes package: what one mail says about a proposal.

A `Cast` is one reading of a vote in one mail, with the line that shows it. A mail without a
vote has a reason, too: absent, refused and unknown are kept apart.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from listbot.mail.body.command_lines import CommandLine
from listbot.model.disposition import Disposition
from listbot.model.earlier import EarlierText


class CastKind(StrEnum):
    """A vote, or its withdrawal."""

    VOTE = "vote"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Cast:
    """One reading of a vote in one mail."""

    kind: CastKind
    value: str | None
    """ASCII, as written except for lookalike characters: "+1", "-0.9", "++1", "0"; None for
    a withdrawal. Matches [+-]{0,2}[0-9.]+ . A vote in words is "+1", "0" or "-1".
    """
    quote: str
    """The line of the mail that shows it, trimmed, at most 200 characters."""
    line: int
    """Its number in the body, from 1."""
    item: str | None = None
    """The item voted on, in a mail with several: "1", "A"."""
    in_words: bool = False
    """True if there is no number: "I agree", "please don't"."""
    claims_binding: bool | None = None
    """The voter's own claim: "(binding)" True, "(non-binding)" False, else None. Checked
    against the roster.
    """
    explained: bool | None = None
    """For a value below zero: whether the same mail gives a reason or a link. Otherwise None."""

    @property
    def is_against(self) -> bool:
        """Whether it is a vote against."""
        return self.kind is CastKind.VOTE and self.value is not None and number(self.value) < 0

    @property
    def is_bare(self) -> bool:
        """Whether it is a vote against whose mail gives no reason."""
        return self.is_against and not self.explained


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that may be a vote but cannot be tallied: a condition, "+1 or +0", two
    contradicting values.
    """

    quote: str
    line: int
    reason: str
    """In words: "a condition cannot be tallied"."""
    value: str | None = None
    """The value it would have without the doubt, if there is one."""


class Parent(StrEnum):
    """What the parent mail says, if that changes how an answer is read."""

    UNKNOWN = "unknown"
    VOTES = "votes"
    AGAINST = "against"
    """It votes against: who agrees with it is against, too."""
    TALKS = "talks"
    """It is neither the opening nor a vote."""
    ASKS = "asks"
    """It only asks, in a call for silence: an answer to it may also speak to the proposal."""
    AGREES = "agrees"
    """It agrees with a remark inside the thread: a +1 below it probably does, too."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A closing time found in a mail."""

    at: datetime
    """UTC."""
    quote: str
    """The words it was read from."""
    assumed: str = ""
    """How we filled in what the words left open, for the letter M1: "no time of day: end of
    that day in UTC".
    """


@dataclass(frozen=True, slots=True)
class Announced:
    """A day on which a proposal announces to act; never its closing time."""

    begins: datetime
    """The beginning of that day, UTC."""
    quote: str
    """The words it was read from."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A subject that opens a proposal."""

    tag: str
    """The tag that decided the class, upper case, without brackets: "VOTE", "LAZY"."""
    title: str
    """The subject without reply prefixes, list prefix and tags; otherwise as written."""
    deadline: Deadline | None = None
    unread: str = ""
    """Words about closing that name a time in an ambiguous way, if no other time was found."""
    announced: Announced | None = None
    """The day it announces an act for, if it names no closing time."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one mail says, read alone with what is known of its thread. Never depends
    on other mails' casts.
    """

    disposition: Disposition
    why: str
    """In words, for `explain` and the log."""
    casts: tuple[Cast, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    opening: Opening | None = None
    commands: tuple[CommandLine, ...] = ()
    reasoned: bool = False
    """Whether the own words contain a sentence or a link that can explain an earlier -1."""
    agrees: bool = False
    """It agrees, or may agree, with a remark inside the thread and says nothing else about
    the proposal.
    """
    asks: bool = False
    """In a call for silence: it holds nothing but questions, and none that may object."""
    is_content: bool = False
    """Its writer is content with a lazy-consensus proposal, without voting."""


@dataclass(frozen=True, slots=True)
class ThreadView:
    """What the reader may know about a mail's thread. All optional; knowing less never
    invents a vote.
    """

    title: str | None = None
    """The proposal's title; None if the mail belongs to no proposal."""
    proposer: str | None = None
    answers_opening: bool = True
    """False if the mail's parent is known and is not the opening mail: an answer to a side
    question.
    """
    earlier_lines: frozenset[str] = frozenset()
    """Lines of the opening mail, of the parent and of our letters, white space folded: repeated
    unquoted, they are not own words."""
    earlier_texts: tuple[EarlierText, ...] = ()
    """The same mails as texts, but for those whose author was forgotten: eight words in a row that
    stand in one are repeated."""
    parent: Parent = Parent.UNKNOWN
    """What the parent says, if it is known and is not the opening mail."""
    silent: bool = False
    """The proposal passes by silence: any answer may break it."""
    proposer_name: str = ""
    opens: bool = False
    """It is the opening itself: a row of values in it explains what votes mean."""


@lru_cache(maxsize=256)  # people write a dozen values; each is parsed several times per mail
def number(value: str) -> Fraction:
    """The value of a cast as a number: "++1" -> 1, "-0.9" -> -9/10."""
    sign = -1 if value.startswith("-") else 1
    return sign * Fraction(value.lstrip("+-").rstrip(".") or "0")


@dataclass(frozen=True, slots=True)
class Told:
    """One count in a stated result."""

    value: str
    """"+1", "0" or "-1"; fractions by their sign."""
    count: int
    binding: bool | None
    """Whether it claims to count binding votes or non-binding ones; None if it does not say."""
    quote: str
    """The line that shows it."""
    line: int
    """That line's number."""
