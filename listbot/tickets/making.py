"""Turns a mail that we already have into a ticket: split off from another one, or picked by a
member on a decision list. Pure; the command has checked that it may.
"""

from dataclasses import replace

from listbot.mail import Level, Mail
from listbot.model.case import DeskAside
from listbot.model.decision import MailDecision
from listbot.model.desk.change import DeskChange, TicketChange
from listbot.model.desk.people import Person, Written
from listbot.model.desk.ticket import Event, Field, Side, Ticket, What
from listbot.model.desk_case import DeskCase
from listbot.tickets.letters import orders as letters
from listbot.tickets.lifecycle import adding, due_at, with_event
from listbot.tickets.opening import opened_by


def made_of(
    part: Written, case: DeskCase, *, title: str = "", link: str = "", why: str
) -> TicketChange:
    """Return the ticket that a mail becomes; its author is the requester."""
    ticket = opened_by(part, case)
    ticket = replace(ticket, title=title or ticket.title)
    event = Event(
        What.OPENED,
        part.received,
        Side.REQUESTER,
        part.author,
        part.name,
        part.message_id,
        part.text,
        changes=adding(ticket, Field.LINK, link),
        had_it=(part.author,),
        reason=why,
    )
    ticket = with_event(ticket, event)
    return TicketChange(ticket, (event,), due_at(ticket, case.rules.desk), takes=(part.message_id,))


def told(decision: MailDecision, part: Written, ticket: Ticket, case: DeskCase) -> MailDecision:
    """Add M9, which tells the mail's author that it is a ticket and where answers go."""
    if not part.may_be_answered or ticket.history:
        return decision
    order = letters.opened(
        part,
        ticket,
        case.rules,
        quoted=part.level != Level.UNVERIFIED,
        secret=False,
        held=False,
        linked=next(iter(ticket.links), ""),
    )
    return replace(decision, letters=(*decision.letters, order))


def on_list(decision: MailDecision, part: Written, mail: Mail, desk: DeskAside) -> MailDecision:
    """Add the ticket that a member makes of a question on a decision list."""
    case = DeskCase(desk.rules, next_number=desk.next_number)
    why = f"made a ticket by {mail.author.name or mail.author.address}"
    change = made_of(part, case, why=why)
    is_new = desk.person is None or desk.person.registered is None
    known = desk.person or Person(part.author)
    registered = replace(known, name=known.name or part.name, registered=mail.received)
    people = (registered,) if is_new else ()
    decision = replace(decision, desk=DeskChange(change.ticket.key, (change,), people))
    return told(decision, part, change.ticket, case)
