"""The parts that all letters about a vote share: the proposal's facts, its counts and its thread.

Pure; it decides nothing and never fails.
"""

from datetime import datetime

from listbot.letters.facts.votes import Counts, ItemLine, ProposalFacts
from listbot.mail.origin.standins import is_stand_in
from listbot.model.order import Facts, LetterKind, LetterOrder
from listbot.model.policy import Choice, Policy
from listbot.model.proposal import Proposal, State
from listbot.policies.describe import brief, in_words
from listbot.policies.items import ItemOutcome, decides_by_item, items_of
from listbot.policies.reasons import standing_in_words
from listbot.proposals.letters.evidence import in_doubt
from listbot.votes.counting.counted import Tally


def about(proposal: Proposal, policy: Policy, closes: datetime) -> ProposalFacts:
    """Return the facts of a proposal under the current rule and closing time."""
    return ProposalFacts(
        number=proposal.number,
        title=proposal.title,
        rule=in_words(policy),
        brief=brief(policy),
        opened=proposal.opened,
        closes=closes,
        silence=policy.silence,
        proposer_name=proposal.proposer_name or _address(proposal),
    )


def _address(proposal: Proposal) -> str:
    """The proposer's address, for a From without a name; "" if they were forgotten."""
    return "" if is_stand_in(proposal.proposer) else proposal.proposer


def items_so_far(tally: Tally, policy: Policy) -> tuple[ItemLine, ...]:
    """Return how each item stands, where the items decide; else nothing."""
    items = items_of(tally, policy)
    if not decides_by_item(items, tally, policy):
        return ()
    return tuple(ItemLine(each.item, _so_far(each, policy)) for each in items)


def _so_far(item: ItemOutcome, policy: Policy) -> str:
    if policy.choice is not Choice.NONE:
        return item.reason
    return standing_in_words(item.tally, policy, item.state is State.STOPPED)


def counts(tally: Tally, policy: Policy) -> Counts:
    """Return the counts that every letter about a vote shows."""
    needed = 0 if policy.silence else policy.min_yes
    doubts = tally.unanswered if policy.silence else in_doubt(tally)
    return Counts(tally.yes, tally.zero, tally.no, needed, len(tally.held), len(doubts))


def post(
    kind: LetterKind,
    proposal: Proposal,
    facts: Facts,
    answers: str,
    period: str = "",
    family: str = "",
) -> LetterOrder:
    """Return a post to the list, in the proposal's thread."""
    thread = (proposal.id,) if answers == proposal.id else (proposal.id, answers)
    return LetterOrder(
        kind=kind,
        cause=proposal.id,
        facts=facts,
        to_list=True,
        recipients=(proposal.list,),
        reply_to_mail=answers,
        thread=thread,
        subject=proposal.subject,
        period=period,
        family=family,
    )
