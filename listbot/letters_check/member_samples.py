"""Letters about the members of the group, as full as they can be.

All of it is made up.
"""

from datetime import date

from listbot.letters.facts.members import (
    GroupAskedFacts,
    GroupQuestion,
    LeavingFacts,
    MemberAskedFacts,
    MemberNewsFacts,
    MemberNoteFacts,
    MemberQuestion,
    News,
    Note,
)
from listbot.letters_check.vote_samples import NOW
from listbot.model.order import Facts, LetterKind, LetterOrder

ANNOUNCE = "project@example.org"
MEMBER = "max@example.org"
GROUP = "group@example.org"
MAX, RAVI = "Max Zoë Róth", "Ravi Menon"
TOKEN = "abcdefghijkl2345"  # noqa: S105 - made up, and no password
PROJECT = "mirror automation for the second site"
ASKED, UNTIL = date(2026, 8, 12), date(2026, 10, 11)
LAST, OVER = date(2025, 9, 24), date(2026, 9, 24)


def _order(kind: LetterKind, facts: Facts, to: str, cause: str) -> LetterOrder:
    return LetterOrder(
        kind=kind,
        cause=f"{to} {cause}",
        facts=facts,
        to_list=False,
        recipients=(to,),
        reply_to_mail=None,
    )


_NEWS = tuple(
    _order(
        LetterKind.MEMBER_NEWS,
        MemberNewsFacts(news, names, NOW),
        ANNOUNCE,
        f"{news}{' several' if len(names) > 1 else ''}",
    )
    for names in ((MAX,), (MAX, RAVI, "Ana Ruiz"))
    for news in News
)
_NOTES = tuple(
    _order(LetterKind.MEMBER_NOTE, facts, MEMBER, facts.note)
    for facts in (
        MemberNoteFacts(Note.PAIRED, RAVI),
        MemberNoteFacts(Note.NOT_PAIRED, RAVI),
        MemberNoteFacts(Note.PAIR_LEFT, RAVI),
        MemberNoteFacts(Note.PROJECT_AGREED, RAVI, PROJECT),
        MemberNoteFacts(Note.PROJECT_DISPUTED, RAVI, PROJECT),
        MemberNoteFacts(Note.AWAY, missed=3, most=4, months=12, last=LAST, since=ASKED, over=OVER),
    )
)
_ASKED_GROUP = tuple(
    _order(LetterKind.GROUP_ASKED, facts, GROUP, facts.question)
    for facts in (
        GroupAskedFacts(GroupQuestion.AWAY, MAX, TOKEN, missed=4, months=13, ever=True),
        GroupAskedFacts(GroupQuestion.SILENT, MAX, TOKEN, asked=ASKED),
        GroupAskedFacts(GroupQuestion.NOBODY_CONFIRMS, "", keepers=True),
    )
)
_ASKED_MEMBER = tuple(
    _order(LetterKind.MEMBER_ASKED, facts, MEMBER, facts.question)
    for facts in (
        MemberAskedFacts(MemberQuestion.PAIR, TOKEN, RAVI, PROJECT),
        MemberAskedFacts(MemberQuestion.ACTIVE, TOKEN, RAVI, address=GROUP, until=UNTIL),
        MemberAskedFacts(MemberQuestion.ANYTHING, TOKEN, RAVI, days=30),
    )
)
_LEAVING = tuple(
    _order(LetterKind.LEAVING, LeavingFacts(TOKEN, hours, "Goodbye", NOW), MEMBER, which)
    for hours, which in ((48, "leaving"), (0, "leaving not proven"))
)

MEMBER_ORDERS: tuple[LetterOrder, ...] = (
    *_NEWS,
    *_NOTES,
    *_LEAVING,
    *_ASKED_GROUP,
    *_ASKED_MEMBER,
)
