"""What the help desk decides on: the case of one mail, of one moment.

Only values, as `listbot.model.case` has them for votes; what a decision changes stands in `change`.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from listbot.model.desk.people import Confirmation, Person, Written
from listbot.model.desk.ticket import Event, Ticket
from listbot.model.list_rules import ListRules
from listbot.model.weekly.worklog import WorkLog


class FoundBy(StrEnum):
    """How a mail was tied to its ticket, the surest first (TICKETS, "Threading of the best")."""

    OUR_LETTER = "it answers a letter of ours"
    ANCESTOR = "it answers a mail of the ticket"
    NAMED = "a mail of the ticket answers it"
    """Mail overtook mail: the answer was here first."""
    ADDRESS = "it came to the ticket's reply address"
    MARKER = "it quotes the ticket's mark"
    SUBJECT = "its subject names the ticket, and its author takes part"
    NOTHING = "nothing ties it to a ticket"


@dataclass(frozen=True, slots=True)
class DeskCase:
    """All that deciding one mail to the help desk needs."""

    rules: ListRules
    """Those of the ticket's list; for a mail to the bot without a ticket, those of the first
    support list.
    """
    by_operator: bool = False
    """No mail: an act of the operator's command line, who may do what a member may."""
    by_bot: bool = False
    """It came to the bot's own address: an answer to a letter of ours, commands, or a bounce."""
    ticket: Ticket | None = None
    """The ticket it belongs to, merges followed."""
    found_by: FoundBy = FoundBy.NOTHING
    has_token: bool = False
    """It shows the ticket's token: it came to the reply address or quotes the mark, which only our
    letters have.
    """
    unsure: Ticket | None = None
    """The ticket that the subject of a stranger's mail names: no proof of anything."""
    same_notice: Ticket | None = None
    """The open ticket made within the day before from a notice of the same machine under the same
    subject.
    """
    duplicate_of: str | None = None
    conflicts: bool = False
    person: Person | None = None
    """What is known of the author; None: never heard of."""
    next_number: int = 1
    named: tuple[Ticket, ...] = ()
    """The tickets that command lines name."""
    recent: tuple[Event, ...] = ()
    """The ticket's last events, oldest first; for undo."""
    parent: Written | None = None
    """The mail it answers; for split."""
    bounced: str = ""
    """The watcher whose mail came back, by the envelope sender of the letter."""
    confirmation: Confirmation | None = None
    """The question to a member that it answers."""
    log: WorkLog = field(default_factory=WorkLog)
    """The work log, where a command line is about it."""
    asked_today: bool = False
    """The member in whose name it came was asked today already, and has not answered."""
    new_this_hour: int = 0
    """Letters of this list to addresses that never wrote before, in the hour before ..."""
    new_today: int = 0
    """... and in the day before."""

    @property
    def is_new(self) -> bool:
        """The author never wrote to a help desk before."""
        return self.person is None or self.person.registered is None

    @property
    def is_over(self) -> bool:
        """The author is one new address more than the list begins to write to in an hour, or in a
        day.
        """
        desk = self.rules.desk
        return self.is_new and (self.new_this_hour >= desk.hourly or self.new_today >= desk.daily)


@dataclass(frozen=True, slots=True)
class DueTicket:
    """All that deciding about one ticket at a moment needs."""

    rules: ListRules
    ticket: Ticket
    untold: tuple[Event, ...]
    """The events its watchers were not told of."""
    silent: frozenset[str] = frozenset()
    """Addresses that asked for no letters about tickets."""
    names: dict[str, str] = field(default_factory=dict)
    """Address -> name, of everybody who took part."""
