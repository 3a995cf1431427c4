"""One ticket with its history: who did what, when and why, by which mail. For people from a
template, or JSON.

The admin sees all addresses and texts. Texts are cut where they are long, if not asked for whole.
It never fails.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from listbot.cli.output.ages import in_words
from listbot.cli.output.terminal import templates
from listbot.cli.ticket.rows import NOBODY, names_of
from listbot.letters.units import size
from listbot.model.desk.ticket import Change, Event, Field, Side, What
from listbot.model.policy import Roster
from listbot.store.desk.reading import RawMail, WholeTicket

MOST_LINES = 12  # of one text: what a screen has room for beside others
_PEOPLE = (Field.REQUESTER, Field.ASSIGNEE, Field.WATCHER, Field.PARTICIPANT, Field.BOUNCING)
_MANY = {
    Field.WATCHER: ("follows from now on:", "follows no more:"),
    Field.PARTICIPANT: ("takes part:", "takes part no more:"),
    Field.LINK: ("linked to", "no more linked to"),
    Field.BOUNCING: ("cannot be reached:", "can be reached again:"),
}
_DID = {
    What.OPENED: "opened it",
    What.WROTE: "wrote",
    What.CHANGED: "changed it",
    What.AUTOMATIC: "a machine's mail, attached silently",
    What.BOUNCED: "a letter came back",
    What.NUDGED: "reminded the requester",
    What.UNDONE: "took something back",
}


@dataclass(frozen=True, slots=True)
class TicketPage:
    """What is shown of one ticket."""

    whole: WholeTicket
    mails: tuple[RawMail, ...]
    names: dict[str, str]
    now: datetime
    all_lines: bool = False

    def number_of(self, message_id: str) -> int:
        """The place of a mail among those of the ticket, from 1; 0: it is none of them."""
        return next(
            (at for at, each in enumerate(self.mails, 1) if each.message_id == message_id), 0
        )

    def person(self, address: str) -> str:
        """Name and address, as far as the name is known."""
        name = self.names.get(address, "")
        return f"{name} <{address}>" if name else address

    def people(self, addresses: Sequence[str]) -> list[str]:
        """The same of several."""
        return [self.person(each) for each in addresses]

    def who(self, event: Event) -> str:
        """Who did it, and on which side they stand. A name stands as the event has it, which says
        what was not sure.
        """
        if event.side is Side.CLOCK:
            return "the clock"
        named = event.name and event.name != event.who
        name = f"{event.name} <{event.who}>" if named else self.person(event.who)
        return ", ".join(filter(None, (name, "" if event.side is Side.OTHER else event.side)))

    def did(self, event: Event) -> str:
        """What it was, in words."""
        return _DID[event.what]

    def rows(self, event: Event) -> list[str]:
        """The lines of its text."""
        lines = event.text.splitlines()
        if self.all_lines or len(lines) <= MOST_LINES:
            return lines
        return [*lines[:MOST_LINES], f"... {len(lines) - MOST_LINES} lines more: --mails"]

    def change(self, change: Change) -> str:
        """A change in words: "assignee: nobody -> Ana Ruiz <ana@example.org>"."""
        old, new = (self._value(change.field, value) for value in (change.old, change.new))
        added, taken = _MANY.get(change.field, ("", ""))
        if added:
            return f"{added} {new}" if change.new else f"{taken} {old}"
        return f"{change.field}: {old} -> {new}"

    def _value(self, field: Field, value: str) -> str:
        if not value:
            return NOBODY if field is Field.ASSIGNEE else "-"
        return self.person(value) if field in _PEOPLE else value


def page_of(
    whole: WholeTicket, mails: Sequence[RawMail], roster: Roster, now: datetime, *, all_lines: bool
) -> TicketPage:
    """The page of a ticket; people are called as the roster has it, else as they called
    themselves.
    """
    own = {event.who: event.name for event in whole.events if event.name}
    return TicketPage(whole, tuple(mails), own | names_of(roster), now, all_lines)


def as_text(page: TicketPage) -> str:
    """For people."""
    environment = templates()
    environment.filters |= {"ago": in_words, "size": size}
    return (
        environment.get_template("ticket.txt.j2")
        .render(page=page, ticket=page.whole.ticket)
        .rstrip("\n")
    )


def as_json(page: TicketPage) -> dict[str, object]:
    """The form programs read; fields are only ever added."""
    ticket = page.whole.ticket
    return {
        "key": ticket.key,
        "title": ticket.title,
        "list": ticket.list,
        "status": ticket.status,
        "since": ticket.since.isoformat(),
        "opened": ticket.opened.isoformat(),
        "answered": _moment(ticket.answered),
        "closed": _moment(ticket.closed),
        "requester": ticket.requester,
        "requester_name": ticket.requester_name,
        "assignee": ticket.assignee,
        "priority": ticket.priority,
        "public": ticket.public,
        "guarded": ticket.guarded,
        "merged_into": ticket.merged_into,
        "watchers": list(ticket.watchers),
        "participants": list(ticket.participants),
        "bouncing": list(ticket.bouncing),
        "links": list(ticket.links),
        "history": [_event_json(event) for event in page.whole.events],
        "mails": [
            {
                "n": number,
                "message_id": each.message_id,
                "from": each.author,
                "received": each.received.isoformat(),
                "why": each.why,
            }
            for number, each in enumerate(page.mails, start=1)
        ],
    }


def _event_json(event: Event) -> dict[str, object]:
    return {
        "what": event.what,
        "at": event.at.isoformat(),
        "side": event.side,
        "who": event.who,
        "name": event.name,
        "mail": event.mail,
        "text": event.text,
        "files": [
            {"name": file.name, "type": file.type, "size": file.size} for file in event.files
        ],
        "changes": [
            {"field": each.field, "old": each.old, "new": each.new} for each in event.changes
        ],
        "secret": event.secret,
        "reason": event.reason,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
