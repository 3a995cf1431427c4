"""What is decided on: a proposal with its mails, and what a decision may change.

Only values. `decide.py` makes decisions from a Case, `store/` loads cases and carries decisions
out, `recount.py` does both without a store. Addresses in entries are as written; the roster says
whose they are.
"""

from dataclasses import dataclass, field
from datetime import datetime

from listbot.model.desk.people import Notes, Person, Written
from listbot.model.list_rules import ListRules
from listbot.model.proposal import Act, Entry, Proposal
from listbot.model.reading import Parent
from listbot.model.weekly.worklog import WorkLog


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
    notes: Notes = Notes.PROBLEMS
    """The author's choice of private notes: problems, all, off."""
    earlier_lines: frozenset[str] = frozenset()
    acts: tuple[Act, ...] = ()
    """What was done to the proposal so far."""
    awaits: tuple[str, ...] = ()
    """Ancestors, nearer than the one that gave the mail its place, that have not arrived or have no
    sure place yet.
    """
    supersedes: int | None = None
    """An earlier copy of this mail, by a way that vouches less; this one takes its place."""
    equals: tuple[int, ...] = ()
    """Earlier copies of this mail that are as sure as this one to be what the list saw, and so
    share their times.
    """
    next_number: int = 0
    """The number a proposal opened by this mail would get."""
    answers_us: bool = False
    """It answers a private letter of ours to this very author."""
    was_in_time: bool = False
    """It was counted in this proposal before; a late ancestor that has it read again does not make
    it late.
    """
    thread: "OpenCase | None" = None
    """The whole of the proposal, without this mail; only for the second look at one, which few
    mails get.
    """
    waited: bool = False
    """It is looked at for the second time: what was on its way beside it has had the time to come.
    """
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
