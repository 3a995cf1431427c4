"""A proposal and what people do to it: its outcome, its acts, its mails as a tally needs them. Only
values.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from listbot.mail import Level
from listbot.model.policy import Policy, Roster
from listbot.model.reading import Announced, Cast, Deadline, Doubt, Parent, Told


class State(StrEnum):
    """The outcome of a proposal."""

    OPEN = "open"
    PASSED = "passed"
    NOT_PASSED = "not passed"
    STOPPED = "stopped"
    CANCELLED = "cancelled"


class Why(StrEnum):
    """Why a close was put off."""

    OBJECTION = "objection"
    SHORT = "short"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class PutOff:
    """One time that the close was moved by the rule, never by a person."""

    why: Why
    at: datetime
    """The deadline that was put off."""
    until: datetime


class Verb(StrEnum):
    """What a person may do to a proposal by mail, apart from voting."""

    CLOSES = "closes"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"
    CLASS = "class"
    EXPLAINED = "explained"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Act:
    """One accepted act on a proposal."""

    verb: Verb
    author: str
    order: tuple[datetime, datetime, str]
    """As `Mail.order`: acts of one proposal are taken in this order, whatever order they were
    processed in.
    """
    argument: str = ""
    closes: datetime | None = None
    """For `closes`: the new closing time."""
    policy: Policy | None = None
    """For `class`: the new rule."""
    answers: tuple[str, ...] = ()
    """As `Entry.answers`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One mail of a proposal's thread, as far as the tally needs it."""

    mail: str
    """Message-ID."""
    author: str
    name: str
    level: Level
    effective: datetime
    received: datetime
    casts: tuple[Cast, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    acts: tuple[Act, ...] = ()
    reasoned: bool = False
    agrees: bool = False
    """It agrees, or may agree, with a remark inside the thread."""
    is_content: bool = False
    """Its writer is content: what they said before was no objection, if that was in doubt."""
    proposes: bool = False
    """True for the opening mail itself."""
    told: tuple[Told, ...] = ()
    """The counts it states, where a person states a result; they are compared, never counted."""
    late_arrival: bool = False
    """It reached us only after the result was out; it is shown, and changes nothing."""
    answers: tuple[str, ...] = ()
    """The Message-IDs it names, as `Mail.references`: it follows those of its own writer, whatever
    its clock says.
    """
    words: str = ""
    """The beginning of `Mail.words_digest`: tells two mails apart that came with one Message-ID in
    one second.
    """

    @property
    def order(self) -> tuple[datetime, datetime, str]:
        """As `Mail.order`: what a mail shows of its time by itself. `votes.counting.turns` puts
        mails in order.
        """
        return (self.effective, self.received, self.mail)

    @property
    def as_parent(self) -> Parent:
        """What an answer to this mail has to know of it."""
        if self.proposes:
            return Parent.UNKNOWN
        if self.casts:
            return Parent.VOTES
        return Parent.AGREES if self.agrees else Parent.TALKS


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a thread decides. Policy and roster are those of its opening (invariant 4)."""

    id: str
    """Message-ID of the opening mail."""
    number: int
    """V-31; 0 outside the store."""
    list: str
    proposer: str
    """Address as written in the opening mail."""
    proposer_name: str
    subject: str
    title: str
    opened: datetime
    """When the opening mail was received."""
    policy: Policy
    roster: Roster
    identity: Level
    """From which level on a vote is binding; UNVERIFIED means any."""
    deadline: Deadline | None = None
    """As stated in the opening mail."""
    announced: Announced | None = None
    """The day for which the opening mail announces something; a call for silence closes before it.
    """
    unread: str = ""
    """Words of the opening mail that name a closing time and could mean two; they were not read."""
    open_ended: bool = False
    """Recounts without any deadline: nothing is late, and the outcome is what it would be if closed
    now.
    """
    history: bool = False
    """Opened before the list's `live_since`: tallied, never a cause for a letter."""
    state: State = State.OPEN
    reminded: bool = False
    put_offs: tuple[PutOff, ...] = ()
