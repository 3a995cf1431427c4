"""Letters about meetings of the group, as full as they can be, and as empty.

All of it is made up.
"""

from datetime import UTC, datetime

from listbot.letters.facts.meetings import (
    AgendaFacts,
    MeetingChange,
    MinutesReadFacts,
    MinutesWantedFacts,
    Offer,
    OpenRecord,
)
from listbot.letters.facts.recap import Rows
from listbot.letters.mailto import proposal_link
from listbot.letters_check.recap_samples import NOBODYS, VOTES
from listbot.letters_check.vote_samples import LIST, NOW
from listbot.model.order import Facts, LetterKind, LetterOrder
from listbot.model.records.meetings import Action, AgendaItem, Doubt, Meeting
from listbot.records.meetings.calendar_made import calendar_of

AT = datetime(2026, 9, 24, 18, tzinfo=UTC)
MEETING = Meeting("2026-09-24", AT, "Infrastructure, September", "https://meet.example.org/infra")
CHAIR = "alma@example.org"
ITEMS = (
    AgendaItem("Disks for the second build server, prices below", CHAIR, "Alma Reyes", AT, "<a@x>"),
    AgendaItem("A new name of the chat?", CHAIR, "דב לוין", AT, "<b@x>"),
)
ACTIONS = (
    Action("max_", "write down how the mirror is restarted"),
    Action("", "find out who has the banner"),
)
OPEN = OpenRecord("ADR-7", "Mail moves to the new host", AT, ())
OBJECTED = OpenRecord("ADR-8", "Old logs go after 30 days", None, ("Alma Reyes", "דב לוין"))
FULL = AgendaFacts(
    MEETING.title,
    AT,
    MEETING.place,
    Rows.of(ITEMS * 3, 4),
    ("Max Zoë Róth",),
    Rows.of(ACTIONS * 2, 3),
    Rows.of(VOTES * 2, 1),
    Rows.of(NOBODYS * 2, 1),
    Rows.of((OPEN, OBJECTED) * 2, 2),
)
OFF, MOVED, ON = (
    AgendaFacts(
        MEETING.title,
        AT,
        MEETING.place,
        Rows(),
        (),
        Rows(),
        Rows(),
        Rows(),
        change=each,
        was=NOW if each is MeetingChange.MOVED else None,
    )
    for each in MeetingChange
)
EMPTY = AgendaFacts("", AT, "", Rows(), (), Rows(), Rows(), Rows())
TOKEN = "abcdefghijkl2345"  # noqa: S105 - made up
READ = MinutesReadFacts(
    token=TOKEN,
    key=MEETING.key,
    at=AT,
    published=False,
    cancelled=False,
    members=("Alma Reyes", "דב לוין"),
    others=("tomas",),
    guests=("Ferdinand Weiß",),
    regrets=("Max Zoë Róth",),
    agreed=(
        Offer(
            "old logs go after 30 days",
            proposal_link(LIST, "[VOTE] old logs go after 30 days", "As discussed."),
        ),
        Offer("a very long line", ""),
    ),
    actions=ACTIONS,
    postponed=("Paging",),
    link="https://pad.example.org/p/infra-24-09",
    hidden=("a password line",),
    doubts=(Doubt("max is somewhere in the alps", "Did they send regrets?"),),
)
BARE = MinutesReadFacts(
    token=TOKEN,
    key=MEETING.key,
    at=AT,
    published=False,
    cancelled=True,
    members=(),
    others=(),
    guests=(),
    regrets=(),
    agreed=(),
    actions=(),
    postponed=(),
    link="",
    hidden=(),
    doubts=(),
)
OUT = MinutesReadFacts(
    token="",
    key=MEETING.key,
    at=AT,
    published=True,
    cancelled=False,
    members=(),
    others=(),
    guests=(),
    regrets=(),
    agreed=READ.agreed,
    actions=(),
    postponed=(),
    link="",
    hidden=(),
    doubts=(),
)


def _order(kind: LetterKind, facts: Facts, period: str = "", calendar: str = "") -> LetterOrder:
    return LetterOrder(
        kind=kind,
        cause=f"{MEETING.key} sample",
        facts=facts,
        to_list=kind is LetterKind.AGENDA,
        recipients=() if kind is LetterKind.AGENDA else (CHAIR,),
        reply_to_mail=None,
        period=period,
        calendar=calendar,
    )


MEETING_ORDERS: tuple[LetterOrder, ...] = (
    _order(LetterKind.AGENDA, FULL, calendar=calendar_of(MEETING, "example.org", NOW)),
    _order(LetterKind.AGENDA, EMPTY, "2", calendar_of(MEETING, "example.org", NOW)),
    _order(LetterKind.AGENDA, OFF, "off"),
    _order(LetterKind.AGENDA, MOVED, "moved"),
    _order(LetterKind.AGENDA, ON, "on"),
    _order(
        LetterKind.MINUTES_WANTED,
        MinutesWantedFacts(MEETING.title, AT, 3, MEETING.key, to_chair=True, previewed=False),
    ),
    _order(
        LetterKind.MINUTES_WANTED,
        MinutesWantedFacts(MEETING.title, AT, 7, MEETING.key, to_chair=False, previewed=True),
        "2",
    ),
    _order(LetterKind.MINUTES_READ, READ),
    _order(LetterKind.MINUTES_READ, BARE, "2"),
    _order(LetterKind.MINUTES_READ, OUT, "3"),
)
"""M20 full, empty, and about a meeting that changed; M21 to the chair and to the group; M35 full,
cancelled and published.
"""
