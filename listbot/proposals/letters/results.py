"""The result of a vote as facts: its outcome, every standing vote with its mail, and how to recount
it. Pure.

Each proposal gets one result, whatever the outcome. Votes that were not counted are listed with the
reason; nobody is left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import NamedTuple

from listbot.letters.facts.by_hand import ChangedLine, CorrectedFacts
from listbot.letters.facts.draft import DraftFacts
from listbot.letters.facts.votes import (
    ItemLine,
    LiftedLine,
    NewText,
    ResultFacts,
    VoteLine,
    WayKnown,
)
from listbot.model.case import OpenCase
from listbot.model.inputs import VoteInput
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.policy import Choice, Electorate, Late
from listbot.model.proposal import State
from listbot.policies.describe import put_off_in_words
from listbot.policies.items import decides_by_item
from listbot.policies.outcome import Outcome, acts_of, closing_time
from listbot.policies.reasons import shares_in_words
from listbot.policies.verdict import Lack
from listbot.proposals.letters.ballots import ballots
from listbot.proposals.letters.evidence import ReasonMails
from listbot.proposals.letters.order_parts import about, counts, post
from listbot.proposals.letters.recounting import recounting
from listbot.proposals.letters.senders import less_sure, ways_known
from listbot.votes.counting.counted import Unclear, Vote, VoteStatus
from listbot.votes.counting.digest import digest, utc

NOTES = {
    VoteStatus.HELD: "no reason given, so it has no weight",
    VoteStatus.LATE: "came after the close",
    VoteStatus.WITHDRAWN: "withdrawn",
    VoteStatus.IN_WORDS: "in words, without a number",
}

UNVERIFIED = "unverified: it did not come through the list"
NO_MEMBER = "not on the roster"
NO_POSTER = "had not written to this list before"
BREAKS_SILENCE = "objects"
EARLIER_TEXT = "as of the earlier text"


def result(case: OpenCase, final: Outcome) -> LetterOrder:
    """Return the result: M5 passed, M7 passed by silence, M6 everything else. One per proposal."""
    if final.state is State.CANCELLED:
        return _cancelled(case, final)
    facts = _facts(case, final)
    kind = (
        LetterKind.NOT_PASSED
        if final.state is not State.PASSED
        else LetterKind.SILENCE
        if final.policy.silence
        else LetterKind.PASSED
    )
    return post(kind, case.proposal, facts, case.proposal.id, family="result")


def draft(case: OpenCase, final: Outcome, until: datetime) -> LetterOrder:
    """Return M29, to the proposer alone: the text of a result that a person may announce."""
    plain = _facts(case, final)
    kept = {each.name: getattr(plain, each.name) for each in fields(plain)}
    proposal = case.proposal
    return LetterOrder(
        kind=LetterKind.DRAFT,
        cause=proposal.id,
        facts=DraftFacts(**kept, until=until),
        to_list=False,
        recipients=(proposal.proposer,),
        reply_to_mail=proposal.id,
        thread=(proposal.id,),
        subject=proposal.subject,
        sure=True,
        until=until,
    )


def corrected(
    case: OpenCase,
    counted: Outcome,
    asked: VoteInput,
    by: str,
    changes: tuple[ChangedLine, ...],
    replaces: str,
) -> LetterOrder:
    """Return M23: the result of a recount, and what it changes. Once per recount."""
    plain = _facts(case, counted)
    kept = {each.name: getattr(plain, each.name) for each in fields(plain)}
    facts = CorrectedFacts(
        **kept,
        by=by,
        why=asked.reason,
        was=case.proposal.state,
        changes=changes,
        replaces=replaces,
    )
    return post(LetterKind.CORRECTED, case.proposal, facts, case.proposal.id, period=utc(asked.at))


def _facts(case: OpenCase, final: Outcome) -> ResultFacts:
    closes = final.closes or case.proposal.opened
    listed = shown(case, final)
    shares = () if final.policy.silence else shares_in_words(final.tally, final.policy)
    return ResultFacts(
        proposal=about(case.proposal, final.policy, closes),
        state=final.state,
        reason=final.reason,
        counts=counts(final.tally, final.policy),
        binding=listed.binding,
        not_binding=listed.not_binding,
        not_counted=listed.not_counted,
        unverified=listed.unverified,
        ways=ways_known(_listed(final)),
        doubtful=in_doubt(final),
        unverified_doubts=in_doubt(final, unverified=True),
        lifted=_lifted(final),
        put_offs=tuple(put_off_in_words(each, final.policy) for each in final.put_offs),
        robust=final.robust,
        advisory=final.advisory,
        too_few=final.lacks is Lack.YES and final.policy.min_yes > 0,
        because=_because(final),
        decides=final.policy.escalates_to if final.state is State.STOPPED else "",
        shares=shares,
        ballots=ballots(case, final) if shares else "",
        items=tuple(ItemLine(each.item, f"{each.state}: {each.reason}") for each in final.items),
        digest=digest(
            case.proposal, final.policy, final.closes, final.tally.votes, final.tally.amendments
        ),
        # The thread does not show who had posted to the list before, so a recount would treat
        # everybody as binding.
        recount=None if _is_of_posters(final) else recounting(case, final.policy, closes),
        texts=tuple(NewText(each.mail, each.received) for each in final.tally.amendments),
    )


def _because(final: Outcome) -> str:
    """Return what decided, if it was the votes on items; else why it did not pass, unless that is
    too few +1, or no more for than against.
    """
    if final.policy.choice is not Choice.NONE:
        return "poll"
    if decides_by_item(final.items, final.tally, final.policy):
        return "items"
    if final.state is not State.NOT_PASSED or final.lacks is Lack.MAJORITY:
        return ""
    return "" if final.lacks is Lack.YES and final.policy.min_yes else final.lacks


def _cancelled(case: OpenCase, final: Outcome) -> LetterOrder:
    """Return M6 for a withdrawn proposal: no votes and no rule, because nothing was decided."""
    # It may have been put off and withdrawn since it was last decided.
    put_off = replace(case.proposal, put_offs=final.put_offs)
    taken_back = closing_time(put_off, acts_of(case.entries)).cancelled
    assert taken_back is not None
    facts = ResultFacts(
        proposal=about(case.proposal, final.policy, final.closes or case.proposal.opened),
        state=final.state,
        reason=final.reason,
        counts=counts(final.tally, final.policy),
        cancelled_by=taken_back.order[-1],
        withdrawn_by=taken_back.by,
        withdrawn_for=taken_back.reason,
    )
    order = post(LetterKind.NOT_PASSED, case.proposal, facts, case.proposal.id, family="result")
    return replace(order, hand_act="withdraw" if taken_back.by else "")


class Listed(NamedTuple):
    """All standing votes, each with its mail."""

    binding: tuple[VoteLine, ...]
    not_binding: tuple[VoteLine, ...]
    not_counted: tuple[VoteLine, ...]
    unverified: tuple[VoteLine, ...]


def shown(case: OpenCase, final: Outcome) -> Listed:
    """Sort the votes into binding, not binding and not counted; unverified ones, which anybody
    could have written, come last.

    The binding ones are those that decide: the ones that the sums count, and those on single items
    where the items have outcomes.
    """
    listed = _listed(final)
    sure = [vote for vote in listed if not vote.is_unverified]
    apart = (VoteStatus.NOT_BINDING, VoteStatus.SUPERSEDED)
    aside = [vote for vote in sure if not _decides(vote, final) and vote.status not in apart]
    reasons = ReasonMails(case, final.closes)
    return Listed(
        _lines([vote for vote in sure if _decides(vote, final)], reasons, final),
        _lines([vote for vote in sure if vote.status is VoteStatus.NOT_BINDING], reasons, final),
        _lines(aside, reasons, final),
        _lines([vote for vote in listed if vote.is_unverified], reasons, final),
    )


def _listed(final: Outcome) -> list[Vote]:
    refused = {VoteStatus.LATE} if final.policy.late is Late.REFUSED else set[VoteStatus]()
    return [vote for vote in final.tally.votes if vote.status not in refused]


def _is_of_posters(final: Outcome) -> bool:
    return final.advisory or final.policy.electorate is Electorate.POSTERS


def _decides(vote: Vote, final: Outcome) -> bool:
    return vote.is_summed or (vote.status is VoteStatus.COUNTED and bool(final.items))


def in_doubt(final: Outcome, unverified: bool = False) -> tuple[str, ...]:
    """Return the mails that could not be read as one vote: verified ones, or only the others."""
    doubts = (
        doubt
        for doubt in final.tally.unclear
        if doubt.is_open and doubt.is_unverified is unverified and not _is_lifted(doubt, final)
    )
    return tuple(doubt.mail for doubt in doubts)


def _is_lifted(doubt: Unclear, final: Outcome) -> bool:
    """Whether a member's word that it is not an objection has weight: only where silence passes."""
    return final.policy.silence and doubt.lift is not None


