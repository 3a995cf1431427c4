"""Asks a ticket's requester whether it may be shown in a public tracker, and knows their yes. Pure.

One letter for each ticket asks. A plain yes counts if it answers that letter directly: nobody but
its reader knows its Message-ID. A yes anywhere else is a reply like any other, and so is anything
that is not surely a yes.
"""

from listbot.letters.message_ids import letter_key, message_id
from listbot.mail import Mail
from listbot.model.desk.rules import DeskRules
from listbot.model.desk.ticket import Ticket
from listbot.model.desk_case import DeskCase
from listbot.model.list_rules import ListRules
from listbot.tickets.letters import orders
from listbot.tickets.lines.notes import command_lines
from listbot.tickets.questions import says_yes, without_yes

AGREE = "agree"


def needs_consent(ticket: Ticket, desk: DeskRules) -> bool:
    """Return whether only its requester's word keeps a public ticket from a public tracker."""
    outer = desk.outer
    if outer is None or not outer.public or desk.public:
        return False
    return not (ticket.agreed or ticket.history)


def may_be_asked(ticket: Ticket, case: DeskCase) -> bool:
    """Return whether its requester gets letters about it, and can answer this one."""
    requester = ticket.requester
    is_reached = requester in ticket.watchers and requester not in ticket.bouncing
    is_known = bool(ticket.returns and case.rules.own_addresses)
    return is_reached and is_known and requester not in case.silent


def answers_it(mail: Mail, ticket: Ticket, rules: ListRules) -> bool:
    """Return whether a mail answers the letter that asks."""
    if not (ticket.returns and rules.own_addresses):
        return False
    asked = message_id(letter_key(orders.consent(ticket, rules)), rules.own_addresses[0])
    return mail.references[-1:] == (asked,)


def agrees(mail: Mail, case: DeskCase) -> bool:
    """Return whether the requester says yes to the letter, in a word instead of a line."""
    ticket = case.ticket
    if ticket is None or mail.author.address != ticket.requester:
        return False
    return says_yes(mail) and answers_it(mail, ticket, case.rules)


def lines_of(mail: Mail, case: DeskCase) -> tuple[tuple[str, str], ...]:
    """Return the command lines of a mail; a yes to the letter stands for one."""
    lines = command_lines(mail)
    return ((AGREE, ""), *lines) if agrees(mail, case) else lines


def words_of(text: str, mail: Mail, case: DeskCase) -> str:
    """Return a reply's text without the yes that stands for a line."""
    return without_yes(text, mail.author.name) if agrees(mail, case) else text
