"""Decides what one mail changes about proposals: a table of steps, tried in order.

Pure: a mail and its case in, a decision out; no I/O, no clock, no knowledge of how anything is
stored or worded. The first step with an answer wins. Mails leave the same entries in whatever order
they come, and every outcome is judged from the entries alone.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from listbot.commands.approving import approval_in
from listbot.commands.permissions import is_live
from listbot.commands.run_lines import Session
from listbot.mail import Mail
from listbot.mail.wire.subjects import is_reply_subject
from listbot.model.case import Case
from listbot.model.decision import Echo, MailDecision
from listbot.model.disposition import Disposition
from listbot.model.list_rules import ListRole
from listbot.model.proposal import Act, State
from listbot.model.reading import ThreadView
from listbot.model.records.acts import GroupChange
from listbot.policies.outcome import closing_time
from listbot.proposals.amending import earlier_voters_asked, is_new_text, late_voter_asked
from listbot.proposals.entries import entry_of, hear
from listbot.proposals.letters import orders
from listbot.proposals.notices import (
    awaits_copy,
    change_told,
    complaints_in,
    is_compared,
    is_told_of_opening,
    letters_on,
    told_otherwise,
    transcript_of,
)
from listbot.proposals.overriding import confirmed, with_question
from listbot.proposals.proposed import may_open, proposed
from listbot.proposals.reminders import moments_of, wake_at
from listbot.recap.unsubscribing import no_digest
from listbot.tickets.making import on_list
from listbot.votes.opening.opening import find_opening, repeats_opening, topic_of
from listbot.votes.reading.reading import read_votes

# a mail host retries within this time (the default of Postfix's maximal_backoff_time)
SECOND_LOOK_AFTER = timedelta(seconds=4000)

ASKS = "asks for reactions, not for votes"

Step = Callable[[Mail, Case], MailDecision | None]


def on_post(mail: Mail, case: Case) -> MailDecision:
    """Return what a mail to a decision list, or to the bot, changes."""
    return next(found for step in STEPS if (found := step(mail, case)) is not None)


def duplicate(mail: Mail, case: Case) -> MailDecision | None:
    """The same mail, delivered twice or by two routes."""
    if case.duplicate_of is None:
        return None
    return MailDecision(
        Disposition.DUPLICATE, f"the same mail as {case.duplicate_of}, which came before"
    )


def unsubscribing(mail: Mail, case: Case) -> MailDecision | None:
    """A mail program's "unsubscribe" from a digest. Machines may send it, and it gets no answer."""
    if not case.unsubscribes:
        return None
    preferences = no_digest(case.unsubscribes, case.rules.roster, mail.received)
    return MailDecision(
        Disposition.COMMAND, "ends a weekly digest, by its token", preferences=preferences
    )


def automatic(mail: Mail, case: Case) -> MailDecision | None:
    """Machines are never counted or answered; our own letter coming back shows that it left."""
    said = mail.automatic
    if said is None:
        return None
    echo = Echo(said.own_letter, said.mark) if said.own_letter else None
    return MailDecision(Disposition.AUTOMATIC, said.reason, echo=echo)


def approving(mail: Mail, case: Case) -> MailDecision | None:
    """An operator's answer about letters that wait. Whether its token is right changes nothing
    here: the outbox knows.
    """
    if not case.approves:
        return None
    return MailDecision(
        Disposition.COMMAND,
        "answers a letter about letters that wait for approval",
        approval=approval_in(mail, case.approves),
    )


def confirming(mail: Mail, case: Case) -> MailDecision | None:
    """An answer to our question whether a member wants a vote changed by hand."""
    return confirmed(mail, case)


def to_the_bot(mail: Mail, case: Case) -> MailDecision | None:
    """Mail to our own address can hold only commands: votes have to be seen on the list."""
    if case.rules.role is not ListRole.BOT:
        return None
    heard = hear(mail, replace(case, proposal=None))
    reading, commanded = heard.reading, bool(heard.reading.commands)
    why = reading.why if commanded else "mail to the bot alone: votes count only on the list"
    decision = MailDecision(
        Disposition.COMMAND if commanded else Disposition.NOT_A_VOTE, why, reading
    )
    return _with_commands(decision, mail, case, heard.session)


def opening(mail: Mail, case: Case) -> MailDecision | None:
    """A tagged subject opens a proposal, if its author is as sure as this list asks for votes."""
    if is_reply_subject(mail.subject):
        return None
    found = find_opening(mail, case.rules.tags)
    if found is None or (
        case.proposal is not None and repeats_opening(mail, case.proposal.subject)
    ):
        return None
    if not case.rules.binds(mail.author.level):
        why = (
            f"would open a proposal, but its author is {mail.author.level} and the "
            f"list asks for {case.rules.identity}"
        )
        return MailDecision(Disposition.NOT_A_VOTE, why)
    # replies to the one, and its result, would be taken for those of the other
    if case.id_taken:
        return MailDecision(
            Disposition.NOT_A_VOTE, "would open a proposal with the Message-ID of another one"
        )
    if case.awaits and not case.waited:
        return _perhaps_an_answer(mail)
    policy = case.rules.policy_for(found.tag, found.title)
    if not may_open(mail, case, policy):
        why = f"would open a proposal, but {policy.id} is opened only by those who may vote"
        return MailDecision(Disposition.NOT_A_VOTE, why)
    proposal = proposed(mail, case, found, policy)
    reading = read_votes(mail, ThreadView(found.title, mail.author.address, opens=True))
    closing = closing_time(proposal, ())
    assert closing.at is not None
    tells = is_told_of_opening(proposal, closing)
    return MailDecision(
        Disposition.OPENS,
        f"opens V-{proposal.number} under {proposal.policy.id}",
        reading,
        opens=proposal,
        entry=entry_of(mail, reading, proposes=True),
        closes=closing.at,
        due=wake_at(proposal, closing),
        letters=(orders.opened(mail, proposal, closing),) if tells and not proposal.history else (),
    )


