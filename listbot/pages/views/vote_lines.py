"""Each vote of a proposal as a line with its quote and its mail. Pure; never fails."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from listbot.pages.shown import NOTHING, MailLink, Shown, hide, mail_link, person, title
from listbot.pages.site import PublicList
from listbot.pages.views.objections import reason_link
from listbot.policies.outcome import Outcome
from listbot.proposals.letters.evidence import ReasonMails
from listbot.proposals.letters.results import (
    EARLIER_TEXT,
    NO_MEMBER,
    NO_POSTER,
    NOTES,
    unverified,
)
from listbot.votes.counting.counted import Vote, VoteStatus

_NOTES = NOTES | {VoteStatus.SUPERSEDED: "replaced by a later vote"}


@dataclass(frozen=True, slots=True)
class VoteLine:
    """One vote, and what became of it."""

    name: Shown
    value: Shown
    """As written: "+1", "-0.9"."""
    counts_as: str
    """"binding", "not binding", "not counted" or "unverified"; "objection" where it breaks a
    silence.
    """
    at: datetime
    quote: Shown
    note: Shown
    """Why it does not count, or what it replaced; "" for nothing."""
    mail: MailLink
    reason: MailLink | None
    """The later mail with the reason of a -1."""
    item: Shown
    """The part of the proposal that it is about; "": the whole."""


def vote_lines(final: Outcome, reasons: ReasonMails, of_list: PublicList) -> tuple[VoteLine, ...]:
    """Return all votes in the order of the tally, replaced ones, too."""
    objecting = frozenset(final.tally.dissent if final.policy.silence else ())
    return tuple(
        replace(line, counts_as="objection") if vote in objecting else line
        for vote in final.tally.votes
        for line in (_line(vote, final, reasons, of_list),)
    )


def _line(vote: Vote, final: Outcome, reasons: ReasonMails, of_list: PublicList) -> VoteLine:
    return VoteLine(
        name=person(vote.name, vote.voter),
        value=title(vote.value),
        counts_as=_counts_as(vote),
        at=vote.received,
        quote=NOTHING if vote.quote.strip() == vote.value else hide(vote.quote),
        note=hide("; ".join(_notes(vote, final))),
        mail=mail_link(vote.mail, of_list.archive),
        reason=reason_link(vote, reasons, of_list),
        item=title(vote.item or ""),
    )


def _counts_as(vote: Vote) -> str:
    if vote.is_unverified:
        return "unverified"
    if vote.status is VoteStatus.COUNTED:
        return "binding"
    return "not binding" if vote.status is VoteStatus.NOT_BINDING else "not counted"


def _notes(vote: Vote, final: Outcome) -> Iterator[str]:
    if vote.is_unverified:
        yield unverified(vote)
    elif vote.known_by:
        yield vote.known_by
    if vote.status is VoteStatus.NOT_BINDING:
        yield NO_POSTER if final.advisory else NO_MEMBER
    elif vote.status in _NOTES:
        yield _NOTES[vote.status]
    elif vote.changed_from:
        yield f"changed from {vote.changed_from}"
    if vote.is_outdated and vote.status is not VoteStatus.WITHDRAWN:
        yield EARLIER_TEXT
