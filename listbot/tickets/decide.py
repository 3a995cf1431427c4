"""Decides what one mail to a support list changes: a table of steps, as for votes.

Pure; the first step with an answer wins. A request is never dropped: a mail that fits no ticket
opens one. Letters are decided in `notices`, what a moment changes in `timers`.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from listbot.mail import Bounce, Mail, Unreadable
from listbot.mail.body.ticket_text import reply_text, request_text
from listbot.model.alert import Alert, Cause
from listbot.model.decision import Echo, MailDecision
from listbot.model.desk.change import DeskChange
from listbot.model.desk.ticket import Event, Field, Side, Ticket, What
from listbot.model.desk_case import DeskCase, FoundBy
from listbot.model.disposition import Disposition
from listbot.tickets import notices
from listbot.tickets.acting import (
    HeardAtDesk,
    hear,
    moved,
    split_told,
    with_session,
    with_words,
)
from listbot.tickets.answers import answer, files_of, overtaken, registered
from listbot.tickets.commands import run_desk
from listbot.tickets.consent import lines_of, words_of
from listbot.tickets.lifecycle import adding, reopens_too_late, with_event
from listbot.tickets.lines.changes import change_of
from listbot.tickets.lines.notes import without_commands
from listbot.tickets.opening import opened_by
from listbot.tickets.participants import is_known, is_ours, name_of, side_of
from listbot.tickets.questions import is_yes
from listbot.tickets.secret import likely_secret
from listbot.tickets.solved import only_thanks

Step = Callable[[Mail, DeskCase], MailDecision | None]


def on_request(mail: Mail | Unreadable, case: DeskCase) -> MailDecision:
    """Return what a mail changes: exactly one disposition, with its reason in words."""
    if isinstance(mail, Unreadable):
        alert = Alert(Cause.UNREADABLE, f"quarantined {mail.message_id}: {mail.reason}")
        return MailDecision(Disposition.UNREADABLE, mail.reason, alerts=(alert,))
    decision = next(found for step in STEPS if (found := step(mail, case)) is not None)
    if not case.conflicts:
        return decision
    told = f"{mail.message_id} came twice with different authors or words; both are kept"
    return replace(decision, alerts=(*decision.alerts, Alert(Cause.CONFLICT, told)))


def duplicate(mail: Mail, case: DeskCase) -> MailDecision | None:
    """The same mail, delivered twice or by two routes."""
    if case.duplicate_of is None:
        return None
    return MailDecision(
        Disposition.DUPLICATE, f"the same mail as {case.duplicate_of}, which came before"
    )


def own_letter(mail: Mail, case: DeskCase) -> MailDecision | None:
    """Our own letter coming back shows that it left."""
    said = mail.automatic
    if said is None or not said.own_letter:
        return None
    return MailDecision(Disposition.AUTOMATIC, said.reason, echo=Echo(said.own_letter, said.mark))


def bounce(mail: Mail, case: DeskCase) -> MailDecision | None:
    """A bounce of a letter about a ticket flags its watcher; it opens no ticket and is not
    announced."""
    if mail.bounce is None or case.ticket is None:
        return None
    failed = _failed(mail.bounce, case)
    followers = (*case.ticket.watchers, case.ticket.assignee)
    changes = adding(case.ticket, Field.BOUNCING, *(each for each in followers if each in failed))
    why = (
        f"a letter about {case.ticket.key} bounced"
        if changes
        else "a delivery report, nobody flagged"
    )
    event = Event(
        What.BOUNCED, mail.received, Side.MACHINE, mail=mail.message_id, changes=changes, reason=why
    )
    return _silently(mail, case.ticket, event, why, case)


def _failed(report: Bounce, case: DeskCase) -> set[str]:
    """The addresses a letter did not reach. Anybody can forge a report, so we believe its text only
    about the ticket's own letters, and only if the mail host has no address extensions."""
    if not report.failed:
        return set()
    is_ours = not case.rules.desk.delimiter and case.found_by is FoundBy.OUR_LETTER
    return {case.bounced, *(report.failed if is_ours else ())}


def machine(mail: Mail, case: DeskCase) -> MailDecision | None:
    """Machines are never answered: in a ticket's thread their mail is attached silently; elsewhere
    a notice opens a ticket."""
    said = mail.automatic
    if said is None:
        return None
    known = case.ticket or (case.same_notice if said.is_notice else None)
    if known is not None:
        text = reply_text(mail)
        event = Event(
            What.AUTOMATIC,
            mail.received,
            Side.MACHINE,
            mail.author.address,
            mail.author.name,
            mail.message_id,
            text,
            files_of(mail),
            secret=bool(likely_secret(text)),
            reason=said.reason,
        )
        return _silently(mail, known, event, f"attached to {known.key}: {said.reason}", case)
    if said.is_notice and not case.by_bot:
        return None
    return MailDecision(Disposition.AUTOMATIC, said.reason)


def _takes(mail: Mail, case: DeskCase) -> tuple[str, ...]:
    """The Message-ID that ties replies to the ticket. Not one that another mail has: else anybody
    could draw the replies to a public mail into their own ticket."""
    return () if case.conflicts else (mail.message_id,)


def _silently(mail: Mail, ticket: Ticket, event: Event, why: str, case: DeskCase) -> MailDecision:
    change = change_of(with_event(ticket, event), (event,), case, takes=_takes(mail, case))
    return MailDecision(Disposition.AUTOMATIC, why, desk=DeskChange(ticket.key, (change,)))


