"""The parameters by which a class of proposals is decided.

A policy is a value, copied to the proposal when it opens.

`policies/outcome.py` applies the parameters; the preset file explains its numbers.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Electorate(StrEnum):
    """Whose votes are binding."""

    ROSTER = "roster"
    """Members of the roster; without a roster, people who posted to the list before the
    proposal opened (advisory).
    """
    EVERYONE = "everyone"


class Objection(StrEnum):
    """The effect of an explained, binding -1."""

    BLOCKS = "blocks"
    """It stands until withdrawn; one that stands at the deadline puts the close off once,
    then stops the proposal.
    """
    COUNTS = "counts"
    """It counts as one vote against."""


class Fractions(StrEnum):
    """How +0.5, -0.9 and ++1 are counted."""

    SIGN = "sign"
    """By their sign: +0.5 is one +1 in the counts; a value strictly between -1 and +1 never
    fills a threshold.
    """
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
    """True: passes unless somebody objects. False: passes if enough people say +1."""
    min_yes: int
    yes_gt_no: bool
    objection: Objection
    reason_required: bool
    """A -1 without a reason is held: no weight at the close (but it still holds a
    silence-passes class).
    """
    put_off: timedelta
    """How long an objection standing at the deadline puts the close off, once. Zero: never."""
    if_short: timedelta
    """How long too few +1 put the close off, once. Zero: never."""
    if_in_doubt: timedelta
    """How long doubts put the close off, once, if they could change the outcome. Zero: never."""
    words: bool
    """Whether votes in words are counted; otherwise they are only listed."""
    fractions: Fractions
    electorate: Electorate
    window: timedelta
    min_window: timedelta
    quiet_days: tuple[str, ...] = ()
    """"sat", "sun" and ISO dates: days that stop the clock of a silence-passes class."""
    grace: timedelta = timedelta(minutes=15)
    """How long the result waits after the close for mail that was sent in time and is still
    under way.
    """

    @property
    def id(self) -> str:
        """The name `--policy` takes: "ovirt:substantial"."""
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
    """Stands for them in digests; kept when an address of theirs was forgotten. "": the
    primary address does.
    """

    def is_one_on(self, day: date) -> bool:
        """Whether they are a member that day; the first and last day are included."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class Roster:
    """The people who may cast a binding vote; empty: there is no roster."""

    members: tuple[Member, ...] = ()

    def on(self, day: date) -> "Roster":
        """The members on that day."""
        return Roster(tuple(member for member in self.members if member.is_one_on(day)))

    def addresses(self, address: str) -> tuple[str, ...]:
        """All addresses of this address's person, the primary one first; only this one if
        nobody on the roster has it.
        """
        return next(
            (each.addresses for each in self.members if address in each.addresses), (address,)
        )

    def primary(self, address: str) -> str:
        """The person's primary address, or the address itself if nobody on the roster has it."""
        return self.addresses(address)[0]

    def holds(self, address: str) -> bool:
        """Whether the address is a member's."""
        return any(address in member.addresses for member in self.members)
