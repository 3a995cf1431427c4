"""The letters of the help desk: one function per letter says to whom it goes, with which facts.
Pure; the words are in the templates.

Answers to a letter about a ticket go to the ticket's reply address, and bounces go to an address
that says whose copy came back. A letter to a person who is not proven to have written repeats
nothing that was written in their name. A text with a likely secret goes only to the requester and
the team.
"""

from dataclasses import replace
from datetime import datetime

from listbot.commands.transcript import transcript as to_author
from listbot.letters.facts.tickets import (
    ConsentFacts,
    QuestionFacts,
    SecretSeenFacts,
    StaleFacts,
    TicketFacts,
    TicketOpenedFacts,
    UpdateFacts,
)
from listbot.letters.facts.votes import TranscriptLine
from listbot.mail import Mail
from listbot.mail.wire.extensions import bounce_address, confirm_address, reply_address
from listbot.model.desk.people import Confirmation, Written
from listbot.model.desk.ticket import Event, Side, Ticket
from listbot.model.list_rules import ListRules
from listbot.model.order import Facts, LetterKind, LetterOrder
from listbot.model.tokens import token
from listbot.tickets.cleaning import cleaned, cleaned_name
from listbot.tickets.letters.event_facts import Reader, told
from listbot.tickets.opening import QUESTION_TOKEN

MOST_EVENTS = 20  # of one letter; earlier ones are in the ticket
MOST_VERBS = 5  # commands named in a question; five are enough to recognize a forgery


def opened(
    mail: Mail | Written,
    ticket: Ticket,
    rules: ListRules,
    *,
    quoted: bool,
    secret: bool,
    held: bool,
    linked: str = "",
) -> LetterOrder:
    """M9: a mail became a ticket. Once per ticket, or again if an answer came before it."""
    title = ticket.title if quoted else ""
    facts = TicketOpenedFacts(
        ticket=replace(_about(ticket), title=title),
        desk=_desk(rules),
        quoted=quoted,
        is_team_told=rules.desk.is_team_told,
        triage=rules.desk.triage,
        urgent=rules.desk.urgent,
        secret=secret,
        linked=linked,
    )
    order = _on_ticket(
        LetterKind.TICKET_OPENED,
        f"{ticket.key} {ticket.requester}",
        facts,
        ticket,
        rules,
        ticket.requester,
    )
    thread = mail.references if isinstance(mail, Mail) else ()
    return replace(order, subject=title, reply_to_mail=mail.message_id, thread=thread, held=held)


def update(
    ticket: Ticket,
    rules: ListRules,
    to: str,
    side: Side,
    events: tuple[Event, ...],
    names: dict[str, str],
    new: bool,
) -> LetterOrder:
    """M10: the latest events, to one follower of the ticket. Once each time there is news."""
    reader = Reader(to, side, {**names, **_names_of(rules)})
    recent = events[-MOST_EVENTS:]
    facts = UpdateFacts(
        ticket=_about(ticket),
        desk=_desk(rules),
        side=side,
        new=new,
        requester_name=ticket.requester_name or reader.name_of(ticket.requester),
        has_owner=bool(ticket.assignee),
        events=tuple(told(event, reader) for event in recent),
        earlier=len(events) - len(recent),
        reopen=rules.desk.reopen,
    )
    mails = tuple(event.mail for event in recent if event.mail)
    return replace(
        _on_ticket(LetterKind.UPDATE, f"{ticket.key} {to}", facts, ticket, rules, to),
        period=str(ticket.told),
        reply_to_mail=mails[-1] if mails else ticket.root,
        thread=(ticket.root, *mails),
        asked_for=side is Side.TEAM,
    )


def stale(ticket: Ticket, rules: ListRules, parks: datetime) -> LetterOrder:
    """M11: the team is waiting for an answer. Once each time the team asked."""
    facts = StaleFacts(_about(ticket), ticket.asked_by, ticket.since, parks)
    order = _on_ticket(LetterKind.STALE, ticket.key, facts, ticket, rules, ticket.requester)
    return replace(order, period=ticket.since.isoformat(), until=parks)


