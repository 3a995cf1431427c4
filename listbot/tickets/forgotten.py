"""Replaces a person's address by a stand-in in everything the help desk keeps: tickets, events,
people, questions. Pure.

The person's words are emptied, but what happened stays: who did what, in which order, and how
often. Other people's words are left alone. Never fails; a value that does not name the person comes
back unchanged.
"""

from dataclasses import dataclass, field, replace

from listbot.model.desk.change import DeskChange, TicketChange
from listbot.model.desk.people import Confirmation, Person
from listbot.model.desk.ticket import Change, Event, Field, File, Ticket
from listbot.tickets.opening import NO_TITLE

_ADDRESSES = (Field.REQUESTER, Field.ASSIGNEE, Field.WATCHER, Field.PARTICIPANT, Field.BOUNCING)

OUR_VERBS = ("pair-yes", "pair-no", "heard", "nothing-came", "remove", "keep")
"""Lines of questions that we ask by ourselves: what follows is an address."""

EMPTIED = "\N{HORIZONTAL ELLIPSIS}"
"""In place of erased words: an answer whose words are gone differs from one that had none."""


def emptied(text: str) -> str:
    """Return what is left of a forgotten text."""
    return EMPTIED if text else ""


def without_words(event: Event) -> Event:
    """Return an event without what its author wrote: text and notes."""
    changes = tuple(
        replace(each, old=emptied(each.old), new=emptied(each.new))
        if each.field is Field.NOTE
        else each
        for each in event.changes
    )
    return replace(event, text=emptied(event.text), changes=changes)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """One person who was forgotten."""

    address: str
    stand_in: str
    names: frozenset[str] = frozenset()
    """The names in their mails."""
    letters: dict[str, str] = field(default_factory=dict)
    """Message-IDs of letters whose key had the address, each with the Message-ID that the key
    without it makes."""
    titles: frozenset[tuple[str, str]] = frozenset()
    """(key, title) of the tickets they opened, with the title from their mail."""

    @property
    def name(self) -> str:
        """The stand-in for their name."""
        return self.stand_in.partition("@")[0]

    def of(self, address: str) -> str:
        """Return the address, or the stand-in if it is theirs."""
        return self.stand_in if address == self.address else address

    def all_of(self, addresses: tuple[str, ...]) -> tuple[str, ...]:
        """Return the addresses, theirs replaced."""
        return tuple(self.of(each) for each in addresses)

    def ticket(self, ticket: Ticket) -> Ticket:
        """Return a ticket without them."""
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
        """Return an event of this ticket without them; of their own only the changes stay."""
        changes = tuple(self._change(key, each) for each in event.changes)
        event = replace(event, changes=changes, had_it=self.all_of(event.had_it))
        if event.who != self.address:
            return event
        files = tuple(File("", each.type, each.size) for each in event.files)
        return replace(without_words(event), who=self.stand_in, name=self.name, files=files)

    def person(self, person: Person) -> Person:
        """Return a person, emptied if it is them."""
        if person.address != self.address:
            return person
        return replace(person, address=self.stand_in, name=self.name if person.name else "")

    def question(self, asked: Confirmation) -> Confirmation:
        """Return a question without them; the arguments of their lines are emptied, and those that
        name them, by others or by us, name their stand-in.
        """
        is_theirs = asked.who == self.address

        def lines(old: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
            return tuple(
                (
                    verb,
                    ""
                    if is_theirs and verb not in OUR_VERBS
                    else said.replace(self.address, self.stand_in),
                )
                for verb, said in old
            )

        return replace(
            asked,
            who=self.of(asked.who),
            lines=lines(asked.lines),
            otherwise=lines(asked.otherwise),
        )

    def change(self, desk: DeskChange) -> DeskChange:
        """Return the changes of a decision without them."""
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
