"""What is decided on: a proposal with its mails, and what a decision may change.

Only values. `decide.py` makes decisions from a Case, `store/` loads cases and carries decisions out, `recount.py`
does both without a store. Addresses in entries are as written; the roster says whose they are.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from listbot.alerting import Alert
from listbot.mail import Level, ListContext, Mail
from listbot.policies.policy import Policy, Roster
from listbot.recap.rules import NO_RECAP, RecapRules
from listbot.recap.written import LogAct, Said, WorkLog
from listbot.tickets.change import DeskChange
from listbot.tickets.people import Person, Preference, Written
from listbot.tickets.rules import DeskRules
from listbot.votes.cast import Announced, Cast, Deadline, Doubt, Parent, Reading, Role
from listbot.votes.told import Told


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
    """As `Mail.order`: acts of one proposal are taken in this order, whatever order they were processed in."""
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
    settles: bool = False
    """Its writer is content: what they said before was no objection, if that was in doubt."""
    proposes: bool = False
    """True for the opening mail itself."""
    told: tuple[Told, ...] = ()
    """The counts it states, where a person states a result; they are compared, never counted."""
    late_arrival: bool = False
    """It reached us only after the result was out; it is shown, and changes nothing."""
    answers: tuple[str, ...] = ()
    """The Message-IDs it names, as `Mail.references`: it follows those of its own writer, whatever its clock says."""
    words: str = ""
    """The beginning of `Mail.words_digest`: tells two mails apart that came with one Message-ID in one second."""

    @property
    def order(self) -> tuple[datetime, datetime, str]:
        """As `Mail.order`: what a mail shows of its time by itself. `votes.turns` puts mails in order."""
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
    """The day for which the opening mail announces something; a call for silence closes before it."""
    unread: str = ""
    """Words of the opening mail that name a closing time and could mean two; they were not read."""
    open_ended: bool = False
    """Recounts without any deadline: nothing is late, and the outcome is what it would be if closed now."""
    history: bool = False
    """Opened before the list's `live_since`: tallied, never a cause for a letter."""
    state: State = State.OPEN
    reminded: bool = False
    put_offs: tuple[PutOff, ...] = ()


RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class ListRules:
    """What deciding needs to know of a list: from the config in force when the mail was received."""

    address: str
    role: str
    """"decisions", "support", or "bot" for the bot's own address, where only commands are taken; RETIRED for a list
    that is no longer watched: its mails can still be read again, and its open votes stay as they are."""
    policies: tuple[Policy, ...]
    """The classes of the list's preset, in the preset's order."""
    roster: Roster
    identity: Level
    live_since: datetime | None
    """None: letters are never written (import, replay before the first start)."""
    trusted_hops: tuple[str, ...] = ()
    own_addresses: tuple[str, ...] = ()
    desk: DeskRules = field(default_factory=DeskRules)
    """How a support list works; of any other list only the delimiter of addresses counts."""
    recap: RecapRules = NO_RECAP
    """When a list that decides gets its recap. Rules of an older version say nothing of it: none."""

    @property
    def context(self) -> ListContext:
        """What the reader must know of the list."""
        is_desk = self.role == "support"
        return ListContext(self.address, self.trusted_hops, self.own_addresses, self.desk.delimiter, is_desk)

    @property
    def tags(self) -> dict[str, str]:
        """Subject tag, upper case -> name of the class it opens."""
        return {tag: policy.name for policy in self.policies for tag in policy.tags}

    def binds(self, level: Level) -> bool:
        """Whether a mail of this level is sure enough for a vote or an act on this list."""
        return level.meets(self.identity)

    def policy_for(self, tag: str) -> Policy:
        """The class a subject tag opens. Raises StopIteration for a tag that is none of the preset's."""
        return next(policy for policy in self.policies if tag in policy.tags)


@dataclass(frozen=True, slots=True)
class DeskAside:
    """The help desk beside a list that decides, for a question there that is to become a ticket."""

    rules: ListRules
    """Those of the support list: the first of the configuration."""
    next_number: int
    parent: Written | None = None
    """The mail that is answered, if a person wrote it and it is here."""
    known: str = ""
    """Key of the ticket that mail belongs to already; "" for none."""
    person: Person | None = None
    """What is known of its author."""

    @property
    def key(self) -> str:
        """The key the ticket gets: T-118."""
        return f"{self.rules.desk.prefix}-{self.next_number}"


