"""Decides what a tracker is asked to do about a ticket, and so what leaves us. Pure.

A public tracker gets public tickets only, if their requester agrees or the help desk is a public
one: names without addresses, own words with every address masked, no files. A tracker that only the
team sees gets names, addresses and files. A mail that probably holds a secret never leaves, and old
mail is nobody's news.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from listbot.model.desk.outer import Call, CallKind
from listbot.model.desk.rules import DeskRules, OuterRules, Private
from listbot.model.desk.ticket import Change, Event, Field, Priority, Side, Ticket, What
from listbot.tickets.cleaning import cleaned, cleaned_name
from listbot.tickets.lifecycle import net

LABEL = 20  # characters; enough that no two mails of a tracker share one
CHANGES = (Field.STATUS, Field.ASSIGNEE, Field.PRIORITY)
WITHHELD = "(This mail may hold a password or a key, so it is not shown here.)"
STUB_TEXT = "A request by mail. What it says is kept at the help desk."
_LEVELS = (Private.NOTHING, Private.STUB, Private.ALL)


def label_of(*causes: str) -> str:
    """Return the label of a call: the same for the same causes.

    Of a mail these are its Message-ID, which anybody can write into a mail of theirs, and what the
    tracker gets of it; nothing else, or a label in a public tracker would show that a guess at it
    was right.
    """
    return f"lb{sha256(' '.join(causes).encode('utf-8', 'surrogatepass')).hexdigest()[:LABEL]}"


def may_leave(ticket: Ticket, desk: DeskRules) -> Private:
    """Return how much of a ticket the tracker may have."""
    outer = desk.outer
    if outer is None or ticket.history:
        return Private.NOTHING
    if ticket.public and (not outer.public or ticket.agreed or desk.public):
        return Private.ALL
    return Private.STUB if outer.public and outer.private is Private.ALL else outer.private


def hands_over(ticket: Ticket, desk: DeskRules, handed: Private) -> bool:
    """Return whether the tracker is to get more of a ticket than it has: then all events matter."""
    return _LEVELS.index(may_leave(ticket, desk)) > _LEVELS.index(handed)


def planned(
    ticket: Ticket, events: Sequence[Event], desk: DeskRules, handed: Private
) -> tuple[Call, ...]:
    """Return the calls that a ticket's new events cause; all events if it is handed over."""
    outer, level = desk.outer, may_leave(ticket, desk)
    if outer is None or level is Private.NOTHING or not events:
        return ()
    if hands_over(ticket, desk, handed):
        return tuple(_handing_over(ticket, events, outer, level))
    if level is Private.STUB:  # it may have been whole before: from here on only its state leaves
        return tuple(_changes(ticket, events, (Field.STATUS,)))
    return (*_told(ticket, events, outer), *_changes(ticket, events, CHANGES))


def _handing_over(
    ticket: Ticket, events: Sequence[Event], outer: OuterRules, level: Private
) -> Iterator[Call]:
    """Yield what makes the ticket over there, and everything since."""
    if level is Private.STUB:
        yield Call(
            CallKind.STUB,
            label_of(ticket.root, ticket.key),
            ticket.opened,
            title=ticket.key,
            text=STUB_TEXT,
        )
        yield from _standing(ticket, events, (Field.STATUS,))
        return
    opening = next((each for each in events if each.what is What.OPENED), events[0])
    who, name = _person(ticket.requester, ticket.requester_name, outer)
    title = cleaned(ticket.title) if outer.public else ticket.title
    text = _text(opening, name, outer)
    yield Call(
        CallKind.CREATE,
        label_of(ticket.root, "whole", who, title, text),
        ticket.opened,
        title=title,
        text=text,
        who=who,
        name=name,
    )
    yield from _files(opening, outer)
    if who:
        yield _watch(who, ticket.opened)
    rest = [each for each in events if each is not opening]
    yield from _told(ticket, rest, outer)
    yield from _standing(ticket, events, CHANGES)


def _standing(ticket: Ticket, events: Sequence[Event], fields: Sequence[Field]) -> Iterator[Call]:
    """Yield what differs from a new ticket."""
    values = {
        Field.STATUS: ("new", str(ticket.status)),
        Field.ASSIGNEE: ("", ticket.assignee),
        Field.PRIORITY: (str(Priority.NORMAL), str(ticket.priority)),
    }
    for field in fields:
        usual, value = values[field]
        if value != usual:
            yield _change(Change(field, usual, value), events[-1], len(events))


def _told(ticket: Ticket, events: Sequence[Event], outer: OuterRules) -> Iterator[Call]:
    """Yield what people wrote and who follows, in order; what was written over there came without a
    mail.
    """
    for event in events:
        if _is_told(event, outer):
            who, name = _person(event.who, event.name, outer)
            # A line may answer another ticket than its mail's: their comments are two.
            text = _text(event, name, outer)
            causes = (ticket.key,) if event.prepared else ()
            label = label_of(event.mail, who, text, *causes)
            yield Call(CallKind.COMMENT, label, event.at, text=text, who=who, name=name)
            yield from _files(event, outer)
        if not outer.public:
            added = (each.new for each in net(event.changes) if each.field is Field.WATCHER)
            yield from (_watch(each, event.at) for each in added if each)


def _is_told(event: Event, outer: OuterRules) -> bool:
    """Whether the words of an event leave; not a stranger's who walked in, if all can read them."""
    walked_in = event.for_team and event.side is Side.OTHER
    is_mail = event.what is What.WROTE and bool(event.mail)
    return is_mail and not (walked_in and outer.public) and bool(event.text or event.files)


def _changes(ticket: Ticket, events: Sequence[Event], fields: Sequence[Field]) -> Iterator[Call]:
    first = ticket.events - len(events)
    for number, event in enumerate(events, first):
        for change in net(event.changes):
            if change.field in fields:
                yield _change(change, event, number)


def _change(change: Change, event: Event, number: int) -> Call:
    """Return the call for one field; `number`: of the event, as several may come at once."""
    label = label_of(str(number), event.at.isoformat(), change.field)
    return Call(CallKind.CHANGE, label, event.at, field=change.field, value=change.new)


def _watch(address: str, at: datetime) -> Call:
    return Call(CallKind.WATCH, label_of(address), at, who=address)


def _files(event: Event, outer: OuterRules) -> Iterator[Call]:
    """Yield the files of a mail, unless anybody could see into them."""
    if outer.public or event.secret:
        return
    for number, file in enumerate(event.files):
        label = label_of(event.mail, str(number), file.name)
        yield Call(CallKind.ATTACH, label, event.at, title=file.name, mail=event.mail)


def _person(address: str, name: str, outer: OuterRules) -> tuple[str, str]:
    """Return the address and the name that the tracker may have."""
    return ("", cleaned_name(name)) if outer.public else (address, name or address)


def _text(event: Event, name: str, outer: OuterRules) -> str:
    """Return the words of a mail with whose they are."""
    words = WITHHELD if event.secret else cleaned(event.text) if outer.public else event.text
    lines = [f"{name}, by mail:", "", words]
    if event.files and (outer.public or event.secret):
        names = ", ".join(cleaned(each.name) for each in event.files)
        lines += ["", f"With files that are kept at the help desk: {names}"]
    return "\n".join(lines)


def without(call: Call, address: str) -> Call | None:
    """Return a waiting call without a person who was forgotten; None if nothing is left of it."""
    if call.who == address or address in call.text or address in call.title:
        return None
    return replace(call, value="") if call.value == address else call
