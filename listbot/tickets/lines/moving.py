"""What the desk commands say and change alike: a ticket moved, a line refused, a status taken."""

from datetime import datetime

from listbot.model.desk.ticket import Change, Field, Status, Ticket
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import to
from listbot.tickets.lines.effect import DeskEffect, Move


def refused(answer: str) -> DeskEffect:
    """A line that changes nothing, and why."""
    return DeskEffect(done=False, answer=answer)


def moved(ticket: Ticket, changes: tuple[Change, ...], answer: str) -> DeskEffect:
    """The changes to one ticket; a line that asks for what is so already is done without any."""
    return DeskEffect(
        done=True, answer=answer, moves=(Move(ticket.key, changes),) if changes else ()
    )


def the_ticket(case: DeskCase) -> Ticket:
    """The ticket that is meant; commands about tickets are taken only where there is one."""
    assert case.ticket is not None
    return case.ticket


def into(ticket: Ticket, status: Status, at: datetime, answer: str) -> DeskEffect:
    """The ticket with another status, unless it was moved by what came after this mail: a status
    never goes back.
    """
    if ticket.status is status:
        return moved(ticket, (), f"{ticket.key} is {status} already.")
    if at < ticket.since:
        return refused(
            f"{ticket.key} was moved by a later mail and is {ticket.status} now. Please look again."
        )
    return moved(ticket, to(ticket, Field.STATUS, status), answer)


def known(key: str, case: DeskCase) -> Ticket | None:
    """The ticket of this key, among those the case knows."""
    tickets = (case.ticket, *case.named)
    return next((each for each in tickets if each is not None and each.key == key), None)


def called(address: str, case: DeskCase) -> str:
    """The name of whose address it is: that on the roster, else the address."""
    members = case.rules.roster.members
    return next((each.name for each in members if address in each.addresses and each.name), address)
