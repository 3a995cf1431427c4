"""Takes the copies of mails that come before their lists, and decides mails again by them.

    copy -> read -> may it prove anything? -> keep -> (commit)
                                               `-> the list's mail, if it is here: decided again

A copy is not a mail of a list: it opens nothing, is not a vote, and causes no letter. Of one that
proves nothing, nothing is kept.
"""

import logging

from listbot.mail import Arrival, Mail, Unreadable
from listbot.mail.authorship import KeyAnswer, Proven
from listbot.model.inputs import CopyInput
from listbot.pipeline import DUPLICATE, decide_and_apply, look
from listbot.store.store import Store
from listbot.store.transaction import Transaction

log = logging.getLogger(__name__)

KEPT = "kept"
PASSED_OVER = "passed over"


async def receive(store: Store, arrival: Arrival) -> str:
    """Take one copy and return what became of it. Raises StoreUnavailable if it was not stored."""
    copy = await look(store, arrival)
    if isinstance(copy, Unreadable) or not may_prove(copy):
        log.info("%s: %s: %s: %s", arrival.list.address, copy.message_id, PASSED_OVER, _why(copy))
        return PASSED_OVER
    return await store.write(keep, copy)


def _why(copy: Mail | Unreadable) -> str:
    if isinstance(copy, Unreadable):
        return copy.reason
    return copy.proof.how if copy.proof else ""


def may_prove(copy: Mail) -> bool:
    """Return whether a copy proves its author, or may once the DNS answers."""
    is_ours = copy.automatic is not None and copy.automatic.own_letter is not None
    return copy.proof is not None and copy.proof.proven is not Proven.NO and not is_ours


def keep(tx: Transaction, copy: Mail) -> str:
    """Keep a copy, and decide what came before it again."""
    if not tx.taps.keep(copy):
        return DUPLICATE
    decide_by(tx, copy)
    return KEPT


def decide_by(tx: Transaction, copy: Mail) -> None:
    """Decide the lists' mails again that a copy proves."""
    for said in tx.taps.proves(copy):
        prove(tx, said, copy.arrival.raw)


def prove(tx: Transaction, said: CopyInput, raw: bytes) -> None:
    """Take what proves a mail as an input; decide the mail again if it came before."""
    seq = tx.taps.record(said, raw)
    if seq is not None:
        decide_and_apply(tx, tx.again(seq))


def hear(tx: Transaction, id: int, answers: tuple[KeyAnswer, ...]) -> None:
    """Take a later answer of the DNS about a copy."""
    copy = tx.taps.heard(id, answers)
    if copy is not None:
        decide_by(tx, copy)
