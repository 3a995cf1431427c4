"""A proposal and what people do to it: its outcome, its acts, its mails as the tally needs
them. Only values.
"""

from dataclasses import dataclass
from datetime import date, datetime
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
    VOTE = "vote"
    """An objection ended a silence, and the rule puts the proposal to the vote."""


@dataclass(frozen=True, slots=True)
class PutOff:
    """One postponement of the close, made by the rule, never by a person."""

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
    NO_OBJECTION = "no-objection"
    LAPSE = "lapse"
    WRONG = "wrong"
    AMEND = "amend"


@dataclass(frozen=True, slots=True)
class Act:
    """One accepted act on a proposal."""

    verb: Verb
    author: str
    order: tuple[datetime, datetime, str]
    """As `Mail.order`: a proposal's acts are applied in this order, whatever order they
    were processed in.
    """
    argument: str = ""
    closes: datetime | None = None
    """For `closes`: the new closing time."""
    policy: Policy | None = None
    """For `class`: the new rule."""
    answers: tuple[str, ...] = ()
    """As `Entry.answers`."""
    by: str = ""
    """For an act by hand, which is in no mail of the thread: who did it, as letters say it."""
    reason: str = ""
    """Why they did it."""
    text: str = ""
    """For `amend`: the new text of the proposal."""
    opening: str = ""
    """For `amend`: the text of the opening, to show what changed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One mail of a proposal's thread, as the tally needs it."""

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
    asks: bool = False
    """It holds nothing but questions; only known in a call for silence."""
    is_content: bool = False
    """Its writer is content: if it was doubtful whether they objected before, they did not."""
    proposes: bool = False
    """True for the opening mail itself."""
    told: tuple[Told, ...] = ()
    """The counts in a result that a person states; they are compared, never counted."""
    is_result: bool = False
    """It says that it is the result, with counts or without."""
    late_arrival: bool = False
    """It reached us only after the result was out; it is shown but changes nothing."""
    answers: tuple[str, ...] = ()
    """The Message-IDs it names, as `Mail.references`: it follows those by the same writer,
    whatever its clock says.
    """
    words: str = ""
    """The beginning of `Mail.words_digest`: distinguishes two mails with one Message-ID in
    the same second.
    """
    known_by: str = ""
    """As `Mail.known_by`."""

    @property
    def order(self) -> tuple[datetime, datetime, str]:
        """As `Mail.order`: the mail's own time. `votes.counting.turns` puts mails in order."""
        return (self.effective, self.received, self.mail)

    @property
    def amends(self) -> bool:
        """Whether it puts a new text in the place of the proposal's."""
        return any(act.verb is Verb.AMEND for act in self.acts)

    def as_parent(self, author: str) -> Parent:
        """What the reader of an answer by that author must know about this mail. An answer to a new
        text is one to the proposal; an answer to one's own vote agrees with nobody.
        """
        if self.proposes or self.amends:
            return Parent.UNKNOWN
        if self.casts:
            is_against = self.author != author and all(cast.is_against for cast in self.casts)
            return Parent.AGAINST if is_against else Parent.VOTES
        if self.asks:
            return Parent.ASKS
        return Parent.AGREES if self.agrees else Parent.TALKS


@dataclass(frozen=True, slots=True)
class PastVote:
    """An earlier vote on the same list, as the rule for active voters needs it."""

    opened: datetime
    cast: tuple[tuple[str, datetime], ...]
    """The marks of the people whose votes counted, each with when it was received."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The question a thread decides. Its policy and roster are those of its opening
    (invariant 4).
    """

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
    """The lowest level of a binding vote; UNVERIFIED accepts any."""
    deadline: Deadline | None = None
    """As stated in the opening mail."""
    announced: Announced | None = None
    """The day the opening mail announces something for; a call for lazy consensus closes
    before it.
    """
    unread: str = ""
    """Words of the opening mail that name a closing time ambiguously, and so were not read."""
    open_ended: bool = False
    """Recounts without any deadline: nothing is late, and the outcome is that of closing now."""
    history: bool = False
    """Opened before the list's `live_since`: tallied, but never a cause for a letter."""
    state: State = State.OPEN
    reminded: bool = False
    put_offs: tuple[PutOff, ...] = ()
    post_at: datetime | None = None
    """Settled, and its result is left to a person until then; None: nothing is left to post."""
    by_hand: tuple[Act, ...] = ()
    """Acts that are in no mail of the thread: an operator's, and those that a member confirmed."""
    recounted: datetime | None = None
    """Its close, which is final since a person had it counted again after its result."""
    active: tuple[str, ...] | None = None
    """The marks of the active voters at the opening, where the rule asks for them; whoever votes
    now joins them at the close. None: nobody knows.
    """
    excluded: tuple[str, ...] = ()
    """The marks of the people whom the vote is about."""
    replaces: tuple[int, ...] = ()
    """The votes that it takes the place of if it passes, as its opening says."""
    review: date | None = None
    """The day on which people mean to look at it again, as its opening says."""
