"""Loads what deciding a mail to the help desk needs, and no more: rows to core values.

As in `votes/cases`, the cost of a mail does not grow: every question is answered from an
index, and what only some command lines need (the last events, the mail being answered,
other tickets) is loaded only for those lines.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from listbot.mail import Mail, Unreadable
from listbot.mail.body.command_lines import commands_in
from listbot.mail.wire.extensions import base_of, recipient_hash
from listbot.mail.wire.subjects import subject_key
from listbot.model.case import DeskAside
from listbot.model.desk.people import Confirmation, Person
from listbot.model.desk.ticket import Status, Ticket
from listbot.model.desk_case import DeskCase
from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.proposals.commands import COMMANDS
from listbot.store.base.prepared_statements import Prepared, ask_together
from listbot.store.base.schema import people
from listbot.store.base.ticket_tables import MAIL, tickets
from listbot.store.desk.lines import keys_in, question_of, with_lines, with_question, written
from listbot.store.desk.threading import (
    Copy,
    FoundTicket,
    came_back_to,
    copies_of,
    find,
    shows_token,
    ties,
)
from listbot.store.journal import inbox
from listbot.store.journal.codec import read_as
from listbot.store.people.preferences import COLUMNS, person_of
from listbot.store.worklog import WORDS as LOG_WORDS
from listbot.tickets.commands import DESK_COMMANDS, command_lines

_DESKS_WORDS = {each.word for each in DESK_COMMANDS} - {each.word for each in COMMANDS} | LOG_WORDS
"""Words that mean nothing to a vote: a mail to the bot with one of them is for the help
desk. So are those about the log, since the help desk can ask a member back whether they
wrote them.
"""

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


class _Person(NamedTuple):
    address: str
    name: str
    registered: datetime | None
    notes: str
    mail: str


class _Number(NamedTuple):
    number: int


class _Snapshot(NamedTuple):
    snapshot: str


_PERSON = Prepared(select(*COLUMNS).where(people.c.address == bindparam("of")), _Person)
_NEW_PEOPLE = Prepared(
    select(func.count()).select_from(
        select(people.c.address)
        .where(
            people.c.registered.is_not(None),
            people.c.registered > bindparam("after"),
            people.c.registered <= bindparam("until"),
        )
        # Only as many as matter: a wave of mail from new addresses must not make each of them
        # expensive.
        .limit(bindparam("at_most"))
        .subquery()
    ),
    _Number,
)
_LAST_NUMBER = Prepared(
    select(tickets.c.number)
    .where(tickets.c.prefix == bindparam("prefix"))
    .order_by(tickets.c.number.desc())
    .limit(1),
    _Number,
)
_SAME_NOTICE = Prepared(
    select(tickets.c.snapshot)
    .where(
        tickets.c.requester == bindparam("requester"),
        tickets.c.subject_key == bindparam("subject"),
        tickets.c.list == bindparam("list"),
        tickets.c.opened > bindparam("after"),
        tickets.c.status != Status.CLOSED,
    )
    .order_by(tickets.c.number.desc())
    .limit(1),
    _Snapshot,
)


def is_for_desk(rules: RulesInput, by_way_of: ListRules) -> bool:
    """Return whether it came through a support list, or through the bot of a help desk."""
    role = by_way_of.role
    return role is ListRole.SUPPORT or (
        role is ListRole.BOT and bool(rules.with_role(ListRole.SUPPORT))
    )


def desk_case_for(
    connection: Connection, rules: RulesInput, mail: Mail | Unreadable, seq: int
) -> DeskCase | None:
    """Return the case of mail number `seq`; None: to the bot, and not for a help desk."""
    by_way_of = rules.of(mail.arrival.list.address)
    by_bot = by_way_of.role is ListRole.BOT
    if isinstance(mail, Unreadable):
        return None if by_bot else DeskCase(by_way_of)
    copies = [row for row in copies_of(connection, mail.message_id) if row.seq != seq]
    asked = question_of(connection, rules, mail)
    found = with_question(connection, find(connection, rules, mail), asked)
    lines = command_lines(mail)
    if by_bot and not _concerns_desk(rules, found, asked, copies, lines):
        return None
    home = _home(rules, mail)
    case = DeskCase(
        rules.of(found.ticket.list) if found.ticket else home,
        by_bot=by_bot,
        ticket=found.ticket,
        found_by=found.by,
        has_token=found.ticket is not None and shows_token(rules, mail, found.ticket),
        unsure=found.unsure,
        confirmation=asked,
    )
    case = _with_copies(rules, case, mail, copies)
    case = _with_author(connection, case, mail)
    case = with_lines(connection, rules, case, mail, (*lines, *(asked.lines if asked else ())))
    return replace(
        case,
        same_notice=_same_notice(connection, case, mail),
        next_number=next_number(connection, case.rules),
        bounced=_bounced(rules, case, mail),
    )


def desk_aside(
    connection: Connection, rules: RulesInput, mail: Mail | Unreadable
) -> DeskAside | None:
    """Return the help desk and the answered mail, for `#listbot ticket` on a voting list."""
    if isinstance(mail, Unreadable):
        return None
    if all(line.verb != "ticket" for line in commands_in(mail.body)):
        return None
    support = next(iter(rules.with_role(ListRole.SUPPORT).values()), None)
    if support is None:
        return None
    aside = DeskAside(support, next_number(connection, support))
    if not mail.references:
        return aside
    known = [tie for tie in ties(connection, mail.references[-1:]) if tie.kind == MAIL]
    for row in copies_of(connection, mail.references[-1]):
        if rules.of(row.list).role is ListRole.DECISIONS:
            above = inbox.stored(connection, rules, row.seq)
            if isinstance(above, Mail) and above.automatic is None:
                known_as = person(connection, above.author.address)
                aside = replace(aside, parent=written(connection, above), person=known_as)
    return replace(aside, known=known[0].ticket if known else "")


def _home(rules: RulesInput, mail: Mail) -> ListRules:
    """Return the help desk that the mail names first, whichever copy comes first; for a mail to the
    bot alone, the first one whose team its author is on.
    """
    supports = rules.with_role(ListRole.SUPPORT)
    delimiter = mail.arrival.list.delimiter
    named = (base_of(address, supports.keys(), delimiter) for address in mail.to)
    first = next((base for base in named if base), mail.arrival.list.address)
    if first in supports:
        return supports[first]
    author = mail.author.address
    theirs = (each for each in supports.values() if each.roster.holds(author))
    return next(theirs, next(iter(supports.values())))


def _concerns_desk(
    rules: RulesInput,
    found: FoundTicket,
    asked: Confirmation | None,
    copies: Sequence[Copy],
    lines: Sequence[tuple[str, str]],
) -> bool:
    """Return whether a mail to the bot is the help desk's: by ticket, copy, answer or lines."""
    if found.ticket is not None or asked is not None or any(row.ticket for row in copies):
        return True
    prefixes = {each.desk.prefix for each in rules.with_role(ListRole.SUPPORT).values()}
    named = any(key.partition("-")[0] in prefixes for key in keys_in(lines))
    return named or any(verb in _DESKS_WORDS for verb, _ in lines)


