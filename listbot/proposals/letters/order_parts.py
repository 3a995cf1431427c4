"""The parts that all letters about a vote share: the proposal's facts, its counts and its thread.

Pure; it decides nothing and never fails.
"""

from datetime import datetime

from listbot.letters.facts.votes import Counts, ProposalFacts
from listbot.model.order import Facts, LetterKind, LetterOrder
from listbot.model.policy import Policy
from listbot.model.proposal import Proposal
from listbot.policies.describe import brief, in_words
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
        proposer_name=proposal.proposer_name,
    )


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
