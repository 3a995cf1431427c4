"""What one decision changes at the help desk. Only values; `store/` carries them out."""

from dataclasses import dataclass
from datetime import datetime

from listbot.model.desk.people import Confirmation, Person
from listbot.model.desk.ticket import Event, Ticket


@dataclass(frozen=True, slots=True)
class TicketChange:
    """One ticket after a decision, and the events that were added."""

    ticket: Ticket
    events: tuple[Event, ...] = ()
    due: datetime | None = None
    """When to look at it again; None: only when something happens."""
    takes: tuple[str, ...] = ()
    """Message-IDs of mails that now belong to it: the mail itself, one that was split off."""
    names: tuple[str, ...] = ()
    """Message-IDs that its mails name as ancestors and that may still arrive
    (FoundBy.NAMED). Such a mail is tied only if its To or Cc names the author of the answer
    that was here first. Otherwise anybody who knows an id from a public archive could draw
    other people's requests into their own ticket.
    """


@dataclass(frozen=True, slots=True)
class DeskChange:
    """The changes of one decision at the help desk."""

    ticket: str = ""
    """Key of the ticket the mail belongs to; "" for none."""
    changes: tuple[TicketChange, ...] = ()
    people: tuple[Person, ...] = ()
    asks: Confirmation | None = None
    """A question to a member, kept until it is answered."""
    answers: str = ""
    """Token of the question answered now."""
    forgets: str = ""
    """The address that asked to be forgotten; carried out as a separate input after the
    decision.
    """
