"""Writes a help desk decision to rows: tickets, events, ids, people, questions; in the
caller's transaction.

Never decides. A new ticket is inserted and never replaces one with the same key.
Message-IDs of our letters are computed from the orders, not from the outbox, so that a
replay, which writes no letter, has them too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, update

from listbot.letters.message_ids import letter_key, message_id
from listbot.mail import Mail
from listbot.mail.wire.subjects import subject_key
from listbot.model.decision import Decision, MailDecision
from listbot.model.desk.change import DeskChange, TicketChange
from listbot.model.desk.people import Person
from listbot.model.desk_case import DeskCase
from listbot.model.inputs import Kept
from listbot.model.list_rules import ListRules
from listbot.model.order import LetterOrder
from listbot.store.base.prepared_statements import Prepared
from listbot.store.base.schema import people, rounds
from listbot.store.base.ticket_tables import (
    LETTER,
    MAIL,
    NAMED,
    ticket_events,
    ticket_ids,
    tickets,
)
from listbot.store.base.upsert import insert_or_lower, insert_or_set
from listbot.store.desk import words
from listbot.store.journal.codec import write
from listbot.store.journal.mail_row import MailRow
from listbot.store.people import questions
from listbot.tickets.forgotten import without_words

_UNCHANGING = {"key", "prefix", "number", "subject_key"}
_MOVING = tuple(column.name for column in tickets.c if column.name not in _UNCHANGING)

_NEW_TICKET = Prepared(insert(tickets), tuple[()], columns=tuple(tickets.c.keys()))
_MOVE = Prepared(
    update(tickets).where(tickets.c.key == bindparam("of")), tuple[()], columns=_MOVING
)
_NEW_EVENT = Prepared(
    insert(ticket_events), tuple[()], columns=("ticket", "number", "seq", "at", "snapshot")
)
_TIE = Prepared(
    insert_or_lower(ticket_ids, ticket_ids.c.kind), tuple[()], columns=tuple(ticket_ids.c.keys())
)
_KNOWN = tuple(Person.__dataclass_fields__)
_KNOW = Prepared(
    insert_or_set(people, *(people.c[name] for name in _KNOWN if name != "address")),
    tuple[()],
    columns=_KNOWN,
)
_SET_ROUND = insert_or_set(rounds, rounds.c.due)


def mail_row(seq: int, what: Mail, case: DeskCase, decision: MailDecision) -> MailRow:
    """Return the row of the mail itself, kept with those of votes. It waits for nothing."""
    address = what.arrival.list.address if case.by_bot else case.rules.address
    return MailRow.of(seq, address, what, decision.disposition, decision.why)._replace(
        ticket=(decision.desk.ticket or None) if decision.desk else None,
        kept=kept(decision, case.rules, what.author.address),
    )


def kept(decision: MailDecision, rules: ListRules, author: str) -> str | None:
    """Return what a decision about a mail changes besides its row; most change nothing else."""
    letters = tuple(_letters(decision.letters, rules))
    by_hand = decision.by_hand
    changes = decision.preferences, decision.desk, letters, decision.log, decision.sentence, by_hand
    if not any(changes) and decision.records is None:
        return None
    desk = _without_own_texts(decision.desk, author)
    found = rules.address, decision.preferences, desk, letters, decision.log, decision.sentence
    return write(Kept(*found, by_hand, decision.records))


def _without_own_texts(desk: DeskChange | None, author: str) -> DeskChange | None:
    """Drop the author's texts: they are in the ticket's events, never in a tombstone."""
    if desk is None:
        return None
    return replace(desk, changes=tuple(_without_texts_of(author, each) for each in desk.changes))


def _without_texts_of(author: str, change: TicketChange) -> TicketChange:
    events = (without_words(each) if each.who == author else each for each in change.events)
    return replace(change, events=tuple(events))


def carry_out(
    connection: Connection,
    rules: ListRules,
    decision: Decision,
    seq: int | None,
    subject: str = "",
) -> None:
    """Write everything a decision changes at the help desk.

    `seq` is the input that caused it; `subject` is the mail's, if there is one.
    """
    desk = decision.desk
    if desk is not None:
        for change in desk.changes:
            _carry_out(connection, change, seq, subject)
        for each in desk.people:
            know(connection, each)
        _questions(connection, desk)
    tie_letters(connection, _letters(decision.letters, rules))


def tie_letters(connection: Connection, letters: Iterable[tuple[str, str]]) -> None:
    """Tie these letters to their tickets, so that answers to them find the ticket."""
    _tie(connection, ((id, key, LETTER) for id, key in letters))


def _carry_out(connection: Connection, change: TicketChange, seq: int | None, subject: str) -> None:
    ticket = change.ticket
    row = _row(change)
    about: tuple[str, ...] = ()
    if ticket.events == len(change.events):
        about = words.opened_as(ticket, change.events)
        _NEW_TICKET.run(connection, row | {"subject_key": subject_key(subject or ticket.title)})
    else:
        _MOVE.run(connection, {name: row[name] for name in _MOVING} | {"of": ticket.key})
    for number, event in enumerate(change.events, ticket.events - len(change.events) + 1):
        _NEW_EVENT.run(
            connection,
            {
                "ticket": ticket.key,
                "number": number,
                "seq": seq,
                "at": event.at,
                "snapshot": write(event),
            },
        )
        words.add(connection, ticket.key, number, event, about if number == 1 else ())
    _tie(connection, _ids(change))


def _row(change: TicketChange) -> dict[str, object]:
    ticket = change.ticket
    return {
        "key": ticket.key,
        "prefix": ticket.prefix,
        "number": ticket.number,
        "list": ticket.list,
        "root": ticket.root,
        "token": ticket.token,
        "title": ticket.title,
        "requester": ticket.requester,
        "assignee": ticket.assignee,
        "status": ticket.status,
        "priority": ticket.priority,
        "public": ticket.public,
        "opened": ticket.opened,
        "since": ticket.since,
        "answered": ticket.answered,
        "closed": ticket.closed,
        "due": change.due,
        "snapshot": write(ticket),
    }


def _ids(change: TicketChange) -> Iterator[tuple[str, str, str]]:
    yield from ((id, change.ticket.key, MAIL) for id in change.takes)
    yield from ((id, change.ticket.key, NAMED) for id in change.names)


def _letters(orders: Iterable[LetterOrder], rules: ListRules) -> Iterator[tuple[str, str]]:
    for order in orders:
        if order.ticket and rules.own_addresses:
            yield message_id(letter_key(order), rules.own_addresses[0]), order.ticket


def _tie(connection: Connection, ids: Iterable[tuple[str, str, str]]) -> None:
    for id, key, kind in ids:
        _TIE.run(connection, {"message_id": id, "ticket": key, "kind": kind})


def know(connection: Connection, person: Person) -> None:
    """Store what is known about a person."""
    _KNOW.run(
        connection,
        {
            "address": person.address,
            "name": person.name,
            "registered": person.registered,
            "notes": person.notes,
            "mail": person.mail,
        },
    )


def _questions(connection: Connection, desk: DeskChange) -> None:
    if desk.asks is not None:
        questions.ask(connection, desk.asks)
    if desk.answers:
        questions.close(connection, desk.answers)


def set_round(connection: Connection, address: str, kind: str, due: datetime) -> None:
    """Set when a list's weekly letter is due next."""
    row = {"list": address, "kind": kind, "due": due}
    connection.execute(_SET_ROUND[connection.dialect.name], row)
