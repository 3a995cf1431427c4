"""What is done to a vote by hand, in a transaction: what it needs, and carrying it out.

Never decides.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select, update

from listbot.errors import PermanentError
from listbot.letters.message_ids import is_about
from listbot.mail import Mail, Unreadable
from listbot.model.case import Case, OpenCase
from listbot.model.desk_case import DeskCase
from listbot.model.disposition import Disposition
from listbot.model.inputs import VoteInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.order import LetterKind
from listbot.model.proposal import Entry
from listbot.store.base.schema import mails, outbox, proposals
from listbot.store.desk.lines import question_of
from listbot.store.journal import inbox
from listbot.store.journal.codec import read_as, write
from listbot.store.unit_of_work import Unit
from listbot.store.votes import stored
from listbot.store.votes.past import past_votes

_RESULTS = (
    LetterKind.PASSED,
    LetterKind.NOT_PASSED,
    LetterKind.SILENCE,
    LetterKind.CORRECTED,
)
_KEPT = (Disposition.OPENS, Disposition.COMMAND, Disposition.DUPLICATE)
"""Mails that are not read again: they opened the proposal, or did something that must not happen
twice."""


class HandActs:
    """The part of a transaction that changes votes by hand."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def case_of(self, number: int) -> OpenCase:
        """Return one proposal with everything. Raises PermanentError if there is none."""
        found = select(proposals.c.number).where(proposals.c.number == number)
        if self._unit.connection.execute(found).scalar() is None:
            raise PermanentError(f"there is no vote V-{number}; `listbot vote list` shows them all")
        return stored.whole(self._unit.connection, self._unit.rules, number)

    def closed(self, number: int) -> datetime:
        """Return the closing time in force."""
        return stored.load(self._unit.connection, number)[1]

    def confirmed_by(self, mail: Mail | Unreadable, by_way_of: ListRules) -> Case | None:
        """Return the case of an answer to our question about a vote; None for all other mails."""
        if isinstance(mail, Unreadable) or by_way_of.role is not ListRole.BOT:
            return None
        asked = question_of(self._unit.connection, self._unit.rules, mail)
        if asked is None or not asked.vote:
            return None
        return Case(by_way_of, None, confirms=asked, thread=self.case_of(asked.vote))

    def left_by(self, seq: int) -> VoteInput | None:
        """Return what the mail of a person who was forgotten did to a vote by hand."""
        left = inbox.tombstone(self._unit.connection, seq)
        return left.kept.by_hand if left is not None and left.kept is not None else None

    def to_read_again(self, number: int) -> list[int]:
        """Return the mails of a closed vote that a recount reads again, without those that hold
        command lines.
        """
        query = select(mails.c.seq).where(
            mails.c.proposal == number, mails.c.acts.is_(False), mails.c.disposition.not_in(_KEPT)
        )
        seqs = self._unit.connection.execute(query.order_by(mails.c.seq)).scalars()
        return [seq for seq in list(seqs) if not self._has_commands(seq)]

    def _has_commands(self, seq: int) -> bool:
        mail = inbox.stored(self._unit.connection, self._unit.rules, seq)
        return not isinstance(mail, Unreadable) and "#listbot" in mail.body.own

    def accept_late(self, number: int, closes: datetime) -> None:
        """Count the mails that their list had in time and that reached us after the result."""
        query = select(mails.c.seq, mails.c.entry).where(
            mails.c.proposal == number, mails.c.received <= closes, mails.c.entry.is_not(None)
        )
        for row in self._unit.connection.execute(query).all():
            entry = read_as(Entry, row.entry)
            if entry.late_arrival:
                in_time = write(replace(entry, late_arrival=False))
                here = update(mails).where(mails.c.seq == row.seq)
                self._unit.connection.execute(here.values(entry=in_time))

    def result_of(self, root: str) -> str:
        """Return the Message-ID of the newest result of a proposal, "" if there is none."""
        query = (
            select(outbox.c.key, outbox.c.message_id)
            .where(outbox.c.kind.in_(_RESULTS))
            .order_by(outbox.c.id.desc())
        )
        rows = self._unit.connection.execute(query)
        return next((row.message_id for row in rows if is_about(row.key, root)), "")

    def mail_called(self, message_id: str) -> int:
        """Return the number of a list's mail that belongs to no vote. Raises PermanentError."""
        query = select(mails.c.seq, mails.c.list, mails.c.proposal).where(
            mails.c.message_id == message_id,
            mails.c.disposition.not_in((Disposition.DUPLICATE, *inbox.UNDECIDED)),
        )
        rows = self._unit.connection.execute(query.order_by(mails.c.seq)).all()
        lists = [row for row in rows if self._decides(row.list)]
        if not lists:
            raise PermanentError(f"there is no mail {message_id} on a list that decides")
        if lists[0].proposal is not None:
            raise PermanentError(f"{message_id} already belongs to V-{lists[0].proposal}")
        number: int = lists[0].seq
        return number

    def _decides(self, address: str) -> bool:
        return self._unit.rules.of(address).role is ListRole.DECISIONS

    def with_past(self, mail: Mail | Unreadable, case: Case | DeskCase) -> Case | DeskCase:
        """Return the case of a mail with the votes before it, whose voters are active voters."""
        if isinstance(mail, Unreadable) or isinstance(case, DeskCase):
            return case
        unit = self._unit
        past = past_votes(unit.connection, unit.rules, case.rules, mail.received)
        return replace(case, past=past)

    def next_number(self) -> int:
        """Return the number of the next proposal."""
        last: int | None = self._unit.connection.execute(
            select(func.max(proposals.c.number))
        ).scalar()
        return (last or 0) + 1
