"""The facts the help desk decides from: the case of one mail, or of one moment.

Only values, as in `listbot.model.case` for votes; `change` holds what a decision changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from listbot.model.desk.people import Confirmation, Person, Written
from listbot.model.desk.ticket import Event, Ticket
from listbot.model.group_case import GroupCase
from listbot.model.list_rules import ListRules
from listbot.model.policy import Roster
from listbot.model.records.lines import NO_LINES, RecordLines
from listbot.model.weekly.worklog import WorkLog


class FoundBy(StrEnum):
    """How a mail was tied to its ticket, the most certain way first."""

    OUR_LETTER = "it answers a letter of ours"
    ANCESTOR = "it answers a mail of the ticket"
    NAMED = "a mail of the ticket answers it"
    """The mails arrived out of order: the answer was here first."""
    ADDRESS = "it came to the ticket's reply address"
    MARKER = "it quotes the ticket's mark"
    SUBJECT = "its subject names the ticket, and its author takes part"
    NOTHING = "nothing ties it to a ticket"


@dataclass(frozen=True, slots=True)
class DeskCase:
    """Everything needed to decide one mail to the help desk."""

    rules: ListRules
    """The rules of the ticket's list; for a mail to the bot without a ticket, those of the
    first support list.
    """
    by_operator: bool = False
    """Not a mail but an act on the operator's command line, with the rights of a member."""
    by_bot: bool = False
    """It came to the bot's own address: an answer to our letter, commands, or a bounce."""
    ticket: Ticket | None = None
    """The ticket it belongs to, merges followed."""
    found_by: FoundBy = FoundBy.NOTHING
    has_token: bool = False
    """It has the ticket's token: it came to the reply address or quotes the mark, which
    only our letters contain.
    """
    unsure: Ticket | None = None
    """The ticket named by the subject of a stranger's mail: proof of nothing."""
    same_notice: Ticket | None = None
    """The open ticket from the last day made by the same machine's notice with the same subject."""
    duplicate_of: str | None = None
    conflicts: bool = False
    person: Person | None = None
    """The author, if known; None: a stranger."""
    next_number: int = 1
    named: tuple[Ticket, ...] = ()
    """The tickets that command lines name."""
    of_others: Mapping[str, str] = field(default_factory=dict)
    """Those among them that the author cannot change here as one of the team, since they are of
    another help desk: key -> that desk's address if the author is of its team, else "".
    """
    asks_more: bool = False
    """They name a ticket of another help desk that has to be surer who wrote than this mail is."""
    passed_over: frozenset[str] = frozenset()
    """Keys that they name as well, which were not looked up: there are too many in one mail."""
    recent: tuple[Event, ...] = ()
    """The ticket's last events, oldest first; for undo."""
    parent: Written | None = None
    """The mail it answers; for split."""
    bounced: str = ""
    """The watcher whose mail bounced, by the envelope sender of the letter."""
    silent: frozenset[str] = frozenset()
    """Requesters who want no letters about tickets; for lines that cause one."""
    confirmation: Confirmation | None = None
    """The question to a member that this mail answers."""
    log: WorkLog = field(default_factory=WorkLog)
    """The work log, if a command line concerns it."""
    everybody: Roster | None = None
    """For a mail with command lines: the people of all rosters; None: those of the list's own."""
    is_kept: bool = False
    """For a mail that asks to be forgotten: the author is on a list's roster or in its team."""
    asked_today: bool = False
    """The member in whose name it came was already asked today, and has not answered."""
    new_this_hour: int = 0
    """Letters of this list to new addresses in the last hour."""
    new_today: int = 0
    """The same in the last day."""

    group: GroupCase | None = None
    """The group's record, if one is kept."""
    record_lines: RecordLines = NO_LINES
    """What the record answers to command lines that are about it."""

    @property
    def is_new(self) -> bool:
        """Whether the author never wrote to a help desk before."""
        return self.person is None or self.person.registered is None

    @property
    def is_over(self) -> bool:
        """Whether the author is one new address too many for this hour or day."""
        desk = self.rules.desk
        return self.is_new and (self.new_this_hour >= desk.hourly or self.new_today >= desk.daily)


@dataclass(frozen=True, slots=True)
class DueTicket:
    """Everything needed to decide about one ticket at a given moment."""

    rules: ListRules
    ticket: Ticket
    untold: tuple[Event, ...]
    """The events its watchers were not notified of."""
    silent: frozenset[str] = frozenset()
    """Addresses that opted out of letters about tickets."""
    names: dict[str, str] = field(default_factory=dict)
    """Address -> name of everybody who took part."""