def answered_question(mail: Mail, case: DeskCase) -> MailDecision | None:
    """A yes to "did you ask for this?" carries out the lines that came in the author's name."""
    asked = case.confirmation
    if asked is None or asked.answered or not is_yes(mail, asked, case.rules.roster):
        return None
    session = run_desk(asked.lines, mail, case, proven=True)
    decision = MailDecision(Disposition.COMMAND, f"confirms what {asked.mail} asked for")
    desk = moved(
        DeskChange(case.ticket.key if case.ticket else ""), session, mail, case, proven=True
    )
    decision = split_told(replace(decision, desk=replace(desk, answers=asked.token)), session, case)
    decision = notices.with_consent(decision, session, mail, case)
    return notices.with_transcript(with_words(decision, session), session, mail, case)


def commands_alone(mail: Mail, case: DeskCase) -> MailDecision | None:
    """A mail without a ticket that opens none: to the bot itself, or just commands that get an
    answer."""
    if case.ticket is not None:
        return None
    heard = hear(mail, case)
    if not case.by_bot and not _is_all_answered(heard, mail, case):
        return None
    if not heard.session.answers:
        return MailDecision(Disposition.NOT_A_VOTE, "mail to the bot alone without a command")
    decision = with_session(
        MailDecision(Disposition.COMMAND, "commands only"), DeskChange(), heard, mail, case
    )
    return notices.with_astray(decision, mail, case) if case.by_bot else decision


def _is_all_answered(heard: HeardAtDesk, mail: Mail, case: DeskCase) -> bool:
    """Whether a mail holds commands and nothing else, and its author gets an answer to them: by a
    letter, or by what they change in the group's record.
    """
    record = heard.session.of_record
    is_told = is_known(mail, case) or any(each.acts or each.needs_yes for each in record)
    takes_text = any(each.has_text and (each.acts or each.needs_yes) for each in record)
    is_member = case.rules.roster.holds(mail.author.address)
    text = without_commands(request_text(mail), has_notes=is_member)
    is_alone = takes_text or not (text.strip() or files_of(mail))
    return bool(heard.session.answers) and is_told and is_alone


def in_ticket(mail: Mail, case: DeskCase) -> MailDecision | None:
    """An answer in a ticket's thread."""
    ticket = case.ticket
    if ticket is None:
        return None
    side = side_of(mail, ticket, case.rules)
    text = words_of(reply_text(mail), mail, case)
    asks = side is not Side.TEAM and not lines_of(mail, case) and not only_thanks(text)
    if asks and reopens_too_late(ticket, case.rules.desk, mail.received):
        return None  # a new request, which `opening` links to the old ticket
    event = answer(mail, ticket, side, text, case)
    if case.found_by is FoundBy.NAMED:
        ticket, event = overtaken(ticket, event, mail)
    ticket = with_event(ticket, event)
    change = change_of(ticket, (event,), case, takes=_takes(mail, case), names=mail.references)
    whose = "somebody else" if side is Side.OTHER else side
    decision = MailDecision(Disposition.REPLY, f"{whose}'s answer in {ticket.key}: {case.found_by}")
    desk = DeskChange(ticket.key, (change,), registered(mail, case))
    fresh = replace(case, ticket=ticket)
    # Text first, then commands: a member may take a ticket and ask its requester in one mail.
    decision = with_session(decision, desk, hear(mail, fresh), mail, fresh)
    if case.found_by is FoundBy.NAMED:
        return notices.on_opening(decision, mail, fresh, event.secret)
    return notices.on_answer(decision, event, mail, fresh)


def opening(mail: Mail, case: DeskCase) -> MailDecision | None:
    """Any other mail is a request and opens a ticket."""
    ticket = opened_by(mail, case)
    is_member = case.rules.roster.holds(mail.author.address)
    text = without_commands(request_text(mail), has_notes=is_member)
    linked = case.ticket or case.unsure
    event = Event(
        What.OPENED,
        mail.received,
        Side.MACHINE if mail.automatic else side_of(mail, ticket, case.rules),
        mail.author.address,
        name_of(mail, case.rules),
        mail.message_id,
        text,
        files_of(mail),
        adding(ticket, Field.LINK, linked.key if linked else ""),
        had_it=tuple(each for each in mail.to if not is_ours(each, case.rules)),
        secret=bool(likely_secret(text)),
    )
    ticket = with_event(ticket, event)
    change = change_of(ticket, (event,), case, takes=_takes(mail, case), names=mail.references)
    why = f"opens {ticket.key}" + (f", linked to {linked.key}" if linked else "")
    decision = MailDecision(Disposition.TICKET, why)
    desk = DeskChange(ticket.key, (change,), registered(mail, case))
    fresh = replace(case, ticket=ticket)
    heard = hear(mail, fresh)
    decision = with_session(decision, desk, heard, mail, fresh)
    return notices.on_opening(decision, mail, fresh, event.secret, continues=case.ticket)


STEPS: tuple[Step, ...] = (
    duplicate,
    own_letter,
    bounce,
    machine,
    answered_question,
    commands_alone,
    in_ticket,
    opening,
)


def on_act(
    case: DeskCase, verb: str, argument: str, *, who: str, reason: str, at: datetime
) -> MailDecision:
    """Return what an operator's act on the command line changes.

    A refused act has the disposition NOT_A_VOTE and says why.
    """
    mail = notices.stands_for(case, who, at)
    session = run_desk(((verb, argument),), mail, case, proven=True)
    ((_, _, effect),) = session.answers
    desk = moved(DeskChange(case.ticket.key if case.ticket else ""), session, mail, case)
    changes = tuple(
        replace(each, events=tuple(replace(event, reason=reason) for event in each.events))
        for each in desk.changes
    )
    disposition = Disposition.COMMAND if effect.done else Disposition.NOT_A_VOTE
    decision = MailDecision(disposition, effect.answer, desk=replace(desk, changes=changes))
    return notices.with_consent(decision, session, mail, case)
