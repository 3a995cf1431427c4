"""Which letters one mail causes: private notes about a problem, the post that silence is broken,
transcripts. Pure.

A vote that counts is never acknowledged. We send nothing about old mail, to people who may not have
written it, or to people who asked for quiet.
"""

from dataclasses import replace

from listbot.commands.permissions import is_live, may_be_answered
from listbot.commands.run_lines import Session
from listbot.commands.transcript import astray, transcript
from listbot.letters.facts.votes import TranscriptLine
from listbot.letters.mailto import vote_link
from listbot.mail import Level, Mail
from listbot.model.alert import Alert, Cause
from listbot.model.case import Case
from listbot.model.desk.people import Notes
from listbot.model.list_rules import ListRole
from listbot.model.order import LetterOrder
from listbot.model.policy import Policy
from listbot.model.proposal import Act, Entry, Proposal, State, Verb, Why
from listbot.model.reading import CastKind, Reading
from listbot.policies.outcome import Closing, closing_time
from listbot.policies.stated_results import told_results
from listbot.proposals.commands import shown_to
from listbot.proposals.entries import around
from listbot.proposals.letters import orders
from listbot.votes.counting.tally import doubts_under
from listbot.votes.text.findings import ASKED


def is_told_of_opening(proposal: Proposal, closing: Closing) -> bool:
    """Return whether the list hears how an opening was understood.

    It always does if the close is not the one that the opening names.
    """
    if closing.replaced or closing.assumed or proposal.unread:
        return True
    policy = proposal.policy
    return policy.ask_silent or (policy.post_opening and (closing.default or policy.silence))


def letters_on(
    mail: Mail, case: Case, reading: Reading, acts: tuple[Act, ...]
) -> tuple[LetterOrder, ...]:
    """Return the letters a mail in an open proposal's thread causes, apart from commands."""
    if case.proposal is None or case.proposal.history or case.proposal.state is not State.OPEN:
        return ()
    if not is_live(mail, case.rules) or case.closes is None or mail.received > case.closes:
        return ()
    if any(act.verb is Verb.AMEND for act in acts):
        return ()  # a new text is read as an opening is, and no opening gets a note
    policy = closing_time(case.proposal, case.acts + acts).policy
    post = (_silence_broken(mail, case, reading, policy) if policy.silence else None,)
    note = _note(mail, case, reading, policy) if case.notes is not Notes.OFF else None
    if note is not None and not may_be_answered(mail, case):
        note = None
    return tuple(each for each in (*post, note) if each is not None)


def is_compared(mail: Mail, case: Case, entry: Entry) -> bool:
    """Return whether to tell the author if the result they state differs from ours.

    `listbot vote show` shows the difference in any case.
    """
    if not entry.told or case.proposal is None or case.proposal.history:
        return False
    return case.notes is not Notes.OFF and is_live(mail, case.rules) and may_be_answered(mail, case)


def told_otherwise(mail: Mail, case: Case, entry: Entry) -> tuple[LetterOrder, ...]:
    """Return the note to the author of a result that differs from ours.

    Needs `case.thread`, which is loaded once the votes of that time should have arrived.
    """
    thread = case.thread
    if thread is None or not is_compared(mail, case, entry):
        return ()
    found = told_results(thread.proposal, (*thread.entries, entry), thread.posters)
    told = next(each for each in found if each.entry is entry)
    return (orders.told_otherwise(mail, case, thread, told),) if told.differences else ()


def _silence_broken(mail: Mail, case: Case, reading: Reading, policy: Policy) -> LetterOrder | None:
    """The post that somebody objects, in whatever words, so silence is no longer enough.

    A mere doubt is first a question to its writer alone, if it can still put the close off.
    """
    assert case.proposal is not None
    against = [cast for cast in reading.casts if cast.is_against]
    used = {put_off.why for put_off in case.proposal.put_offs}
    asks_first = policy.asks_first and Why.DOUBT not in used
    if not against and (asks_first or not reading.doubts):
        return None
    return orders.silence_broken(
        mail,
        case,
        reason_missing=bool(against) and not any(cast.explained for cast in against),
        only_doubt=not against,
    )


def awaits_copy(mail: Mail) -> bool:
    """Whether the copy that may prove a mail's author is still to come from before its list."""
    is_there = mail.author.level is Level.LIST_VOUCHED
    return is_there and mail.proof is not None and mail.proof.awaits_copy


