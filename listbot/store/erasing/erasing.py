"""Forgets a person: their mails become tombstones in the journal, and a stand-in replaces
their address everywhere else.

All of it happens in the caller's transaction: a crash in the middle leaves everything as it
was. Counts stay: casts, tickets, numbers, events. What others wrote about the person stays
in the others' mails, and what is on a public list is public.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from sqlalchemy import Connection, Row, or_, select, update

from listbot.errors import PermanentError
from listbot.forgetting import (
    act_without,
    entry_without,
    kept_without,
    proposal_without,
    record_input_without,
    rules_without,
    vote_act_without,
)
from listbot.mail import Level, Mail
from listbot.mail.wire.subjects import subject_key
from listbot.model.desk.people import Confirmation
from listbot.model.desk.ticket import Event, Ticket, What
from listbot.model.inputs import (
    ActInput,
    EraseInput,
    Kept,
    MailInput,
    RecordInput,
    RulesInput,
    Tombstone,
    VoteInput,
)
from listbot.model.list_rules import keeper_of
from listbot.model.proposal import Entry, Proposal, State
from listbot.model.weekly.worklog import LogVerb
from listbot.store.base.engine import overwrite_once_freed
from listbot.store.base.schema import (
    awaited,
    journal,
    log_lines,
    mails,
    people,
    proposals,
    sentences,
)
from listbot.store.base.ticket_tables import confirmations, ticket_events, tickets
from listbot.store.desk import words
from listbot.store.erasing import group, tombstones
from listbot.store.erasing import letters as letters_of
from listbot.store.erasing.naming import holding, own_mails, quoted
from listbot.store.journal import inbox, open_keys, tapped
from listbot.store.journal.codec import read_as, write
from listbot.store.tracking import calls
from listbot.tickets.forgotten import EMPTIED, Forgotten
from listbot.tickets.opening import NO_TITLE, title_of
from listbot.votes.text.earlier import marks_left_by


@dataclass(frozen=True, slots=True)
class Erased:
    """The number of things that were forgotten."""

    mails: int
    tickets: int
    letters: int

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was known about the person."""
        return self == Erased(0, 0, 0)


def erase(connection: Connection, rules: RulesInput, address: str, asked: EraseInput) -> Erased:
    """Forget an address; return how much there was of it.

    Raises PermanentError for an address on a roster or in a team, which are the operator's
    files, and for one of listbot's own.
    """
    _refuse(rules, address)
    group.refuse_member(connection, address)
    overwrite_once_freed(connection)
    seqs = own_mails(connection, address)
    gone = _forgotten(connection, rules, address, asked.stand_in, seqs)
    letters = letters_of.erase(connection, gone)
    _log(connection, gone)
    gone = replace(gone, letters=letters)
    for seq in seqs:
        _bury(connection, rules, seq, gone)
    tapped.forget_of(connection, address)
    group.keep_said(connection, gone)
    _inputs(connection, gone)
    _proposals(connection, gone)
    touched = _tickets(connection, gone, set(seqs))
    _people(connection, gone)
    group.erase(connection, gone)
    calls.forget(connection, address)
    return Erased(len(seqs), touched, len(letters))


def _refuse(rules: RulesInput, address: str) -> None:
    keeper = keeper_of(rules.lists, address)
    if keeper is not None:
        raise PermanentError(
            f"{address} is on the roster or in the team of {keeper.address}; remove it there first"
        )
    for each in rules.lists:
        if address in (each.address, *each.own_addresses):
            raise PermanentError(f"{address} belongs to a list, not to a person")


def _forgotten(
    connection: Connection, rules: RulesInput, address: str, stand_in: str, seqs: list[int]
) -> Forgotten:
    named = select(mails.c.name).where(mails.c.author == address).distinct()
    names = {*connection.execute(named).scalars()}
    names |= {
        *connection.execute(select(people.c.name).where(people.c.address == address)).scalars()
    }
    titles = frozenset(_titles(connection, rules, address, seqs))
    return Forgotten(address, stand_in, frozenset(each for each in names if each), titles=titles)


def _titles(
    connection: Connection, rules: RulesInput, address: str, seqs: list[int]
) -> Iterator[tuple[str, str]]:
    """Yield the tickets they opened or that were split off from their mails, with titles."""
    by_id = {}
    for seq in seqs:
        mail = inbox.stored(connection, rules, seq)
        if isinstance(mail, Mail):
            by_id[mail.message_id] = title_of(mail)
    for row in holding(connection, ticket_events, address):
        event = read_as(Event, row.snapshot)
        if event.what is What.OPENED and event.who == address and event.mail in by_id:
            yield row.ticket, by_id[event.mail]


