"""Turns an answer in a ticket's thread into an event: who wrote, what it says, what it changes.
Pure.
"""

from dataclasses import replace

from listbot.mail import UNWRAPPED, Mail
from listbot.mail.body.ticket_text import request_text
from listbot.mail.files.attachments import contents_of
from listbot.model.desk.people import Person
from listbot.model.desk.ticket import Event, Field, File, Side, Status, Ticket, What
from listbot.model.desk_case import DeskCase, FoundBy
from listbot.tickets.joining import is_for_team, joining
from listbot.tickets.lifecycle import status_after, taking, to
from listbot.tickets.lines.notes import holds_note, without_commands
from listbot.tickets.opening import title_of
from listbot.tickets.participants import is_ours, name_of
from listbot.tickets.secret import likely_secret


def answer(mail: Mail, ticket: Ticket, side: Side, text: str, case: DeskCase) -> Event:
    """Return the event for a mail in a ticket's thread; commands alone change no status."""
    is_member = case.rules.roster.holds(mail.author.address)
    # A file beside a note may be for the team, like the note; it stays in the mail.
    files = () if is_member and holds_note(mail) else files_of(mail)
    says = without_commands(text, has_notes=is_member)
    changes = joining(mail, ticket, side, bool(says or files), case)
    changes += taking(ticket, Field.BOUNCING, mail.author.address)
    if says or files:
        changes += to(ticket, Field.STATUS, _status(mail, ticket, side, says, case))
    return Event(
        What.WROTE,
        mail.received,
        side,
        mail.author.address,
        name_of(mail, case.rules),
        mail.message_id,
        says,
        files,
        changes,
        had_it=tuple(each for each in mail.to if not is_ours(each, case.rules)),
        secret=bool(likely_secret(says)),
        for_team=is_for_team(mail, ticket, side, case),
    )


def _status(mail: Mail, ticket: Ticket, side: Side, says: str, case: DeskCase) -> Status:
    """The new status. Only a subject tag is not a reason to close: tag and From can be forged, and
    the requester would not hear of it, as nobody is notified of their own changes."""
    status = status_after(ticket, side, says, mail.received)
    return ticket.status if case.found_by is FoundBy.SUBJECT and status is Status.CLOSED else status


def overtaken(ticket: Ticket, event: Event, mail: Mail) -> tuple[Ticket, Event]:
    """Make a mail that arrived after its own answer the first one: its author is the requester, its
    subject the title."""
    changes = [each for each in event.changes if each.field is not Field.STATUS]
    changes += to(ticket, Field.REQUESTER, mail.author.address)
    changes += to(ticket, Field.TITLE, title_of(mail))
    asked = replace(
        event,
        what=What.OPENED,
        side=Side.REQUESTER,
        text=request_text(mail),
        changes=tuple(changes),
        for_team=False,
    )
    return replace(ticket, root=mail.message_id, requester_name=mail.author.name), asked


def files_of(mail: Mail) -> tuple[File, ...]:
    found = contents_of(mail.arrival.raw, unwrapped=UNWRAPPED in mail.notes)
    return tuple(
        File(each.name, each.type, each.size) for each in found.attachments if not each.in_signature
    )


def registered(mail: Mail, case: DeskCase) -> tuple[Person, ...]:
    """Return the sender as a new person, unless they are known already or a machine wrote."""
    if mail.automatic or (case.person is not None and case.person.registered is not None):
        return ()
    known = case.person or Person(mail.author.address)
    return (replace(known, name=known.name or mail.author.name, registered=mail.received),)
