"""Decides at a moment on a ticket's gathered updates, its one reminder and parking. Pure.

Nobody is notified of what they did themselves or have in their mailbox already. A requester is
reminded only once; a ticket whose requester does not answer is parked, not closed.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from listbot.model.decision import MomentDecision
from listbot.model.desk.change import DeskChange, TicketChange
from listbot.model.desk.ticket import Event, Field, Side, Status, Ticket, What
from listbot.model.desk_case import DueTicket
from listbot.model.order import LetterOrder
from listbot.tickets.letters import orders as letters
from listbot.tickets.lifecycle import due_at, net, to, with_event
from listbot.tickets.participants import is_ours

TOLD = (
    Field.STATUS,
    Field.TITLE,
    Field.ASSIGNEE,
    Field.MERGED,
    Field.PUBLIC,
    Field.AGREED,
    Field.OUTER,
    Field.SNOOZED,
)
"""People outside the team are notified of these; the rest is the team's housekeeping."""
UNTOLD_TO_TEAM = (Field.WATCHER, Field.PARTICIPANT)
TOLD_ONCE = (Field.LINK,)
"""The team is notified of these for a new ticket only: after a merge, the closed ticket says it."""


def on_desk_tick(
    case: DueTicket, now: datetime, read_until: datetime | None
) -> MomentDecision | None:
    """Return what a moment changes about a ticket; None: nothing yet.

    Reminds the requester or parks the ticket only once the list has been read up to then: their
    answer may still be in the mailbox.
    """
    ticket, events = case.ticket, list[Event]()
    letters_: list[LetterOrder] = []
    if _is_gathered(case, now):
        letters_ += _updates(case)
        ticket = replace(ticket, told=ticket.events, untold_since=None)
    seen = min(now, read_until) if read_until is not None else None
    if seen is not None and ticket.status is Status.ON_REQUESTER:
        ticket, event, letter = _waited(ticket, case, seen)
        events += [event] if event else []
        letters_ += [letter] if letter else []
    if seen is not None and ticket.snoozed and datetime.fromisoformat(ticket.snoozed) <= seen:
        ticket, event = _woken(ticket, seen)
        events.append(event)
    if ticket == case.ticket:
        return None
    change = TicketChange(ticket, tuple(events), due_at(ticket, case.rules.desk))
    why = ", ".join(each.reason for each in events) or f"letters about what is new: {len(letters_)}"
    return MomentDecision(why, desk=DeskChange(ticket.key, (change,)), letters=tuple(letters_))


def _is_gathered(case: DueTicket, now: datetime) -> bool:
    untold = case.ticket.untold_since
    return untold is not None and untold + case.rules.desk.gather <= now


def _waited(
    ticket: Ticket, case: DueTicket, seen: datetime
) -> tuple[Ticket, Event | None, LetterOrder | None]:
    """While waiting for the requester, remind them once, then park the ticket."""
    desk = case.rules.desk
    if ticket.nudged is None and ticket.since + desk.nudge <= seen:
        event = Event(What.NUDGED, seen, Side.CLOCK, reason="the requester was reminded")
        told = replace(with_event(ticket, event), nudged=seen)
        reachable = ticket.requester not in ticket.bouncing and ticket.requester not in case.silent
        letter = letters.stale(told, case.rules, seen + desk.park) if reachable else None
        return told, event, letter
    if ticket.nudged is not None and ticket.nudged + desk.park <= seen:
        changes = to(ticket, Field.STATUS, Status.PARKED)
        event = Event(
            What.CHANGED, seen, Side.CLOCK, changes=changes, reason="parked: no answer came"
        )
        return with_event(ticket, event), event, None
    return ticket, None, None


def _woken(ticket: Ticket, seen: datetime) -> tuple[Ticket, Event]:
    """The day came until which a member parked it: the team is reminded, the requester is not."""
    event = Event(
        What.WOKE,
        seen,
        Side.CLOCK,
        changes=to(ticket, Field.STATUS, Status.ON_TEAM),
        reason="it was parked until today",
        for_team=True,
    )
    return with_event(ticket, event), event


def _updates(case: DueTicket) -> Iterator[LetterOrder]:
    """M10: one letter to each follower, about what they do not know yet."""
    ticket, rules = case.ticket, case.rules
    primary = rules.roster.primary
    team = tuple(
        dict.fromkeys((*((ticket.assignee,) if ticket.assignee else ()), *rules.desk.team))
    )
    for address in dict.fromkeys((*ticket.watchers, *team)):
        is_silent = address in case.silent and address != ticket.assignee
        if is_silent or address in ticket.bouncing or is_ours(address, rules):
            continue
        side = (
            Side.TEAM if address in team or rules.roster.holds(address) else _side(address, ticket)
        )
        new = [
            told
            for event in case.untold
            if (side is Side.TEAM or not event.for_team)
            and primary(event.who) != primary(address)
            and address not in event.had_it
            if (told := _for(event, side)).is_shown
        ]
        if new:
            is_new = any(each.what is What.OPENED for each in new)
            yield letters.update(ticket, rules, address, side, tuple(new), case.names, is_new)


def _side(address: str, ticket: Ticket) -> Side:
    return Side.REQUESTER if address == ticket.requester else Side.WATCHER


def _for(event: Event, side: Side) -> Event:
    """An event as one side sees it: the net changes that this side is notified of."""
    untold = UNTOLD_TO_TEAM if event.what is What.OPENED else (*UNTOLD_TO_TEAM, *TOLD_ONCE)
    changes = tuple(
        each
        for each in net(event.changes)
        if (each.field not in untold if side is Side.TEAM else each.field in TOLD)
    )
    return replace(event, changes=changes)
