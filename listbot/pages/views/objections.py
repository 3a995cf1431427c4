"""Each vote against a proposal, and what became of it: whether it holds, stopped or delayed the
proposal, counted as one vote, or had no weight, and why. Pure; never fails.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from listbot.model.policy import Choice, Objection
from listbot.model.proposal import State
from listbot.pages.shown import MailLink, Shown, hide, mail_link, person, title
from listbot.pages.site import PublicList
from listbot.pages.views.names import Names
from listbot.policies.items import ItemOutcome, key_of
from listbot.policies.outcome import Outcome
from listbot.proposals.letters.evidence import ReasonMails, objections
from listbot.proposals.letters.results import UNVERIFIED
from listbot.votes.counting.counted import Vote, VoteStatus

_ENDED = {
    VoteStatus.SUPERSEDED: Shown("replaced by a later vote"),
    VoteStatus.WITHDRAWN: Shown("withdrawn"),
    VoteStatus.LATE: Shown("it came after the close"),
}
_STANDS = {
    State.OPEN: Shown("it holds the proposal"),
    State.STOPPED: Shown("it stopped the proposal"),
    State.CANCELLED: Shown("it stood when the proposal was withdrawn"),
}
_LAPSED = Shown("it lapsed, by the rule")
_MAY_NOT = Shown("by the rule, its writer could not object")


@dataclass(frozen=True, slots=True)
class Against:
    """A vote against, and what became of it."""

    name: Shown
    value: Shown
    item: Shown
    """The part of the proposal that it is about; "": the whole."""
    at: datetime
    quote: Shown
    end: Shown
    mail: MailLink
    reason: MailLink | None
    """The later mail with its reason."""


class Ends:
    """What became of the votes against one proposal."""

    def __init__(self, final: Outcome, items: Iterable[ItemOutcome], names: Names) -> None:
        self._final = final
        self._names = names
        self._objections = frozenset(objections(final))
        self._breaks = frozenset(final.tally.dissent if final.policy.silence else ())
        self._items = {each.item: each.state for each in items}

    def of(self, vote: Vote) -> Shown:
        """Return it in words."""
        if vote.status in _ENDED:
            return _ENDED[vote.status]
        return self._in_silence(vote) if self._final.policy.silence else self._in_vote(vote)

    def _in_silence(self, vote: Vote) -> Shown:
        if vote in self._breaks:
            return self._standing(vote)
        if vote.is_answered:
            return Shown(f"{UNVERIFIED}, and its writer has spoken since")
        return self._without_right(vote)

    def _in_vote(self, vote: Vote) -> Shown:
        if vote.is_unverified:
            return Shown(UNVERIFIED)
        if vote.status is VoteStatus.IN_WORDS:
            return Shown("in words, which the rule does not count")
        if vote.status is VoteStatus.HELD:
            is_open = self._final.state is State.OPEN
            missing = "its reason is missing, so it has no weight"
            return Shown(missing if is_open else "no reason was given, so it had no weight")
        if vote in self._objections:
            return self._standing(vote)
        if vote.status is VoteStatus.NOT_BINDING:
            return Shown("it is not a binding vote")
        return self._counted(vote)

    def _counted(self, vote: Vote) -> Shown:
        if not vote.may_object:
            return Shown(f"{self._without_right(vote)}; it counts as one vote against")
        if vote.item is not None and self._items.get(key_of(vote)) is State.STOPPED:
            return Shown("it stopped this item")
        return Shown("it counts as one vote against")

    def _standing(self, vote: Vote) -> Shown:
        rule = self._final.policy.objection
        state = self._final.state
        if not self._final.policy.silence and rule is Objection.COUNTS:
            return Shown("it counts as one vote against")
        if not self._final.policy.silence and rule is Objection.HOLDS:
            delays = "it stands, and puts the close off once"
            stood = "it stood at the close, and counts as one vote against"
            return Shown(delays if state is State.OPEN else stood)
        return _STANDS.get(state, Shown("it stood at the close"))

    def _without_right(self, vote: Vote) -> Shown:
        """Return why a vote is not an objection: it lapsed, or its writer has no right to one."""
        entry = self._names.entry(vote.mail)
        may = entry is not None and self._names.voters.may_object(entry)
        return _LAPSED if may else _MAY_NOT


def votes_against(
    final: Outcome,
    items: Iterable[ItemOutcome],
    names: Names,
    reasons: ReasonMails,
    of_list: PublicList,
) -> tuple[Against, ...]:
    """Return every vote against, and what became of it; none in a poll, where people only choose.

    `items`: as they stand.
    """
    if final.policy.choice is not Choice.NONE:
        return ()
    ends = Ends(final, items, names)
    return tuple(
        Against(
            name=person(vote.name, vote.voter),
            value=title(vote.value),
            item=title(vote.item or ""),
            at=vote.received,
            quote=hide(vote.quote),
            end=ends.of(vote),
            mail=mail_link(vote.mail, of_list.archive),
            reason=reason_link(vote, reasons, of_list),
        )
        for vote in final.tally.votes
        if vote.weight < 0
    )


def reason_link(vote: Vote, reasons: ReasonMails, of_list: PublicList) -> MailLink | None:
    """Return the link to the later mail with the reason of a vote against."""
    mail = reasons.of(vote)
    return mail_link(mail, of_list.archive) if mail else None
