"""The outbox: letters waiting to be delivered, written in the transaction that decided them
(invariant 2).

The states of a letter: draft (shadow; never sent), held (waits for approval; the note says so where
the fuse holds it), queued, sending (an attempt is on its way; after a crash: may have been sent),
resending (the same, for the one repetition), sent, dead (refused for good, or given up), dropped
(by the admin), folded (over the week's budget; the recap tells it). Only the sender and the admin
move a letter; its bytes never change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, func, or_, select, update

from listbot.errors import ComposeError
from listbot.letter_gate import (
    BY_THE_CLOCK,
    FUSE_SPAN,
    MAY_FOLD,
    Contact,
    Hold,
    Posted,
    Start,
    had_enough,
    is_urgent,
    start_of,
)
from listbot.letters.letter import ALERT, Letter, Parcel
from listbot.letters.message_ids import KEY_ID, is_about, is_ours
from listbot.letters.message_ids import letter_key as letter_key_of
from listbot.mail import Level
from listbot.mail.origin.standins import is_stand_in
from listbot.model.alert import Alert, Cause
from listbot.model.decision import Echo
from listbot.model.order import LetterOrder
from listbot.model.recap_rules import NO_RECAP, RecapRules
from listbot.model.receipts import Attempt
from listbot.recap.week import week_of
from listbot.store.base.schema import lists, mails, outbox
from listbot.store.base.secrets import letter_key
from listbot.store.base.upsert import insert_new, insert_or_set
from listbot.store.context import Context
from listbot.store.journal.codec import read_as, write
from listbot.store.outbox import receipts

_QUEUE = insert_new(outbox, outbox.c.id)
_ECHOES = insert_or_set(lists, lists.c.echoes)

UNDER_WAY = ("queued", "sending", "resending")
FOLDED = "folded"
UNPOSTED = (FOLDED, "draft", "dropped")
OVER = ("sent", "dead", "dropped")
LONGER_THAN_ANY_WAIT = timedelta(days=1)  # the sender waits for two hours at most
LAST = "last "
"""Begins the keys of letters that are emptied once they are over."""
ECHO_SEEN, ECHO_MISSED = "seen", "missed"
EMPTIED = {"raw": b"", "text": "", "subject": "", "recipients": "[]", "envelope_from": ""}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter in the outbox, as the sender and the admin see it."""

    id: int
    key: str
    kind: str
    list: str
    to_list: bool
    state: str
    attempts: int
    made: datetime
    due: datetime | None
    sent: datetime | None
    subject: str
    text: str
    note: str
    parcel: Parcel
    echo: str = ""
    """Of a post to a list: ECHO_SEEN once the list gave it back, ECHO_MISSED if it did not in time.
    """
    until: datetime | None = None
    """It is of no use after; None: it always is."""

    def is_over(self, now: datetime) -> bool:
        """Whether it came to be of no use while it waited."""
        return self.until is not None and now >= self.until


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
    """Compose and write letters; those whose key is there already are the same letters.

    A letter that cannot be composed, for instance from a community's faulty template, is left out
    and told: what it would have been about has happened all the same, and a voter's mail is not set
    aside for it. `recap`: that of the list, which tells what is over its budget.
    """
    if context.composer is None:
        return NOTHING
    now = context.clock()
    mode = context.modes.get(address, "approve")
    made = 0
    alerts: list[Alert] = []
    for order in orders:
        if order.recipients and all(map(is_stand_in, order.recipients)):
            continue  # somebody who was forgotten still follows, and is told nothing
        enough = had_enough(order, _contact(connection, context, order, now))
        if enough:
            told = f"{', '.join(order.recipients)} {enough}; nothing more is before tomorrow"
            alerts.append(Alert(Cause.TOO_MANY, told))
            continue
        try:
            letter = context.composer.compose(order, address, now)
        except ComposeError as fault:
            told = f"letter {order.kind} about {order.cause} was not written: {fault}"
            alerts.append(Alert(Cause.UNWRITTEN, told))
            continue
        posted = _posted(connection, order, address, recap, now) if order.to_list else Posted()
        start = start_of(order, mode, recap, posted)
        row = _row(letter, address, start, now)
        row |= {"urgent": is_urgent(order), "until": order.until}
        known = None if start.state == "draft" else receipts.of(connection, letter.message_id)
        if known is not None:
            row |= receipts.where_it_is(known, letter.recipients, now)
        number = connection.execute(_QUEUE[connection.dialect.name], row).scalar()
        made += number is not None
        if number is not None and row["state"] == "held" and start.hold in (Hold.MODE, Hold.FUSE):
            alerts.append(_waits(letter, number, address, start))
    return Queued(made, tuple(alerts))


