"""The letters about the group's record that have a golden file, by the file's name."""

from listbot.letters.facts.members import (
    GroupAskedFacts,
    GroupQuestion,
    MemberAskedFacts,
    MemberNoteFacts,
    MemberQuestion,
    Note,
)
from listbot.letters_check.access_samples import ACCESS_ORDERS
from listbot.letters_check.decision_samples import DECISION_ORDERS
from listbot.letters_check.meeting_samples import MEETING_ORDERS
from listbot.letters_check.member_samples import (
    ASKED,
    GROUP,
    MEMBER,
    MEMBER_ORDERS,
    OVER,
    RAVI,
    TOKEN,
    UNTIL,
)
from listbot.letters_check.newcomer_samples import NEWCOMER_ORDERS
from listbot.model.order import Facts, LetterKind, LetterOrder

MEETING_NAMES = (
    "M20-full",
    "M20-empty",
    "M20-off",
    "M20-moved",
    "M20-on",
    "M21-chair",
    "M21-group",
    "M35-read",
    "M35-cancelled",
    "M35-published",
)

DECISIONS = (
    "M14-record",
    "M14-emergency",
    "M14-several",
    "M16-final",
    "M16-unchanged",
    "M16-several",
    "M38-hint",
)
ACCESS = ("M18-open", "M18-by-name", "M18-again", "M18-urgent")
NEWCOMER_NAMES = ("M36-newcomer", "M36-newcomers", "M37-group", "M37-one-thing")


def _name(order: LetterOrder) -> str:
    """The kind, and which of its letters: the last words of its cause."""
    return f"{order.kind}-{order.cause.partition(' ')[2].replace(' ', '-')}"


def _bare(kind: LetterKind, facts: Facts, to: str) -> LetterOrder:
    return LetterOrder(kind, f"{to} bare", facts, False, (to,), None)


_BARE = {
    "M19-away-never-there": _bare(
        LetterKind.MEMBER_NOTE,
        MemberNoteFacts(Note.AWAY, missed=1, most=2, since=ASKED, over=OVER),
        MEMBER,
    ),
    "M33-away-never-there": _bare(
        LetterKind.GROUP_ASKED,
        GroupAskedFacts(GroupQuestion.AWAY, RAVI, TOKEN, missed=4, months=1),
        GROUP,
    ),
    "M33-nobody-confirms-without-keepers": _bare(
        LetterKind.GROUP_ASKED, GroupAskedFacts(GroupQuestion.NOBODY_CONFIRMS, ""), GROUP
    ),
    "M34-active-by-the-list": _bare(
        LetterKind.MEMBER_ASKED,
        MemberAskedFacts(MemberQuestion.ACTIVE, TOKEN, until=UNTIL),
        MEMBER,
    ),
}

RECORDS_SHOWN: dict[str, LetterOrder] = {
    **dict(zip(MEETING_NAMES, MEETING_ORDERS, strict=True)),
    **{_name(each): each for each in MEMBER_ORDERS},
    **_BARE,
    **dict(zip(NEWCOMER_NAMES, NEWCOMER_ORDERS, strict=True)),
    **dict(zip(DECISIONS, DECISION_ORDERS, strict=True)),
    **dict(zip(ACCESS, ACCESS_ORDERS, strict=True)),
}