# ---- the journal ------------------------------------------------------------------------


def _bury(connection: Connection, rules: RulesInput, seq: int, gone: Forgotten) -> None:
    """Put a tombstone in the place of a mail."""
    left = _tombstone(connection, rules, seq, gone)
    row = connection.execute(select(journal).where(journal.c.seq == seq)).one()
    came = read_as(MailInput, row.payload)
    sender = "" if came.envelope_from == "" else None
    came = replace(
        came,
        envelope_from=sender,
        envelope_to="",
        nonce="",
        tombstone=left,
        records=None,
        key_answers=None,  # its names contain their domain
    )
    open_keys.forget(connection, seq)
    tapped.forget(connection, seq)
    here = update(journal).where(journal.c.seq == seq)
    connection.execute(here.values(payload=write(came), raw=None))
    values = tombstones.row_of(seq, left)._asdict()
    connection.execute(update(mails).where(mails.c.seq == seq).values(values))


def _tombstone(connection: Connection, rules: RulesInput, seq: int, gone: Forgotten) -> Tombstone:
    row = connection.execute(select(mails).where(mails.c.seq == seq)).one()
    opened = connection.execute(select(proposals).where(proposals.c.seq == seq)).one_or_none()
    root = select(proposals.c.message_id).where(proposals.c.number == row.proposal)
    waits = select(awaited.c.message_id).where(awaited.c.seq == seq).order_by(awaited.c.message_id)
    aside = row.disposition in inbox.UNDECIDED
    return Tombstone(
        message_id=row.message_id,
        list=row.list,
        stand_in=gone.stand_in,
        level=Level(row.level),
        subject_key=_subject_key(connection, row, gone) if opened is None else row.subject_key,
        effective=row.effective,
        received=row.received,
        words=row.words,
        disposition=row.disposition,
        why=inbox.FORGOTTEN if aside else row.why,
        proposal=row.proposal,
        root=connection.execute(root).scalar() or "",
        by_subject=row.by_subject,
        awaits=tuple(connection.execute(waits).scalars()),
        look_again=None if aside else row.look_again,
        entry=entry_without(read_as(Entry, row.entry), gone) if row.entry else None,
        opens=_as_opened(read_as(Proposal, opened.snapshot), gone) if opened else None,
        ticket=row.ticket,
        kept=kept_without(read_as(Kept, row.kept), gone) if row.kept else None,
        lines=_marks(connection, rules, row),
    )


def _as_opened(proposal: Proposal, gone: Forgotten) -> Proposal:
    opened = replace(proposal, state=State.OPEN, reminded=False, put_offs=())
    return proposal_without(opened, gone)


def _subject_key(connection: Connection, row: Row[*tuple[object, ...]], gone: Forgotten) -> str:
    """Return the subject key if somebody else uses it, too: threads depend on it."""
    if row.ticket is not None:
        return ""
    others = select(mails.c.seq).where(
        mails.c.subject_key == row.subject_key, mails.c.author != gone.address
    )
    votes = select(proposals.c.number).where(proposals.c.subject_key == row.subject_key)
    is_shared = any(
        connection.execute(each.limit(1)).scalar() is not None for each in (others, votes)
    )
    return row.subject_key if is_shared else ""


def _marks(
    connection: Connection, rules: RulesInput, row: Row[*tuple[object, ...]]
) -> tuple[str, ...]:
    """Return marks of the mail's lines, to recognise them in other people's answers."""
    if row.proposal is None:
        return ()
    mail = inbox.stored(connection, rules, row.seq)
    return tuple(sorted(marks_left_by(mail))) if isinstance(mail, Mail) else ()


def _inputs(connection: Connection, gone: Forgotten) -> None:
    """Rewrite past rules that name them, and acts of operators."""
    named = select(journal.c.seq, journal.c.kind, journal.c.payload).where(
        journal.c.kind.in_(("rules", "act", "vote", "record")),
        journal.c.payload.contains(gone.address, autoescape=True),
    )
    for row in connection.execute(named).all():
        if row.kind == "rules":
            payload = write(rules_without(read_as(RulesInput, row.payload), gone))
        elif row.kind == "record":
            payload = write(record_input_without(read_as(RecordInput, row.payload), gone))
        elif row.kind == "act":
            payload = write(act_without(read_as(ActInput, row.payload), gone))
        else:
            payload = write(vote_act_without(read_as(VoteInput, row.payload), gone))
        connection.execute(update(journal).where(journal.c.seq == row.seq).values(payload=payload))