def _note(mail: Mail, case: Case, reading: Reading, policy: Policy) -> LetterOrder | None:
    """The one note a mail may need: nothing proves its writer, something could not be tallied, or
    a reason is missing.
    """
    assert case.proposal is not None
    if reading.casts and mail.known_by and not mail.author.level.meets(case.proposal.identity):
        if awaits_copy(mail) and not case.waited:
            return None  # what proves its writer may be on its way
        return orders.not_proven(mail, case, reading.casts[0])
    numbers = [cast for cast in reading.casts if not cast.in_words]
    doubts = doubts_under(policy, reading.doubts) if reading.doubts else ()
    if not policy.silence:  # in a vote a question is mostly discussion
        doubts = tuple(doubt for doubt in doubts if doubt.reason != ASKED)
    if doubts and not numbers:
        return orders.not_counted(mail, case, policy, doubts[0])
    if doubts and policy.silence and doubts[-1].line > numbers[-1].line:
        return orders.not_counted(mail, case, policy, doubts[-1])  # it stands beside the vote
    if policy.silence:
        return None
    words = [cast for cast in reading.casts if cast.in_words and cast.kind is CastKind.VOTE]
    if words and not numbers and not policy.words:
        return orders.seen_in_words(mail, case, words[0])
    bare = [cast for cast in numbers if cast.is_bare]
    if bare and policy.reason_required and not _explained_elsewhere(mail, case):
        return orders.reason_wanted(mail, case, bare[0])
    return None


def _explained_elsewhere(mail: Mail, case: Case) -> bool:
    """Mails overtake each other: a reason that was sent later may be here already."""
    _, later = around(mail, case)
    return any(entry.reasoned for entry in later)


def transcript_of(
    mail: Mail, case: Case, reading: Reading | None, ran: Session
) -> tuple[LetterOrder, ...]:
    """Return the answer to commands and to a vote sent only to us, if the author may get one."""
    line = _astray(mail, case, reading) if reading else None
    # A line that its sender has to confirm gets a question instead.
    lines = tuple(
        TranscriptLine(line.text, effect.done, effect.answer)
        for line, effect in ran.answers
        if not (effect.asks or effect.needs_yes)
    )
    if not (lines or line) or not is_live(mail, case.rules) or not may_be_answered(mail, case):
        return ()
    lines = (line, *lines) if line else lines
    help_lines = (
        tuple((command.form, command.help) for command in shown_to(case)) if ran.shows_help else ()
    )
    link = _link(case, line) if line else ""
    about = case.proposal.id if case.proposal else ""
    order = transcript(mail, lines, ran.stopped, help_lines, not ran.answers, link, about)
    is_sure = case.rules.role is ListRole.DECISIONS and case.rules.binds(mail.author.level)
    return (replace(order, sure=is_sure),)


def _astray(mail: Mail, case: Case, reading: Reading) -> TranscriptLine | None:
    """The answer to a vote sent only to us; none for people who want no notes."""
    if case.rules.role is not ListRole.BOT or not case.answers_us or case.notes is Notes.OFF:
        return None
    return astray(mail, reading, case.rules.own_addresses)


def _link(case: Case, astray: TranscriptLine) -> str:
    """The link that begins the same vote as a mail to the list, while it would be in time."""
    proposal = case.proposal
    if proposal is None or proposal.state is not State.OPEN:
        return ""
    return vote_link(proposal.list, proposal.subject, astray.text)


def change_told(mail: Mail, case: Case, closing: Closing) -> tuple[LetterOrder, ...]:
    """Return the post that shows the list what a person changed about a running vote."""
    assert case.proposal is not None
    if case.proposal.history or not is_live(mail, case.rules):
        return ()
    before = closing_time(case.proposal, case.acts)
    if before.policy != closing.policy:
        return (orders.changed(mail, case.proposal, closing, "class"),)
    if before.at == closing.at:
        return ()
    what = "text" if before.moves == closing.moves else "close"
    return (orders.changed(mail, case.proposal, closing, what),)


def complaints_in(mail: Mail, case: Case, session: Session) -> tuple[Alert, ...]:
    """Return the alert for a "wrong": a person has to look at the count."""
    complaints = [
        line.argument
        for line, effect in session.answers
        if line.verb.casefold() == "wrong" and effect.done
    ]
    if not complaints or case.proposal is None or not is_live(mail, case.rules):
        return ()
    number = case.proposal.number
    told = (
        f"V-{number}: {mail.message_id} says that something is wrong: {complaints[0]}"
        f' (see "listbot vote show {number}")'
    )
    return (Alert(Cause.WRONG, told),)
