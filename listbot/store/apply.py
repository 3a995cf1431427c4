"""Writes a decision to rows: everything it changes, and its letters, in the caller's transaction.

Never decides. The order is: the mail this one replaces, the proposal, the mail, what it
waits for, the person, the outbox. A letter whose key already exists is the same letter and
is not written again.
"""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, insert, select, update

from listbot.commands.approving import tokens_in
from listbot.mail import Mail, Unreadable
from listbot.mail.wire.subjects import subject_key
from listbot.model.case import Case, OpenCase
from listbot.model.decision import Decision, MailDecision, MomentDecision
from listbot.model.desk_case import DeskCase
from listbot.model.disposition import Disposition
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.order import LetterOrder
from listbot.model.proposal import Proposal, State
from listbot.store import worklog
from listbot.store.base.prepared_statements import Prepared
from listbot.store.base.schema import awaited, mails, proposals
from listbot.store.base.upsert import insert_new
from listbot.store.context import Context
from listbot.store.desk import apply as desk_apply
from listbot.store.journal.codec import write
from listbot.store.journal.inbox import Opened
from listbot.store.journal.mail_row import QUARANTINED, MailRow
from listbot.store.outbox import approving, outbox
from listbot.store.outbox.echoes import came_back
from listbot.store.outbox.queueing import NOTHING, Queued, queue
from listbot.store.people import preferences
from listbot.store.records import carrying_out
from listbot.store.tracking.planning import plan
from listbot.tickets.participants import has_our_letter

_NEW_MAIL = Prepared(insert(mails), tuple[()], columns=tuple(mails.c.keys()))
_AWAIT = Prepared(insert_new(awaited), tuple[()], columns=("message_id", "seq"))
_NEW_PROPOSAL = insert(proposals)
_MAKE_DUPLICATE = (
    update(mails)
    .where(mails.c.seq == bindparam("old"))
    .values(
        disposition=Disposition.DUPLICATE,
        proposal=None,
        entry=None,
        acts=False,
        awaits=False,
        look_again=None,
    )
)
_TIMES = select(mails.c.effective, mails.c.received).where(mails.c.seq == bindparam("old"))
_EARLIER = (
    update(mails)
    .where(mails.c.seq == bindparam("old"))
    .values(effective=bindparam("effective_"), received=bindparam("received_"))
)
_MOVE = update(proposals).where(proposals.c.number == bindparam("of"))


@dataclass(frozen=True, slots=True)
class Applied:
    """The results of carrying out a decision about a mail."""

    disposition: str
    queued: Queued
    proposal: int | None = None
    """The number of its proposal; mails that waited for it may belong there, too."""
    opened: Opened | None = None
    ticket: str = ""
    """The key of the ticket it belongs to."""
    is_outranked: bool = False
    """Anybody could have written it, and another mail had its Message-ID first."""


def mail(
    connection: Connection,
    context: Context,
    seq: int,
    what: Mail | Unreadable,
    case: Case | DeskCase,
    decision: MailDecision,
) -> Applied:
    """Carry out the decision about one mail."""
    if isinstance(what, Unreadable):
        _NEW_MAIL.run(connection, MailRow.undecided(seq, what, decision.why)._asdict())
        return Applied(QUARANTINED, NOTHING)
    _use_up_tokens(connection, what, case)
    if isinstance(case, DeskCase):
        return _desk_mail(connection, context, seq, what, case, decision)
    what = _after_copies(connection, what, case, decision)
    number = (
        decision.opens.number if decision.opens else case.proposal.number if case.proposal else None
    )
    if decision.disposition is Disposition.DUPLICATE:
        number = None
    if decision.opens is not None:
        _open(connection, seq, what, decision.opens, decision)
    elif decision.due is not None and case.proposal is not None:
        _move(connection, case.proposal, decision)
    _NEW_MAIL.run(connection, _row(seq, what, case, decision, number)._asdict())
    if case.awaits and decision.disposition is not Disposition.DUPLICATE:
        for each in case.awaits:
            _AWAIT.run(connection, {"message_id": each, "seq": seq})
    preferences.carry_out(connection, decision.preferences)
    if decision.echo is not None:
        came_back(connection, decision.echo, case.rules.address, context.clock(), what.arrival)
    _beside(connection, context, seq, case, decision)
    worklog.carry_out(connection, case.rules.address, decision)
    if case.group is not None:
        carrying_out.carry_out(connection, decision.records, case.group.bot.address)
    letters = _letters(connection, context, decision)
    queued = queue(connection, context, case.rules.address, letters, case.rules.recap)
    opened = (
        Opened(subject_key(what.subject), case.rules.address, what.received)
        if decision.opens
        else None
    )
    is_outranked = case.conflicts and not case.rules.binds(what.author.level)
    return Applied(decision.disposition, queued, number, opened, is_outranked=is_outranked)


def _beside(
    connection: Connection, context: Context, seq: int, case: Case, decision: MailDecision
) -> None:
    """Carry out what a mail to a voting list changes at the help desk, whose tracker has it."""
    if decision.desk is not None:
        desk_apply.carry_out(connection, case.rules, decision, seq)
    if case.desk is not None:
        plan(connection, context, case.desk.rules, decision)


def _use_up_tokens(connection: Connection, what: Mail, case: Case | DeskCase) -> None:
    """Use up tokens that others can read; only mail to the bot's own address is private."""
    is_to_bot = case.by_bot if isinstance(case, DeskCase) else case.rules.role is ListRole.BOT
    if not is_to_bot:
        approving.was_shown(connection, tokens_in(what))


