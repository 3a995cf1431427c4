"""Mails the operator about letters that wait for approval, so that an answer can send them.

Like alerts, this is about the daemon and not an input, and a replay makes no letters. What an
answer does is in `store/outbox/approving.py`.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from listbot.commands.approving import TOKEN
from listbot.letter_gate import Hold, Mode, approval
from listbot.letters.display import WIDTH
from listbot.letters.facts.approvals import ApprovalFacts, WaitingLetter
from listbot.letters.passage import passage
from listbot.mail.wire.extensions import approval_address
from listbot.model.letter_state import LetterState
from listbot.model.tokens import token
from listbot.store.base.schema import outbox as table
from listbot.store.outbox import outbox
from listbot.store.outbox.approving import GOOD_FOR, Asked, keep, name_of, standing
from listbot.store.outbox.outbox import Waiting
from listbot.store.outbox.queueing import queue

if TYPE_CHECKING:
    from listbot.store.transaction import Transaction

BETWEEN = timedelta(minutes=15)  # two such mails at least
MOST = 10  # letters in one mail
ROWS = 60  # lines of each letter's text


def ask(tx: "Transaction", bot: str, delimiter: str, nonce: str) -> int:
    """Mail the operator about letters that wait and that no standing mail is about; return how
    many. `nonce` is drawn at the edge.
    """
    context, now = tx.context, tx.context.clock()
    is_silent = context.modes.get(bot) is Mode.SHADOW  # then it would only be a draft
    if not context.operator or context.composer is None or is_silent:
        return 0
    told = dict(standing(tx.connection, now))
    if any(now - BETWEEN < each.at <= now for each in told.values()):
        return 0
    known = {number for each in told.values() for number in each.letters}
    waiting = [each for each in _waiting(tx.connection, now) if each.id not in known]
    if not waiting:
        return 0
    secret = token(nonce, TOKEN)
    shown = waiting[:MOST]
    facts = ApprovalFacts(
        secret, tuple(map(_shown, shown)), len(waiting) - len(shown), GOOD_FOR.days
    )
    reply_to = approval_address(bot, secret, delimiter)
    name = name_of(secret)
    order = approval(context.operator, facts, name, reply_to if reply_to != bot else "")
    queued = queue(tx.connection, context, bot, (order,))
    tx.queued += queued.letters
    tx.alerts += queued.alerts
    # One that cannot be written, for instance from a faulty template, is tried again later.
    numbers = tuple(each.id for each in shown) if queued.letters else ()
    keep(tx.connection, name, Asked(context.operator, now, numbers))
    return len(numbers)


def _waiting(connection: Connection, now: datetime) -> list[Waiting]:
    """Return the letters that wait because of their list's mode, the oldest first."""
    held = select(table.c.id).where(table.c.state == LetterState.HELD, table.c.hold == Hold.MODE)
    numbers = set(connection.execute(held).scalars())
    if not numbers:
        return []
    found = outbox.find(connection, state=LetterState.HELD)
    return [each for each in found if each.id in numbers and not each.is_over(now)]


def _shown(letter: Waiting) -> WaitingLetter:
    text = passage(letter.text, ROWS, room=WIDTH)
    return WaitingLetter(
        letter.id,
        letter.kind,
        ", ".join(letter.parcel.recipients),
        letter.subject,
        letter.made,
        text.rows,
        text.left_out,
    )