def _perhaps_an_answer(mail: Mail) -> MailDecision:
    """A mail whose parent is missing may answer an opening with the same subject, on a list that
    strips "Re:". It opens a proposal only if no such opening comes in time."""
    look_again = _second_look(mail)
    why = (
        f"answers a mail that has not come; opens a proposal "
        f"at {look_again:%Y-%m-%d %H:%M} UTC unless one comes above it"
    )
    return MailDecision(Disposition.PARKED, why, look_again=look_again)


def _second_look(mail: Mail) -> datetime:
    """Return when mails sent around the same time should have arrived."""
    return mail.arrival.arrived + SECOND_LOOK_AFTER


def homeless(mail: Mail, case: Case) -> MailDecision | None:
    """A mail outside any known proposal. A vote waits for its proposal; a command may need none."""
    if case.proposal is not None:
        return None
    waits = case.expects_parent or (not mail.references and is_reply_subject(mail.subject))
    topic = _topic(mail, case)
    if not waits and "#listbot" not in mail.body.own:
        why = ASKS if topic else "no proposal in this thread"
        return MailDecision(Disposition.NOT_A_VOTE, why, topic=topic)
    heard = hear(mail, case)
    reading = heard.reading
    disposition, why = Disposition.NOT_A_VOTE, reading.why
    if waits and (reading.casts or reading.doubts):
        disposition, why = Disposition.PARKED, "a vote whose proposal has not come"
    elif reading.commands:
        disposition = Disposition.COMMAND
    decision = MailDecision(disposition, why, reading, topic=topic)
    return _with_commands(decision, mail, case, heard.session)


def _topic(mail: Mail, case: Case) -> str:
    """The title of a topic, if the recap may list it: not of old mail, and not in a name that
    anybody may have used."""
    if not is_live(mail, case.rules) or not case.rules.binds(mail.author.level):
        return ""
    return topic_of(mail.subject)


def in_thread(mail: Mail, case: Case) -> MailDecision | None:
    """Any other mail in a proposal's thread: its casts, acts and words become an entry."""
    assert case.proposal is not None
    heard = hear(mail, case)
    reading, is_open = heard.reading, case.proposal.state is State.OPEN
    late = not is_open and not case.was_in_time
    entry = entry_of(mail, reading, heard.acts, late_arrival=late)
    letters = (
        *letters_on(mail, case, reading, heard.acts),
        *told_otherwise(mail, case, entry),
        *earlier_voters_asked(mail, case, entry),
        *late_voter_asked(mail, case, entry),
    )
    looks_again = (
        is_compared(mail, case, entry)
        or is_new_text(mail, case, heard.acts)
        or (awaits_copy(mail) and bool(reading.casts))
    )
    look_again = _second_look(mail) if looks_again and not case.waited else None
    decision = MailDecision(
        reading.disposition,
        reading.why,
        reading,
        entry=entry,
        letters=letters,
        look_again=look_again,
    )
    if heard.acts and is_open:
        decision = _moved(decision, mail, case, heard.acts)
    return _with_commands(decision, mail, case, heard.session)


def _with_commands(
    decision: MailDecision, mail: Mail, case: Case, session: Session
) -> MailDecision:
    """Add what command lines change apart from acts, and their answer."""
    letters = (*decision.letters, *transcript_of(mail, case, decision.reading, session))
    decision = replace(decision, letters=letters)
    if not session.answers:
        return decision
    decision = replace(
        decision,
        preferences=session.preferences,
        alerts=complaints_in(mail, case, session),
        log=session.log,
        sentence=session.sentence,
        records=_recorded(session),
    )
    if session.asks and is_live(mail, case.rules):
        decision = with_question(decision, session.asks, mail, case)
    if session.ticket is None or case.desk is None:
        return decision
    return on_list(decision, session.ticket, mail, case.desk)


def _recorded(session: Session) -> GroupChange | None:
    """What command lines change in the group's record, or ask to change."""
    if not (session.records or session.unproven):
        return None
    return GroupChange(session.records, unproven=session.unproven)


STEPS: tuple[Step, ...] = (
    duplicate,
    unsubscribing,
    automatic,
    approving,
    confirming,
    to_the_bot,
    opening,
    homeless,
    in_thread,
)


def _moved(decision: MailDecision, mail: Mail, case: Case, acts: tuple[Act, ...]) -> MailDecision:
    """Apply acts to the closing time; the next tick settles a vote that an act ends."""
    assert case.proposal is not None
    closing = closing_time(case.proposal, case.acts + acts)
    closes, due = moments_of(case.proposal, closing)
    if closing.cancelled:
        return replace(decision, closes=closes, due=due)
    letters = (*decision.letters, *change_told(mail, case, closing))
    return replace(decision, closes=closes, due=due, letters=letters)
