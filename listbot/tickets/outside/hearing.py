"""Decides what becomes of something that happened in the tracker: an event of our ticket, of which
its followers hear as of any other. Pure.

A status over there that ours has no more than "open" for changes nothing here unless the ticket was
closed. Somebody who is not on the roster is nobody's assignee here. Nothing that is heard is ever
sent back.
"""

from listbot.letters.display import shown
from listbot.model.decision import MailDecision
from listbot.model.desk.change import DeskChange
from listbot.model.desk.outer import HeardInput, OuterKeyInput
from listbot.model.desk.ticket import Change, Event, Field, Priority, Side, Status, Ticket, What
from listbot.model.desk_case import DeskCase
from listbot.model.disposition import Disposition
from listbot.model.policy import Roster
from listbot.tickets.cleaning import LONGEST_NAME, cleaned_name
from listbot.tickets.lifecycle import status_after, to, with_event
from listbot.tickets.lines.changes import change_of

LONGEST = 100_000  # characters of one comment; what follows is read over there
_OPEN = (Status.NEW, Status.OPEN)


def on_heard(case: DeskCase, heard: HeardInput) -> MailDecision:
    """Return what changes after somebody wrote or changed something in the tracker."""
    ticket = case.ticket
    assert ticket is not None
    at = min(heard.at, heard.arrived)
    member = _member(heard.who, case.rules.roster)
    changes = tuple(
        each for change in heard.changes for each in _change(change, ticket, case.rules.roster)
    )
    text = heard.text[:LONGEST]
    if text and not any(each.field is Field.STATUS for each in changes):
        after = status_after(ticket, Side.TEAM, text, at)
        changes = (*changes, *to(ticket, Field.STATUS, after))
    event = Event(
        What.WROTE if text else What.CHANGED,
        at,
        Side.TEAM,
        member,
        _name(heard.who, member),
        text=text,
        changes=changes,
    )
    why = f"{event.name or event.who}, in the tracker"
    if not event.is_shown:
        return MailDecision(Disposition.NOT_A_VOTE, f"{why}: nothing that we keep")
    return _decided(case, ticket, event, why)


def on_key(case: DeskCase, learnt: OuterKeyInput) -> MailDecision:
    """Return what changes once the tracker has its own ticket. The followers hear of it only if it
    took long: else the next letter says so.
    """
    ticket = case.ticket
    assert ticket is not None
    is_late = learnt.at > ticket.opened + case.rules.desk.gather
    event = Event(
        What.CHANGED,
        learnt.at,
        Side.TEAM if is_late else Side.CLOCK,
        changes=to(ticket, Field.OUTER, learnt.key),
        reason="the tracker has it",
    )
    return _decided(case, ticket, event, f"{learnt.key} in the tracker")


def _decided(case: DeskCase, ticket: Ticket, event: Event, why: str) -> MailDecision:
    change = change_of(with_event(ticket, event), (event,), case)
    return MailDecision(Disposition.COMMAND, why, desk=DeskChange(ticket.key, (change,)))


def _change(change: Change, ticket: Ticket, roster: Roster) -> tuple[Change, ...]:
    """Return what a change over there means here."""
    match change.field:
        case Field.STATUS if change.new in tuple(Status):
            new = Status(change.new)
            is_same = new in _OPEN and not ticket.is_closed
            return () if is_same else to(ticket, Field.STATUS, new)
        case Field.ASSIGNEE:
            return to(ticket, Field.ASSIGNEE, _member(change.new, roster))
        case Field.PRIORITY if change.new in tuple(Priority):
            return to(ticket, Field.PRIORITY, change.new)
    return ()


def _name(who: str, member: str) -> str:
    """Return a name as letters show it, on one line; an address is nobody's name."""
    line = " ".join(shown(who).split())[:LONGEST_NAME]
    if "@" not in line:
        return line
    return "" if member else cleaned_name(line)


def _member(who: str, roster: Roster) -> str:
    """Return the primary address of a member by address or name; "" for anybody else."""
    if roster.holds(who):
        return roster.primary(who)
    named = [each for each in roster.members if who and each.name.casefold() == who.casefold()]
    return named[0].addresses[0] if len(named) == 1 else ""
