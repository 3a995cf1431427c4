"""How a ticket moves: what a change does to it, what status follows an answer, when to look at it
again.

Pure. A status follows the order in which mails were received: a mail that was overtaken is kept and
shown, but does not take back what came after it. Silence never closes a ticket.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from listbot.model.desk.rules import DeskRules
from listbot.model.desk.ticket import (
    MANY,
    Change,
    Event,
    Field,
    Priority,
    Side,
    Status,
    Ticket,
    What,
)
from listbot.tickets.solved import only_thanks, says_solved

YES, NO = "yes", "no"


def changed(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    """Return the ticket with one change made, which may change nothing."""
    return _CHANGES[change.field](ticket, change, at)


def undone(change: Change) -> Change:
    """Return the change that takes this one back."""
    return Change(change.field, change.new, change.old)


def net(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Return one change per value, from before to after: one mail may change a value twice."""
    found: dict[tuple[Field, str], Change] = {}
    for change in changes:
        place = (change.field, (change.new or change.old) if change.field in MANY else "")
        before = found.get(place, change)
        found[place] = replace(change, old=before.old)
    return tuple(each for each in found.values() if each.old != each.new)


def holds(ticket: Ticket, change: Change) -> bool:
    """Return whether a change is still the last on its field: only then can it be taken back."""
    if change.field in MANY:
        values = _values(ticket, change.field)
        old, new = (_kept_as(change.field, each) for each in (change.old, change.new))
        return (not new or new in values) and (not old or old not in values)
    return value(ticket, change.field) == change.new


def value(ticket: Ticket, field: Field) -> str:
    """Return the value of a field that holds one."""
    if field in (Field.PUBLIC, Field.STARTER, Field.AGREED):
        return YES if getattr(ticket, _ATTRIBUTES[field]) else NO
    return str(getattr(ticket, _ATTRIBUTES[field]))


def to(ticket: Ticket, field: Field, new: str) -> tuple[Change, ...]:
    """Return the change that gives a field this value; none if it has it already."""
    old = value(ticket, field)
    return () if old == new else (Change(field, old, new),)


def adding(ticket: Ticket, field: Field, *values: str) -> tuple[Change, ...]:
    """Return the changes that add values to a field of many, except those it has already."""
    there = _values(ticket, field)
    new = dict.fromkeys(each for each in values if each and _kept_as(field, each) not in there)
    return tuple(Change(field, "", each) for each in new)


def taking(ticket: Ticket, field: Field, *values: str) -> tuple[Change, ...]:
    """Return the changes that remove values from a field of many."""
    there = _values(ticket, field)
    return tuple(Change(field, each, "") for each in values if _kept_as(field, each) in there)


def _kept_as(field: Field, value: str) -> str:
    """A value as the ticket has it: of a note, whose words somebody may have erased, a digest."""
    if field is not Field.NOTE or not value:
        return value
    return sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _values(ticket: Ticket, field: Field) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(ticket, _ATTRIBUTES[field])
    return found


_ATTRIBUTES = {
    Field.STATUS: "status",
    Field.TITLE: "title",
    Field.REQUESTER: "requester",
    Field.ASSIGNEE: "assignee",
    Field.PRIORITY: "priority",
    Field.PUBLIC: "public",
    Field.STARTER: "starter",
    Field.AGREED: "agreed",
    Field.OUTER: "outer",
    Field.SNOOZED: "snoozed",
    Field.MERGED: "merged_into",
    Field.WATCHER: "watchers",
    Field.PARTICIPANT: "participants",
    Field.LINK: "links",
    Field.BOUNCING: "bouncing",
    Field.NOTE: "notes",
}


