"""Rehearses an act on a ticket: shows what it would change and the exact letters it would cause.

It runs the real code in a transaction that is never committed, with the clock moved to when the
changes would be gathered into letters.
"""

from contextlib import suppress

from listbot import pipeline
from listbot.cli.output.terminal import safe
from listbot.config import Config
from listbot.errors import PermanentError
from listbot.model.desk.change import TicketChange
from listbot.model.disposition import Disposition
from listbot.model.inputs import ActInput
from listbot.store.outbox import outbox
from listbot.store.outbox.outbox import Waiting
from listbot.store.transaction import Transaction
from listbot.tickets.timers import on_desk_tick
from listbot.wiring import composer_of, open_store


class _TakenBack(Exception):
    pass


def rehearse(config: Config, asked: ActInput) -> str:
    """Return what the act would do, in words. Raises PermanentError if it would be refused."""
    store = open_store(config)
    store.context.composer = composer_of(config, store)
    said: list[str] = []
    try:
        with suppress(_TakenBack), store.transaction() as tx:
            said = _played(tx, asked)
            raise _TakenBack
    finally:
        store.close()
    return "\n".join(said)


def _played(tx: Transaction, asked: ActInput) -> list[str]:
    before = outbox.last(tx.connection)
    decision = pipeline.act(tx, asked)
    if decision.disposition is not Disposition.COMMAND:
        raise PermanentError(decision.why)
    for change in decision.desk.changes if decision.desk else ():
        _tell(tx, change, asked)
    letters = outbox.find(tx.connection, after=before)
    count = f"{len(letters)} letter" if len(letters) == 1 else f"{len(letters)} letters"
    return [decision.why, f"{count}; nothing was changed or sent", *map(_letter, letters)]


def _tell(tx: Transaction, change: TicketChange, asked: ActInput) -> None:
    """Write the letters that followers of the ticket would get once the changes are gathered."""
    due = tx.desk.load(change.ticket.key)
    told = on_desk_tick(due, asked.at + due.rules.desk.gather, None)
    if told is not None:
        tx.desk.carry_out(due, told)


def _letter(letter: Waiting) -> str:
    to = ", ".join(letter.parcel.recipients)
    text = "\n".join(safe(line) for line in letter.text.splitlines())
    return f"\nTo: {safe(to)}\nSubject: {safe(letter.subject)}\n\n{text}"
