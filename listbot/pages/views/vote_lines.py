"""Each vote of a proposal as a line with its quote and its mail, and what became of each vote
against. Pure; never fails.
"""

from dataclasses import dataclass
from datetime import datetime

from listbot.model.case import OpenCase
from listbot.model.proposal import State
from listbot.pages.shown import NOTHING, MailLink, Shown, hide, mail_link, person, title
from listbot.pages.site import PublicList
from listbot.policies.outcome import Outcome
from listbot.proposals.letters.evidence import reason_mail
from listbot.proposals.letters.results import NO_MEMBER, NO_POSTER, NOTES, UNVERIFIED
from listbot.votes.counting.counted import Vote, VoteStatus

_REPLACED = Shown("replaced by a later vote")
_NOTES = {each: Shown(words) for each, words in NOTES.items()} | {
    VoteStatus.SUPERSEDED: _REPLACED,
}
_ENDS = {
    VoteStatus.HELD: Shown("no reason was given, so it had no weight"),
    VoteStatus.LATE: Shown("it came after the close"),
    VoteStatus.SUPERSEDED: _REPLACED,
    VoteStatus.WITHDRAWN: Shown("withdrawn"),
    VoteStatus.UNVERIFIED: Shown(UNVERIFIED),
}


@dataclass(frozen=True, slots=True)
class VoteLine:
    """One vote, and what became of it."""

    name: Shown
    value: Shown
    """As written: "+1", "-0.9"."""
    counts_as: str
    """"binding", "not binding", "not counted" or "unverified"."""
    at: datetime
    quote: Shown
    note: Shown
    """Why it does not count, or what it replaced; "" for nothing."""
    mail: MailLink
    reason: MailLink | None
    """The later mail with the reason of a -1."""
    item: Shown
    """The part of the proposal that it is about; "": the whole."""


@dataclass(frozen=True, slots=True)
class Objection:
    """A vote against, and how it ended."""

    name: Shown
    value: Shown
    at: datetime
    quote: Shown
    end: Shown
    mail: MailLink
    reason: MailLink | None


def vote_lines(case: OpenCase, final: Outcome, of_list: PublicList) -> tuple[VoteLine, ...]:
    """Return all votes in the order of the tally, replaced ones, too."""
    return tuple(_line(vote, case, final, of_list) for vote in final.tally.votes)


def _line(vote: Vote, case: OpenCase, final: Outcome, of_list: PublicList) -> VoteLine:
    return VoteLine(
        name=person(vote.name, vote.voter),
        value=title(vote.value),
        counts_as=_counts_as(vote),
        at=vote.received,
        quote=NOTHING if vote.quote.strip() == vote.value else hide(vote.quote),
        note=_note(vote, final),
        mail=mail_link(vote.mail, of_list.archive),
        reason=_reason(vote, case, final, of_list),
        item=title(vote.item or ""),
    )


def _counts_as(vote: Vote) -> str:
    if vote.is_unverified:
        return "unverified"
    if vote.status is VoteStatus.COUNTED:
        return "binding"
    return "not binding" if vote.status is VoteStatus.NOT_BINDING else "not counted"


def _note(vote: Vote, final: Outcome) -> Shown:
    notes = []
    if vote.is_unverified:
        notes.append(UNVERIFIED)
    elif vote.status is VoteStatus.NOT_BINDING:
        notes.append(NO_POSTER if final.advisory else NO_MEMBER)
    elif vote.status in _NOTES:
        notes.append(_NOTES[vote.status])
    if vote.changed_from and vote.status is VoteStatus.COUNTED:
        notes.append(f"changed from {vote.changed_from}")
    if vote.is_outdated:
        notes.append("about the earlier text")
    return hide("; ".join(notes))


def _reason(vote: Vote, case: OpenCase, final: Outcome, of_list: PublicList) -> MailLink | None:
    mail = reason_mail(vote, case, final.closes) if vote.weight < 0 else ""
    return mail_link(mail, of_list.archive) if mail else None


def objections(case: OpenCase, final: Outcome, of_list: PublicList) -> tuple[Objection, ...]:
    """Return every vote against, and how it ended."""
    return tuple(
        Objection(
            name=person(vote.name, vote.voter),
            value=title(vote.value),
            at=vote.received,
            quote=hide(vote.quote),
            end=_end(vote, final),
            mail=mail_link(vote.mail, of_list.archive),
            reason=_reason(vote, case, final, of_list),
        )
        for vote in final.tally.votes
        if vote.weight < 0
    )


def _end(vote: Vote, final: Outcome) -> Shown:
    is_open = final.state is State.OPEN
    if vote.is_unverified:
        return _ENDS[VoteStatus.UNVERIFIED]
    if vote.status is VoteStatus.HELD and is_open:
        return Shown("its reason is missing")
    if vote.status in _ENDS:
        return _ENDS[vote.status]
    if not vote.may_object:
        return Shown("it had no weight by the rule")
    if final.state is State.STOPPED:
        return Shown("it stopped the vote")
    return Shown("it stands" if is_open else "it stood at the close")
