"""What a round makes: the recap of a list, exactly one an ISO week, and when the next is due. Pure."""

from dataclasses import dataclass
from datetime import datetime

from listbot.case import Decision, ListRules
from listbot.letters.recap import weekly
from listbot.recap.recap import Recap
from listbot.recap.week import due_after
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
