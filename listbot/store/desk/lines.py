"""Loads what command lines at the help desk need: the tickets they name, the events "undo"
and "split" look at, and the question to a member that a mail answers, whose lines are then
carried out.

Loaded only for a mail with such lines. Never decides whether they are allowed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from listbot.mail import Mail
from listbot.mail.body.ticket_text import request_text
from listbot.mail.wire.extensions import extension_of
from listbot.model.desk.people import Confirmation, Written
from listbot.model.desk.ticket import KEY, Event
from listbot.model.desk_case import DeskCase, FoundBy
from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRole, ListRules, keeper_of
from listbot.store.base.prepared_statements import Prepared
from listbot.store.base.schema import people
from listbot.store.base.ticket_tables import confirmations, ticket_events
from listbot.store.desk.threading import FoundTicket, addresses_of, copies_of, followed, load
from listbot.store.journal import inbox
from listbot.store.journal.codec import read_as
from listbot.store.worklog import work_log

MOST_NAMED = 20  # tickets that the lines of one mail may name; as many lines are read
RECENT = 20  # events that "undo" may look back at

_DAY = timedelta(days=1)
_TOKEN = re.compile(r"c-([a-z2-7]{12,20})")
_TOKEN_IN_SUBJECT = re.compile(r"\[([a-z2-7]{12,20})\]", re.IGNORECASE)


class _Number(NamedTuple):
    number: int


class _Snapshot(NamedTuple):
    snapshot: str


class _Asked(NamedTuple):
    answered: bool
    snapshot: str


class _Wish(NamedTuple):
    mail: str


_WISH = Prepared(select(people.c.mail).where(people.c.address == bindparam("of")), _Wish)
_EVENTS_FROM = Prepared(
    select(ticket_events.c.snapshot)
    .where(ticket_events.c.ticket == bindparam("of"), ticket_events.c.number > bindparam("after"))
    .order_by(ticket_events.c.number),
    _Snapshot,
)
_ASKED = Prepared(
    select(confirmations.c.answered, confirmations.c.snapshot).where(
        confirmations.c.token == bindparam("token")
    ),
    _Asked,
)
_ASKED_SINCE = Prepared(
    select(func.count().label("number")).where(
        confirmations.c.who.in_([bindparam("who"), bindparam("author")]),
        confirmations.c.answered.is_(False),
        confirmations.c.asked > bindparam("after"),
        confirmations.c.asked <= bindparam("until"),
    ),
    _Number,
)


# ---- questions to members ---------------------------------------------------------------


def question_of(connection: Connection, rules: RulesInput, mail: Mail) -> Confirmation | None:
    """Return the question that this mail answers: its token is in the address or subject."""
    ours = rules.with_role(ListRole.SUPPORT).keys() | rules.with_role(ListRole.BOT).keys()
    delimiter = mail.arrival.list.delimiter
    extensions = (extension_of(each.lower(), ours, delimiter) for each in addresses_of(mail))
    tokens = [match[1] for each in extensions if (match := _TOKEN.fullmatch(each))]
    tokens += [each.lower() for each in _TOKEN_IN_SUBJECT.findall(mail.subject)[:1]]
    for token in tokens[:2]:
        row = _ASKED.first(connection, {"token": token})
        if row is not None:
            return replace(read_as(Confirmation, row.snapshot), answered=row.answered)
    return None


def with_question(
    connection: Connection, found: FoundTicket, asked: Confirmation | None
) -> FoundTicket:
    """Return the ticket that an answered question is about, else the one already found."""
    about = load(connection, asked.ticket) if asked is not None and asked.ticket else None
    if about is None:
        return found
    return FoundTicket(
        followed(connection, about), FoundBy.ADDRESS if found.ticket is None else found.by
    )


# ---- command lines ----------------------------------------------------------------------


def keys_in(lines: Iterable[tuple[str, str]]) -> list[str]:
    """Return the keys that command lines name, in order, each once."""
    found = (match for _, argument in lines for match in KEY.finditer(argument))
    return list(dict.fromkeys(f"{match[1].upper()}-{match[2]}" for match in found))


def with_lines(
    connection: Connection,
    rules: RulesInput,
    case: DeskCase,
    mail: Mail,
    lines: Sequence[tuple[str, str]],
) -> DeskCase:
    """Return the case with what command lines need, including those of an answered question."""
    if not lines:
        return case
    verbs = {verb for verb, _ in lines}
    keys = keys_in(lines)
    named = (load(connection, key) for key in keys[:MOST_NAMED])
    known = tuple(ticket for ticket in named if ticket is not None)
    elsewhere = {each.key: rules.of(each.list) for each in known if each.list != case.rules.address}
    case = replace(
        case,
        named=known,
        of_others=_of_others(elsewhere, case.rules, mail),
        asks_more=_asks_more(elsewhere.values(), mail),
        passed_over=frozenset(keys[MOST_NAMED:]),
        everybody=rules.everybody,
        is_kept="forget-me" in verbs and keeper_of(rules.lists, mail.author.address) is not None,
        asked_today=_was_asked(connection, case.rules, mail),
        log=work_log(connection, lines),
    )
    if "undo" in verbs and case.ticket is not None:
        case = replace(
            case, recent=events_after(connection, case.ticket.key, case.ticket.events - RECENT)
        )
    if "public" in verbs:
        case = replace(case, silent=silent_among(connection, case))
    if "split" in verbs and case.ticket is not None:
        case = replace(case, parent=_answered(connection, rules, case, mail))
    return case


def _of_others(elsewhere: Mapping[str, ListRules], here: ListRules, mail: Mail) -> dict[str, str]:
    """Return which tickets of other help desks the author cannot change here as one of the team;
    `elsewhere`: their desks.
    """
    author = mail.author.address
    is_of_team = here.roster.holds(author)
    theirs = {key: desk.roster.holds(author) for key, desk in elsewhere.items()}
    return {
        key: desk.address if theirs[key] else ""
        for key, desk in elsewhere.items()
        if not (is_of_team and theirs[key])
    }


def _asks_more(elsewhere: Iterable[ListRules], mail: Mail) -> bool:
    """Return whether another help desk, whose team the author is on and whose ticket is named, has
    to be surer who wrote.
    """
    author = mail.author
    return any(
        desk.roster.holds(author.address) and not desk.binds(author.level) for desk in elsewhere
    )


def silent_among(connection: Connection, case: DeskCase) -> frozenset[str]:
    """Return which requesters of the case's tickets want no letters about tickets."""
    tickets = (*case.named, *((case.ticket,) if case.ticket else ()))
    wishes = {each.requester: _WISH.first(connection, {"of": each.requester}) for each in tickets}
    return frozenset(who for who, wish in wishes.items() if wish and wish.mail == "off")


