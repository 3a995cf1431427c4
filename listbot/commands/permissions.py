"""Who may do what: the questions that several commands ask about a mail's author and its proposal.

Each `refuse_` function gives the answer that refuses the command, or None when nothing stands
against it. Who is meant is decided by the roster of the proposal, so that a person may write from
any of their addresses.
"""

from dataclasses import replace

from listbot.commands.command import Effect
from listbot.mail import Level, Mail
from listbot.mail.wire.extensions import base_of
from listbot.model.case import Case
from listbot.model.proposal import Proposal, State


def refused(answer: str) -> Effect:
    """A command that changes nothing, and why."""
    return Effect(done=False, answer=answer)


def refuse_author(mail: Mail, case: Case) -> Effect | None:
    """An author less sure than the list asks for."""
    if case.rules.binds(mail.author.level):
        return None
    return refused(
        "It could not be made sure that this mail is yours. Please send it through the list."
    )


def refuse_elsewhere(mail: Mail, proposal: Proposal) -> Effect | None:
    """A mail that the list did not see: everything that changes a vote is seen on the list
    (invariant 10).
    """
    context = mail.arrival.list
    here = (
        context.address,
        *(base_of(one, (proposal.list,), context.delimiter) for one in mail.to),
    )
    if proposal.list in here:
        return None
    return refused(
        f"Please send this line in a reply to the thread on {proposal.list}, so that all can "
        f"see it."
    )


def unless_closed(effect: Effect, mail: Mail, case: Case, proposal: Proposal) -> Effect:
    """The effect, or a refusal that keeps its act where the proposal has closed as far
    as is known.
    """
    closed = refuse_closed(mail, case, proposal)
    return replace(closed, act=effect.act) if closed else effect


def refuse_closed(mail: Mail, case: Case, proposal: Proposal) -> Effect | None:
    """A proposal that has its outcome, or whose closing time was over when the mail came."""
    if proposal.state is not State.OPEN:
        return refused(
            f"V-{proposal.number} is {proposal.state} already. It can be proposed again."
        )
    if case.closes is not None and mail.received > case.closes:
        return refused(
            f"V-{proposal.number} had closed when your mail came. It can be proposed again."
        )
    return None


def is_proposer(mail: Mail, proposal: Proposal) -> bool:
    """Whether the author and the proposer are one person."""
    return proposal.roster.primary(mail.author.address) == proposal.roster.primary(
        proposal.proposer
    )


def no_vote() -> Effect:
    """The answer where a command needs a proposal and the mail's thread has none."""
    return refused(
        "No vote is known in this thread. Please reply to a mail of the vote that is meant."
    )


def proposal_on_list(mail: Mail, case: Case) -> Proposal | Effect:
    """The proposal that a command on the list is about, or the answer that refuses it."""
    if case.proposal is None:
        return no_vote()
    return refuse_elsewhere(mail, case.proposal) or case.proposal


def may_be_answered(mail: Mail, case: Case) -> bool:
    """Whether the author surely wrote this mail and is no stranger: nobody else gets
    mail from us.
    """
    if mail.no_answer:
        return False
    if mail.author.level is Level.UNVERIFIED and case.rules.identity is not Level.UNVERIFIED:
        return case.answers_us
    return case.rules.roster.holds(mail.author.address) or case.seen_before or case.answers_us
