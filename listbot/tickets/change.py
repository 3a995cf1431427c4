"""What one decision changes at the help desk. Only values; `store/` carries them out."""

from dataclasses import dataclass
from datetime import datetime

from listbot.tickets.people import Confirmation, Person
from listbot.tickets.ticket import Event, Ticket


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
