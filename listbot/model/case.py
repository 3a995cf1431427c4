"""The facts a decision is made from: a proposal with its mails.

Only values. `proposals/` makes decisions from a Case, `store/` loads cases and carries
decisions out, and `recount/` does both without a store. Addresses in entries are as
written; the roster says whose they are.
"""

from dataclasses import dataclass, field
from datetime import datetime

from listbot.model.desk.people import Confirmation, Notes, Person, Written
from listbot.model.earlier import EarlierText
from listbot.model.group_case import GroupCase
from listbot.model.list_rules import ListRules
from listbot.model.policy import Roster
from listbot.model.proposal import Act, Entry, PastVote, Proposal
from listbot.model.reading import Parent
from listbot.model.weekly.worklog import WorkLog


@dataclass(frozen=True, slots=True)
class DeskAside:
    """The help desk next to a deciding list, for a question there that becomes a ticket."""

    rules: ListRules
    """The rules of the support list: the first one in the configuration."""
    next_number: int
    parent: Written | None = None
    """The mail being answered, if a person wrote it and we have it."""
    known: str = ""
    """Key of the ticket that mail already belongs to; "" for none."""
    person: Person | None = None
    """Its author, if known."""

    @property
    def key(self) -> str:
        """The key the new ticket gets: T-118."""
        return f"{self.rules.desk.prefix}-{self.next_number}"


@dataclass(frozen=True, slots=True)
class Case:
    """Everything needed to decide one mail; its size does not grow with the thread."""

    rules: ListRules
    proposal: Proposal | None
    """The proposal the mail belongs to, by its nearest known ancestor, else by subject."""
    closes: datetime | None = None
    """The closing time in force, after acts and put-offs."""
    by_subject: bool = False
    """It belongs there only by its subject."""
    parent_opens: bool = True
    """False if the parent is known and is not the opening mail."""
    parent: Parent = Parent.UNKNOWN
    """What the parent says, if it is known and is not the opening mail."""
    duplicate_of: str | None = None
    """The Message-ID of a mail we already have, with the same author, id and words."""
    conflicts: bool = False
    """We already have this Message-ID with another author or other words."""
    id_taken: bool = False
    """And that other mail opened a proposal."""
    own: tuple[Entry, ...] = ()
    """The author's earlier mails in this proposal."""
    seen_before: bool = False
    """The author has posted to this list before."""
    notes: Notes = Notes.PROBLEMS
    """The private notes the author wants: problems, all, off."""
    named: tuple[Entry, ...] = ()
    """For a mail with command lines: the mails of this proposal that it answers."""
    earlier_lines: frozenset[str] = frozenset()
    earlier_texts: tuple[EarlierText, ...] = ()
    acts: tuple[Act, ...] = ()
    """Acts on the proposal so far."""
    opening_text: str = ""
    """The text of the opening; only for a mail that may replace it."""
    awaits: tuple[str, ...] = ()
    """Ancestors nearer than the one that placed the mail which have not arrived, or have no
    certain place yet.
    """
    supersedes: int | None = None
    """An earlier, less vouched copy of this mail; this one replaces it."""
    equals: tuple[int, ...] = ()
    """Earlier copies of this mail that are equally sure to be what the list saw, and so
    share their times.
    """
    next_number: int = 0
    """The number of the proposal if this mail opens one."""
    past: tuple[PastVote, ...] | None = None
    """The earlier votes of the list, if this mail opens a proposal and a rule asks for them."""
    answers_us: bool = False
    """It answers a private letter that we sent to this author."""
    was_in_time: bool = False
    """It was counted in this proposal before; re-reading it for a late ancestor does not
    make it late.
    """
    thread: "OpenCase | None" = None
    """The whole proposal without this mail; only loaded to look at a mail again, which is rare."""
    no_notes: frozenset[str] = frozenset()
    """The people in `thread` who want no private notes, by address."""
    waited: bool = False
    """We are deciding the mail for the second time: mails on their way beside it had time
    to arrive.
    """
    desk: DeskAside | None = None
    """For a mail with `#listbot ticket`: the help desk, if there is one."""
    log: WorkLog = field(default_factory=WorkLog)
    """The work log, if a command line concerns it."""
    confirms: Confirmation | None = None
    """The question about a vote that this mail answers."""
    everybody: Roster | None = None
    """The people of all rosters; None: those of the list's own."""
    unsubscribes: str = ""
    """Address of the person whose weekly digest it ends, by the token in its subject."""

    approves: str = ""
    """The token by which it claims to answer a letter about letters that wait."""
    group: GroupCase | None = None
    """The group's record, if one is kept."""

    @property
    def expects_parent(self) -> bool:
        """Whether it names an ancestor that has not arrived yet."""
        return bool(self.awaits)


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Everything needed to decide about one proposal at a given moment: the whole proposal."""

    rules: ListRules
    proposal: Proposal
    entries: tuple[Entry, ...]
    posters: frozenset[str]
    """People who posted to the list before the opening; only if there is no roster."""
    last_vote: datetime | None = None
    """When the last mail with a vote was received."""
    no_notes: frozenset[str] = frozenset()
    """Those of its people who want no private notes, by address."""
