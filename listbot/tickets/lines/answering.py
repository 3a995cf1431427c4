"""Adds prepared answers to what a mail says: below its own words, or as its words in another ticket
that a line names. Pure.

A text counts as its member's own words, so it is there before any other line of the mail is carried
out. A mail has one event with words in each ticket: a tracker tells comments apart by their mail.
"""

from collections.abc import Sequence
from dataclasses import replace

from listbot.mail import Mail
from listbot.model.desk.change import DeskChange, TicketChange
from listbot.model.desk.ticket import Change, Event, Field, Ticket, What
from listbot.model.desk_case import DeskCase
from listbot.tickets.joining import speaking
from listbot.tickets.lifecycle import said_more, status_after, to, with_event
from listbot.tickets.lines.changes import change_of, event_of, merged
from listbot.tickets.lines.effect import Answered
from listbot.tickets.lines.moving import known


def with_answers(
    desk: DeskChange, case: DeskCase, answers: Sequence[Answered], mail: Mail, is_team: bool
) -> tuple[DeskChange, DeskCase]:
    """Return what a mail changes, and its case, with these answers in their tickets."""
    for key in dict.fromkeys(each.key for each in answers):
        ticket = known(key, case)
        assert ticket is not None  # the line has found it
        said = [each for each in answers if each.key == key]
        own = next((each for each in desk.changes if _is_own(each, key, mail)), None)
        if own is None:
            event = _saying(event_of(What.WROTE, mail, ticket, case, is_team), said, ticket, case)
            ticket = with_event(ticket, event)
            changes = merged(list(desk.changes), change_of(ticket, (event,), case))
        else:
            # Those who had the mail do not have the text.
            event = replace(_saying(own.events[-1], said, ticket, case), had_it=())
            ticket = said_more(ticket, event)
            more = change_of(ticket, (*own.events[:-1], event), case, own.takes, own.names)
            changes = [more if each is own else each for each in desk.changes]
        desk, case = replace(desk, changes=tuple(changes)), _with_ticket(case, ticket)
    return desk, case


def _is_own(change: TicketChange, key: str, mail: Mail) -> bool:
    """Whether this is the mail's own words in the ticket."""
    event = change.events[-1]
    is_answer = event.what is What.WROTE and event.mail == mail.message_id
    return change.ticket.key == key and is_answer


def _saying(event: Event, said: Sequence[Answered], ticket: Ticket, case: DeskCase) -> Event:
    """An event that says these answers, too."""
    text = "\n\n".join(filter(None, (event.text, *(each.text for each in said))))
    names = tuple(each.name for each in said)
    changes = (*event.changes, *_changes(event, ticket, case))
    return replace(event, text=text, changes=changes, prepared=names)


def _changes(event: Event, ticket: Ticket, case: DeskCase) -> tuple[Change, ...]:
    """What an answer changes: who waits for whom, and who takes part."""
    status = status_after(ticket, event.side, "", event.at)
    people = () if case.by_operator else speaking(event.who, ticket, event.side, case)
    return to(ticket, Field.STATUS, status) + people


def _with_ticket(case: DeskCase, ticket: Ticket) -> DeskCase:
    """The case with a newer state of one ticket."""

    def newer(old: Ticket) -> Ticket:
        return ticket if old.key == ticket.key else old

    now = case.ticket and newer(case.ticket)
    return replace(case, ticket=now, named=tuple(map(newer, case.named)))