def _was_asked(connection: Connection, rules: ListRules, mail: Mail) -> bool:
    question = {
        "who": rules.roster.primary(mail.author.address),
        "author": mail.author.address,
        "after": mail.received - _DAY,
        "until": mail.received,
    }
    (row,) = _ASKED_SINCE.all(connection, question)
    return row.number > 0


def events_after(connection: Connection, key: str, number: int) -> tuple[Event, ...]:
    """Return a ticket's events after the one with this number, oldest first."""
    rows = _EVENTS_FROM.all(connection, {"of": key, "after": number})
    return tuple(read_as(Event, row.snapshot) for row in rows)


def _answered(
    connection: Connection, rules: RulesInput, case: DeskCase, mail: Mail
) -> Written | None:
    """Return the ticket's mail that this one answers, or that a question's lines answered."""
    if case.confirmation is not None:
        asking = _stored_in(connection, rules, case, case.confirmation.mail)
        mail = asking if asking is not None else mail
    for message_id in reversed(mail.references):
        parent = _stored_in(connection, rules, case, message_id)
        if parent is not None:
            return written(connection, parent)
    return None


def _stored_in(
    connection: Connection, rules: RulesInput, case: DeskCase, message_id: str
) -> Mail | None:
    """Return a mail of the case's ticket, or of one merged into it, read again."""
    for row in copies_of(connection, message_id):
        ticket = load(connection, row.ticket) if row.ticket else None
        if ticket is not None and case.ticket in (ticket, followed(connection, ticket)):
            found = inbox.stored(connection, rules, row.seq)
            return found if isinstance(found, Mail) else None
    return None


def written(connection: Connection, mail: Mail) -> Written:
    """Return what a ticket needs of a stored mail."""
    wish = _WISH.first(connection, {"of": mail.author.address})
    is_silent = (
        mail.automatic is not None
        or bool(mail.no_answer)
        or (wish is not None and wish.mail == "off")
    )
    return Written(
        mail.message_id,
        mail.author.address,
        mail.author.name,
        mail.author.level,
        mail.subject,
        mail.received,
        mail.digest,
        request_text(mail),
        may_be_answered=not is_silent,
    )
