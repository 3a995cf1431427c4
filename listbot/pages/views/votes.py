"""The list of votes: those that are open, then one page for each hundred numbers. Pure."""

from dataclasses import dataclass
from datetime import datetime

from listbot.model.case import OpenCase
from listbot.model.policy import Choice
from listbot.model.proposal import State
from listbot.pages.page import View
from listbot.pages.shown import NOTHING, Shown, hide, title
from listbot.pages.views.leaf import Leaf
from listbot.policies.items import reason_with_items, settle
from listbot.policies.outcome import Outcome
from listbot.policies.reasons import standing_in_words


@dataclass(frozen=True, slots=True)
class VoteRow:
    """One vote in a list."""

    number: int
    list: Shown
    title: Shown
    state: str
    word: Shown
    """The state as people say it."""
    outcome: Shown
    """Why it came out so; how it stands while it is open; "" if it was withdrawn."""
    opened: datetime
    closes: datetime
    """The closing time in force, also of a vote that was withdrawn before."""


@dataclass(frozen=True, slots=True)
class VotesView(View):
    """`/votes` and `/votes/page/3`."""

    open: tuple[VoteRow, ...]
    """Those that are open, the next to close first; only on the first page."""
    closed: tuple[VoteRow, ...]
    """Newest first."""
    leaves: tuple[Leaf, ...]
    """The pages of the list, newest first."""
    leaf: int
    """The one that is shown; 0 for the first page."""


def list_name(address: str) -> Shown:
    """Return the name of a list, which is not an address: "infra"."""
    return Shown(address.partition("@")[0])


def word_of(state: str, choice: Choice) -> Shown:
    """Return a state as people say it: a poll without a winner by rule is counted, not failed."""
    if state == State.CANCELLED:
        return Shown("withdrawn")
    is_counted = choice is Choice.APPROVALS and state == State.NOT_PASSED
    return Shown("counted" if is_counted else str(state))


def open_row(case: OpenCase, final: Outcome, closes: datetime) -> VoteRow:
    """Return an open vote as it stands: counts, no names."""
    proposal = case.proposal
    return VoteRow(
        number=proposal.number,
        list=list_name(proposal.list),
        title=title(proposal.title),
        state=final.state,
        word=word_of(final.state, final.policy.choice),
        outcome=standing(final),
        opened=proposal.opened,
        closes=closes,
    )


def standing(final: Outcome) -> Shown:
    """Return how an open vote stands; while a poll is open, its options say that."""
    if final.state is not State.OPEN:
        return NOTHING
    if final.policy.choice is not Choice.NONE:
        return hide(reason_with_items(settle(final.tally, final.policy), final.tally, final.policy))
    return hide(standing_in_words(final.tally, final.policy, final.held))
