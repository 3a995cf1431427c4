"""The parameters a class of proposals is decided by.

A policy is a value: snapshotted on the proposal when it opens.

What each parameter does stands in `rules.py`; where its numbers come from stands in the preset
file.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Electorate(StrEnum):
    """Who is binding."""

    ROSTER = "roster"
    """The roster; without one, people who posted to the list before the proposal opened (advisory).
    """
    EVERYONE = "everyone"


class Objection(StrEnum):
    """What an explained, binding -1 does."""

    BLOCKS = "blocks"
    """It stands until withdrawn; one that stands at the deadline puts the close off once, then
    stops the proposal."""
    COUNTS = "counts"
    """It is one vote against."""


class Fractions(StrEnum):
    """How +0.5, -0.9 and ++1 are counted."""

    SIGN = "sign"
    """By their sign: +0.5 is one +1 in the counts; what lies strictly between -1 and +1 never fills
    a threshold."""
    SUM = "sum"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Policy:
    """The rule of one class."""

    preset: str
    name: str
    """The class: "substantial", "minor"."""
    tags: tuple[str, ...]
    """Subject tags that open this class, upper case: "VOTE", "PROPOSAL"."""
    silence: bool
    """True: passes unless somebody objects. False: passes when enough people say +1."""
    min_yes: int
    yes_gt_no: bool
    objection: Objection
    reason_required: bool
    """A -1 without a reason is held: no weight at the close (silence-passes classes are held by it
    all the same)."""
    put_off: timedelta
    """How long the close is put off, once, by an objection that stands at the deadline. Zero:
    never.
    """
    if_short: timedelta
    """How long the close is put off, once, if only the number of +1 is short. Zero: never."""
    if_in_doubt: timedelta
    """How long the close is put off, once, if the doubts, all taken against the outcome, would
    change it. Zero: never."""
    words: bool
    """Whether votes in words are counted; otherwise they are listed as seen."""
    fractions: Fractions
    electorate: Electorate
    window: timedelta
    min_window: timedelta
    quiet_days: tuple[str, ...] = ()
    """"sat", "sun" and ISO dates: days that stop the clock of a silence-passes class."""
    grace: timedelta = timedelta(minutes=15)
    """How long after the close the result waits, for mail that was sent in time and is still on its
    way.
    """

    @property
    def id(self) -> str:
        """As `--policy` names it: "ovirt:substantial"."""
        return f"{self.preset}:{self.name}"


@dataclass(frozen=True, slots=True)
class Member:
    """A person on the roster."""

    name: str
    addresses: tuple[str, ...]
    """The first is the primary one: the voter's name in tallies."""
    since: date | None = None
    until: date | None = None
    mark: str = ""
    """What stands for them in digests, kept when an address of theirs was forgotten; "": the
    primary address does.
    """

    def is_one_on(self, day: date) -> bool:
        """Whether they are a member that day, the first and the last one included."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class Roster:
    """Who may cast a binding vote; empty: there is none."""

    members: tuple[Member, ...] = ()

    def on(self, day: date) -> "Roster":
        """Those who are members that day."""
        return Roster(tuple(member for member in self.members if member.is_one_on(day)))

    def addresses(self, address: str) -> tuple[str, ...]:
        """All addresses of the person whose address this is, the primary one first; it alone, if it
        is nobody's on the roster."""
        return next(
            (each.addresses for each in self.members if address in each.addresses), (address,)
        )

    def primary(self, address: str) -> str:
        """The person's primary address, or the address itself if it is nobody's on the roster."""
        return self.addresses(address)[0]

    def holds(self, address: str) -> bool:
        """Whether the address is a member's."""
        return any(address in member.addresses for member in self.members)