@dataclass(frozen=True, slots=True)
class Case:
    """All that deciding one mail needs; its size does not grow with the thread."""

    rules: ListRules
    proposal: Proposal | None
    """The proposal the mail belongs to, by the nearest known ancestor, else by subject."""
    closes: datetime | None = None
    """The closing time in force, acts and put-offs included."""
    by_subject: bool = False
    """It belongs there by its subject only."""
    parent_opens: bool = True
    """False when the parent is known and is not the opening mail."""
    parent: Parent = Parent.UNKNOWN
    """What the parent says, where it is known and is not the opening mail."""
    duplicate_of: str | None = None
    """The Message-ID of a mail with the same author, id and words that is here already."""
    conflicts: bool = False
    """The same Message-ID is here with another author or other words."""
    id_taken: bool = False
    """It even opened a proposal."""
    own: tuple[Entry, ...] = ()
    """The author's earlier mails in this proposal."""
    seen_before: bool = False
    """The author posted to this list before."""
    notes: str = "problems"
    """The author's choice of private notes: problems, all, off."""
    earlier_lines: frozenset[str] = frozenset()
    acts: tuple[Act, ...] = ()
    """What was done to the proposal so far."""
    awaits: tuple[str, ...] = ()
    """Ancestors, nearer than the one that gave the mail its place, that have not arrived or have no sure place yet."""
    supersedes: int | None = None
    """An earlier copy of this mail, by a way that vouches less; this one takes its place."""
    equals: tuple[int, ...] = ()
    """Earlier copies of this mail that are as sure as this one to be what the list saw, and so share their times."""
    next_number: int = 0
    """The number a proposal opened by this mail would get."""
    answers_us: bool = False
    """It answers a private letter of ours to this very author."""
    was_in_time: bool = False
    """It was counted in this proposal before; a late ancestor that has it read again does not make it late."""
    thread: "OpenCase | None" = None
    """The whole of the proposal, without this mail; only for the second look at one, which few mails get."""
    waited: bool = False
    """It is looked at for the second time: what was on its way beside it has had the time to come."""
    desk: DeskAside | None = None
    """For a mail with `#listbot ticket`: the help desk, if there is one."""
    log: WorkLog = field(default_factory=WorkLog)
    """The work log, where a command line is about it."""
    unsubscribes: str = ""
    """Whose weekly digest it ends, by the token in its subject."""

    @property
    def expects_parent(self) -> bool:
        """An ancestor is named that has not arrived yet."""
        return bool(self.awaits)


@dataclass(frozen=True, slots=True)
class OpenCase:
    """All that deciding about one proposal at a moment needs: the whole of it."""

    rules: ListRules
    proposal: Proposal
    entries: tuple[Entry, ...]
    posters: frozenset[str]
    """Who posted to the list before the opening; only where there is no roster."""
    last_vote: datetime | None = None
    """When the last mail that votes was received."""


@dataclass(frozen=True, slots=True)
class Echo:
    """A mail that says it is a letter of ours, come back by the list; its mark proves it, or does not."""

    message_id: str
    mark: str
    """What it has in X-Listbot."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What one mail or one tick changes, and which letters it causes. Carried out in one transaction, or not at all."""

    role: Role
    why: str
    reading: Reading | None = None
    opens: Proposal | None = None
    """A new proposal."""
    entry: Entry | None = None
    """The mail as an entry of its proposal."""
    settles: State | None = None
    """The proposal's new outcome; OPEN where only its put-offs changed."""
    put_off: PutOff | None = None
    reminded: bool = False
    closes: datetime | None = None
    """The closing time in force after this decision, when it changed."""
    due: datetime | None = None
    """When to look at the proposal again; None: as before, or never once it is settled."""
    preferences: tuple[Preference, ...] = ()
    letters: tuple["LetterOrder", ...] = ()
    echo: Echo | None = None
    desk: DeskChange | None = None
    """What changes at the help desk."""
    log: tuple[LogAct, ...] = ()
    """What changes in the work log."""
    sentence: Said | None = None
    """For the top of the next recap."""
    look_again: datetime | None = None
    """When to decide the mail for the second time; `Case.waited` says then that it has waited."""
    alerts: tuple[Alert, ...] = ()
    """What the admin should know."""


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """A letter to be composed: which kind, why, to whom, and the facts its template needs."""

    kind: str
    """"M1" ... "M22"."""
    cause: str
    """With kind and period the unique key: the same cause never makes a second letter."""
    facts: "Facts"
    to_list: bool
    recipients: tuple[str, ...]
    reply_to_mail: str | None
    """Message-ID to answer: In-Reply-To."""
    thread: tuple[str, ...] = ()
    """Message-IDs for References, root first."""
    subject: str = ""
    """The subject answered; the letter decides what to make of it."""
    period: str = ""
    family: str = ""
    """Stands for the kind in the key where kinds exclude each other: a vote has one result, of whatever kind."""
    reply_to: str = ""
    """Where answers go, for Reply-To; "": to the sender, as usual."""
    envelope_from: str = ""
    """Where bounces go; "": to the bot's address, or for answers to nobody."""
    held: bool = False
    """It waits for a member, whatever the list's mode lets out."""
    ticket: str = ""
    """Key of the ticket it is about; "" for letters about votes."""
    sure: bool = False
    """Its reader wrote the mail that caused it, as surely as a list asks for a vote."""
    asked_for: bool = False
    """Who gets it asked for it: no number a day is too many."""
    unsubscribe: str = ""
    """The token that ends letters of this kind, for the header fields of RFC 2369 and RFC 8058."""
    until: datetime | None = None
    """When it is of no use any more: a reminder after the close. It is not sent then, however long it had to wait."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Base of the facts a letter's template is given; one frozen class a letter, in `letters/facts.py`."""


__all__ = [
    "Act",
    "Case",
    "Decision",
    "Echo",
    "Entry",
    "Facts",
    "LetterOrder",
    "ListRules",
    "Mail",
    "Proposal",
    "PutOff",
    "State",
    "Verb",
    "Why",
]
