"""Loads what deciding a mail or a moment needs, and no more: rows to core values.

The cost of a mail does not grow with its thread, its list or the database: every statement
here is answered from an index, and only a close reads a whole proposal.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, or_, select

from listbot.commands import approving
from listbot.letters.unsubscribe import token_in
from listbot.mail import Level, Mail, Unreadable
from listbot.mail.body.command_lines import commands_in
from listbot.mail.wire.extensions import base_of, read_approval
from listbot.mail.wire.subjects import is_reply_subject, subject_key
from listbot.model.case import Case
from listbot.model.desk.people import Notes
from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.policy import Roster
from listbot.store.base.prepared_statements import Prepared, Question, ask_together, spread
from listbot.store.base.schema import mails, outbox, people, proposals
from listbot.store.desk.threading import addresses_of
from listbot.store.journal import inbox
from listbot.store.journal.codec import read_as
from listbot.store.people.preferences import holder_of
from listbot.store.votes import stored
from listbot.store.votes.copies import equal_copies, with_twins
from listbot.store.votes.earlier_lines import EarlierLines
from listbot.store.votes.known_mails import mails_under
from listbot.store.votes.past import past_votes
from listbot.store.votes.stored import _FROM_A_PERSON, _own, acts, entry_in, load, named
from listbot.store.votes.threading import Known, Place, find_place, to_come
from listbot.store.worklog import work_log
from listbot.votes.opening.opening import repeats_opening, tag_and_title
from listbot.votes.opening.wording import amended_text, text_of
from listbot.votes.reading.dispositions import disposition_by_subject

SUBJECT_TIES = timedelta(days=30)
"""How long after an opening its subject alone ties a mail to it. It ties to a closed vote,
too: a closing time may still be postponed, and a mail's place must not depend on whether
that was known yet. A late vote is shown as late.
"""


class _Number(NamedTuple):
    number: int


class _Wish(NamedTuple):
    notes: str


class _Opening(NamedTuple):
    seq: int
    message_id: str


_BY_SUBJECT = Prepared(
    select(proposals.c.number)
    .where(
        proposals.c.subject_key == bindparam("subject"),
        # Nobody answers within a second; an answer must not draw the mail that opened its
        # proposal into it.
        proposals.c.opened < bindparam("received"),
        or_(
            proposals.c.closes >= bindparam("received"),
            proposals.c.opened >= bindparam("not_before"),
        ),
        proposals.c.list == bindparam("list"),
    )
    # Of two that opened in the same second, always the same one, in whatever order they came.
    .order_by(proposals.c.opened.desc(), proposals.c.message_id)
    .limit(1),
    _Number,
)
_OPENING = Prepared(
    select(proposals.c.seq, proposals.c.message_id).where(proposals.c.number == bindparam("of")),
    _Opening,
)
_SURE = tuple(f"level{number}" for number in range(len(Level)))
_SEEN = Prepared(
    select(mails.c.seq)
    .where(
        mails.c.list == bindparam("list"),
        mails.c.author == bindparam("author"),
        mails.c.received < bindparam("before"),
        mails.c.level.in_([bindparam(name) for name in _SURE]),
        _FROM_A_PERSON,
    )
    .limit(1),
    _Number,
)
_NOTES = Prepared(select(people.c.notes).where(people.c.address == bindparam("of")), _Wish)
_LAST_NUMBER = select(func.max(proposals.c.number))
_OUR_LETTER = select(outbox.c.recipients).where(
    outbox.c.message_id.in_(bindparam("ids", expanding=True))
)


def case_for(
    connection: Connection,
    rules: RulesInput,
    lines: EarlierLines,
    mail: Mail | Unreadable,
    seq: int,
    counted_in: int | None = None,
) -> Case:
    """Return the case of a mail that was admitted as number `seq`.

    `counted_in` is the proposal in which it was counted in time before.
    """
    lists = rules.by_address
    by_way_of = lists[mail.arrival.list.address]
    if isinstance(mail, Unreadable):
        return Case(by_way_of, None)
    ids = (*mail.references, mail.message_id)
    known = [
        row
        for row in mails_under(connection, ids)
        if row.seq != seq and not _is_of_desk(lists, row)
    ]
    home = _home(rules, by_way_of, mail)
    # A mail that only the bot got has no place; the list's copy may still come.
    seen = [row for row in known if lists[row.list].role is not ListRole.BOT]
    place = find_place(mail, seen, home.identity.and_surer)
    if place.number is None and (
        is_reply_subject(mail.subject) or disposition_by_subject(mail.subject)
    ):
        place = _place_by_subject(connection, mail, home, place)
    case = Case(
        home,
        None,
        awaits=place.awaits,
        by_subject=place.by_subject,
        parent_opens=place.parent_opens,
        everybody=rules.everybody,
    )
    case = with_twins(lists, case, mail, known)
    case = _placed(connection, rules, case, lines, mail, known, place, counted_in)
    equals = equal_copies(lists, case, mail, known)
    return replace(case, equals=equals) if equals else case


def _placed(
    connection: Connection,
    rules: RulesInput,
    case: Case,
    lines: EarlierLines,
    mail: Mail,
    known: list[Known],
    place: Place,
    counted_in: int | None,
) -> Case:
    """Return the case with the proposal that the mail belongs to."""
    sure = case.rules.identity.and_surer
    if case.rules.role is ListRole.BOT:
        case = replace(case, answers_us=_answers_us(connection, mail, case.rules.roster))
        case = _with_author(connection, case, mail, sure) if case.answers_us else case
    if not is_reply_subject(mail.subject) and _opens(connection, case.rules, mail, place):
        # A changed subject in an old thread opens a proposal wherever it is; only an
        # opening with its subject above it, still to come, could make it an answer.
        return replace(
            case,
            by_subject=False,
            awaits=to_come(mail, known),
            next_number=(connection.execute(_LAST_NUMBER).scalar() or 0) + 1,
            past=past_votes(connection, rules, case.rules, mail.received),
        )
    if place.number is not None:
        ask_together(connection, _first_questions(case, mail, place, place.number, sure))
    if place.number is not None or "#listbot" in mail.body.own:
        case = _with_author(connection, case, mail, sure)
    if "#listbot" in mail.body.own:
        written = [(line.verb, line.argument) for line in commands_in(mail.body)]
        case = replace(case, log=work_log(connection, written))
    if place.number is None:
        return case
    case = _in_proposal(connection, rules, case, mail, place.number, counted_in)
    if "#listbot" in mail.body.own:
        listed = [row for row in known if rules.of(row.list).role is not ListRole.BOT]
        case = replace(case, named=named(connection, place.number, listed))
    return _beside_earlier(connection, rules, case, lines, mail, place)


def _beside_earlier(
    connection: Connection,
    rules: RulesInput,
    case: Case,
    lines: EarlierLines,
    mail: Mail,
    place: Place,
) -> Case:
    """Return the case with what the opening and the mail that this one answers say."""
    assert place.number is not None
    if place.parent and not place.parent_opens and (said := entry_in(connection, place.parent)):
        parent = said.as_parent(mail.author.address)
        case = replace(case, parent=parent, parent_opens=said.amends)
    opening = _opening_of(connection, place.number)
    if amended_text(mail.body):
        case = replace(case, opening_text=_text_of(connection, rules, opening))
    earlier = (opening, *((place.parent,) if place.parent else ()))
    known_texts = [lines.of(connection, rules, row.seq, row.message_id) for row in earlier]
    return replace(
        case,
        earlier_lines=frozenset[str]().union(*(each.lines for each in known_texts)),
        earlier_texts=tuple(each.text for each in known_texts if each.text is not None),
    )


def unsubscribed_by(
    connection: Connection, by_way_of: ListRules, mail: Mail | Unreadable
) -> Case | None:
    """Return the case of a mail to the bot with a token that ends a digest; None for all others."""
    if isinstance(mail, Unreadable) or by_way_of.role is not ListRole.BOT:
        return None
    holder = holder_of(connection, token_in(mail.subject))
    return Case(by_way_of, None, unsubscribes=holder) if holder else None


def approved_by(by_way_of: ListRules, mail: Mail | Unreadable) -> Case | None:
    """Return the case of a mail to the bot with the token of a letter about letters that wait;
    None for all others. The token is not looked up: see `MailDecision.approval`.
    """
    if isinstance(mail, Unreadable) or by_way_of.role is not ListRole.BOT:
        return None
    bot, delimiter = by_way_of.address, mail.arrival.list.delimiter
    found = (read_approval(each, bot, delimiter) for each in addresses_of(mail))
    token = next(filter(None, found), "") or approving.token_in(mail.subject)
    return Case(by_way_of, None, approves=token) if token else None


def _is_of_desk(lists: Mapping[str, ListRules], row: Known) -> bool:
    """Return whether a mail is the help desk's, and so means nothing to a vote."""
    return row.ticket is not None or lists[row.list].role is ListRole.SUPPORT


