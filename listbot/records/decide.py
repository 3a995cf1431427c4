"""Decides what a mail, an answer or a look at the clock changes in the group's record. Pure.

The record runs beside the rest: a mail is first a vote, a request or something else, and then
these steps say whether it also means something here. So nothing here ever changes a vote.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from listbot.commands.permissions import is_live
from listbot.commands.run_lines import Session, run_lines
from listbot.commands.transcript import transcript
from listbot.letters.facts.votes import TranscriptLine
from listbot.mail import Mail
from listbot.mail.body.command_lines import CommandLine
from listbot.mail.wire.extensions import base_of
from listbot.model.case import Case
from listbot.model.decision import MailDecision, MomentDecision
from listbot.model.desk_case import DeskCase
from listbot.model.disposition import Disposition
from listbot.model.group_case import GroupCase, GroupRound
from listbot.model.records.acts import GroupChange
from listbot.recap.week import at_local
from listbot.records import agreeing, asking, newcomers, weekly
from listbot.records.affairs import announcing, decision_records, departing
from listbot.records.calendar import MORNING
from listbot.records.calling import due, inviting, minuting, regretting
from listbot.records.commands import RECORD_COMMANDS
from listbot.records.commands.answers import ANSWERS
from listbot.records.consequences import with_consequences
from listbot.records.letters.orders import where_they_read
from listbot.records.members import absence, activity, leaving
from listbot.records.steps import NOTHING, Looked, Noticed, sooner, sum_of

Step = Callable[[Mail, GroupCase], Noticed]
Look = Callable[[GroupRound], Looked]

_SILENT = (Disposition.DUPLICATE, Disposition.AUTOMATIC, Disposition.UNREADABLE)

STEPS: tuple[Step, ...] = (
    activity.still_here,
    agreeing.in_words,
    leaving.in_words,
    newcomers.noticed,
    inviting.invited,
    regretting.in_words,
    minuting.in_reply,
    decision_records.published,
    decision_records.answered,
)
"""What a person's mail may say about the record, apart from commands. Each sees the record as the
steps before it left it."""

LOOKS: tuple[Look, ...] = (
    leaving.unanswered,
    activity.silence,
    absence.too_long,
    newcomers.untold,
    due.agendas,
    due.minutes_due,
    departing.unfinished,
    announcing.due,
    weekly.on_mondays,
)
"""What may be due at a look at the record."""


def beside(decision: MailDecision, mail: Mail, case: Case | DeskCase) -> MailDecision:
    """Add what a mail changes in the record to what was decided about it."""
    group = case.group
    if group is None or decision.disposition in _SILENT:
        return decision
    by_lines = decision.records or GroupChange()
    group, nonce = _placed(group, mail, case), mail.arrival.nonce
    first = Noticed(by_lines.acts) if by_lines.acts else NOTHING
    all_found = [with_consequences(first, group, nonce)]
    for step in STEPS:
        group = group.after(all_found[-1].acts)
        all_found.append(with_consequences(step(mail, group), group, nonce))
    group = group.after(all_found[-1].acts)
    decision = newcomers.offered(decision, all_found, group)
    if by_lines.unproven:
        all_found.append(asking.did_you(by_lines.unproven, mail, group))
    found = sum_of(all_found)
    found = replace(found, letters=where_they_read(found.letters, group))
    return _with(decision, found, is_live(mail, case.rules))


def _placed(group: GroupCase, mail: Mail, case: Case | DeskCase) -> GroupCase:
    """Return the record with where the mail came and what it belongs to."""
    is_desk = isinstance(case, DeskCase)
    ticket = case.ticket if isinstance(case, DeskCase) else None
    return replace(
        group,
        place=mail.arrival.list.address,
        is_desk=is_desk,
        on_list=_is_on_list(mail, group),
        is_live=is_live(mail, case.rules),
        opened_by=ticket.root if ticket else "",
    )


def _is_on_list(mail: Mail, group: GroupCase) -> bool:
    """Return whether a list that decides has a mail, by whichever copy we know of it."""
    delimiter = mail.arrival.list.delimiter
    here = mail.arrival.list.address
    return here in group.lists or any(base_of(each, group.lists, delimiter) for each in mail.to)


def _with(decision: MailDecision, found: Noticed, live: bool) -> MailDecision:
    """Add what was found to a decision; old mail asks nothing and causes no letters."""
    asks, letters = (found.asks, found.letters) if live else ((), ())
    change = GroupChange(found.acts, asks, look=found.look)
    return replace(
        decision,
        records=None if change == GroupChange() else change,
        letters=(*decision.letters, *letters),
    )


def on_answer(mail: Mail, case: Case) -> MailDecision:
    """Return what the answer to a question about the record does."""
    asked, group = case.confirms, case.group
    assert asked is not None
    assert group is not None
    lines = asking.lines_of(mail, asked)
    if lines is None or asked.answered or not asking.is_theirs(mail, asked, group):
        decision = MailDecision(Disposition.NOT_A_VOTE, asking.why_not(mail, asked, group))
        if asking.is_unclear(mail, asked, group) and is_live(mail, case.rules):
            line = TranscriptLine(_first_line(mail), done=False, answer=asking.UNCLEAR)
            decision = replace(decision, letters=(transcript(mail, (line,), "", ()),))
        return beside(decision, mail, case)
    session = _carried_out(lines, mail, replace(case, group=replace(group, confirmed=True)))
    there = activity.still_here(mail, group.after(session.records))
    acts = (*session.records, *there.acts)
    live = is_live(mail, case.rules)
    found = with_consequences(Noticed(acts), replace(group, is_live=live), mail.arrival.nonce)
    decision = MailDecision(
        Disposition.COMMAND,
        f"answers our question about {asked.mail or 'the record'}",
        records=GroupChange(
            found.acts,
            found.asks if live else (),
            "" if asking.stays_open(lines, session) else asked.token,
            look=found.look,
        ),
    )
    if not live:
        return decision
    shown = tuple(
        TranscriptLine(line.text, effect.done, effect.answer)
        for line, effect in session.answers
        if effect.answer  # a letter of its own says it otherwise
    )
    answer = (transcript(mail, shown, session.stopped, ()),) if shown else ()
    return replace(decision, letters=(*where_they_read(found.letters, group), *answer))


def _carried_out(lines: tuple[tuple[str, str], ...], mail: Mail, case: Case) -> Session:
    """Run lines that their author has confirmed."""
    said = _first_line(mail)
    written = tuple(CommandLine(verb, argument, 0, said) for verb, argument in lines)
    return run_lines((*RECORD_COMMANDS, *ANSWERS), written, mail, case)


def _first_line(mail: Mail) -> str:
    return mail.body.own.strip().partition("\n")[0]


def on_look(case: GroupRound) -> MomentDecision:
    """Return what is due in the record now, and when to look at it again."""
    all_found: list[Noticed] = []
    for look in LOOKS:
        all_found.append(with_consequences(look(case), case, case.nonce))
        case = case.after(all_found[-1].acts)
    whole = sum_of(all_found)
    change = GroupChange(whole.acts, whole.asks)
    return MomentDecision(
        "the group's record" if whole.acts else "the group's record: nothing is due",
        due=sooner(next_morning(case), whole.look),
        letters=where_they_read(whole.letters, case),
        records=None if change == GroupChange() else change,
    )


def next_morning(case: GroupRound) -> datetime:
    """Return the next local morning after now."""
    rules = case.rules
    today = case.now.astimezone(rules.where).date()
    mornings = (at_local(today + timedelta(days=days), MORNING, rules.zone) for days in range(3))
    return next(each for each in mornings if each > case.now)
