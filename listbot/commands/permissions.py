"""The checks of a mail's author and proposal that several commands share.

Each `refuse_` function returns the answer that refuses the command, or None if the command may run.
Authors are identified by the proposal's roster, so a person may write from any of their addresses.
"""

from dataclasses import replace

from listbot.commands.command import Effect
from listbot.mail import Level, Mail
from listbot.mail.wire.extensions import base_of
from listbot.model.case import Case
from listbot.model.list_rules import ListRules
from listbot.model.policy import Electorate, Policy, Who
from listbot.model.proposal import Proposal, State
from listbot.votes.counting.voters import binding_members

PROVEN = (Level.LIST_VOUCHED, Level.VERIFIED, Level.ARCHIVED)
"""Levels at which the author surely wrote a mail."""


def is_live(mail: Mail, rules: ListRules) -> bool:
    """Return whether this mail may cause letters at all: it is neither history nor an import."""
    live_since = rules.live_since
    return live_since is not None and mail.received >= live_since and not mail.arrival.archived


def refused(answer: str) -> Effect:
    """Return an effect that changes nothing and says why."""
    return Effect(done=False, answer=answer)


def refuse_author(mail: Mail, case: Case) -> Effect | None:
    """Refuse an author who is less sure than the list asks for."""
    if case.rules.binds(mail.author.level):
        return None
    return refused("I could not verify that you sent this. Please send it through the list.")


def refuse_elsewhere(mail: Mail, proposal: Proposal) -> Effect | None:
    """Refuse a mail that the list did not see: whatever changes a vote must be visible there."""
    context = mail.arrival.list
    here = (
        context.address,
        *(base_of(one, (proposal.list,), context.delimiter) for one in mail.to),
    )
    if proposal.list in here:
        return None
    return refused(
        f"Please send this line in a reply to the thread on {proposal.list}, where everybody "
        f"sees it."
    )


def unless_closed(effect: Effect, mail: Mail, case: Case, proposal: Proposal) -> Effect:
    """Return the effect; if the proposal seems to have closed, a refusal that keeps its act."""
    closed = refuse_closed(mail, case, proposal)
    return replace(closed, act=effect.act) if closed else effect


def refuse_closed(mail: Mail, case: Case, proposal: Proposal) -> Effect | None:
    """Refuse if the proposal has its outcome, or its closing time had passed when the mail came."""
    if proposal.state is not State.OPEN:
        return refused(
            f"V-{proposal.number} is already {proposal.state}. You can propose it again."
        )
    if case.closes is not None and mail.received > case.closes:
        return refused(
            f"V-{proposal.number} had closed when your mail came. You can propose it again."
        )
    return None


def is_proposer(mail: Mail, proposal: Proposal) -> bool:
    """Return whether the author and the proposer are the same person."""
    return proposal.roster.primary(mail.author.address) == proposal.roster.primary(
        proposal.proposer
    )


def may_move_close(mail: Mail, case: Case, proposal: Proposal, policy: Policy) -> bool:
    """Return whether the rule lets the author move the closing time."""
    if policy.extenders is Who.NOBODY:
        return False
    if is_proposer(mail, proposal):
        return True
    return policy.extenders is Who.ELECTORATE and _may_vote(mail, case, proposal, policy)


def _may_vote(mail: Mail, case: Case, proposal: Proposal, policy: Policy) -> bool:
    """Return whether the author may cast a binding vote, as the tally has it."""
    if policy.electorate is Electorate.EVERYONE:
        return True
    if policy.electorate is Electorate.POSTERS or not proposal.roster.members:
        return case.seen_before
    binding = binding_members(policy, proposal.roster)
    return any(mail.author.address in member.addresses for member in binding)


def is_member(mail: Mail, case: Case, proposal: Proposal) -> bool:
    """Return whether the author is a member or the proposer. Without a roster, people who posted
    here before are the members, as in the tally.
    """
    if is_proposer(mail, proposal):
        return True
    if proposal.roster.members:
        return proposal.roster.holds(mail.author.address)
    return case.seen_before


def no_vote() -> Effect:
    """Return the answer for a command that needs a proposal in a thread without one."""
    return refused("I know of no vote in this thread. Please reply to a mail of the vote you mean.")


def proposal_on_list(mail: Mail, case: Case) -> Proposal | Effect:
    """Return the proposal that a command on the list is about, or the answer that refuses it."""
    if case.proposal is None:
        return no_vote()
    return refuse_elsewhere(mail, case.proposal) or case.proposal


def may_be_answered(mail: Mail, case: Case) -> bool:
    """Return whether we may write back: the author surely wrote this and is not a stranger."""
    if mail.no_answer:
        return False
    if mail.author.level is Level.UNVERIFIED and case.rules.identity is not Level.UNVERIFIED:
        return case.answers_us
    if case.group is not None and case.group.is_ours:
        return True
    if case.rules.roster.holds(mail.author.address) or case.seen_before or case.answers_us:
        return True
    return case.everybody is not None and case.everybody.holds(mail.author.address)
