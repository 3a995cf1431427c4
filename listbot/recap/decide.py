"""What a round makes: the recap of a list, one an ISO week, or people's digests; and when the next is due. Pure."""

from dataclasses import dataclass
from datetime import datetime

from listbot.case import Decision, ListRules
from listbot.letters.digest import digest
from listbot.letters.recap import weekly
from listbot.recap.digest import DigestRound
from listbot.recap.recap import Recap
from listbot.recap.week import due_after, week_of
from listbot.votes.cast import Role

RECAP = "recap"
"""The kind of round that makes it."""


@dataclass(frozen=True, slots=True)
class RecapRound:
    """All that the recap of one list needs."""

    rules: ListRules
    recap: Recap | None
    """None: the list wants none, or the rhythm was changed and the next one tells all of it."""
    now: datetime


def on_recap(case: RecapRound) -> Decision:
    """The letter, unless the week was empty; after an absence one for all weeks missed. The next is due after now."""
    recap, due = case.recap, due_after(case.now, case.rules.recap)
    if recap is None:
        return Decision(Role.NOT_A_VOTE, "nothing to tell today", due=due)
    if recap.is_empty:
        return Decision(Role.NOT_A_VOTE, f"{recap.week.period}: nothing to tell", due=due)
    return Decision(Role.NOT_A_VOTE, f"the recap of {recap.week.period}", due=due, letters=(weekly(recap),))


def on_digest(case: DigestRound) -> Decision:
    """A letter to each for whom something waits. The next are due after now, however late these are."""
    due = due_after(case.now, case.rules.recap)
    period = week_of(case.now, case.rules.recap.zone).period
    letters = tuple(digest(each, period, case.now) for each in case.digests if not each.is_empty)
    return Decision(Role.NOT_A_VOTE, f"{len(letters)} told what waits for them", due=due, letters=letters)
