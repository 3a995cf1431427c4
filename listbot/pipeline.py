"""The line: the way of every mail and of every moment through listbot, on one screen.

    arrival -> read -> admit -> case -> decide -> apply -> (commit) -> disposition
    moment  ->                  cases -> decide -> apply -> (commit)

`read` and `on_mail` / `on_tick` are pure; `store.write` runs the rest as one transaction and returns only after its
commit. The sender drains the outbox beside it. Nothing else changes state.
"""

from listbot.decide import on_mail, on_tick
from listbot.journal import RetryInput, TickInput
from listbot.mail import Arrival, Mail, Unreadable, read
from listbot.store.store import Store
from listbot.store.transaction import Transaction

DUPLICATE = "duplicate"


async def receive(store: Store, arrival: Arrival) -> str:
    """Take one mail over for good; its disposition. Raises StoreUnavailable if nothing was stored."""
    mail = read(arrival)  # pure; hostile input becomes Unreadable(reason), never an exception
    return await store.write(settle, mail)  # one transaction on the writer thread; commits are grouped


def settle(tx: Transaction, mail: Mail | Unreadable) -> str:
    """Store one mail and everything it changes."""
    if not tx.admit(mail):  # unique key: insert, never look first
        return DUPLICATE
    decide(tx, mail)
    return tx.disposition(mail)  # after the commit, and only then: LMTP 250, IMAP flag


def decide(tx: Transaction, mail: Mail | Unreadable) -> None:
    """Decide a stored mail, and the mails that waited for it."""
    for each in tx.line_up(mail):
        with tx.set_aside_on_error(each):  # a savepoint: poison is retried, then quarantined
            case = tx.case_for(each)
            tx.apply(each, case, on_mail(each, case))


def tick(tx: Transaction, moment: TickInput) -> int:
    """Decide what is due by now, and try again what raised; how many decisions were made."""
    made = retry(tx, tx.to_retry())
    decided = 0
    for seq in tx.to_look_at_again(moment):
        decide(tx, tx.second_look(seq))
        decided += 1
    for number in tx.due(moment):
        with tx.pass_over_on_error(number):  # one proposal that raises does not keep the others open
            case = tx.open_case(number)
            decision = on_tick(case, moment.now, moment.read_until.get(case.rules.address))
            if decision is not None:
                tx.settle(case, decision)
                decided += 1
    if decided:
        tx.record(moment)
    return made + decided


def retry(tx: Transaction, seqs: list[int]) -> int:
    """Decide stored mails once more; how many."""
    for seq in seqs:
        decide(tx, tx.again(seq))
    return len(seqs)


def retry_by_hand(tx: Transaction, asked: RetryInput) -> int:
    """Decide quarantined mails once more because an operator asked; the asking is an input of its own."""
    tx.record(asked)
    return retry(tx, list(asked.seqs))
