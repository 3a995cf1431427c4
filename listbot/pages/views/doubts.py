"""Each reply that may be a vote and could not be read as one, and what became of it. Pure; never
fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from listbot.model.proposal import State
from listbot.pages.shown import NOTHING, MailLink, Shown, hide, mail_link, title
from listbot.pages.site import PublicList
from listbot.pages.views.names import Names
from listbot.policies.outcome import Outcome
from listbot.proposals.letters.results import UNVERIFIED
from listbot.votes.counting.counted import Unclear
from listbot.votes.counting.tally import is_late


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """A reply that may be a vote."""

    name: Shown
    quote: Shown
    why: Shown
    """Why it could not be read."""
    end: Shown
    """What became of it."""
    mail: MailLink
    lifted_by: Shown = NOTHING
    """The member who said on the list that it is not an objection."""
    lift: MailLink | None = None
    """The mail in which they said so."""


def doubt_lines(final: Outcome, names: Names, of_list: PublicList) -> Iterator[DoubtLine]:
    """Yield every unclear reply, also those that were cleared up."""
    for doubt in final.tally.unclear:
        lift = doubt.lift if final.policy.silence else None
        yield DoubtLine(
            name=names.of(doubt.mail),
            quote=hide(doubt.quote),
            why=hide(doubt.reason),
            end=_end(doubt, final, names),
            mail=mail_link(doubt.mail, of_list.archive),
            lifted_by=title(lift.name) if lift else NOTHING,
            lift=mail_link(lift.mail, of_list.archive) if lift else None,
        )


def _end(doubt: Unclear, final: Outcome, names: Names) -> Shown:
    if not doubt.is_open:
        return _settled(doubt, final.closes, names)
    if final.policy.silence:
        return _in_silence(doubt, final)
    if doubt.is_unverified:
        return Shown(f"{UNVERIFIED}, and was not counted")
    if not doubt.is_admitted:
        return Shown("not counted; its writer may not cast a binding vote")
    is_open = final.state is State.OPEN
    return Shown("not counted unless its writer votes clearly" if is_open else "not counted")


def _settled(doubt: Unclear, closes: datetime | None, names: Names) -> Shown:
    entry = names.entry(doubt.mail)
    if entry is not None and is_late(entry, closes):
        return Shown("it came after the close")
    return Shown("its writer said later what they meant")


def _in_silence(doubt: Unclear, final: Outcome) -> Shown:
    if doubt.lift is not None:
        return Shown("it does not hold the proposal")
    if not doubt.may_object:
        return Shown("by the rule, its writer could not object")
    if final.state is State.OPEN:
        return Shown("it holds the proposal until it is cleared up")
    return Shown("it was not cleared up by the close")