def _posted(
    connection: Connection, order: LetterOrder, address: str, recap: RecapRules, now: datetime
) -> Posted:
    """What the list got lately, as far as the rule asks for it."""
    here = (outbox.c.list == address, outbox.c.to_list, outbox.c.state.not_in(UNPOSTED))
    this_week = select(func.count()).where(
        outbox.c.made >= week_of(now, recap.zone).starts,
        outbox.c.kind.in_(MAY_FOLD),
        ~outbox.c.urgent,
        *here,
    )
    this_hour = select(outbox.c.key, outbox.c.urgent).where(
        # Not after now: a clock that was ahead for a while must not hold everything until that time
        # has come.
        outbox.c.made.between(now - FUSE_SPAN, now),
        outbox.c.state != "held",
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
    """A letter that somebody has to let out."""
    this, approve = (
        f"{address}: letter {number} ({letter.kind})",
        f"`listbot outbox approve {number}`",
    )
    if not start.blown:
        return Alert(Cause.WAITING, f"{this} waits for {approve}: {letter.subject}")
    told = (
        f"{this} is {start.note}. Is something going round in "
        f"circles? If not, send it with {approve}"
    )
    return Alert(Cause.FUSE, told)


def _row(letter: Letter, address: str, start: Start, now: datetime) -> dict[str, object]:
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
        "due": now if start.state == "queued" else None,
        "note": start.note,
        "hold": start.hold,
    }


def came_back(connection: Connection, echo: Echo, address: str, now: datetime) -> None:
    """Our own letter came in by the list: it was sent, whatever we thought, and this list gives us
    our own posts.

    A database that was restored may not have that letter yet: it is remembered, and the letter
    begins as sent. Message-IDs are no secret: whoever works one out could otherwise have a result
    taken for sent before it is. The mark is secret until the letter is out.
    """
    if not echo.mark or not is_ours(echo.mark, echo.message_id, {KEY_ID: letter_key(connection)}):
        return
    ours = outbox.c.message_id == echo.message_id
    unsure = update(outbox).where(ours, outbox.c.state.not_in(("sent", "draft")))
    connection.execute(unsure.values(state="sent", sent=now, due=None, note="seen on the list"))
    connection.execute(update(outbox).where(ours).values(echo=ECHO_SEEN))
    if connection.execute(select(outbox.c.id).where(ours)).scalar() is None:
        receipts.remember(connection, Attempt(echo.message_id, 1, "sent", now))
    connection.execute(_ECHOES[connection.dialect.name], {"address": address, "echoes": True})


def echoes(connection: Connection, address: str) -> bool:
    """Whether this list has ever given us our own posts."""
    return bool(
        connection.execute(select(lists.c.echoes).where(lists.c.address == address)).scalar()
    )


def sent_among(connection: Connection, message_ids: Sequence[str]) -> list[Attempt]:
    """Which of these letters are sent by now, as the receipts write it."""
    query = select(outbox).where(outbox.c.message_id.in_(message_ids), outbox.c.state == "sent")
    return [
        Attempt(row.message_id, max(row.attempts, 1), "sent", row.sent or row.made)
        for row in connection.execute(query)
    ]


def put_off_doubtful(connection: Connection, until: datetime) -> None:
    """Posts that may have been sent are not tried again before then, where their echo can be hoped
    for.
    """
    echoing = select(lists.c.address).where(lists.c.echoes)
    doubtful = update(outbox).where(
        outbox.c.state.in_(("sending", "resending")),
        outbox.c.to_list,
        outbox.c.list.in_(echoing),
        outbox.c.due < until,
    )
    connection.execute(doubtful.values(due=until))


_DUE = (
    select(outbox)
    .where(
        or_(
            outbox.c.due <= bindparam("now"),
            and_(outbox.c.due > bindparam("beyond"), outbox.c.state == "queued"),
        ),
        outbox.c.state.in_(UNDER_WAY),
        outbox.c.list.not_in(bindparam("not_for", expanding=True)),
    )
    .order_by(outbox.c.due, outbox.c.id)
    .limit(bindparam("at_most"))
)


def due(
    connection: Connection, now: datetime, *, not_for: Sequence[str] = (), at_most: int = 20
) -> list[Waiting]:
    """Letters to be tried now, the longest waiting first; those of the lists named in `not_for` are
    left out.

    One that waits for longer than any wait lasts was queued by a clock that was ahead, and goes
    now.
    """
    question = {
        "now": now,
        "beyond": now + LONGER_THAN_ANY_WAIT,
        "at_most": at_most,
        "not_for": list(not_for),
    }
    return [_waiting(row) for row in connection.execute(_DUE, question)]


