"""The question to a person whose vote is about an earlier text: what changed, and how to vote
again. Pure; the words are in the template.

Once for each person and amendment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from listbot.letters.differences import differences
from listbot.letters.facts.amended import AmendedFacts, TextChange
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.proposal import Proposal
from listbot.proposals.letters.order_parts import about
from listbot.votes.counting.amendments import Amendment

MOST_CHANGES = 12
"""Places shown; with more, people read the new text anyway."""


@dataclass(frozen=True, slots=True)
class Saw:
    """A person who voted, and the text they knew."""

    author: str
    """The address they voted from."""
    value: str
    written: datetime
    seen: int
    """As `seen_by`."""


def amended(
    saw: Saw, proposal: Proposal, closes: datetime, amendments: Sequence[Amendment]
) -> LetterOrder:
    """M28: the text was changed after this person voted. `proposal` has the policy in force."""
    newest = amendments[-1]
    before = amendments[saw.seen].before
    changes = differences(before, newest.text)
    facts = AmendedFacts(
        proposal=about(proposal, proposal.policy, closes),
        value=saw.value,
        date=saw.written,
        amended=newest.received,
        mail=newest.mail,
        changes=tuple(TextChange(each.was, each.now) for each in changes[:MOST_CHANGES]),
        more=len(changes[MOST_CHANGES:]),
    )
    return LetterOrder(
        kind=LetterKind.AMENDED,
        cause=f"{saw.author} {proposal.id}",
        facts=facts,
        to_list=False,
        recipients=(saw.author,),
        reply_to_mail=newest.mail,
        thread=(proposal.id, newest.mail),
        subject=proposal.subject,
        period=newest.mail,
        sure=True,
        until=closes,
    )