def _opens(connection: Connection, rules: ListRules, mail: Mail, place: Place) -> bool:
    """Return whether the subject opens a proposal and does not repeat the current one."""
    opens = tag_and_title(mail.subject, rules.tags) is not None
    return opens and not _repeats(connection, mail, place)


def _repeats(connection: Connection, mail: Mail, place: Place) -> bool:
    """Return whether a tagged mail only answers an opening with the same subject."""
    if place.number is None or place.by_subject:
        return False
    return repeats_opening(mail, load(connection, place.number)[0].subject)


def _home(rules: RulesInput, by_way_of: ListRules, mail: Mail) -> ListRules:
    """Return the list that the mail names first, whichever copy comes first."""
    if by_way_of.role is ListRole.BOT:
        return by_way_of
    same_role = rules.with_role(by_way_of.role)
    named = (
        address if address in same_role else base_of(address, same_role, by_way_of.desk.delimiter)
        for address in mail.to
    )
    return next((same_role[address] for address in named if address), by_way_of)


def _place_by_subject(connection: Connection, mail: Mail, rules: ListRules, place: Place) -> Place:
    question = {
        "subject": subject_key(mail.subject),
        "received": mail.received,
        "not_before": mail.received - SUBJECT_TIES,
        "list": rules.address,
    }
    found = _BY_SUBJECT.first(connection, question)
    if found is None:
        return place
    # An ancestor that gets a place, even by its own subject a moment later, is the better tie.
    return replace(place, number=found.number, by_subject=True, awaits=mail.references)