def is_as_it_was(connection: Connection, letter: Waiting) -> bool:
    """Whether nobody moved the letter since it was looked at."""
    same = (
        outbox.c.id == letter.id,
        outbox.c.state == letter.state,
        outbox.c.attempts == letter.attempts,
    )
    return connection.execute(select(outbox.c.id).where(*same)).scalar() is not None


def is_in(connection: Connection, number: int, states: Sequence[str]) -> bool:
    """Whether a letter is in one of these states."""
    there = select(outbox.c.id).where(outbox.c.id == number, outbox.c.state.in_(states))
    return connection.execute(there).scalar() is not None


def find(
    connection: Connection, *, number: int | None = None, state: str | None = None, after: int = 0
) -> list[Waiting]:
    """Letters by number or state, or all, in the order they were made; those after one of them."""
    query = select(outbox).where(outbox.c.id > after).order_by(outbox.c.id)
    if number is not None:
        query = query.where(outbox.c.id == number)
    if state is not None:
        query = query.where(outbox.c.state == state)
    return [_waiting(row) for row in connection.execute(query)]


def last(connection: Connection) -> int:
    """The number of the newest letter; 0: there is none."""
    return connection.execute(select(func.max(outbox.c.id))).scalar() or 0


def change(connection: Connection, number: int, **values: object) -> None:
    """Move one letter: its state, due time, attempts, note."""
    here = update(outbox).where(outbox.c.id == number)
    connection.execute(here.values(**values))
    if values.get("state") in OVER:
        connection.execute(here.where(outbox.c.key.startswith(LAST)).values(EMPTIED))


def make_last(connection: Connection, order: LetterOrder) -> None:
    """The last letter to somebody who was forgotten: its key no longer names them, and it is
    emptied once it is out.
    """
    ours = outbox.c.key == letter_key_of(order)
    connection.execute(update(outbox).where(ours).values(key=LAST + outbox.c.message_id))


def readdress(connection: Connection, number: int, recipients: tuple[str, ...]) -> None:
    """From now on the letter is for these only."""
    change(connection, number, recipients=write(recipients))


def note_answered(connection: Connection, address: str) -> None:
    """Whoever reads this address has the letters that went there."""
    theirs = update(outbox).where(~outbox.c.to_list, outbox.c.recipients == write((address,)))
    connection.execute(theirs.values(answered=True))


def _contact(
    connection: Connection, context: Context, order: LetterOrder, now: datetime
) -> Contact:
    """What is known of a letter's reader, as far as the rule asks for it."""
    if order.to_list:
        return Contact()
    theirs = outbox.c.recipients == write(order.recipients)
    alike = outbox.c.kind.in_(BY_THE_CLOCK)
    kinds = alike if order.kind in BY_THE_CLOCK else ~alike & (outbox.c.kind != ALERT)
    today = _made_today(connection, now, theirs, kinds)
    return Contact(today, today > 0 and _is_proven(connection, context, order.recipients))


def _is_proven(connection: Connection, context: Context, readers: Sequence[str]) -> bool:
    """Whether a mail from them is here that they surely wrote, or they proved to have a letter."""
    wrote = select(mails.c.seq).where(
        mails.c.list.in_(context.modes),
        mails.c.author.in_(readers),
        mails.c.level != Level.UNVERIFIED,
    )
    answered = select(outbox.c.id).where(
        outbox.c.recipients == write(tuple(readers)), outbox.c.answered
    )
    return any(
        connection.execute(query.limit(1)).first() is not None for query in (wrote, answered)
    )


def alerts_today(connection: Connection, now: datetime) -> int:
    """How many alerts were made today."""
    return _made_today(connection, now, outbox.c.kind == ALERT)


def _made_today(connection: Connection, now: datetime, *which: ColumnElement[bool]) -> int:
    midnight = datetime.combine(now, time.min, now.tzinfo)
    query = select(func.count()).where(~outbox.c.to_list, outbox.c.made >= midnight, *which)
    return connection.execute(query).scalar_one()


def _waiting(row: Row[*tuple[Any, ...]]) -> Waiting:
    recipients = tuple(read_as(list[str], row.recipients))
    return Waiting(
        id=row.id,
        key=row.key,
        kind=row.kind,
        list=row.list,
        to_list=row.to_list,
        state=row.state,
        attempts=row.attempts,
        made=row.made,
        due=row.due,
        sent=row.sent,
        subject=row.subject,
        text=row.text,
        note=row.note,
        parcel=Parcel(row.message_id, row.envelope_from, recipients, row.raw),
        echo=row.echo,
        until=row.until,
    )
