"""What the help desk decides on, and what it may change: the case of one mail or moment, and the change it makes.

Only values, as `listbot.case` has them for votes.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from listbot.case import ListRules
from listbot.tickets.people import Confirmation, Person, Written
from listbot.tickets.ticket import Event, Ticket


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
    """Those of the ticket's list; for a mail to the bot without a ticket, those of the first support list."""
    by_bot: bool = False
    """It came to the bot's own address: an answer to a letter of ours, commands, or a bounce."""
    ticket: Ticket | None = None
    """The ticket it belongs to, merges followed."""
    found_by: FoundBy = FoundBy.NOTHING
    unsure: Ticket | None = None
    """The ticket that the subject of a stranger's mail names: no proof of anything."""
    same_notice: Ticket | None = None
    """The open ticket made within the day before from a notice of the same machine under the same subject."""
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
    asked_today: bool = False
    """The member in whose name it came was asked today already."""
    new_this_hour: int = 0
    """Letters of this list to addresses that never wrote before, in the hour before ..."""
    new_today: int = 0
    """... and in the day before."""


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


@dataclass(frozen=True, slots=True)
class TicketChange:
    """One ticket after a decision, and the events that were added."""

    ticket: Ticket
    events: tuple[Event, ...] = ()
    due: datetime | None = None
    """When to look at it again; None: only when something happens."""
    takes: tuple[str, ...] = ()
    """Message-IDs that belong to it from now on: the mail itself, those it names, one that was split off."""


@dataclass(frozen=True, slots=True)
class DeskChange:
    """What a decision changes at the help desk."""

    ticket: str = ""
    """Key of the ticket the mail belongs to; "" for none."""
    changes: tuple[TicketChange, ...] = ()
    people: tuple[Person, ...] = ()
    asks: Confirmation | None = None
    """A question to a member, to be kept until it is answered."""
    answers: str = ""
    """Token of the question that is answered now."""
    forgets: str = ""
    """The address that asked to be forgotten; carried out as an input of its own, after the decision."""