def _answers_us(connection: Connection, mail: Mail, roster: Roster) -> bool:
    """Return whether a mail answers a private letter to this very person, at any address."""
    if not mail.references:
        return False
    letters = connection.execute(_OUR_LETTER, {"ids": mail.references}).scalars()
    own = set(roster.addresses(mail.author.address))
    return any(own.intersection(read_as(list[str], recipients)) for recipients in letters)


def _first_questions(
    case: Case, mail: Mail, place: Place, number: int, sure: tuple[Level, ...]
) -> Iterator[Question]:
    """Yield what is asked about every mail in a proposal's thread, whatever the answers are."""
    yield _NOTES, {"of": mail.author.address}
    yield _SEEN, _seen(case, mail, sure)
    yield _OPENING, {"of": number}
    yield from stored.first_questions(number, None if place.parent_opens else place.parent)


def _seen(case: Case, mail: Mail, sure: tuple[Level, ...]) -> dict[str, object]:
    author = mail.author.address
    asked = {"list": case.rules.address, "author": author, "before": mail.received}
    return {**asked, **spread(_SURE, sure)}


def _with_author(connection: Connection, case: Case, mail: Mail, sure: tuple[Level, ...]) -> Case:
    """Return the case with the author: surely seen on this list before, and wanting notes."""
    wish = _NOTES.first(connection, {"of": mail.author.address})
    return replace(
        case,
        seen_before=_SEEN.first(connection, _seen(case, mail, sure)) is not None,
        notes=Notes(wish.notes) if wish else Notes.PROBLEMS,
    )


def _in_proposal(
    connection: Connection,
    rules: RulesInput,
    case: Case,
    mail: Mail,
    number: int,
    counted_in: int | None,
) -> Case:
    proposal, closes = load(connection, number)
    authors = proposal.roster.addresses(mail.author.address)
    return replace(
        case,
        rules=case.rules if case.rules.role is ListRole.BOT else rules.of(proposal.list),
        proposal=proposal,
        closes=closes,
        own=_own(connection, number, authors),
        acts=acts(connection, number),
        was_in_time=number == counted_in,
    )


def _text_of(connection: Connection, rules: RulesInput, opening: _Opening) -> str:
    """Return the text of a proposal's opening; "" if its author was forgotten."""
    if inbox.tombstone(connection, opening.seq) is not None:
        return ""
    mail = inbox.stored(connection, rules, opening.seq)
    return text_of(mail.body) if isinstance(mail, Mail) else ""


def _opening_of(connection: Connection, number: int) -> _Opening:
    (opening,) = _OPENING.all(connection, {"of": number})
    return opening
