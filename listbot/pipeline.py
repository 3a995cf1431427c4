"""How every mail and every moment passes through listbot, on one screen.

    arrival -> read -> admit -> case -> decide -> apply -> (commit) -> disposition
    moment  ->                  cases -> decide -> apply -> (commit)

`read`, `on_mail` and `on_tick` are pure; `store.write` runs the rest as one transaction and returns
only after its commit. The sender drains the outbox alongside. Nothing else changes state.
"""

import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import islice

from listbot.decide import on_mail, on_round
from listbot.errors import PermanentError
from listbot.mail import Arrival, Mail, Unreadable, read
from listbot.model.alert import Alert, Cause
from listbot.model.case import Case, OpenCase
from listbot.model.decision import MailDecision, MomentDecision
from listbot.model.desk.outer import HeardInput, OuterKeyInput
from listbot.model.desk_case import DeskCase
from listbot.model.disposition import Disposition
from listbot.model.inputs import (
    ActInput,
    AsideInput,
    DropInput,
    EraseInput,
    Handling,
    KeyInput,
    RecapInput,
    RecordInput,
    RetryInput,
    TickInput,
    UnsubscribeInput,
    VoteInput,
    VoteVerb,
)
from listbot.proposals.by_hand import adopted, moved_by_hand, recounted, why_no_recount
from listbot.proposals.moments import on_tick
from listbot.store.base.work_marks import Hand, Lane, Work
from listbot.store.erasing.erasing import Erased
from listbot.store.journal import inbox, open_keys
from listbot.store.journal.packed import pack_moment
from listbot.store.journal.unread import unread
from listbot.store.store import Store
from listbot.store.transaction import Transaction
from listbot.tickets.decide import on_act
from listbot.tickets.outside.hearing import on_heard, on_key
from listbot.tickets.timers import on_desk_tick

DUPLICATE = "duplicate"
AT_ONCE = (
    50  # decisions at one moment, half a second of work: on Monday thousands of recaps are due
)
FORGET_ME = "#listbot forget-me"
VERBS = {Handling.READ: "read", Handling.DECIDE: "decide", Handling.TICK: "decide"}


async def receive(store: Store, arrival: Arrival) -> str:
    """Take responsibility for one mail and return its disposition.

    Raises StoreUnavailable if nothing was stored.
    """
    mail = await look(store, arrival)
    # one transaction on the writer thread; commits are grouped
    return await store.write(settle, mail)


async def look(store: Store, arrival: Arrival) -> Mail | Unreadable:
    """Read a mail, unless reading it has ended the daemon too often.

    Raises whatever reading raises, and counts that as a try.
    """
    why = store.context.asides.get(arrival.key)
    if why is not None:
        return unread(arrival, why)
    work = Work(Handling.READ, arrival.key)
    try:
        with store.context.hand.holding(Lane.LOOP, work):
            # pure; hostile input becomes Unreadable(reason), never an exception
            return read(arrival)
    except Exception as fault:
        was = f"raised {type(fault).__name__}"
        await store.write(count_try, work, secrets.token_hex(8), was, store.context.clock())
        raise


def settle(tx: Transaction, mail: Mail | Unreadable) -> str:
    """Store one mail and everything it changes."""
    mail = tx.taps.with_copy(mail)  # which proves who wrote it, if it came before
    if not tx.admit(mail):  # the unique key decides, not a look beforehand that could race
        return DUPLICATE
    decide_and_apply(tx, mail)
    return tx.disposition(mail)  # LMTP answers 250, and IMAP sets its flag, only after the commit


def decide_and_apply(tx: Transaction, mail: Mail | Unreadable, quiet: bool = False) -> None:
    """Decide a stored mail and the mails that waited for it. `quiet`: it causes no letters."""
    for each in tx.line_up(mail):
        with tx.set_aside_on_error(each):  # a savepoint: poison is retried, then quarantined
            if tx.restore_tombstone(each):  # its author was forgotten, so nothing is left to decide
                do_by_hand(tx, tx.left_by_hand(each))
                continue
            case = tx.case_for(each)
            decision = on_mail(each, case)
            if quiet:
                decision = replace(decision, letters=(), alerts=())
            if decision.desk and decision.desk.forgets:
                forget(tx, each, case, decision)
            else:
                tx.apply(each, case, decision)
                do_by_hand(tx, decision.by_hand)


def do_by_hand(tx: Transaction, asked: VoteInput | None) -> None:
    """Carry out what a member has confirmed, unless it has become impossible since."""
    with suppress(PermanentError):
        if asked is not None:
            change_vote(tx, asked)