# ---- what was derived from it -----------------------------------------------------------


def _proposals(connection: Connection, gone: Forgotten) -> None:
    for row in holding(connection, proposals, gone.address):
        snapshot = write(proposal_without(read_as(Proposal, row.snapshot), gone))
        connection.execute(
            update(proposals).where(proposals.c.number == row.number).values(snapshot=snapshot)
        )


def _tickets(connection: Connection, gone: Forgotten, seqs: set[int]) -> int:
    """Rewrite tickets, events, and changes by other people's mails; return how many tickets."""
    theirs = or_(
        tickets.c.snapshot.contains(quoted(gone.address), autoescape=True),
        tickets.c.key.in_({key for key, _ in gone.titles}),
    )
    found = connection.execute(select(tickets).where(theirs)).all()
    left = {row.key: gone.ticket(read_as(Ticket, row.snapshot)) for row in found}
    for row in found:
        ticket = left[row.key]
        values = {
            "title": ticket.title,
            "requester": ticket.requester,
            "assignee": ticket.assignee,
            "snapshot": write(ticket),
        }
        if _opened_by(connection, row.key) in seqs:
            values["subject_key"] = subject_key(NO_TITLE)
        connection.execute(update(tickets).where(tickets.c.key == row.key).values(values))
    keys = [row.key for row in found]
    events = select(ticket_events).where(ticket_events.c.ticket.in_(keys))
    events = events.order_by(ticket_events.c.ticket, ticket_events.c.number)
    for key, rows in groupby(connection.execute(events).all(), key=lambda row: str(row.ticket)):
        _events(connection, gone, left[key], list(rows))
    _kept(connection, gone, keys)
    return len(found)


def _events(
    connection: Connection,
    gone: Forgotten,
    left: Ticket,
    rows: list[Row[*tuple[object, ...]]],
) -> None:
    """Rewrite all events of a ticket, and their words; `left`: what is left of it."""
    events = [gone.event(left.key, read_as(Event, row.snapshot)) for row in rows]
    about = words.opened_as(left, events)
    for row, event in zip(rows, events, strict=True):
        snapshot = write(event)
        if snapshot != row.snapshot:
            here = update(ticket_events).where(ticket_events.c.id == row.id)
            connection.execute(here.values(snapshot=snapshot))
        if row.number == 1 or snapshot != row.snapshot:
            words.rewrite(connection, left.key, row.number, event, about * (row.number == 1))


def _opened_by(connection: Connection, key: str) -> int | None:
    first = select(ticket_events.c.seq).where(
        ticket_events.c.ticket == key, ticket_events.c.number == 1
    )
    return connection.execute(first).scalar()


def _kept(connection: Connection, gone: Forgotten, keys: list[str]) -> None:
    named = mails.c.kept.contains(quoted(gone.address), autoescape=True)
    query = select(mails.c.seq, mails.c.kept).where(
        mails.c.kept.is_not(None), or_(named, mails.c.ticket.in_(keys))
    )
    for row in connection.execute(query).all():
        kept = write(kept_without(read_as(Kept, row.kept), gone))
        connection.execute(update(mails).where(mails.c.seq == row.seq).values(kept=kept))


def _log(connection: Connection, gone: Forgotten) -> None:
    """Rewrite work log lines, recap sentences, and reasons why others' lines were struck."""
    for table in (log_lines, sentences):
        theirs = update(table).where(table.c.author == gone.address)
        connection.execute(theirs.values(author=gone.stand_in, name=gone.name, text=EMPTIED))
    named = mails.c.kept.contains(quoted(gone.address), autoescape=True)
    for row in connection.execute(select(mails.c.kept).where(named)).all():
        for act in read_as(Kept, row.kept).log:
            if act.verb is LogVerb.STRIKE and act.author == gone.address:
                struck = update(log_lines).where(log_lines.c.number == act.number)
                connection.execute(
                    struck.where(log_lines.c.struck == act.text).values(struck=EMPTIED)
                )


def _people(connection: Connection, gone: Forgotten) -> None:
    """Move what is known about them, and their open questions, to the stand-in."""
    row = connection.execute(select(people).where(people.c.address == gone.address)).one_or_none()
    if row is not None:
        known = update(people).where(people.c.address == gone.address)
        name = gone.name if row.name else ""
        connection.execute(known.values(address=gone.stand_in, name=name))
    for row in holding(connection, confirmations, gone.address):
        asked = gone.question(read_as(Confirmation, row.snapshot))
        here = update(confirmations).where(confirmations.c.token == row.token)
        connection.execute(here.values(who=asked.who, snapshot=write(asked)))