def _letters(
    connection: Connection, context: Context, decision: MailDecision
) -> tuple[LetterOrder, ...]:
    """Return the letters of a decision, and the one about letters that it lets out or drops."""
    if decision.approval is None:
        return decision.letters
    return (*decision.letters, *approving.carry_out(connection, context, decision.approval))


def _desk_mail(
    connection: Connection,
    context: Context,
    seq: int,
    what: Mail,
    case: DeskCase,
    decision: MailDecision,
) -> Applied:
    """Carry out the decision about a mail to the help desk, which has a ticket instead."""
    row = desk_apply.mail_row(seq, what, case, decision)
    _NEW_MAIL.run(connection, row._asdict())
    desk_apply.carry_out(connection, case.rules, decision, seq, what.subject)
    plan(connection, context, case.rules, decision)
    preferences.carry_out(connection, decision.preferences)
    worklog.carry_out(connection, case.rules.address, decision)
    if case.group is not None:
        carrying_out.carry_out(connection, decision.records, case.group.bot.address)
    if decision.echo is not None:
        came_back(connection, decision.echo, case.rules.address, context.clock(), what.arrival)
    if has_our_letter(what, case):
        outbox.note_answered(connection, what.author.address)
    queued = queue(connection, context, case.rules.address, decision.letters, case.rules.recap)
    return Applied(decision.disposition, queued, ticket=row.ticket or "")


def desk_moment(
    connection: Connection,
    context: Context,
    rules: ListRules,
    decision: Decision,
    seq: int | None = None,
    is_heard: bool = False,
) -> Queued:
    """Carry out a help desk decision without a mail; `seq`: the act's input, None for the clock.

    `is_heard`: it comes from the tracker, which has it already.
    """
    desk_apply.carry_out(connection, rules, decision, seq)
    if not is_heard:
        plan(connection, context, rules, decision)
    carrying_out.carry_out(connection, decision.records, rules.address)
    return queue(connection, context, rules.address, decision.letters, rules.recap)


def moment(
    connection: Connection, context: Context, case: OpenCase, decision: MomentDecision
) -> Queued:
    """Carry out the decision about one proposal at a moment; return what became of its letters."""
    _move(connection, _settled(case.proposal, decision), decision)
    return queue(connection, context, case.rules.address, decision.letters, case.rules.recap)


def _after_copies(connection: Connection, what: Mail, case: Case, decision: MailDecision) -> Mail:
    """Return the better vouched of two copies, with the earlier times if both may give them."""
    if case.supersedes is not None:
        old = connection.execute(_TIMES, {"old": case.supersedes}).one()
        connection.execute(_MAKE_DUPLICATE, {"old": case.supersedes})
        if case.supersedes not in case.equals:
            return what
        return replace(
            what, date=min(what.effective, old.effective), received=min(what.received, old.received)
        )
    if decision.disposition is Disposition.DUPLICATE:
        for seq in case.equals:
            kept = connection.execute(_TIMES, {"old": seq}).one()
            effective, received = (
                min(kept.effective, what.effective),
                min(kept.received, what.received),
            )
            if (effective, received) != (kept.effective, kept.received):
                connection.execute(
                    _EARLIER, {"old": seq, "effective_": effective, "received_": received}
                )
    return what


def _open(
    connection: Connection, seq: int, what: Mail, opened: Proposal, decision: MailDecision
) -> None:
    connection.execute(
        _NEW_PROPOSAL,
        {
            "number": opened.number,
            "seq": seq,
            "list": opened.list,
            "message_id": opened.id,
            "subject_key": subject_key(what.subject),
            "opened": opened.opened,
            "closes": decision.closes,
            "state": opened.state,
            "reason": decision.why,
            "due": decision.due,
            "snapshot": write(opened),
            "replaces": replaced(opened),
        },
    )


def replaced(opened: Proposal) -> str | None:
    """Return the numbers of the votes that a proposal takes the place of, as its row has them."""
    return f" {' '.join(map(str, opened.replaces))} " if opened.replaces else None


def _settled(proposal: Proposal, decision: MomentDecision) -> Proposal:
    """Return the proposal after a moment: its outcome, postponements and reminder."""
    return replace(
        proposal,
        state=decision.outcome or proposal.state,
        reminded=proposal.reminded or decision.reminded,
        put_offs=(*proposal.put_offs, *((decision.put_off,) if decision.put_off else ())),
        post_at=decision.post_at,
        by_hand=(*proposal.by_hand, *((decision.by_hand,) if decision.by_hand else ())),
        recounted=decision.closes if decision.recounted else proposal.recounted,
    )


def _move(connection: Connection, proposal: Proposal, decision: Decision) -> None:
    """Write an open proposal, its closing time, and when to look at it again."""
    values: dict[str, object] = {"snapshot": write(proposal), "state": proposal.state}
    if proposal.state is not State.OPEN:
        values |= {"due": proposal.post_at, "reason": decision.why}
    elif decision.due is not None:
        values["due"] = decision.due
    if decision.closes is not None:
        values["closes"] = decision.closes
    connection.execute(_MOVE.values(values), {"of": proposal.number})


def _row(seq: int, what: Mail, case: Case, decision: MailDecision, number: int | None) -> MailRow:
    row = MailRow.of(seq, case.rules.address, what, decision.disposition, decision.why)
    entry = decision.entry
    if entry is not None:
        entry = replace(entry, effective=row.effective, received=row.received)
    return row._replace(
        proposal=number,
        by_subject=case.by_subject,
        awaits=bool(case.awaits),
        entry=None if entry is None else write(entry),
        acts=bool(entry and entry.acts),
        look_again=decision.look_again,
        topic=decision.topic or None,
        kept=desk_apply.kept(decision, case.rules, what.author.address),
    )
