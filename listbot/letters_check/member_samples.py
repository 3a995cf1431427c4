"""Letters about the members of the group, as full as they can be.

All of it is made up.
"""

from listbot.letters.facts.members import LeavingFacts, MemberNewsFacts, News
from listbot.letters_check.vote_samples import NOW
from listbot.model.order import LetterKind, LetterOrder

ANNOUNCE = "project@example.org"
MEMBER = "max@example.org"


def _order(kind: LetterKind, facts: LeavingFacts | MemberNewsFacts, to: str) -> LetterOrder:
    return LetterOrder(
        kind=kind,
        cause=f"{to} sample",
        facts=facts,
        to_list=False,
        recipients=(to,),
        reply_to_mail=None,
    )


MEMBER_ORDERS: tuple[LetterOrder, ...] = (
    _order(LetterKind.MEMBER_NEWS, MemberNewsFacts(News.LEFT, "Max Zoë Róth", NOW), ANNOUNCE),
    _order(LetterKind.LEAVING, LeavingFacts("abcdefghijkl2345", 48, "Goodbye", NOW), MEMBER),
)
