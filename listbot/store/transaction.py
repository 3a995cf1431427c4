"""One transaction as the pipeline sees it: admit a mail, load its case, carry a decision
out, set poison aside.

Never decides. All statements for a mail run on one connection; whoever opened the
transaction commits it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Connection

from listbot.mail import Mail, Unreadable
from listbot.mail.authorship import Proven
from listbot.model.alert import Alert, Cause
from listbot.model.case import Case, OpenCase
from listbot.model.decision import MailDecision, MomentDecision
from listbot.model.desk_case import DeskCase
from listbot.model.disposition import Disposition
from listbot.model.inputs import (
    DropInput,
    EraseInput,
    Handling,
    MailInput,
    TickInput,
    UnsubscribeInput,
    VoteInput,
)
from listbot.model.order import LetterOrder
from listbot.recap.unsubscribing import no_digest
from listbot.store import apply
from listbot.store.base.savepoint import savepoint
from listbot.store.context import Context
from listbot.store.desk import cases as desk_cases
from listbot.store.desk_moments import DeskMoments
from listbot.store.erasing import erasing, tombstones
from listbot.store.erasing.erasing import Erased
from listbot.store.group_record import GroupRecord
from listbot.store.hand_acts import HandActs
from listbot.store.journal import inbox, open_keys
from listbot.store.journal.mail_row import QUARANTINED
from listbot.store.outbox import outbox
from listbot.store.outbox.queueing import queue
from listbot.store.outer_moments import OuterMoments
from listbot.store.people import preferences
from listbot.store.taps import Taps
from listbot.store.unit_of_work import Unit
from listbot.store.votes import cases, stored
from listbot.store.votes.first_questions import first_questions
from listbot.store.weekly import Weekly

FIRST_TIME = inbox.Before()


class Transaction(Unit):
    """The transaction that `settle` and `tick` get."""

    def __init__(self, connection: Connection, context: Context, cautious: bool = True) -> None:
        """A cautious transaction can set poison aside.

        One that is not lets the fault out, and the store begins again cautiously:
        savepoints are a good part of a mail's cost, and poison is rare.
        """
        super().__init__(connection, context)
        self.cautious = cautious
        self.desk = DeskMoments(self)
        self.outer = OuterMoments(self)
        self.weekly = Weekly(self)
        self.hand_acts = HandActs(self)
        self.group_record = GroupRecord(self)
        self.taps = Taps(self)
        self._seqs: dict[str, int] = {}
        self._before: dict[int, inbox.Before] = {}
        self._applied: dict[str, apply.Applied] = {}

    # ---- a mail ---------------------------------------------------------------------------------

    def admit(self, mail: Mail | Unreadable) -> bool:
        """Store the raw mail, without looking first; return False if this very arrival is here."""
        along = first_questions(self.context.rules, mail)
        seq = inbox.admit(self.connection, mail, self.said.get(key(mail)), along)
        if seq is None:
            self._tell(mail, Disposition.DUPLICATE, "this very mail is already here")
            return False
        self._seqs[key(mail)] = seq
        answers = mail.arrival.key_answers
        if answers is not None and answers.open and _is_unknown(mail):
            open_keys.keep(self.connection, seq, answers, mail.arrival.arrived)
        return True

    def line_up(self, mail: Mail | Unreadable) -> Iterator[Mail | Unreadable]:
        """Yield the mail, then the mails that turn out to have waited for it: a vote may
        come before its proposal.

        Only a mail whose place has changed calls others back, so this ends, whatever
        References people write.
        """
        yield mail
        queue = self._called_back_by(mail)
        while queue:
            each = self.again(queue.pop(0))
            yield each
            queue += [seq for seq in self._called_back_by(each) if seq not in queue]

    def _called_back_by(self, mail: Mail | Unreadable) -> list[int]:
        applied = self._applied.get(key(mail))
        before = self._before.get(self._seqs[key(mail)], FIRST_TIME)
        if applied is None or applied.is_outranked or applied.proposal in (None, before.proposal):
            return []
        return inbox.waiting_for(self.connection, mail.message_id, applied.opened)

    def again(self, seq: int) -> Mail | Unreadable:
        """Return a stored mail to decide again, and forget what was derived from it."""
        before = self._before[seq] = inbox.forget_place(self.connection, seq)
        with self.asides.in_hand(Handling.DECIDE, inbox.key_of(self.connection, seq)):
            mail, said = inbox.stored_with_said(self.connection, self.rules, seq)
        if said is not None:
            self.said[key(mail)] = said
        if isinstance(mail, Mail) and before.times is not None:
            effective, received = before.times
            mail = replace(
                mail, date=min(mail.effective, effective), received=min(mail.received, received)
            )
        self._seqs[key(mail)] = seq
        self._applied.pop(key(mail), None)
        return mail

    def second_look(self, seq: int) -> Mail | Unreadable:
        """Return a stored mail whose second look is due."""
        mail = self.again(seq)
        self._before[seq] = replace(self._before[seq], waited=True)
        return mail

    @contextmanager
    def set_aside_on_error(self, mail: Mail | Unreadable) -> Iterator[None]:
        """Roll back and note what deciding a mail raises; let database faults pass."""
        with (
            self.asides.in_hand(Handling.DECIDE, key(mail)),
            savepoint(self.connection, self.cautious) as faults,
        ):
            yield
        for fault in faults:
            self.own_group.forget()  # it may have read acts that were rolled back
            seq = self._seqs[key(mail)]
            before = self._before.get(seq, FIRST_TIME)
            tries = before.tries + 1
            inbox.set_aside(self.connection, seq, mail, fault, tries, before.waited)
            if tries == 1:
                told = (
                    f"mail {seq} {mail.message_id} was set aside: {type(fault).__name__}: {fault}"
                )
                self.alerts.append(Alert(Cause.FAULT, told))

    def case_for(self, mail: Mail | Unreadable) -> Case | DeskCase:
        """Return just what deciding this mail needs: the help desk's case, or a vote's, and beside
        it the group's record.
        """
        case, group = self._case_for(mail), self.group_record.case(mail)
        if group is None:
            return case
        said = self.said.get(key(mail)) if self.said else None
        return replace(case, group=group if said is None else replace(group, said=said))

    def _case_for(self, mail: Mail | Unreadable) -> Case | DeskCase:
        seq = self._seqs[key(mail)]
        rules = self.rules
        by_way_of = rules.of(mail.arrival.list.address)
        if (unsubscribes := cases.unsubscribed_by(self.connection, by_way_of, mail)) is not None:
            return unsubscribes
        if (approves := cases.approved_by(by_way_of, mail)) is not None:
            return approves
        confirms = self.hand_acts.confirmed_by(mail, by_way_of) or self.group_record.confirmed_by(
            mail, by_way_of
        )
        if confirms is not None:
            return confirms
        if desk_cases.is_for_desk(rules, by_way_of):
            desk = desk_cases.desk_case_for(self.connection, rules, mail, seq)
            if desk is not None:
                return desk
        before = self._before.get(seq, FIRST_TIME)
        counted_in = before.proposal if before.was_in_time else None
        case = cases.case_for(
            self.connection, rules, self.context.earlier_lines, mail, seq, counted_in
        )
        thread = self.open_case(case.proposal.number) if before.waited and case.proposal else None
        if thread is not None:
            authors = {entry.author for entry in thread.entries}
            no_notes = preferences.without_notes(self.connection, authors)
            case = replace(case, thread=thread, no_notes=no_notes)
        aside = desk_cases.desk_aside(self.connection, rules, mail)
        is_plain = aside is None and not before.waited
        return case if is_plain else replace(case, waited=before.waited, desk=aside)

    def apply(self, mail: Mail | Unreadable, case: Case | DeskCase, decision: MailDecision) -> None:
        """Carry out a decision about a mail: rows, and letters into the outbox."""
        applied = apply.mail(
            self.connection, self.context, self._seqs[key(mail)], mail, case, decision
        )
        self._applied[key(mail)] = applied
        if applied.proposal is not None:
            self.context.earlier_lines.keep(self._seqs[key(mail)], mail)
        place = applied.ticket or ("" if applied.proposal is None else f"V-{applied.proposal}")
        self._tell(mail, applied.disposition, decision.why, place)
        self.note(decision, applied.queued)

    def restore_tombstone(self, mail: Mail | Unreadable) -> bool:
        """Restore what was decided if the mail's author was forgotten; return whether so."""
        seq = self._seqs[key(mail)]
        if isinstance(mail, Mail) or (left := inbox.tombstone(self.connection, seq)) is None:
            return False
        waited = self._before.get(seq, FIRST_TIME).waited
        self._applied[key(mail)] = tombstones.restore(
            self.connection, self.rules, seq, mail, left, waited
        )
        if left.kept is not None and left.kept.records is not None:
            self.group_changes()
        return True

    def left_by_hand(self, mail: Mail | Unreadable) -> VoteInput | None:
        """Return what the mail of a person who was forgotten did to a vote by hand."""
        return self.hand_acts.left_by(self._seqs[key(mail)])

    def bury(self, mail: Mail | Unreadable, came: MailInput) -> None:
        """Store a mail of which there is only a tombstone; for a replay."""
        address = mail.arrival.list.address
        self._seqs[key(mail)] = inbox.bury(self.connection, address, mail.digest, came)

    def number_of(self, which: str) -> int:
        """Return the journal number of an arrival admitted here, by its `key`."""
        return self._seqs[which]

    def disposition(self, mail: Mail | Unreadable) -> str:
        """Return what became of the mail."""
        applied = self._applied.get(key(mail))
        return QUARANTINED if applied is None else applied.disposition

    def to_retry(self) -> list[int]:
        """Return the mails that raised and have tries left."""
        return inbox.to_retry(self.connection)

    def drop(self, asked: DropInput) -> None:
        """Give quarantined mails up, and write that to the journal as an input."""
        self.record(asked)
        inbox.drop(self.connection, asked.seqs, f"by {asked.who}: {asked.reason}")

    def to_look_at_again(self, tick: TickInput) -> list[int]:
        """Return the mails whose second look is due, of lists that were read up to then."""
        return inbox.to_look_at_again(self.connection, tick)

    def waits_for_second_look(self, seq: int) -> bool:
        """Return whether a mail still waits for its second look."""
        return inbox.waits_for_second_look(self.connection, seq)

    # ---- a moment -------------------------------------------------------------------------------

    def due(self, tick: TickInput) -> list[int]:
        """Return the numbers of the proposals that are due by now, in order."""
        found = stored.due(self.connection, self.rules, tick)
        return [number for number in found if f"V-{number}" not in self.asides]

    def open_case(self, number: int) -> OpenCase:
        """Return one proposal with everything needed to decide about it."""
        return stored.whole(self.connection, self.rules, number)

    @contextmanager
    def pass_over_on_error(self, which: str) -> Iterator[None]:
        """Roll back whatever deciding at a moment raises and report it; the next tick tries again.

        `which` names the subject for people: "V-31", "T-118".
        """
        with (
            self.asides.in_hand(Handling.TICK, which),
            savepoint(self.connection, self.cautious) as faults,
        ):
            yield
        for fault in faults:
            self.own_group.forget()
            told = f"{which} could not be decided: {type(fault).__name__}: {fault}"
            self.alerts.append(Alert(Cause.FAULT, told))

    def carry_out(self, case: OpenCase, decision: MomentDecision) -> None:
        """Carry out a decision about a proposal."""
        if decision.outcome or decision.put_off or decision.by_hand:
            what = decision.outcome or ("put off" if decision.put_off else "by hand")
            self.lines.append(
                f"{case.rules.address}: V-{case.proposal.number}: {what}: {decision.why}"
            )
        self.note(decision, apply.moment(self.connection, self.context, case, decision))

    # ---- people ---------------------------------------------------------------------------------

    def unsubscribe(self, asked: UnsubscribeInput) -> bool:
        """End the digest of the person this token belongs to; return False for an unknown token."""
        address = preferences.holder_of(self.connection, asked.token)
        if not address:
            return False
        ends = no_digest(address, self.rules.of_bot.roster, asked.at)
        if preferences.has_digest(self.connection, [each.address for each in ends]):
            self.record(asked)
            preferences.carry_out(self.connection, ends)
            self.lines.append(f"{address} ended the weekly digest through its link")
        return True

    def erase(self, address: str, asked: EraseInput) -> Erased:
        """Forget a person: in the journal, and in everything derived from it.

        Raises PermanentError for an address that must not be forgotten.
        """
        found = erasing.erase(self.connection, self.rules, address, asked)
        self.record(asked)
        self.rules_changed()
        self.group_changes()
        self.context.earlier_lines.forget()
        self.lines.append(
            f"{asked.stand_in} stands for a person who was forgotten: {asked.who}, {asked.reason}"
        )
        return found

    def tell_last(self, case: Case | DeskCase, letters: Sequence[LetterOrder]) -> None:
        """Queue letters to somebody who was just forgotten: they are emptied once they are sent."""
        queued = queue(self.connection, self.context, case.rules.address, letters)
        for each in letters:
            outbox.make_last(self.connection, each)
        self.queued += queued.letters
        self.alerts += queued.alerts

    def _tell(self, mail: Mail | Unreadable, disposition: str, why: str, place: str = "") -> None:
        arrival = mail.arrival
        author = f" from {mail.author.address}" if isinstance(mail, Mail) else ""
        what = f"{disposition}, {place}" if place else disposition
        self.lines.append(
            f"{arrival.list.address}: {mail.message_id}{author} by {arrival.source}: {what}: {why}"
        )


def _is_unknown(mail: Mail | Unreadable) -> bool:
    """Return whether a missing answer may still prove its author, or that it was on the list."""
    if isinstance(mail, Unreadable):
        return False
    may_be_there = mail.arrival.list.host_signature != "" and not mail.vouched_by
    return may_be_there or (mail.proof is not None and mail.proof.proven is Proven.UNKNOWN)


def key(mail: Mail | Unreadable) -> str:
    """Return the key that makes an arrival unique."""
    return f"{mail.arrival.list.address} {mail.digest}"
