"""What a round makes: the recap of a list, one an ISO week, or people's digests; and when the next
is due. Pure.
"""

from listbot.model.decision import MomentDecision
from listbot.model.weekly.digest import DigestRound
from listbot.model.weekly.recap import RecapRound
from listbot.recap.letters.personal import digest
from listbot.recap.letters.weekly import weekly
from listbot.recap.week import due_after, week_of


def on_recap(case: RecapRound) -> MomentDecision:
    """The letter, unless the week was empty; after an absence one for all weeks missed. The next is
    due after now.
    """
    recap, due = case.recap, due_after(case.now, case.rules.recap)
    if recap is None:
        return MomentDecision("nothing to tell today", due=due)
    if recap.is_empty:
        return MomentDecision(f"{recap.week.period}: nothing to tell", due=due)
    return MomentDecision(
        f"the recap of {recap.week.period}",
        due=due,
        letters=(weekly(recap),),
    )


def on_digest(case: DigestRound) -> MomentDecision:
    """A letter to each for whom something waits. The next are due after now, however late these
    are.
    """
    due = due_after(case.now, case.rules.recap)
    period = week_of(case.now, case.rules.recap.zone).period
    letters = tuple(digest(each, period, case.now) for each in case.digests if not each.is_empty)
    return MomentDecision(f"{len(letters)} told what waits for them", due=due, letters=letters)