def _with_copies(rules: RulesInput, case: DeskCase, mail: Mail, copies: Sequence[Copy]) -> DeskCase:
    """Return the case, noting whether this mail or another with its Message-ID is already here.

    Mails that only the bot or a voting list got are not copies: a request is answered
    wherever else it was sent.
    """
    for row in copies:
        if row.disposition in inbox.UNDECIDED or not (
            row.ticket or rules.of(row.list).role in (ListRole.SUPPORT, ListRole.RETIRED)
        ):
            continue
        if (row.author, row.words) == (mail.author.address, mail.words_digest):
            case = replace(case, duplicate_of=mail.message_id)
        else:
            case = replace(case, conflicts=True)
    return case


# ---- the author -------------------------------------------------------------------------


def _with_author(connection: Connection, case: DeskCase, mail: Mail) -> DeskCase:
    """Return the case with the author; for a new one, also how many others are new."""
    desk = case.rules.desk
    asked = {"of": mail.author.address}
    ask_together(connection, ((_PERSON, asked), (_LAST_NUMBER, {"prefix": desk.prefix})))
    known = person(connection, mail.author.address)
    case = replace(case, person=known)
    if known is not None and known.registered is not None:
        return case
    this_hour = _newcomers(mail.received, _HOUR, desk.hourly)
    today = _newcomers(mail.received, _DAY, desk.daily)
    ask_together(connection, ((_NEW_PEOPLE, this_hour), (_NEW_PEOPLE, today)))
    return replace(
        case,
        new_this_hour=_new_people(connection, this_hour),
        new_today=_new_people(connection, today),
    )


def person(connection: Connection, address: str) -> Person | None:
    """Return what is known about a person; None if nothing is."""
    row = _PERSON.first(connection, {"of": address})
    return None if row is None else person_of(row._asdict())


def _newcomers(until: datetime, span: timedelta, at_most: int) -> dict[str, object]:
    return {"after": until - span, "until": until, "at_most": at_most + 1}


def _new_people(connection: Connection, asked: dict[str, object]) -> int:
    (found,) = _NEW_PEOPLE.all(connection, asked)
    return found.number


def _same_notice(connection: Connection, case: DeskCase, mail: Mail) -> Ticket | None:
    if mail.automatic is None or not mail.automatic.is_notice or case.ticket is not None:
        return None
    question = {
        "requester": mail.author.address,
        "subject": subject_key(mail.subject),
        "list": case.rules.address,
        "after": mail.received - _DAY,
    }
    row = _SAME_NOTICE.first(connection, question)
    return None if row is None else read_as(Ticket, row.snapshot)


def _bounced(rules: RulesInput, case: DeskCase, mail: Mail) -> str:
    """Return the reader of the ticket's letters whose mail bounced."""
    back = came_back_to(rules, mail)
    if back is None or case.ticket is None:
        return ""
    secret = case.ticket.returns
    readers = (*case.ticket.watchers, case.ticket.assignee, *case.rules.desk.team)
    return next((each for each in readers if recipient_hash(each, secret) == back.recipient), "")


def next_number(connection: Connection, rules: ListRules) -> int:
    last = _LAST_NUMBER.first(connection, {"prefix": rules.desk.prefix})
    return last.number + 1 if last else 1