def tick(tx: Transaction, moment: TickInput) -> int:
    """Decide what is due and retry what raised; return how many decisions were made.

    If very much is due at once, some is left for the next moment: mail comes between them.
    """
    made = retry(tx, tx.to_retry())
    decided = sum(islice(filter(None, _due(tx, moment)), AT_ONCE)) + tx.weekly.begin(moment)
    if decided:
        tx.record(pack_moment(moment, tx.rules))
    return made + decided


def _due(tx: Transaction, moment: TickInput) -> Iterator[bool]:
    """Look at what is due, one by one; yield of each whether it was decided."""
    yield from _second_looks(tx, moment)
    yield from _due_votes(tx, moment)
    yield from _due_tickets(tx, moment)
    for each in tx.weekly.due_now(moment):
        decision = None
        with tx.pass_over_on_error(each.name):
            decision = on_round(tx.weekly.load(each, moment.nonce))
            tx.weekly.carry_out(each, decision)
        yield decision is not None


def _second_looks(tx: Transaction, moment: TickInput) -> Iterator[bool]:
    for seq in tx.to_look_at_again(moment):
        waits = tx.waits_for_second_look(seq)  # an earlier one may have decided it, too
        if waits:
            decide_and_apply(tx, tx.second_look(seq))
        yield waits


def _due_votes(tx: Transaction, moment: TickInput) -> Iterator[bool]:
    for number in tx.due(moment):
        decision = None
        with tx.pass_over_on_error(f"V-{number}"):  # one that raises must not hold up the others
            case = tx.open_case(number)
            decision = on_tick(case, moment.now, moment.read_until.get(case.rules.address))
            if decision is not None:
                tx.carry_out(case, decision)
        yield decision is not None


def _due_tickets(tx: Transaction, moment: TickInput) -> Iterator[bool]:
    for key in tx.desk.due_now(moment):
        decision = None
        with tx.pass_over_on_error(key):
            due = tx.desk.load(key)
            decision = on_desk_tick(due, moment.now, moment.read_until.get(due.rules.address))
            if decision is not None:
                tx.desk.carry_out(due, decision)
        yield decision is not None


def act(tx: Transaction, asked: ActInput) -> MailDecision:
    """Carry out an operator's act on a ticket and record it; a refused one leaves no trace."""
    case = tx.desk.case_of_act(asked)
    if case is None:
        return MailDecision(Disposition.NOT_A_VOTE, f"there is no ticket {asked.ticket}")
    decision = on_act(
        case, asked.verb, asked.argument, who=asked.who, reason=asked.reason, at=asked.at
    )
    if decision.disposition is Disposition.COMMAND:
        tx.desk.carry_out_act(case, asked, decision)
    return decision


def act_on_vote(tx: Transaction, asked: VoteInput) -> str:
    """Carry out an operator's act on a vote and record it; return what was done.

    Raises PermanentError if it is refused; then the transaction must be rolled back.
    """
    done = adopt(tx, asked) if asked.verb is VoteVerb.ADOPT else change_vote(tx, asked)
    tx.record(asked)
    return done


def change_vote(tx: Transaction, asked: VoteInput) -> str:
    """Move a close, withdraw a vote or count it again, by hand. Raises PermanentError."""
    case = tx.hand_acts.case_of(asked.vote)
    decision = recount(tx, case, asked) if asked.verb is VoteVerb.RECOUNT else None
    decision = decision or moved_by_hand(case, asked)
    if isinstance(decision, str):
        raise PermanentError(decision)
    tx.carry_out(case, decision)
    return decision.why


def recount(tx: Transaction, case: OpenCase, asked: VoteInput) -> MomentDecision | str:
    """Count a closed vote again: its mails as they are read now, and those that came late to us."""
    refused = why_no_recount(case)
    if refused:
        return refused
    closes = tx.hand_acts.closed(asked.vote)
    for seq in tx.hand_acts.to_read_again(asked.vote):
        decide_and_apply(tx, tx.again(seq), quiet=True)
    tx.hand_acts.accept_late(asked.vote, closes)
    result = tx.hand_acts.result_of(case.proposal.id)
    return recounted(case, tx.open_case(asked.vote), asked, closes, result)


def adopt(tx: Transaction, asked: VoteInput) -> str:
    """Make an untagged mail a proposal, with the answers it has already. Raises PermanentError."""
    mail = tx.again(tx.hand_acts.mail_called(asked.mail))
    case = tx.hand_acts.with_past(mail, tx.case_for(mail))
    number = tx.hand_acts.next_number()
    decision = adopted(mail, case, asked, number)
    if isinstance(decision, str):
        raise PermanentError(decision)
    line = tx.line_up(mail)
    tx.apply(next(line), case, decision)
    for each in line:
        decide_and_apply(tx, each)
    return decision.why


