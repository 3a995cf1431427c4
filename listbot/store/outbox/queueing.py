"""Puts new letters into the outbox, in the transaction that decided them (invariant 2).

`letter_gate` decides whether a letter may go and in which state it begins; this module
supplies the numbers. A letter that cannot be composed is left out and reported.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, or_, select

from listbot.errors import ComposeError
from listbot.letter_gate import (
    BY_AN_OPERATOR,
    BY_THE_CLOCK,
    FUSE_SPAN,
    MAY_FOLD,
    Contact,
    Hold,
    Mode,
    Posted,
    Start,
    had_enough,
    is_urgent,
    start_of,
)
from listbot.letters.letter import Letter
from listbot.letters.message_ids import is_about
from listbot.mail import Level
from listbot.mail.origin.standins import is_stand_in
from listbot.model.alert import Alert, Cause
from listbot.model.letter_state import LetterState
from listbot.model.list_rules import ListRole
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.recap_rules import NO_RECAP, RecapRules
from listbot.recap.week import week_of
from listbot.store.base.conditions import IS_ANSWERED
from listbot.store.base.prepared_statements import Prepared
from listbot.store.base.schema import mails, outbox
from listbot.store.base.upsert import insert_new
from listbot.store.context import Context
from listbot.store.journal import rules
from listbot.store.journal.codec import write
from listbot.store.outbox import receipts
from listbot.store.outbox.outbox import FOLDED

UNPOSTED = (FOLDED, LetterState.DRAFT, LetterState.DROPPED)


class _Count(NamedTuple):
    count_: int


class _Id(NamedTuple):
    id: int


_UNGIVEN = ("id", "answered", "wait_told", "echo")
_QUEUE = Prepared(
    insert_new(outbox, outbox.c.id),
    _Id,
    columns=tuple(each.name for each in outbox.c if each.name not in _UNGIVEN),
)

_TODAY = select(func.count()).where(~outbox.c.to_list, outbox.c.made >= bindparam("midnight"))
_THEIRS = outbox.c.recipients == bindparam("theirs")
_BY_THE_CLOCK = or_(*(outbox.c.kind == each for each in BY_THE_CLOCK))
_IS_ALERT = outbox.c.kind == LetterKind.ALERT
_CLOCKS_TODAY = Prepared(_TODAY.where(_THEIRS, _BY_THE_CLOCK), _Count)
_OTHERS_TODAY = Prepared(_TODAY.where(_THEIRS, ~_BY_THE_CLOCK, ~_IS_ALERT), _Count)
_ALERTS_TODAY = Prepared(_TODAY.where(_IS_ALERT), _Count)


@dataclass(frozen=True, slots=True)
class Queued:
    """What became of the letters of one decision."""

    letters: int
    """How many were new."""
    alerts: tuple[Alert, ...] = ()
    """Why others were not written, and which wait for a person."""


NOTHING = Queued(0)


def queue(
    connection: Connection,
    context: Context,
    address: str,
    orders: Sequence[LetterOrder],
    recap: RecapRules = NO_RECAP,
) -> Queued:
    """Compose and write letters, leaving out those whose key already exists.

    A letter that cannot be composed, for instance from a community's faulty template, is
    left out and reported: its cause has happened all the same, and a voter's mail must not
    be set aside for it. `recap` is the list's, which reports what is over its budget.
    """
    if context.composer is None:
        return NOTHING
    now = context.clock()
    made = 0
    alerts: list[Alert] = []
    for order in orders:
        if order.recipients and all(map(is_stand_in, order.recipients)):
            continue  # a person who was forgotten still follows, and gets no letters
        enough = had_enough(order, _contact(connection, context, order, now))
        if enough:
            told = f"{', '.join(order.recipients)} {enough}; no more until tomorrow"
            alerts.append(Alert(Cause.TOO_MANY, told))
            continue
        try:
            letter = context.composer.compose(order, order.list or address, now)
        except ComposeError as fault:
            told = f"letter {order.kind} about {order.cause} could not be written: {fault}"
            alerts.append(Alert(Cause.UNWRITTEN, told))
            continue
        is_new, waits = _put(connection, context, order.list or address, letter, order, recap, now)
        made += is_new
        alerts += [waits] if waits else []
    return Queued(made, tuple(alerts))


def _put(
    connection: Connection,
    context: Context,
    address: str,
    letter: Letter,
    order: LetterOrder,
    recap: RecapRules,
    now: datetime,
) -> tuple[bool, Alert | None]:
    """Write a letter; return whether it is new, and the alert if it waits for a person."""
    posted = _posted(connection, order, address, recap, now) if order.to_list else Posted()
    start = start_of(order, context.modes.get(address, Mode.APPROVE), recap, posted)
    row = row_of(letter, address, start, now)
    row |= {"urgent": is_urgent(order), "until": order.until}
    row |= {"approved": order.kind in BY_AN_OPERATOR, "attempts": 0, "sent": None}
    is_draft = start.state == LetterState.DRAFT
    known = None if is_draft else receipts.of(connection, letter.message_id)
    if known is not None:
        row |= receipts.where_it_is(known, letter.recipients, now)
    new = _QUEUE.first(connection, row)
    if new is None:
        return False, None
    asks = start.hold is Hold.FUSE or (start.hold is Hold.MODE and not context.operator)
    is_waiting = row["state"] == LetterState.HELD and asks
    return True, _waits(letter, new.id, address, start) if is_waiting else None


def _posted(
    connection: Connection, order: LetterOrder, address: str, recap: RecapRules, now: datetime
) -> Posted:
    """Return what the list got lately, as far as the gate asks for it."""
    here = (outbox.c.list == address, outbox.c.to_list, outbox.c.state.not_in(UNPOSTED))
    this_week = select(func.count()).where(
        outbox.c.made >= week_of(now, recap.zone).starts,
        outbox.c.kind.in_(MAY_FOLD),
        ~outbox.c.urgent,
        *here,
    )
    this_hour = select(outbox.c.key, outbox.c.urgent).where(
        # Not after now: a clock that was ahead for a while must not hold everything until
        # that time.
        outbox.c.made.between(now - FUSE_SPAN, now),
        outbox.c.state != LetterState.HELD,
        ~outbox.c.approved,
        *here,
    )
    rows = connection.execute(this_hour).all()
    urgent = sum(row.urgent for row in rows)
    return Posted(
        this_week=connection.execute(this_week).scalar_one(),
        that_can_wait=len(rows) - urgent,
        urgent=urgent,
        in_thread=sum(is_about(row.key, order.cause) for row in rows),
    )


def _waits(letter: Letter, number: int, address: str, start: Start) -> Alert:
    """Return the alert for a letter that somebody has to let out."""
    this, approve = (
        f"{address}: letter {number} ({letter.kind})",
        f"`listbot outbox approve {number}`",
    )
    if not start.blown:
        return Alert(Cause.WAITING, f"{this} waits for {approve}: {letter.subject}")
    told = (
        f"{this} is {start.note}. Are two programs answering "
        f"each other? If not, send it with {approve}"
    )
    return Alert(Cause.FUSE, told)


def row_of(letter: Letter, address: str, start: Start, now: datetime) -> dict[str, object]:
    return {
        "key": letter.key,
        "list": address,
        "kind": letter.kind,
        "message_id": letter.message_id,
        "to_list": letter.to_list,
        "recipients": write(letter.recipients),
        "envelope_from": letter.envelope_from,
        "subject": letter.subject,
        "text": letter.text,
        "raw": letter.raw,
        "state": start.state,
        "made": now,
        "due": now if start.state == LetterState.QUEUED else None,
        "note": start.note,
        "hold": start.hold,
    }


def _contact(
    connection: Connection, context: Context, order: LetterOrder, now: datetime
) -> Contact:
    """Return what is known about a letter's reader, as far as the gate asks for it."""
    if order.to_list:
        return Contact()
    alike = _CLOCKS_TODAY if order.kind in BY_THE_CLOCK else _OTHERS_TODAY
    question = {"midnight": _midnight(now), "theirs": write(order.recipients)}
    today = _count(alike.all(connection, question))
    return Contact(today, today > 0 and _is_proven(connection, context, order.recipients))


def _is_proven(connection: Connection, context: Context, readers: Sequence[str]) -> bool:
    """Return whether they surely wrote a mail that is here, or proved that they got a letter."""
    # of all lists but those no longer watched: naming thousands would cost a look for each
    retired = rules.look(connection, context.rules).rules.with_role(ListRole.RETIRED)
    wrote = select(mails.c.seq).where(
        mails.c.author.in_(readers),
        mails.c.level != Level.UNVERIFIED,
        *([mails.c.list.not_in(tuple(retired))] if retired else []),
    )
    answered = select(outbox.c.id).where(outbox.c.recipients == write(tuple(readers)), IS_ANSWERED)
    return any(
        connection.execute(query.limit(1)).first() is not None for query in (wrote, answered)
    )


def alerts_today(connection: Connection, now: datetime) -> int:
    """Return how many alerts were made today."""
    return _count(_ALERTS_TODAY.all(connection, {"midnight": _midnight(now)}))


def _count(found: list[_Count]) -> int:
    (row,) = found
    return row.count_


def _midnight(now: datetime) -> datetime:
    return datetime.combine(now, time.min, now.tzinfo)
