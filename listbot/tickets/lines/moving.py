"""Helpers for desk commands: a ticket moved, a line refused, a status set."""

from datetime import datetime

from listbot.model.desk.ticket import Change, Field, Status, Ticket
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import to
from listbot.tickets.lines.effect import DeskEffect, Move


def refused(answer: str) -> DeskEffect:
    """Return an effect that changes nothing and says why."""
    return DeskEffect(done=False, answer=answer)


def moved(ticket: Ticket, changes: tuple[Change, ...], answer: str) -> DeskEffect:
    """Return the effect that makes these changes to one ticket; without any it is done, too."""
    return DeskEffect(
        done=True, answer=answer, moves=(Move(ticket.key, changes),) if changes else ()
    )


def the_ticket(case: DeskCase) -> Ticket:
    """Return the ticket that is meant; commands about tickets run only if there is one."""
    assert case.ticket is not None
    return case.ticket


def into(ticket: Ticket, status: Status, at: datetime, answer: str) -> DeskEffect:
    """Return the effect that sets a status, unless a later mail has already changed it."""
    if ticket.status is status:
        return moved(ticket, (), f"{ticket.key} is already {status}.")
    if at < ticket.since:
        return refused(
            f"A later mail has changed {ticket.key}: it is now {ticket.status}. Please look again."
        )
    # Last, so that undo restores the day after the status, which would erase it.
    changes = to(ticket, Field.STATUS, status) + to(ticket, Field.SNOOZED, "")
    return moved(ticket, changes, answer)


def known(key: str, case: DeskCase) -> Ticket | None:
    """Return the ticket of this key, if the case knows it."""
    tickets = (case.ticket, *case.named)
    return next((each for each in tickets if each is not None and each.key == key), None)


def known_to_team(key: str, case: DeskCase) -> Ticket | None:
    """Return the ticket of this key, if it is of a help desk whose team the author is on."""
    return None if key in case.of_others else known(key, case)


def called(address: str, case: DeskCase) -> str:
    """Return the name that the roster has for an address, else the address."""
    members = case.rules.roster.members
    return next((each.name for each in members if address in each.addresses and each.name), address)
