"""Which letters one mail to the help desk causes: the acknowledgement, the answer to commands, a question. Pure.

Nothing is written about old mail, to machines, to people who asked for none, or to ourselves. Updates are gathered and
told by the clock (`moments`). A stranger gets one letter for a first mail, and over the cap it waits for a member.
"""

from dataclasses import replace
from datetime import datetime

from listbot.case import Decision, LetterOrder
from listbot.commands.desk import DESK_COMMANDS, DeskSession
from listbot.letters import desk as letters
from listbot.letters.facts import TranscriptLine
from listbot.mail import Arrival, Author, Body, Level, Mail
from listbot.tickets.desk import DeskCase
from listbot.tickets.people import Confirmation
from listbot.tickets.secret import likely_secret
from listbot.tickets.sides import is_ours, others_on
from listbot.tickets.ticket import Event, Ticket

OFF = "off"


def on_opening(
    decision: Decision, mail: Mail, case: DeskCase, secret: bool, continues: Ticket | None = None
) -> Decision:
    """M9: a ticket was opened, and its requester registered. `continues`: a closed one that the mail answered."""
    ticket = case.ticket
    assert ticket is not None
    if not _may_write(mail, case) or (case.person is not None and case.person.mail == OFF):
        return decision
    is_new = case.person is None or case.person.registered is None
    desk = case.rules.desk
    over = is_new and (case.new_this_hour >= desk.hourly or case.new_today >= desk.daily)
    order = letters.opened(
        mail,
        ticket,
        case.rules,
        is_new=is_new,
        quoted=mail.author.level is not Level.UNVERIFIED,
        copied=others_on(mail, case.rules),
        files=len(decision.desk.changes[0].events[0].files) if decision.desk else 0,
        secret=secret,
        held=over,
        linked=continues.key if continues else "",
    )
    alert = decision.alert
    if over:
        alert = f"{ticket.key}: its first letter waits (listbot outbox list): many new addresses wrote"
    return replace(decision, letters=(order, *decision.letters), alert=alert)


def on_answer(decision: Decision, event: Event, mail: Mail, case: DeskCase) -> Decision:
    """M24: an answer likely holds a secret."""
    assert case.ticket is not None
    if not event.secret or not _may_write(mail, case):
        return decision
    note = letters.secret_seen(mail, case.ticket, case.rules, likely_secret(event.text))
    return replace(decision, letters=(*decision.letters, note))


def with_transcript(decision: Decision, session: DeskSession, mail: Mail, case: DeskCase) -> Decision:
    """M22: what became of commands, to a person we have written to before, or who proved to be a member."""
    if not session.answers or not _may_write(mail, case) or not is_known(mail, case):
        return decision
    lines = tuple(
        TranscriptLine(
            f"#listbot {verb}: {argument}" if argument else f"#listbot {verb}", each.done, each.answer
        )
        for verb, argument, each in session.answers
    )
    help_lines = tuple((each.form, each.help) for each in DESK_COMMANDS) if session.shows_help else ()
    order = letters.transcript(mail, lines, session.stopped, help_lines, case.ticket, case.rules)
    return replace(decision, letters=(*decision.letters, order))


def question(asks: Confirmation, mail: Mail, case: DeskCase) -> tuple[LetterOrder, ...]:
    """M25: commands came in somebody's name without proof, and that person is asked; once a day."""
    if case.asked_today or not _may_write(mail, case) or not mail.arrival.nonce:
        return ()
    verbs = tuple(verb for verb, _ in asks.lines)
    return (letters.question(mail, asks, case.rules, verbs, case.ticket),)


def _may_write(mail: Mail, case: DeskCase) -> bool:
    """Whether this mail may cause a letter to its author at all."""
    if mail.automatic is not None or mail.no_answer or mail.arrival.archived:
        return False
    live = case.rules.live_since
    return live is not None and mail.received >= live and not is_ours(mail.author.address, case.rules)


def is_known(mail: Mail, case: DeskCase) -> bool:
    """Whether commands of the author are answered: a member's, or those of somebody we have written to before."""
    if case.rules.roster.holds(mail.author.address):
        return True
    return case.person is not None and case.person.registered is not None


def stands_for(case: DeskCase, who: str, at: datetime) -> Mail:
    """The mail that an operator's act on the command line stands for, so that a word means the same in both."""
    arrival = Arrival(b"", case.rules.context, "command line", at)
    author = Author(who, who, Level.VERIFIED, "operator")
    return Mail(arrival, "", "", "", author, None, at, (), Body(()), "")
