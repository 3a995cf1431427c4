"""Finds the ticket a mail belongs to, and how that is known: ids of its thread, the address
it came to, marks in its text.

Every question is answered from an index and concerns one mail, so the cost does not grow
with tickets or events. A tie that anybody could forge only works for people who already
take part: a subject tag, and an answer that arrived before its question. Never decides; a
stranger's tag is handed on as unsure.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from listbot.mail import Mail
from listbot.mail.wire.extensions import Returned, Routed, read_bounce, read_reply
from listbot.model.desk.ticket import KEY, Ticket
from listbot.model.desk_case import FoundBy
from listbot.model.disposition import Disposition
from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRole
from listbot.store.base.prepared_statements import Prepared, Question, in_parts
from listbot.store.base.schema import mails
from listbot.store.base.ticket_tables import MAIL, NAMED, ticket_ids, tickets
from listbot.store.journal.codec import read_as

AT_ONCE = 8  # Message-IDs per query, as in `votes/known_mails`
MOST_MARKS = 5  # marks or addresses of one mail that are looked up; a person's mail has one

_NAMES = tuple(f"id{number}" for number in range(AT_ONCE))
_MARK = re.compile(r"\[([A-Z]{1,8})-([1-9][0-9]{0,8}) ([a-z0-9]{10,32})\]")
_TAG = re.compile(rf"\[{KEY.pattern}\]|(?:^|\s){KEY.pattern}:", re.IGNORECASE)


class Tie(NamedTuple):
    """A Message-ID and a ticket in which it is known."""

    message_id: str
    ticket: str
    kind: str

    @property
    def rank(self) -> tuple[str, int]:
        """Return a sort key: the surest kind first, then the later ticket, which was split off."""
        return self.kind, -int(self.ticket.rpartition("-")[2])


class FoundTicket(NamedTuple):
    """A ticket, merges followed, and how it was found."""

    ticket: Ticket | None = None
    by: FoundBy = FoundBy.NOTHING
    unsure: Ticket | None = None
    """The ticket named in the subject by somebody who does not take part in it."""


class Copy(NamedTuple):
    """What is needed of a stored mail to tell whether another is the same."""

    seq: int
    list: str
    author: str
    words: str
    disposition: str
    ticket: str | None


class _Snapshot(NamedTuple):
    snapshot: str


_TIES = Prepared(
    select(*(ticket_ids.c[name] for name in Tie._fields))
    .where(ticket_ids.c.message_id.in_([bindparam(name) for name in _NAMES]))
    .order_by(ticket_ids.c.message_id, ticket_ids.c.ticket),
    Tie,
)
_COPIES = Prepared(
    select(*(mails.c[name] for name in Copy._fields))
    .where(mails.c.message_id == bindparam("id"), mails.c.disposition != Disposition.DUPLICATE)
    .order_by(mails.c.seq),
    Copy,
)
_BY_KEY = Prepared(select(tickets.c.snapshot).where(tickets.c.key == bindparam("of")), _Snapshot)
_BY_TOKEN = Prepared(
    select(tickets.c.snapshot).where(
        tickets.c.token == bindparam("token"), tickets.c.number == bindparam("number")
    ),
    _Snapshot,
)


def load(connection: Connection, key: str) -> Ticket | None:
    """Return a ticket; None if the key is unknown."""
    row = _BY_KEY.first(connection, {"of": key})
    return None if row is None else read_as(Ticket, row.snapshot)


def copies_of(connection: Connection, message_id: str) -> list[Copy]:
    """Return the mails with a Message-ID, in the order they came."""
    return _COPIES.all(connection, {"id": message_id})


def followed(connection: Connection, ticket: Ticket) -> Ticket:
    """Return the ticket it was merged into, however often; a circle ends where it began."""
    seen = {ticket.key}
    while ticket.merged_into and ticket.merged_into not in seen:
        into = load(connection, ticket.merged_into)
        if into is None:
            break
        seen.add(into.key)
        ticket = into
    return ticket


def ties(connection: Connection, ids: tuple[str, ...]) -> list[Tie]:
    """Return the tickets in which these Message-IDs are known."""
    return [tie for given in in_parts(_NAMES, ids) for tie in _TIES.all(connection, given)]


def first_questions(mail: Mail) -> Iterator[Question]:
    """Yield what is asked about every mail to a help desk, whatever the answers are."""
    yield _COPIES, {"id": mail.message_id}
    for given in in_parts(_NAMES, (*mail.references, mail.message_id)):
        yield _TIES, given


def find(connection: Connection, rules: RulesInput, mail: Mail) -> FoundTicket:
    """Return the ticket a mail belongs to, by the surest tie it has (docs/decisions/0012)."""
    for ticket, by in _candidates(connection, rules, mail):
        ticket = followed(connection, ticket)
        if rules.of(ticket.list).role is not ListRole.RETIRED:
            return FoundTicket(ticket, by)
    named = _by_subject(connection, rules, mail)
    if named is None:
        return FoundTicket()
    if takes_part(rules, named, mail):
        return FoundTicket(followed(connection, named), FoundBy.SUBJECT)
    return FoundTicket(unsure=named)


def _candidates(
    connection: Connection, rules: RulesInput, mail: Mail
) -> Iterator[tuple[Ticket, FoundBy]]:
    known = ties(connection, (*mail.references, mail.message_id))
    yield from _by_references(connection, known, mail)
    yield from _by_own_id(connection, known, mail)
    for routed in _routes(rules, mail):
        yield from (
            (each, FoundBy.ADDRESS) for each in _by_token(connection, routed.number, routed.token)
        )
    yield from _by_mark(connection, mail)


def _by_references(
    connection: Connection, known: Iterable[Tie], mail: Mail
) -> Iterator[tuple[Ticket, FoundBy]]:
    """Yield the tickets of the nearest ancestor that is a letter or a mail of one."""
    by_id: dict[str, list[Tie]] = {}
    for tie in known:
        if tie.kind != NAMED:
            by_id.setdefault(tie.message_id, []).append(tie)
    for message_id in reversed(mail.references):
        for tie in sorted(by_id.get(message_id, ()), key=lambda tie: tie.rank):
            ticket = load(connection, tie.ticket)
            if ticket is not None:
                yield ticket, FoundBy.ANCESTOR if tie.kind == MAIL else FoundBy.OUR_LETTER


def _by_own_id(
    connection: Connection, known: Iterable[Tie], mail: Mail
) -> Iterator[tuple[Ticket, FoundBy]]:
    """Yield the ticket of an answer that arrived first.

    The answer named this mail's author in To or Cc, and this mail named the answer's
    author. Otherwise anybody who knows a Message-ID, of a public list for instance, could
    get other people's ticket by sending it again.
    """
    for tie in known:
        if tie.message_id != mail.message_id or tie.kind != NAMED:
            continue
        ticket = load(connection, tie.ticket)
        if ticket is None or mail.author.address not in ticket.participants:
            continue
        if any(each in ticket.participants for each in mail.to if each != mail.author.address):
            yield ticket, FoundBy.NAMED


def addresses_of(mail: Mail) -> tuple[str, ...]:
    """Return all addresses a mail is known to have come to, the envelope's first."""
    return tuple(dict.fromkeys(each for each in (mail.arrival.envelope_to, *mail.to) if each))


