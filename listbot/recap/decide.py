"""Decides which weekly letters a round makes, a list's recap or people's digests, and when the next
are due. Pure.
"""

from listbot.model.decision import MomentDecision
from listbot.model.weekly.digest import DigestRound
from listbot.model.weekly.recap import RecapRound
from listbot.recap.letters.personal import digest
from listbot.recap.letters.weekly import weekly
from listbot.recap.week import due_after, week_of


def on_recap(case: RecapRound) -> MomentDecision:
    """Return the recap, unless the week was empty, and when the next is due: always after now.

    After an outage one recap covers all weeks missed.
    """
    recap, due = case.recap, due_after(case.now, case.rules.recap)
    if recap is None:
        return MomentDecision("nothing to report today", due=due)
    if recap.is_empty:
        return MomentDecision(f"{recap.week.period}: nothing to report", due=due)
    return MomentDecision(
        f"the recap of {recap.week.period}",
        due=due,
        letters=(weekly(recap),),
    )


def on_digest(case: DigestRound) -> MomentDecision:
    """Return a digest for each person for whom something waits, and when the next are due.

    That is always after now, however late these are.
    """
    due = due_after(case.now, case.rules.recap)
    period = week_of(case.now, case.rules.recap.zone).period
    letters = tuple(digest(each, period, case.now) for each in case.digests if not each.is_empty)
    return MomentDecision(f"weekly digests: {len(letters)}", due=due, letters=letters)
