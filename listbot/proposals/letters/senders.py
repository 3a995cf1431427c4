"""How it is known who wrote the votes of a result: once for all of them, and a note beside those
that are less sure than others.

Whether a mail was on the list is another question; votes that nothing shows it of are told apart.
Pure, and never fails.
"""

from collections.abc import Iterable, Sequence

from listbot.letters.facts.votes import WayKnown
from listbot.mail import Level
from listbot.votes.counting.counted import Vote

SUREST_FIRST = (Level.VERIFIED, Level.LIST_VOUCHED, Level.ARCHIVED, Level.UNVERIFIED)
NOTES = {
    Level.LIST_VOUCHED: "named by the list",
    Level.ARCHIVED: "named by the archive",
    Level.UNVERIFIED: "named by the mail alone",
}


def ways_known(votes: Iterable[Vote]) -> tuple[WayKnown, ...]:
    """Return how many of these votes are known in each way, the surest first; votes that count for
    nothing since anybody could have written them are left out.
    """
    levels = [vote.level for vote in votes if not vote.is_unverified]
    return tuple(WayKnown(each, levels.count(each)) for each in SUREST_FIRST if each in levels)


def less_sure(vote: Vote, ways: Sequence[WayKnown]) -> str:
    """Return the note on a vote that is less sure than the surest one; "" where all are alike."""
    is_surest = vote.is_unverified or ways[0].level == vote.level
    return "" if is_surest else NOTES[Level(vote.level)]
