"""One ticket with its history, as text or JSON: who did what, when and why, by which mail.

It shows the admin all addresses and texts. Long texts are cut unless --mails is given. It never
fails.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from listbot.cli.output.ages import in_words
from listbot.cli.output.templates import templates
from listbot.cli.ticket.rows import NOBODY, names_of
from listbot.letters.units import size
from listbot.model.desk.ticket import Change, Event, Field, Side, What
from listbot.model.policy import Roster
from listbot.store.desk.reading import RawMail, WholeTicket

MOST_LINES = 12  # of one text, so that several fit on a screen
_PEOPLE = (Field.REQUESTER, Field.ASSIGNEE, Field.WATCHER, Field.PARTICIPANT, Field.BOUNCING)
_MANY = {
    Field.WATCHER: ("now follows it:", "no longer follows it:"),
    Field.PARTICIPANT: ("takes part:", "no longer takes part:"),
    Field.LINK: ("linked to", "no longer linked to"),
    Field.BOUNCING: ("cannot be reached:", "can be reached again:"),
    Field.NOTE: ("note for the team:", "no longer a note:"),
}
_DID = {
    What.OPENED: "opened it",
    What.WROTE: "wrote",
    What.CHANGED: "changed it",
    What.AUTOMATIC: "automatic mail, added without a letter",
    What.BOUNCED: "a letter bounced",
    What.NUDGED: "reminded the requester",
    What.WOKE: "reminded the team",
    What.UNDONE: "undid something",
}


@dataclass(frozen=True, slots=True)
class TicketPage:
    """Everything the page shows of one ticket."""

    whole: WholeTicket
    mails: tuple[RawMail, ...]
    names: dict[str, str]
    now: datetime
    all_lines: bool = False

    def number_of(self, message_id: str) -> int:
        """Return the number of a mail in the ticket, from 1; 0 if it is not there."""
        return next(
            (at for at, each in enumerate(self.mails, 1) if each.message_id == message_id), 0
        )

    def person(self, address: str) -> str:
        """Return name and address, or just the address if the name is unknown."""
        name = self.names.get(address, "")
        return f"{name} <{address}>" if name else address

    def people(self, addresses: Sequence[str]) -> list[str]:
        """Return the same for several."""
        return [self.person(each) for each in addresses]

    def who(self, event: Event) -> str:
        """Return who did it and on which side they are. The event's own name for them comes first,
        since it says if the author was uncertain.
        """
        if any(each.field is Field.OUTER for each in event.changes):
            return "the tracker"
        if event.side is Side.CLOCK:
            return "the clock"
        named = event.name and event.name != event.who
        name = f"{event.name} <{event.who}>" if named else self.person(event.who)
        if not event.who and not event.mail:
            name = f"{event.name or 'somebody'}, in the tracker"
        return ", ".join(filter(None, (name, "" if event.side is Side.OTHER else event.side)))

    def did(self, event: Event) -> str:
        """Return what happened, in words."""
        names = ", ".join(event.prepared)
        return f"{_DID[event.what]}, with the answer {names}" if names else _DID[event.what]

    def rows(self, event: Event) -> list[str]:
        """Return the lines of the event's text, cut if they are many."""
        lines = event.text.splitlines()
        if self.all_lines or len(lines) <= MOST_LINES:
            return lines
        return [*lines[:MOST_LINES], f"... {len(lines) - MOST_LINES} more lines: --mails"]

    def change(self, change: Change) -> str:
        """Return a change in words: "assignee: nobody -> Ana Ruiz <ana@example.org>"."""
        old, new = (self._value(change.field, value) for value in (change.old, change.new))
        added, taken = _MANY.get(change.field, ("", ""))
        if added:
            return f"{added} {new}" if change.new else f"{taken} {old}"
        if change.field is Field.OUTER:
            return f"its key there: {new}"
        if change.field is Field.SNOOZED:
            return f"put off until {moment(change.new)}" if change.new else "no longer put off"
        return f"{change.field}: {old} -> {new}"

    def _value(self, field: Field, value: str) -> str:
        if not value:
            return NOBODY if field is Field.ASSIGNEE else "-"
        return self.person(value) if field in _PEOPLE else value


def moment(snoozed: str) -> str:
    """Return until when a ticket is put off, as people read it; the text is in UTC."""
    return f"{datetime.fromisoformat(snoozed):%Y-%m-%d %H:%M} UTC"


def page_of(
    whole: WholeTicket, mails: Sequence[RawMail], roster: Roster, now: datetime, *, all_lines: bool
) -> TicketPage:
    """Return the page of a ticket. Names come from the roster, else from people's own mails."""
    own = {event.who: event.name for event in whole.events if event.name}
    return TicketPage(whole, tuple(mails), own | names_of(roster), now, all_lines)


def as_text(page: TicketPage) -> str:
    """Render the page as text for people."""
    environment = templates()
    environment.filters |= {"ago": in_words, "size": size, "moment": moment}
    return (
        environment.get_template("ticket.txt.j2")
        .render(page=page, ticket=page.whole.ticket)
        .rstrip("\n")
    )


def as_json(page: TicketPage) -> dict[str, object]:
    """Return the form for programs; fields are only ever added."""
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
        "tracker_key": ticket.outer,
        "put_off_until": ticket.snoozed,
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
        "prepared": list(event.prepared),
        "secret": event.secret,
        "reason": event.reason,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
