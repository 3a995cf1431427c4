"""The inputs and nothing else: everything else in the database is derived from them
(invariant 1).

An input is written before anything is acknowledged and never changed. Folding the inputs
again, in order, gives the same state; `listbot replay` does just that. Only values;
`store/journal` writes and reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from listbot.mail import Arrival, Level, ListContext, TapCopy
from listbot.mail.authorship import KeyAnswer, KeyAnswers
from listbot.mail.origin.standins import stand_in_of
from listbot.model.desk.change import DeskChange
from listbot.model.desk.outer import HeardInput, OuterKeyInput
from listbot.model.desk.people import Preference
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.policy import Roster
from listbot.model.proposal import Entry, Proposal
from listbot.model.records.acts import GroupChange, RecordAct
from listbot.model.records.rules import GroupRules
from listbot.model.weekly.worklog import LogAct, RecapSentence


class VoteVerb(StrEnum):
    """What may be done to a vote by hand."""

    EXTEND = "extend"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    RECOUNT = "recount"
    ADOPT = "adopt"


@dataclass(frozen=True, slots=True)
class VoteInput:
    """An operator acted on a vote: `listbot vote extend V-3 TIME --reason ...`."""

    vote: int
    """The vote's number; 0 for `adopt`."""
    verb: VoteVerb
    argument: str
    """For `extend` and `close` the new closing time in words, for `adopt` the class."""
    who: str
    reason: str
    at: datetime
    mail: str = ""
    """Message-ID of the mail that asks for it; for `adopt`, of the one that becomes a proposal."""
    by: str = ""
    """Who did it, as letters say it; "": an operator."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The changes of a decision beyond the mail's own row, as decided then; a tombstone
    needs them.
    """

    list: str
    """The list whose rules decided it."""
    preferences: tuple[Preference, ...] = ()
    desk: DeskChange | None = None
    letters: tuple[tuple[str, str], ...] = ()
    """Message-IDs of letters about tickets, each with its ticket."""
    log: tuple[LogAct, ...] = ()
    sentence: RecapSentence | None = None
    by_hand: VoteInput | None = None
    """What it did to a vote by hand."""
    records: GroupChange | None = None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What remains of a mail whose author was forgotten: what it led to, and none of its words."""

    message_id: str
    list: str
    """The list it belongs to, of those it came to."""
    stand_in: str
    level: Level
    subject_key: str
    effective: datetime
    received: datetime
    words: str
    disposition: str
    why: str
    proposal: int | None = None
    root: str = ""
    """Message-ID of the mail that opened the proposal."""
    by_subject: bool = False
    awaits: tuple[str, ...] = ()
    look_again: datetime | None = None
    entry: Entry | None = None
    opens: Proposal | None = None
    ticket: str | None = None
    kept: Kept | None = None
    lines: tuple[str, ...] = ()
    """Hashes of its lines, so that answers repeating them unquoted are still recognised."""


@dataclass(frozen=True, slots=True)
class MailInput:
    """A mail that arrived; its raw bytes are stored next to it, or its tombstone here."""

    source: str
    arrived: datetime
    envelope_from: str | None = None
    archived: bool = False
    envelope_to: str = ""
    nonce: str = ""
    tombstone: Tombstone | None = None
    """Its author was forgotten: the raw bytes are gone."""
    records: GroupChange | None = None
    """What it did to the group's record, once somebody else was forgotten whom it names: its words
    no longer say whom they mean."""
    key_answers: KeyAnswers | None = None
    """What the DNS said about its signatures' keys when it came; None: it was not asked."""

    @classmethod
    def of(cls, arrival: Arrival) -> "MailInput":
        """Make the input of an arrival."""
        sender = None if arrival.envelope_from is None else _storable(arrival.envelope_from)
        recipient = _storable(arrival.envelope_to)
        return cls(
            arrival.source,
            arrival.arrived,
            sender,
            arrival.archived,
            recipient,
            arrival.nonce,
            key_answers=arrival.key_answers,
        )

    def arrival(self, rules: ListRules, raw: bytes) -> Arrival:
        """Rebuild the arrival under the rules in force then."""
        return Arrival(
            raw,
            rules.context,
            self.source,
            self.arrived,
            self.envelope_from,
            self.archived,
            self.envelope_to,
            self.nonce,
            self.key_answers,
        )


