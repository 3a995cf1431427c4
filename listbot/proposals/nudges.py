"""The two nudges about an open objection: its author hears that it was answered, the proposer that
it was not. Pure.

Each goes to one person alone, once per vote, with the reminder or when the close is put off, and to
at most five objectors. Nobody is nudged about what they did themselves, or against their wish.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from listbot.letters.facts.nudge import NudgeFacts
from listbot.model.case import OpenCase
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.policy import Objection
from listbot.model.proposal import Entry
from listbot.policies.outcome import Outcome
from listbot.proposals.letters.order_parts import about
from listbot.votes.counting.counted import Vote
from listbot.votes.counting.voters import Voters, voters_of

MOST_OBJECTORS = 5  # With more open objections the list discusses them anyway.


@dataclass(frozen=True, slots=True)
class _Objection:
    """An open objection, with what was written about it since."""

    voter: str
    mail: Entry
    answers: tuple[Entry, ...]
    """Other people's mails that answer it."""


def nudges(case: OpenCase, standing: Outcome) -> tuple[LetterOrder, ...]:
    """Return the letters to objectors whose objection was answered, and to a silent proposer."""
    if case.proposal.history or standing.closes is None:
        return ()
    voters = voters_of(case.proposal, case.posters)
    found = tuple(_open(case, standing, voters))
    answered = [each for each in found if each.answers and not _has_replied(each, case, voters)]
    letters = [
        _nudge(case, standing, each.mail.author, each.mail, each.answers[-1:])
        for each in answered[:MOST_OBJECTORS]
    ]
    proposer = voters.address(case.proposal.proposer)
    silent = [each for each in found if not _is_met(each, proposer, case, voters)]
    if silent:
        letters.append(_nudge(case, standing, case.proposal.proposer, silent[0].mail, ()))
    return tuple(each for each in letters if each.recipients[0] not in case.no_notes)


def _open(case: OpenCase, standing: Outcome, voters: Voters) -> Iterator[_Objection]:
    for vote in _objections(standing):
        entry = next(
            each
            for each in case.entries
            if each.mail == vote.mail and voters.address(each.author) == vote.voter
        )
        replies = [
            each
            for each in case.entries
            if entry.mail in each.answers
            if voters.is_strong(each) and voters.address(each.author) != vote.voter
        ]
        yield _Objection(vote.voter, entry, tuple(sorted(replies, key=lambda each: each.order)))


def _objections(standing: Outcome) -> tuple[Vote, ...]:
    """The verified objections that hold the proposal, one per person."""
    policy, tally = standing.policy, standing.tally
    if policy.silence:
        votes = tally.dissent
    else:
        votes = () if policy.objection is Objection.COUNTS else tally.objections
    return tuple({vote.voter: vote for vote in votes if not vote.is_unverified}.values())


def _has_replied(objection: _Objection, case: OpenCase, voters: Voters) -> bool:
    """Whether the objector has written in the thread since the last answer."""
    last = objection.answers[-1]
    return any(
        entry.order > last.order
        for entry in case.entries
        if voters.address(entry.author) == objection.voter
    )


def _is_met(objection: _Objection, proposer: str, case: OpenCase, voters: Voters) -> bool:
    """Whether the proposer objects, or has written in the thread since the objection."""
    if objection.voter == proposer:
        return True
    return any(
        entry.order > objection.mail.order
        for entry in case.entries
        if voters.address(entry.author) == proposer
    )


def _nudge(
    case: OpenCase, standing: Outcome, to: str, objection: Entry, answers: tuple[Entry, ...]
) -> LetterOrder:
    """M30: an objection is still open."""
    assert standing.closes is not None
    facts = NudgeFacts(
        proposal=about(case.proposal, standing.policy, standing.closes),
        mail=objection.mail,
        answer=answers[0].mail if answers else "",
    )
    return LetterOrder(
        kind=LetterKind.NUDGE,
        cause=f"{to} {case.proposal.id}",
        facts=facts,
        to_list=False,
        recipients=(to,),
        reply_to_mail=objection.mail,
        thread=(case.proposal.id, objection.mail),
        subject=case.proposal.subject,
        sure=True,
        until=standing.closes,
    )