def _routes(rules: RulesInput, mail: Mail) -> Iterator[Routed | Returned]:
    """Yield the tickets whose reply addresses, or envelope senders, the mail came to."""
    delimiter = mail.arrival.list.delimiter
    supports = rules.with_role(ListRole.SUPPORT)
    bots = rules.with_role(ListRole.BOT)
    found = 0
    for address in addresses_of(mail):
        routed = read_reply(address, supports, delimiter) or next(
            (back for bot in bots if (back := read_bounce(address, bot, delimiter))), None
        )
        if routed is not None and found < MOST_MARKS:
            found += 1
            yield routed


def came_back_to(rules: RulesInput, mail: Mail) -> Returned | None:
    """Return the envelope sender of ours that this mail was sent to; None otherwise."""
    return next((each for each in _routes(rules, mail) if isinstance(each, Returned)), None)


def _by_token(connection: Connection, number: int, token: str) -> list[Ticket]:
    rows = _BY_TOKEN.all(connection, {"token": token, "number": number})
    return [read_as(Ticket, row.snapshot) for row in rows]


def shows_token(rules: RulesInput, mail: Mail, ticket: Ticket) -> bool:
    """Return whether a mail came to a ticket's reply address, or quotes its mark."""
    routed = {
        (each.number, each.token) for each in _routes(rules, mail) if isinstance(each, Routed)
    }
    marked = {(int(number), token) for _, number, token in _marks(mail)}
    return (ticket.number, ticket.token) in routed | marked


def _marks(mail: Mail) -> list[tuple[str, ...]]:
    """Return the marks in the text, quoted or not: our letters end with one."""
    return list(dict.fromkeys(match.groups() for match in _MARK.finditer(mail.body.text)))[
        :MOST_MARKS
    ]


def _by_mark(connection: Connection, mail: Mail) -> Iterator[tuple[Ticket, FoundBy]]:
    for prefix, number, token in _marks(mail):
        for ticket in _by_token(connection, int(number), token):
            if ticket.prefix == prefix:
                yield ticket, FoundBy.MARKER


def _by_subject(connection: Connection, rules: RulesInput, mail: Mail) -> Ticket | None:
    """Return the ticket that the subject names: "[T-12]" or "T-12:"."""
    for match in islice(_TAG.finditer(mail.subject), MOST_MARKS):
        prefix, number, *second = match.groups()
        if prefix is None:
            prefix, number = second
        ticket = load(connection, f"{prefix.upper()}-{number}")
        if ticket is not None and rules.of(ticket.list).role is not ListRole.RETIRED:
            return ticket
    return None


def takes_part(rules: RulesInput, ticket: Ticket, mail: Mail) -> bool:
    """Return whether the author is one of the ticket's people, or surely on its list's roster."""
    author, desk = mail.author, rules.of(ticket.list)
    if author.address in ticket.participants:
        return True
    return desk.roster.holds(author.address) and desk.binds(author.level)