def _storable(address: str) -> str:
    """Replace lone surrogates, which stand for non-UTF-8 bytes and which no database stores."""
    return address.encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class RulesInput:
    """The lists, rosters and policies in force from here on."""

    lists: tuple[ListRules, ...]
    group: GroupRules | None = None
    """What the group keeps a record of; None: of nothing."""
    by_address: Mapping[str, ListRules] = field(init=False, repr=False, compare=False)
    """Each list by its address: a mail must not cost more because there are many lists."""
    _by_role: Mapping[ListRole, Mapping[str, ListRules]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        by_address = {each.address: each for each in self.lists}
        by_role = {
            role: {each.address: each for each in self.lists if each.role is role}
            for role in ListRole
        }
        object.__setattr__(self, "by_address", by_address)
        object.__setattr__(self, "_by_role", by_role)

    def with_role(self, role: ListRole) -> Mapping[str, ListRules]:
        """The lists of that role by their addresses, in the order of the configuration."""
        return self._by_role[role]

    @property
    def watched(self) -> dict[str, ListRules]:
        """The lists and help desks whose mail is taken."""
        return {**self.with_role(ListRole.DECISIONS), **self.with_role(ListRole.SUPPORT)}

    @property
    def of_bot(self) -> ListRules:
        """The rules of the bot's own address. Raises StopIteration before the first start."""
        return next(iter(self.with_role(ListRole.BOT).values()))

    @property
    def everybody(self) -> Roster | None:
        """The people of all rosters, whom the bot knows; None before the first start."""
        return next((each.roster for each in self.with_role(ListRole.BOT).values()), None)

    @property
    def taps(self) -> dict[str, ListContext]:
        """What the reader must know about each tap, by its address."""
        watched = (each for each in self.lists if each.role is not ListRole.RETIRED)
        return {tap: each.context.of_tap(tap) for each in watched for tap in each.taps}

    def of(self, address: str) -> ListRules:
        """The rules of one list. Raises KeyError for an address that is not watched."""
        return self.by_address[address]


@dataclass(frozen=True, slots=True)
class TickInput:
    """A moment that decided something, and how far each list had been read by then."""

    now: datetime
    read_until: dict[str, datetime] = field(default_factory=dict)
    nonce: str = ""
    """Drawn by the edge: what is asked at this moment gets tokens that nobody can guess."""
    all_until: datetime | None = None
    """Every watched list was read up to then, and `read_until` does not name them."""


@dataclass(frozen=True, slots=True)
class RetryInput:
    """An operator had quarantined mails decided again."""

    seqs: tuple[int, ...]
    who: str
    reason: str
    moments: tuple[str, ...] = ()
    """Names of votes, tickets and weekly letters that were set aside: "V-31"."""


@dataclass(frozen=True, slots=True)
class DropInput:
    """An operator gave up quarantined mails: they stay stored and are shown as dropped,
    with who did it and why.
    """

    seqs: tuple[int, ...]
    who: str
    reason: str


class Handling(StrEnum):
    """What the daemon was doing with something when it ended."""

    READ = "read"
    """Reading a mail that had just come."""
    DECIDE = "decide"
    """Deciding a mail, new or stored."""
    TICK = "tick"
    """Deciding a vote, a ticket or a weekly letter whose time had come."""


@dataclass(frozen=True, slots=True)
class AsideInput:
    """Something ended the daemon again and again: it is set aside without a look until an
    operator retries it.
    """

    act: Handling
    which: str
    """A mail by `Arrival.key`, or the name of the vote, ticket or weekly letter."""
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ActInput:
    """An operator acted on a ticket: `listbot ticket close T-3 --reason ...`, or a tracker
    did for somebody.
    """

    ticket: str
    """The ticket's key."""
    verb: str
    """A verb of the help desk's commands."""
    argument: str
    who: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EraseInput:
    """A person was forgotten. Only a hash that identifies the address is kept; storing the
    address would not forget it.
    """

    person: str
    """SHA-256 of the stand-in and the address."""
    stand_in: str
    """The address that replaces it; drawn at random at the edge."""
    who: str
    reason: str
    at: datetime

    @classmethod
    def of(cls, address: str, chance: str, who: str, reason: str, at: datetime) -> "EraseInput":
        """Make the input that forgets an address. `chance`: random text drawn by the edge."""
        stand_in = stand_in_of(chance)
        return cls(_print_of(stand_in, address), stand_in, who, reason, at)

    def is_of(self, address: str) -> bool:
        """Whether this is the forgotten address."""
        return _print_of(self.stand_in, address) == self.person


def _print_of(stand_in: str, address: str) -> str:
    return sha256(f"{stand_in} {address}".encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class UnsubscribeInput:
    """Somebody ended a digest by the link in it (RFC 8058). The token was sent to them
    alone and says whose digest it is.
    """

    token: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RecapInput:
    """An operator had the unsent recap of a week posted."""

    list: str
    period: str
    """2026-W37."""
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordInput:
    """An operator changed the group's record: `listbot group import`."""

    acts: tuple[RecordAct, ...]
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeyInput:
    """The DNS answered later about the keys of a stored mail's signatures."""

    which: str
    """The mail, by `Arrival.key`."""
    answers: tuple[KeyAnswer, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class CopyInput:
    """A copy of a mail from before its list proved who wrote the mail; its raw bytes are stored
    next to it. It comes in the journal before the mail or after it.
    """

    which: str
    """The list's mail, by `Arrival.key`."""
    source: str
    arrived: datetime
    key_answers: KeyAnswers | None = None

    @classmethod
    def of(cls, which: str, copy: TapCopy) -> "CopyInput":
        """Make the input of a copy."""
        return cls(which, copy.source, copy.arrived, copy.key_answers)

    def copy(self, raw: bytes) -> TapCopy:
        """Rebuild the copy."""
        return TapCopy(raw, self.source, self.arrived, self.key_answers)


Input = (
    MailInput
    | RulesInput
    | TickInput
    | RetryInput
    | DropInput
    | ActInput
    | VoteInput
    | EraseInput
    | UnsubscribeInput
    | RecapInput
    | AsideInput
    | RecordInput
    | KeyInput
    | CopyInput
    | OuterKeyInput
    | HeardInput
)