def consent(ticket: Ticket, rules: ListRules) -> LetterOrder:
    """M41: may it be shown in the public tracker? Once per ticket, to its requester.

    Its Message-ID is proof of its reader, so it is made from a secret that no other letter tells.
    """
    proof = token(f"{ticket.returns} consent", QUESTION_TOKEN)
    about = replace(_about(ticket), title=cleaned(ticket.title))
    facts = ConsentFacts(about, cleaned_name(ticket.requester_name))
    cause = f"{ticket.key} {ticket.requester} {proof}"
    return _on_ticket(LetterKind.CONSENT, cause, facts, ticket, rules, ticket.requester)


def secret_seen(mail: Mail, ticket: Ticket, rules: ListRules, what: str) -> LetterOrder:
    """M24: a mail may contain a secret. Once per mail, to its author."""
    facts = SecretSeenFacts(replace(_about(ticket), title=""), mail.received, what)
    order = _on_ticket(
        LetterKind.SECRET_SEEN,
        f"{ticket.key} {mail.message_id}",
        facts,
        ticket,
        rules,
        mail.author.address,
    )
    return replace(
        order, subject="", reply_to_mail=mail.message_id, thread=mail.references, envelope_from=""
    )


def question(
    mail: Mail, ask: Confirmation, rules: ListRules, verbs: tuple[str, ...], about: Ticket | None
) -> LetterOrder:
    """M25: did you ask for this? To the person in whose name it came, outside a stranger's thread.

    It is not a letter about the ticket: the answer brings the token.
    """
    facts = QuestionFacts(
        ask.token, verbs[:MOST_VERBS], about.key if about else ask.ticket, mail.received
    )
    bot = _bot(rules)
    return LetterOrder(
        kind=LetterKind.QUESTION,
        cause=f"{ask.who} {ask.token}",
        facts=facts,
        to_list=False,
        recipients=(ask.who,),
        reply_to_mail=None,
        reply_to=confirm_address(bot, ask.token, rules.desk.delimiter) if bot else "",
    )


def transcript(
    mail: Mail,
    lines: tuple[TranscriptLine, ...],
    stopped: str,
    help_lines: tuple[tuple[str, str], ...],
    ticket: Ticket | None,
    rules: ListRules,
) -> LetterOrder:
    """M22: the results of commands; if they are about a ticket, answers go to it."""
    order = to_author(mail, lines, stopped, help_lines)
    if ticket is None:
        return order
    return replace(order, reply_to=_reply_address(ticket, rules), ticket=ticket.key)


def _on_ticket(
    kind: LetterKind, cause: str, facts: Facts, ticket: Ticket, rules: ListRules, to: str
) -> LetterOrder:
    """Return a letter about a ticket to one person, in the ticket's thread.

    The token in the cause makes its Message-ID impossible to guess without a letter of the ticket,
    because any mail that answers it joins the ticket.
    """
    bot = _bot(rules)
    delimiter = rules.desk.delimiter
    bounces = (
        bounce_address(bot, ticket.number, ticket.token, to, delimiter, ticket.returns)
        if bot
        else ""
    )
    return LetterOrder(
        kind=kind,
        cause=f"{cause} {ticket.token}",
        facts=facts,
        to_list=False,
        recipients=(to,),
        reply_to_mail=ticket.root,
        thread=(ticket.root,),
        subject=ticket.title,
        reply_to=_reply_address(ticket, rules),
        envelope_from=bounces,
        ticket=ticket.key,
    )


def _about(ticket: Ticket) -> TicketFacts:
    return TicketFacts(ticket.key, ticket.title, ticket.status, ticket.merged_into, ticket.public)


def _reply_address(ticket: Ticket, rules: ListRules) -> str:
    return reply_address(ticket.list, ticket.number, ticket.token, rules.desk.delimiter)


def _desk(rules: ListRules) -> str:
    """Return the support address without its domain, as people call it."""
    return rules.address.partition("@")[0]


def _bot(rules: ListRules) -> str:
    """Return the bot's own address: the first of our own."""
    return next(iter(rules.own_addresses), "")


def _names_of(rules: ListRules) -> dict[str, str]:
    """Return address -> name of everybody on the roster."""
    return {address: member.name for member in rules.roster.members for address in member.addresses}
