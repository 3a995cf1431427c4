"""`#listbot class: NAME` - somebody on the roster asks for a full vote where silence would have
been enough.

Only silence-passes classes can be raised; nobody, not even the proposer, can lower a class. The
window starts again under the new policy. (Not `class.py`: Python reserves that word.)
"""

from dataclasses import replace

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import proposal_on_list, refused, unless_closed
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.policy import Policy
from listbot.model.proposal import Act, Proposal, Verb
from listbot.policies.closing_time import closing_time


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Raise the class, if the author may and a higher one has that name."""
    proposal = proposal_on_list(mail, case)
    if isinstance(proposal, Effect):
        return proposal
    if not _may_raise(mail, case, proposal):
        return refused("Only people on the roster can ask for a full vote.")
    if not proposal.policy.silence:
        return _stays(proposal, proposal.policy)
    higher = tuple(each for each in case.rules.policies if not each.silence)
    asked = next(
        (each for each in higher if each.name.casefold() == argument.strip(" .\"'").casefold()),
        None,
    )
    if asked is None:
        names = ", ".join(policy.name for policy in higher) or "no class"
        return refused(f"V-{proposal.number} can be raised to: {names}.")
    raised = _raised(argument, mail, proposal, asked)
    policy = closing_time(proposal, case.acts).policy
    effect = raised if policy.silence else replace(_stays(proposal, policy), act=raised.act)
    return unless_closed(effect, mail, case, proposal)


def _stays(proposal: Proposal, policy: Policy) -> Effect:
    return refused(
        f"V-{proposal.number} is {policy.name} and stays that way: classes can only be raised."
    )


def _may_raise(mail: Mail, case: Case, proposal: Proposal) -> bool:
    """Without a roster, people who posted here before count as its members, as in the tally."""
    if proposal.roster.members:
        return proposal.roster.holds(mail.author.address)
    return case.seen_before


def _raised(argument: str, mail: Mail, proposal: Proposal, policy: Policy) -> Effect:
    return Effect(
        done=True,
        answer=f"V-{proposal.number} is now {policy.name}, and its time starts again.",
        act=Act(Verb.CLASS, mail.author.address, mail.order, argument, policy=policy),
    )


COMMAND = Command(
    word="class",
    form="#listbot class: substantial",
    help=(
        "Turns a proposal that passes by silence into a full vote; "
        "its time starts again. For people on the roster."
    ),
    act=act,
)
