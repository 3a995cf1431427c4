"""A person's address replaced by a stand-in, in all that the help desk keeps: tickets, events,
people, questions. Pure.

What the person wrote is emptied, what happened stays: who did what, in which order, and how many.
Other people's words are not looked at. Never fails; what does not name the person comes back as it
was.
"""

from dataclasses import dataclass, field, replace

from listbot.model.desk.change import DeskChange, TicketChange
from listbot.model.desk.people import Confirmation, Person
from listbot.model.desk.ticket import Change, Event, Field, File, Ticket
from listbot.tickets.opening import NO_TITLE

_ADDRESSES = (Field.REQUESTER, Field.ASSIGNEE, Field.WATCHER, Field.PARTICIPANT, Field.BOUNCING)

EMPTIED = "\N{HORIZONTAL ELLIPSIS}"
"""Stands for what was written: an answer without a word would be another thing than one whose words
are gone.
"""


def emptied(text: str) -> str:
    """A text that is forgotten."""
    return EMPTIED if text else ""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """One person who was forgotten."""

    address: str
    stand_in: str
    names: frozenset[str] = frozenset()
    """As their mails have it."""
    letters: dict[str, str] = field(default_factory=dict)
    """Message-IDs of letters that had the address in their key, each with the one that a key
    without it makes.
    """
    titles: frozenset[tuple[str, str]] = frozenset()
    """Keys of the tickets they opened, each with the title that their mail gave it."""

    @property
    def name(self) -> str:
        """What stands in the place of their name."""
        return self.stand_in.partition("@")[0]

    def of(self, address: str) -> str:
        """The address, or the stand-in for theirs."""
        return self.stand_in if address == self.address else address

    def all_of(self, addresses: tuple[str, ...]) -> tuple[str, ...]:
        """The same for many."""
        return tuple(self.of(each) for each in addresses)

    def ticket(self, ticket: Ticket) -> Ticket:
        """A ticket without them."""
        asked = ticket.requester == self.address
        return replace(
            ticket,
            title=self._title(ticket.key, ticket.title),
            requester=self.of(ticket.requester),
            requester_name=self.name if asked else ticket.requester_name,
            assignee=self.of(ticket.assignee),
            watchers=self.all_of(ticket.watchers),
            participants=self.all_of(ticket.participants),
            bouncing=self.all_of(ticket.bouncing),
            closed_by=self.of(ticket.closed_by),
            asked_by=self.name
            if ticket.asked_by in (self.names | {self.address})
            else ticket.asked_by,
        )

    def event(self, key: str, event: Event) -> Event:
        """An event of the ticket of that key without them; of their own only what it
        changed stays.
        """
        changes = tuple(self._change(key, each) for each in event.changes)
        event = replace(event, changes=changes, had_it=self.all_of(event.had_it))
        if event.who != self.address:
            return event
        files = tuple(File("", each.type, each.size) for each in event.files)
        return replace(
            event, who=self.stand_in, name=self.name, text=emptied(event.text), files=files
        )

    def person(self, person: Person) -> Person:
        """What is known of somebody."""
        if person.address != self.address:
            return person
        return replace(person, address=self.stand_in, name=self.name if person.name else "")

    def question(self, asked: Confirmation) -> Confirmation:
        """A question; what the lines of theirs were about is emptied."""
        if asked.who != self.address:
            return asked
        return replace(asked, who=self.stand_in, lines=tuple((verb, "") for verb, _ in asked.lines))

    def change(self, desk: DeskChange) -> DeskChange:
        """All that a decision changed."""
        return replace(
            desk,
            changes=tuple(self._ticket_change(each) for each in desk.changes),
            people=tuple(self.person(each) for each in desk.people),
            asks=None if desk.asks is None else self.question(desk.asks),
            forgets="",
        )

    def _ticket_change(self, change: TicketChange) -> TicketChange:
        events = tuple(self.event(change.ticket.key, each) for each in change.events)
        return replace(change, ticket=self.ticket(change.ticket), events=events)

    def _change(self, key: str, change: Change) -> Change:
        if change.field in _ADDRESSES:
            return replace(change, old=self.of(change.old), new=self.of(change.new))
        if change.field is Field.TITLE:
            return replace(
                change, old=self._title(key, change.old), new=self._title(key, change.new)
            )
        return change

    def _title(self, key: str, title: str) -> str:
        return NO_TITLE if (key, title) in self.titles else title
