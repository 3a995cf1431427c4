"""Makes the proposal that a mail of an archive opens, under the rules of the recount.

Pure, and never fails: a mail without a tag opens one, too, if the recount asks for it.
"""

from dataclasses import replace

from listbot.mail import Mail
from listbot.mail.wire.subjects import base_subject
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.policy import Electorate, Policy, Roster, class_opened
from listbot.model.proposal import Proposal
from listbot.model.reading import Opening
from listbot.recount.options import RecountOptions
from listbot.votes.counting.electors import active_before
from listbot.votes.opening.about import about_in
from listbot.votes.opening.deadlines import find_deadline
from listbot.votes.opening.opening import find_opening


def proposal_of(mail: Mail, options: RecountOptions) -> Proposal:
    """Return the proposal that a mail opens, under the class asked for or named by its subject."""
    opening = find_opening(mail, tags_of(options))
    opened = options.opened or mail.received
    deadline = opening.deadline if opening else find_deadline(mail, mail.effective)
    policy = _policy(opening, options)
    roster = (options.roster or Roster()).on(opened.date())
    return Proposal(
        id=mail.message_id,
        number=0,
        list=mail.arrival.list.address,
        proposer=mail.author.address,
        proposer_name=mail.author.name,
        subject=mail.subject,
        title=opening.title if opening else base_subject(mail.subject),
        opened=opened,
        policy=policy,
        roster=roster,
        identity=options.identity,
        by_hand=options.by_hand,
        deadline=deadline,
        announced=opening.announced if opening else None,
        unread=opening.unread if opening else "",
        open_ended=deadline is None and not options.closes_by_rule,
        active=active_before(policy, opened, options.past)
        if options.active is None
        else options.active,
        excluded=_excluded(mail, policy, roster) if options.excluded is None else options.excluded,
    )


def _excluded(mail: Mail, policy: Policy, roster: Roster) -> tuple[str, ...]:
    return about_in(mail, roster) if policy.excludes_subject else ()


def _policy(opening: Opening | None, options: RecountOptions) -> Policy:
    default = options.policy or options.policies[0]
    named = class_opened(options.policies, opening.tag, opening.title) if opening else None
    chosen = default if options.policy or options.as_proposal or named is None else named
    return _for_everyone(chosen, options)


def _for_everyone(policy: Policy, options: RecountOptions) -> Policy:
    """Without a roster everyone is binding, and the policy says so."""
    is_known = options.roster is not None or options.posters is not None
    return policy if is_known else replace(policy, electorate=Electorate.EVERYONE)


def rules_of(proposal: Proposal, options: RecountOptions) -> ListRules:
    """Return the rules of the proposal's list, as far as reading its mails needs them."""
    return ListRules(
        address=proposal.list,
        role=ListRole.DECISIONS,
        policies=tuple(_for_everyone(policy, options) for policy in options.policies),
        roster=proposal.roster,
        identity=proposal.identity,
        live_since=None,
    )


def tags_of(options: RecountOptions) -> dict[str, str]:
    """Return the tags that open a proposal, each with its class."""
    return {tag: policy.name for policy in options.policies for tag in policy.tags}
