"""The proposal that a mail opens, with the rule and the electorate of that moment. Pure.

Whoever joins or leaves the roster later changes nothing about it. Never fails.
"""

from listbot.commands.permissions import is_live
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.policy import Policy, Roster, Who
from listbot.model.proposal import Proposal
from listbot.model.reading import Opening
from listbot.records.members.voting import with_group
from listbot.votes.counting.electors import active_before, needs_active
from listbot.votes.counting.voters import binding_members
from listbot.votes.opening.about import about_in
from listbot.votes.opening.replaces import replaced_in, review_in
from listbot.votes.opening.wording import text_of


def proposed(mail: Mail, case: Case, found: Opening, policy: Policy) -> Proposal:
    """Return the proposal of an opening mail under this rule."""
    roster = _roster(mail, case, policy)
    # It may be raised to a class that asks for active voters.
    asking = next((each for each in (policy, *case.rules.policies) if needs_active(each)), policy)
    text = text_of(mail.body)
    return Proposal(
        id=mail.message_id,
        number=case.next_number,
        list=case.rules.address,
        proposer=mail.author.address,
        proposer_name=mail.author.name,
        subject=mail.subject,
        title=found.title,
        opened=mail.received,
        policy=policy,
        roster=roster,
        identity=case.rules.identity,
        deadline=found.deadline,
        announced=found.announced,
        unread=found.unread,
        history=not is_live(mail, case.rules),
        active=active_before(asking, mail.received, case.past),
        excluded=about_in(mail, roster) if policy.excludes_subject else (),
        replaces=replaced_in(text),
        review=review_in(text),
    )


def may_open(mail: Mail, case: Case, policy: Policy) -> bool:
    """Whether the rule lets the author open a proposal; without a roster, anybody may."""
    roster = _roster(mail, case, policy)
    if policy.openers is Who.ANYONE or not roster.members:
        return True
    return any(mail.author.address in each.addresses for each in binding_members(policy, roster))


def _roster(mail: Mail, case: Case, policy: Policy) -> Roster:
    """Return who is on the roster when this mail opens a proposal of this class."""
    return with_group(case.rules.roster.on(mail.received.date()), policy, case.group)