def _lifted(final: Outcome) -> tuple[LiftedLine, ...]:
    """Return the doubts that members have said are not objections."""
    return tuple(
        LiftedLine(doubt.quote, doubt.mail, doubt.lift.name, doubt.lift.mail)
        for doubt in final.tally.lifted
        if final.policy.silence and doubt.lift is not None
    )


def _lines(votes: list[Vote], reasons: ReasonMails, final: Outcome) -> tuple[VoteLine, ...]:
    objecting = frozenset(final.tally.dissent if final.policy.silence else ())
    ways = ways_known(_listed(final))
    return tuple(
        VoteLine(
            value=vote.value,
            name=vote.name or vote.voter,
            date=vote.received,
            quote="" if vote.quote.strip() == vote.value else vote.quote,
            mail=vote.mail,
            note="; ".join(filter(None, _notes_on(vote, final, vote in objecting, ways))),
            reason_mail=reasons.of(vote),
            item=vote.item or "",
        )
        for vote in votes
    )


def unverified(vote: Vote) -> str:
    """Return why anybody could have written a vote."""
    return f"unverified: {vote.known_by}" if vote.known_by else UNVERIFIED


def _notes_on(vote: Vote, final: Outcome, objects: bool, ways: Sequence[WayKnown]) -> Iterator[str]:
    """Yield what a reader must know about one vote.

    A vote that is not binding always says why, because its name may be a forged roster name.
    """
    yield unverified(vote) if vote.is_unverified else less_sure(vote, ways)
    if vote.status is VoteStatus.NOT_BINDING:
        yield NO_POSTER if final.advisory else NO_MEMBER
    elif vote.status in NOTES:
        yield NOTES[vote.status]
    elif vote.changed_from:
        yield f"changed from {vote.changed_from}"
    if vote.is_outdated and vote.status not in (VoteStatus.LATE, VoteStatus.WITHDRAWN):
        yield EARLIER_TEXT
    if objects:
        yield BREAKS_SILENCE
