"""Which letters one mail to the help desk causes: the acknowledgement, the answer to commands, a
question. Pure.

We send nothing about old mail, to machines, to people who want none, or to ourselves. Updates are
gathered and sent by `timers`. A stranger's first mail gets one letter; above the cap it waits until
an operator releases it.
"""

import re
from dataclasses import replace
from datetime import datetime

from listbot.commands.transcript import astray, transcript
from listbot.letters.facts.votes import TranscriptLine
from listbot.mail import Arrival, Author, Body, Level, Mail
from listbot.mail.body.ticket_text import CUT
from listbot.model.alert import Alert, Cause
from listbot.model.decision import MailDecision
from listbot.model.desk.people import Confirmation, Notes
from listbot.model.desk.ticket import KEY, Event, Ticket
from listbot.model.desk_case import DeskCase
from listbot.model.order import LetterOrder
from listbot.model.reading import ThreadView
from listbot.tickets.commands import DESK_COMMANDS, DeskSession
from listbot.tickets.letters import orders as letters
from listbot.tickets.participants import is_known, is_ours
from listbot.tickets.secret import likely_secret
from listbot.votes.reading.reading import read_votes

OFF = "off"
# "weekly", "off": too short to advertise anything
_WORD = re.compile(r"[a-z]{1,12}", re.IGNORECASE)
_LONGEST_VERB = 30  # characters; the longest command has nine


def on_opening(
    decision: MailDecision,
    mail: Mail,
    case: DeskCase,
    secret: bool,
    continues: Ticket | None = None,
) -> MailDecision:
    """Add M9: a ticket was opened and its requester registered.

    `continues`: the closed ticket that the mail answered.
    """
    ticket = case.ticket
    assert ticket is not None
    if not _may_write(mail, case) or (case.person is not None and case.person.mail == OFF):
        return decision
    order = letters.opened(
        mail,
        ticket,
        case.rules,
        quoted=mail.author.level is not Level.UNVERIFIED,
        secret=secret,
        held=case.is_over,
        linked=continues.key if continues else "",
    )
    alerts = decision.alerts
    if case.is_over:
        told = (
            f"{ticket.key}: its first letter is held, as many new addresses wrote "
            "(see listbot outbox list)"
        )
        alerts = (*alerts, Alert(Cause.FIRST_LETTERS, told))
    return replace(decision, letters=(order, *decision.letters), alerts=alerts)


def on_answer(decision: MailDecision, event: Event, mail: Mail, case: DeskCase) -> MailDecision:
    """Add M24: an answer probably holds a secret."""
    assert case.ticket is not None
    if not event.secret or not _may_write(mail, case):
        return decision
    note = letters.secret_seen(mail, case.ticket, case.rules, likely_secret(event.text))
    return replace(decision, letters=(*decision.letters, replace(note, held=case.is_over)))


def with_transcript(
    decision: MailDecision, session: DeskSession, mail: Mail, case: DeskCase
) -> MailDecision:
    """Add M22, the answer to commands, if the author is a member or we wrote to them before."""
    if not session.answers or not _may_write(mail, case) or not is_known(mail, case):
        return decision
    lines = tuple(
        TranscriptLine(_as_written(verb, argument, mail), each.done, each.answer)
        for verb, argument, each in session.answers
    )
    own = tuple((each.form, each.help) for each in DESK_COMMANDS)
    help_lines = (*own, *case.record_lines.help) if session.shows_help else ()
    order = letters.transcript(mail, lines, session.stopped, help_lines, case.ticket, case.rules)
    return replace(decision, letters=(*decision.letters, order))


def with_consent(
    decision: MailDecision, session: DeskSession, mail: Mail, case: DeskCase
) -> MailDecision:
    """Add M41: may a ticket be shown in the public tracker?"""
    if not _may_write(mail, case):
        return decision
    asked = (letters.consent(each, case.rules) for each in session.asks)
    return replace(decision, letters=(*decision.letters, *asked))


def with_astray(decision: MailDecision, mail: Mail, case: DeskCase) -> MailDecision:
    """Add M22 for a vote in a reply sent only to the bot: a digest suggests votes and commands."""
    wants_none = case.person is not None and case.person.notes is Notes.OFF
    if wants_none or not mail.references or not _may_write(mail, case) or not is_known(mail, case):
        return decision
    line = astray(mail, read_votes(mail, ThreadView()), case.rules.own_addresses)
    if line is None:
        return decision
    order = transcript(mail, (line,), "", (), vote=True)
    return replace(decision, letters=(*decision.letters, order))


def _as_written(verb: str, argument: str, mail: Mail) -> str:
    """A command line as the answer repeats it; an unverified author's argument is cut, so that
    nobody can have us send their text."""
    is_bare = KEY.fullmatch(argument) or _WORD.fullmatch(argument)
    if argument and mail.author.level is Level.UNVERIFIED and not is_bare:
        argument = CUT
    return (
        f"#listbot {verb[:_LONGEST_VERB]}: {argument}"
        if argument
        else f"#listbot {verb[:_LONGEST_VERB]}"
    )


def question(asks: Confirmation, mail: Mail, case: DeskCase) -> tuple[LetterOrder, ...]:
    """Return M25: commands came in somebody's name without proof, so we ask them, once a day.

    We ask nobody who never wrote here: else anybody could have us write to any number of people.
    """
    if (
        case.asked_today
        or not is_known(mail, case)
        or not _may_write(mail, case)
        or not mail.arrival.nonce
    ):
        return ()
    verbs = tuple(verb for verb, _ in asks.lines)
    return (letters.question(mail, asks, case.rules, verbs, case.ticket),)


def _may_write(mail: Mail, case: DeskCase) -> bool:
    """Whether we may write to this mail's author at all."""
    if mail.automatic is not None or mail.no_answer or mail.arrival.archived:
        return False
    live = case.rules.live_since
    return (
        live is not None and mail.received >= live and not is_ours(mail.author.address, case.rules)
    )


def stands_for(case: DeskCase, who: str, at: datetime) -> Mail:
    """Return a mail in place of an operator's act, so that a command means the same in both."""
    arrival = Arrival(b"", case.rules.context, "command line", at)
    author = Author(who, who, Level.VERIFIED, "operator")
    return Mail(arrival, "", "", "", author, None, at, (), Body(()), "")