def _status(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    status = Status(change.new)
    closed = at if status is Status.CLOSED else None
    # Whatever moves a ticket ends its snooze, so a reply wakes it.
    return replace(ticket, status=status, since=at, closed=closed, nudged=None, snoozed="")


def _snoozed(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    return replace(ticket, snoozed=change.new)


def _priority(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    return replace(ticket, priority=Priority(change.new))


def _public(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    return replace(ticket, public=change.new == YES and not ticket.guarded)


def _starter(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    return replace(ticket, starter=change.new == YES)


def _agreed(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    return replace(ticket, agreed=change.new == YES)


def _outer(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    return replace(ticket, outer=change.new)


def _title(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    return replace(ticket, title=change.new)


def _requester(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    return replace(ticket, requester=change.new)


def _assignee(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    return replace(ticket, assignee=change.new)


def _merged(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    return replace(ticket, merged_into=change.new)


def _watcher(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    return replace(ticket, watchers=_many(ticket.watchers, change))


def _participant(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    return replace(ticket, participants=_many(ticket.participants, change))


def _link(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    return replace(ticket, links=_many(ticket.links, change))


def _bouncing(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    return replace(ticket, bouncing=_many(ticket.bouncing, change))


def _note(ticket: Ticket, change: Change, at: datetime) -> Ticket:
    old, new = (_kept_as(Field.NOTE, each) for each in (change.old, change.new))
    return replace(ticket, notes=_many(ticket.notes, Change(Field.NOTE, old, new)))


def _many(values: tuple[str, ...], change: Change) -> tuple[str, ...]:
    """The values in the order they were added, with one more or one fewer."""
    kept = tuple(each for each in values if each not in (change.old, change.new))
    if not change.new:
        return kept
    return values if change.new in values else (*kept, change.new)


_CHANGES: dict[Field, Callable[[Ticket, Change, datetime], Ticket]] = {
    Field.STATUS: _status,
    Field.TITLE: _title,
    Field.REQUESTER: _requester,
    Field.ASSIGNEE: _assignee,
    Field.PRIORITY: _priority,
    Field.PUBLIC: _public,
    Field.STARTER: _starter,
    Field.AGREED: _agreed,
    Field.OUTER: _outer,
    Field.SNOOZED: _snoozed,
    Field.MERGED: _merged,
    Field.WATCHER: _watcher,
    Field.PARTICIPANT: _participant,
    Field.LINK: _link,
    Field.BOUNCING: _bouncing,
    Field.NOTE: _note,
}


def with_event(ticket: Ticket, event: Event) -> Ticket:
    """Return the ticket after one more event; one that nobody is notified of counts as told."""
    for change in event.changes:
        ticket = changed(ticket, change, event.at)
    ticket = replace(ticket, events=ticket.events + 1, guarded=ticket.guarded or event.secret)
    if event.what in (What.OPENED, What.WROTE) and event.text:
        ticket = _heard(ticket, event)
    if ticket.guarded:
        ticket = replace(ticket, public=False)
    if event.is_shown and not ticket.history:
        return replace(ticket, untold_since=ticket.untold_since or event.at)
    if ticket.untold_since is None:
        return replace(ticket, told=ticket.events)
    return ticket


def said_more(ticket: Ticket, event: Event) -> Ticket:
    """Return the ticket whose last event turned out to say more; `event`: all that it says."""
    before = ticket.events - 1
    return with_event(replace(ticket, events=before, told=min(ticket.told, before)), event)


def _heard(ticket: Ticket, event: Event) -> Ticket:
    ticket = replace(ticket, heard=max(ticket.heard or event.at, event.at))
    if event.side is not Side.TEAM or event.what is not What.WROTE:
        return ticket
    ticket = replace(ticket, asked_by=event.name or event.who, answered=ticket.answered or event.at)
    if ticket.status is Status.ON_REQUESTER and event.at > ticket.since:
        return replace(ticket, since=event.at, nudged=None)
    return ticket


def status_after(ticket: Ticket, side: Side, text: str, at: datetime) -> Status:
    """Return the status after an answer.

    One that was overtaken changes nothing, except that a ticket is no longer new.
    """
    after = _status_after(ticket, side, text)
    if at >= max(ticket.since, ticket.heard or ticket.since):
        return after
    return Status.ON_TEAM if ticket.status is Status.NEW is not after else ticket.status


def _status_after(ticket: Ticket, side: Side, text: str) -> Status:
    if side is Side.TEAM:
        return ticket.status if ticket.is_closed else Status.ON_REQUESTER
    if side is Side.REQUESTER and says_solved(text):
        return Status.CLOSED
    if ticket.is_closed:
        return Status.CLOSED if only_thanks(text) else Status.ON_TEAM
    return Status.NEW if ticket.status is Status.NEW else Status.ON_TEAM


def reopens_too_late(ticket: Ticket, rules: DeskRules, at: datetime) -> bool:
    """Return whether an answer came so long after the close that it is a new request."""
    return ticket.closed is not None and at > ticket.closed + rules.reopen


def due_at(ticket: Ticket, rules: DeskRules) -> datetime | None:
    """Return when to look at the ticket again: to send updates, to remind the requester, to park it
    or to wake it; None: never."""
    moments = [datetime.fromisoformat(ticket.snoozed)] if ticket.snoozed else []
    if ticket.history:
        return min(moments, default=None)
    if ticket.untold_since is not None:
        moments.append(ticket.untold_since + rules.gather)
    if ticket.status is Status.ON_REQUESTER:
        moments.append(
            ticket.since + rules.nudge if ticket.nudged is None else ticket.nudged + rules.park
        )
    return min(moments, default=None)