def change_record(tx: Transaction, asked: RecordInput) -> None:
    """Add what an operator says to the group's record."""
    tx.group_record.change(asked)


def hear_tracker(tx: Transaction, said: HeardInput | OuterKeyInput) -> None:
    """Take what the team's tracker says about a ticket of ours, each thing once."""
    if not tx.outer.is_news(said):
        return
    seq = tx.record(said)
    case = tx.outer.case(said)
    if case is None or case.ticket is None:
        return
    with tx.pass_over_on_error(case.ticket.key):
        decision = on_key(case, said) if isinstance(said, OuterKeyInput) else on_heard(case, said)
        tx.outer.carry_out(case, said, seq, decision)


def unsubscribe(tx: Transaction, asked: UnsubscribeInput) -> bool:
    """End a digest after a click on "unsubscribe"; return whether its token is known.

    A second click changes nothing.
    """
    return tx.unsubscribe(asked)


def post_recap(tx: Transaction, asked: RecapInput) -> bool:
    """Post the recap of a week because an operator asked; return False if it exists already."""
    case = tx.weekly.asked(asked)
    return tx.weekly.post(case, asked, on_round(case))


def erase(tx: Transaction, address: str, asked: EraseInput) -> Erased:
    """Forget a person, and record that. Raises PermanentError if they are on a roster."""
    return tx.erase(address, asked)


def forget(
    tx: Transaction, mail: Mail | Unreadable, case: Case | DeskCase, decision: MailDecision
) -> None:
    """Forget the author, who has confirmed it: erase this mail too, then send the last letter."""
    assert decision.desk is not None
    tx.apply(mail, case, replace(decision, letters=()))
    chance, address = f"{mail.arrival.nonce}{mail.digest}", decision.desk.forgets
    erase(tx, address, EraseInput.of(address, chance, "by mail", FORGET_ME, mail.arrival.arrived))
    tx.tell_last(case, decision.letters)


def retry(tx: Transaction, seqs: list[int]) -> int:
    """Decide stored mails once more; return how many."""
    for seq in seqs:
        decide_and_apply(tx, tx.again(seq))
    return len(seqs)


def retry_by_hand(tx: Transaction, asked: RetryInput) -> int:
    """Decide quarantined mails once more because an operator asked.

    Moments that were set aside become due again by themselves.
    """
    tx.record(asked)
    tx.asides.lift((*asked.moments, *(inbox.key_of(tx.connection, seq) for seq in asked.seqs)))
    return retry(tx, list(asked.seqs))


def drop_by_hand(tx: Transaction, asked: DropInput) -> None:
    """Give up quarantined mails because an operator said so."""
    tx.drop(asked)


def count_tries(tx: Transaction, hand: Hand, now: datetime) -> None:
    """Count a try for everything in hand when the last run ended: it may have ended the daemon."""
    tx.asides.remember_tries()
    for work in hand.left:
        count_try(tx, work, hand.run_before, "ended the daemon", now)
    tx.asides.known()


def count_try(tx: Transaction, work: Work, run: str, what_it_did: str, now: datetime) -> None:
    """Count one more failed try; after the last one, set the work aside."""
    tries = tx.asides.count_try(work.which, run)
    if tries < inbox.TRIES:
        told = f"{work.shown} {what_it_did}: try {tries} of {inbox.TRIES} to {VERBS[work.act]} it"
        tx.alerts.append(Alert(Cause.FAULT, told))
    else:
        why = f"it {what_it_did} all {tries} times that listbot tried to {VERBS[work.act]} it"
        set_aside(tx, AsideInput(work.act, work.which, why, now))


def hear(tx: Transaction, said: KeyInput) -> None:
    """Take a later answer of the DNS about a stored mail, and decide the mail again by it."""
    tx.record(said)
    seq = open_keys.answer(tx.connection, said)
    if seq is not None:
        decide_and_apply(tx, tx.again(seq))


def set_aside(tx: Transaction, asked: AsideInput) -> None:
    """Pass over from now on what keeps ending the daemon, and record that."""
    tx.record(asked)
    tx.asides.put(asked)
    told = (
        f"{Work(asked.act, asked.which).shown} is set "
        f"aside: {asked.why}; see `listbot quarantine list`"
    )
    tx.alerts.append(Alert(Cause.FAULT, told))
    seq = inbox.number_of(tx.connection, asked.which)
    if (
        asked.act is Handling.DECIDE
        and seq is not None
        and not inbox.has_opened(tx.connection, seq)
    ):
        decide_and_apply(tx, tx.again(seq))  # goes straight into quarantine
