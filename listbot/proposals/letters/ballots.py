"""Where the numbers of a result come from, in words: how many mails came, how many votes were read
in them and counted, and why the others were set aside. Pure; counts only, no names.
"""

from collections import Counter

from listbot.model.case import OpenCase
from listbot.policies.outcome import Outcome
from listbot.policies.reasons import many
from listbot.votes.counting.counted import VoteStatus

_WHY = {
    VoteStatus.SUPERSEDED: "replaced by a later one",
    VoteStatus.WITHDRAWN: "withdrawn",
    VoteStatus.LATE: "after the close",
    VoteStatus.NOT_BINDING: "of people who may not vote",
    VoteStatus.HELD: "without a reason",
    VoteStatus.IN_WORDS: "in words",
    VoteStatus.UNVERIFIED: "not surely from its writer",
}


def ballots(case: OpenCase, final: Outcome) -> str:
    """Return what became of everything that was received."""
    votes, doubts = final.tally.votes, final.tally.unclear
    statuses = Counter(vote.status for vote in votes)
    counted = statuses.pop(VoteStatus.COUNTED, 0)
    aside = ", ".join(f"{statuses[each]} {why}" for each, why in _WHY.items() if statuses[each])
    parts = [
        f"{many(len(case.entries), 'mail')} received in the thread",
        f"{many(len(votes), 'vote')} read in {many(len({vote.mail for vote in votes}), 'mail')}",
        f"{counted} counted",
        *([f"{len(votes) - counted} set aside ({aside})"] if aside else []),
        *([f"{many(len(doubts), 'unclear reply')} not read as a vote"] if doubts else []),
    ]
    return "; ".join(parts)
