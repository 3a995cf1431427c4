"""The quorum keeper: one private letter, before the close, to each person whose silence the rule
counts. Pure.

They are the active voters, or where a rule does not count those, all who may vote. Nobody is asked
who has voted or tried to, who proposed it, or who wants no notes. The letters go out together with
the reminder, so only while the outcome is open, once for each vote, and to at most a hundred
people. Their answers are not votes: those belong on the list.
"""

from collections.abc import Iterator

from listbot.letters.facts.silent import SilentFacts
from listbot.letters.mailto import vote_link
from listbot.model.case import OpenCase
from listbot.model.order import LetterKind, LetterOrder
from listbot.policies.outcome import Outcome
from listbot.policies.reasons import shares_in_words
from listbot.proposals.letters.order_parts import about, counts, items_so_far
from listbot.votes.counting.electors import needs_active
from listbot.votes.counting.voters import Voters, binding_members, mark_of, voters_of

MOST_ASKED = 100
"""So that a wrong roster does not make a flood of letters."""


def asked(case: OpenCase, standing: Outcome) -> tuple[LetterOrder, ...]:
    """Return the letters to people who could vote and have not."""
    policy = standing.policy
    if not policy.ask_silent or policy.silence or case.proposal.history:
        return ()
    return tuple(_ask(case, standing, address) for address in silent(case, standing)[:MOST_ASKED])


def silent(case: OpenCase, standing: Outcome) -> tuple[str, ...]:
    """Return the addresses of the people to ask, in order."""
    voters = voters_of(case.proposal, case.posters)
    heard = {voters.mark(case.proposal.proposer)}
    heard.update(
        voters.mark(entry.author)
        for entry in case.entries
        if (entry.casts or entry.doubts) and voters.is_strong(entry)
    )
    active = standing.tally.electors.active if needs_active(standing.policy) else None
    return tuple(
        sorted(
            addresses[0]
            for mark, addresses in _people(case, standing, voters)
            if (active is None or mark in active)
            and mark not in heard | voters.barred
            and case.no_notes.isdisjoint(addresses)
        )
    )


def _people(
    case: OpenCase, standing: Outcome, voters: Voters
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the mark and the addresses of everybody who may vote and can be written to."""
    if needs_active(standing.policy) and standing.tally.electors.active is None:
        return  # Nobody knows whose silence counts.
    if case.proposal.roster.members and standing.policy.electorate == "roster":
        for member in binding_members(standing.policy, case.proposal.roster):
            if not member.mark:  # else an address of theirs was forgotten
                yield mark_of(member), member.addresses
        return
    for address in case.posters:
        yield voters.mark(address), (address,)


def _ask(case: OpenCase, standing: Outcome, address: str) -> LetterOrder:
    """M31: this person has not voted."""
    assert standing.closes is not None
    proposal, policy = case.proposal, standing.policy
    yes, zero, no = (vote_link(proposal.list, proposal.subject, vote) for vote in ("+1", "0", "-1"))
    facts = SilentFacts(
        proposal=about(proposal, policy, standing.closes),
        counts=counts(standing.tally, policy),
        shares=shares_in_words(standing.tally, policy),
        is_active=needs_active(policy),
        items=items_so_far(standing.tally, policy),
        yes=yes,
        zero=zero,
        no=no,
    )
    return LetterOrder(
        kind=LetterKind.SILENT,
        cause=f"{address} {proposal.id}",
        facts=facts,
        to_list=False,
        recipients=(address,),
        reply_to_mail=proposal.id,
        thread=(proposal.id,),
        subject=proposal.subject,
        sure=True,
        until=standing.closes,
    )
