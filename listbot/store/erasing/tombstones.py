"""Restores the effects of mails whose author was forgotten: they stay as decided, without
the words.

A replay finds a tombstone where the mail was. Effects that the mail only had later, once
its proposal was here or at its second look, come at that same moment again. Never decides;
whoever opened the transaction commits it.
"""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, insert, select, update

from listbot.mail import Unreadable
from listbot.model.decision import MailDecision
from listbot.model.disposition import Disposition
from listbot.model.inputs import RulesInput, Tombstone
from listbot.model.proposal import Act, State
from listbot.policies.outcome import closing_time
from listbot.proposals.decide import SECOND_LOOK_AFTER
from listbot.proposals.reminders import moments_of
from listbot.store import worklog
from listbot.store.apply import Applied, replaced
from listbot.store.base.schema import awaited, mails, proposals
from listbot.store.base.ticket_tables import ticket_events
from listbot.store.base.upsert import insert_new
from listbot.store.desk import apply as desk_apply
from listbot.store.journal import inbox
from listbot.store.journal.codec import write
from listbot.store.journal.inbox import Opened
from listbot.store.journal.mail_row import MailRow
from listbot.store.outbox.queueing import NOTHING
from listbot.store.people import preferences
from listbot.store.records import carrying_out
from listbot.store.votes import stored

_AWAIT = insert_new(awaited)


def restore(
    connection: Connection,
    rules: RulesInput,
    seq: int,
    mail: Unreadable,
    left: Tombstone,
    waited: bool,
) -> Applied:
    """Write the effects of a mail. `waited` means that this is its second look."""
    has_place = (
        left.proposal is None or left.opens is not None or _is_here(connection, left.proposal)
    )
    opened_late = (
        left.opens is not None
        and left.awaits
        and not waited
        and not _is_here(connection, left.proposal)
    )
    if opened_late:
        left = replace(_parked(left), look_again=mail.arrival.arrived + SECOND_LOOK_AFTER)
    elif not has_place:
        left = replace(_parked(left), awaits=(left.root,))
    if left.opens is not None and not _is_here(connection, left.proposal):
        _open(connection, seq, left)
    elif left.entry is not None and left.entry.acts and not left.entry.late_arrival:
        _act(connection, left, left.entry.acts)
    connection.execute(insert(mails), row_of(seq, left)._asdict())
    for each in left.awaits:
        connection.execute(_AWAIT[connection.dialect.name], {"message_id": each, "seq": seq})
    _change(connection, rules, seq, left)
    opened = Opened(left.subject_key, left.list, left.received) if left.opens else None
    return Applied(left.disposition, NOTHING, left.proposal, opened, left.ticket or "")


def _is_here(connection: Connection, number: int | None) -> bool:
    query = select(proposals.c.number).where(proposals.c.number == number)
    return connection.execute(query).scalar() is not None


def _parked(left: Tombstone) -> Tombstone:
    """Return the tombstone as it was before the mail had its place."""
    return replace(
        left,
        disposition=Disposition.PARKED,
        proposal=None,
        entry=None,
        opens=None,
        kept=None,
        by_subject=False,
    )


def row_of(seq: int, left: Tombstone) -> MailRow:
    """Return the mail's row."""
    author = "" if left.disposition in inbox.UNDECIDED else left.stand_in
    return MailRow(
        seq=seq,
        list=left.list,
        message_id=left.message_id,
        author=author,
        name=author.partition("@")[0],
        level=left.level,
        subject_key=left.subject_key,
        effective=left.effective,
        received=left.received,
        words=left.words,
        disposition=left.disposition,
        why=left.why,
        proposal=left.proposal,
        by_subject=left.by_subject,
        awaits=bool(left.awaits),
        entry=None if left.entry is None else write(left.entry),
        acts=bool(left.entry and left.entry.acts),
        look_again=left.look_again,
        ticket=left.ticket,
        kept=None if left.kept is None else write(left.kept),
    )


def _open(connection: Connection, seq: int, left: Tombstone) -> None:
    """Write the proposal as it was when it opened; others' mails and moments restore the rest."""
    assert left.opens is not None
    closes, due = moments_of(left.opens, closing_time(left.opens, ()))
    connection.execute(
        insert(proposals),
        {
            "number": left.opens.number,
            "seq": seq,
            "list": left.opens.list,
            "message_id": left.opens.id,
            "subject_key": left.subject_key,
            "opened": left.opens.opened,
            "closes": closes,
            "state": left.opens.state,
            "reason": left.why,
            "due": due,
            "snapshot": write(left.opens),
            "replaces": replaced(left.opens),
        },
    )


def _act(connection: Connection, left: Tombstone, acts: Iterable[Act]) -> None:
    """Write what the mail did to its proposal's closing time."""
    assert left.proposal is not None
    proposal, _ = stored.load(connection, left.proposal)
    if proposal.state is not State.OPEN:
        return
    closes, due = moments_of(
        proposal, closing_time(proposal, (*stored.acts(connection, left.proposal), *acts))
    )
    moved = update(proposals).where(proposals.c.number == left.proposal)
    connection.execute(moved.values(closes=closes, due=due))


def _change(connection: Connection, rules: RulesInput, seq: int, left: Tombstone) -> None:
    """Write what it changed for its author and the help desk, only once."""
    if left.kept is None or _has_changed(connection, seq):
        return
    kept = left.kept
    decision = MailDecision(
        Disposition.NOT_A_VOTE, left.why, desk=kept.desk, log=kept.log, sentence=kept.sentence
    )
    desk_apply.carry_out(connection, rules.of(kept.list), decision, seq)
    preferences.carry_out(connection, kept.preferences)
    worklog.carry_out(connection, kept.list, decision)
    desk_apply.tie_letters(connection, left.kept.letters)
    carrying_out.carry_out(connection, kept.records, rules.of_bot.address)


def _has_changed(connection: Connection, seq: int) -> bool:
    query = select(ticket_events.c.id).where(ticket_events.c.seq == seq).limit(1)
    return connection.execute(query).scalar() is not None
