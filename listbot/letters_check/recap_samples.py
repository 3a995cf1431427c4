"""The weekly recap: a busy week with difficult names, a first one and one that catches up. All of
it is made up.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from listbot.mail import Level
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.policy import Roster
from listbot.model.records.newcomers import Starter
from listbot.model.weekly.recap import (
    Decided,
    DeskWeek,
    Folded,
    Hello,
    LogLine,
    MeetingLine,
    MeetingNews,
    OpenVote,
    PersonLine,
    PersonNews,
    Recap,
    RecordLine,
    RecordNews,
    Sentence,
    TicketLine,
    Topic,
    Week,
)
from listbot.recap.letters.weekly import weekly

RULES = ListRules(
    address="infra@example.org",
    role=ListRole.DECISIONS,
    policies=(),
    roster=Roster(),
    identity=Level.LIST_VOUCHED,
    live_since=datetime(2026, 8, 1, tzinfo=UTC),
)
MONDAY = datetime(2026, 9, 7, tzinfo=UTC)
WEEK = Week(2026, 37, date(2026, 9, 7), MONDAY, MONDAY + timedelta(weeks=1))
TWO_BEFORE = Week(
    2026, 35, date(2026, 8, 24), MONDAY - timedelta(weeks=2), MONDAY - timedelta(weeks=1)
)
SENTENCE = Sentence(
    "Alma Reyes", "The storage move is go. Expect a slow CI on Tuesday evening.", "<s1@example.org>"
)
VOTES = (
    OpenVote(
        34,
        "Retire the old Jenkins",
        MONDAY + timedelta(days=8, hours=18),
        "2 of 3 +1, no -1",
        "<v34@example.org>",
    ),
)
QUIET = (
    OpenVote(
        33,
        "新しいミラー: move the mirror to Brno",
        MONDAY + timedelta(days=13, hours=9),
        "0 of 3 +1, no -1",
        "<v33@example.org>",
        quiet_days=9,
    ),
)
TOPICS = (Topic("Which name for the new mail host?", "דב לוין", "<r35@example.org>", 8),)
HELLOS = (Hello("A mirror in Graz", "Zoë Kovač", "<h36@example.org>", 4),)
PEOPLE = (
    PersonLine(PersonNews.JOINED, "Jon Berg", "mirror automation", MONDAY),
    PersonLine(PersonNews.JOINED, "Zoë Kovač", "", MONDAY),
    PersonLine(PersonNews.DONE, "Max Róth", "backups", MONDAY),
    PersonLine(PersonNews.ASKS, "Max Róth", "backups", MONDAY),
    PersonLine(PersonNews.CONFIRMED, "דב לוין", "DNS", MONDAY),
    PersonLine(PersonNews.LEFT, "Pia Holm", "", MONDAY),
)
MEETINGS = (
    MeetingLine(MeetingNews.MINUTES, "Infra", MONDAY, "https://pad.example.org/p/infra-24-09"),
    MeetingLine(MeetingNews.MISSING, "Infra", MONDAY + timedelta(days=1)),
    MeetingLine(MeetingNews.NEXT, "Infra", MONDAY + timedelta(days=17, hours=18), "room 2"),
    MeetingLine(MeetingNews.MINUTES, "Infra", MONDAY),
    MeetingLine(MeetingNews.NEXT, "Infra", MONDAY + timedelta(days=17, hours=18)),
)
STARTERS = (Starter("T-90", "Renew the wiki's certificate"),)
DECIDED = (
    Decided(31, "Move the build cache to object storage", "passed", "4/1/1", "<v31@example.org>"),
    Decided(32, "A bridge to the new chat", "not passed", "2/0/0", "<v32@example.org>"),
)
TICKETS = (
    TicketLine("T-118", "Wiki login fails since Monday", 2, "the requester", is_new=True),
    TicketLine("T-102", "Add a mirror in Brno", 16, "Björn Sand"),
    TicketLine("T-99", "", 12, "the team"),
)
NOBODYS = (TicketLine("T-115", "Certificate for the stats host", 4, ""),)
DESK = DeskWeek(
    open=9,
    before=8,
    opened=6,
    closed=("T-97", "T-104", "T-109", "T-112", "T-116"),
    parked=1,
    oldest_days=16,
    lines=(*NOBODYS, *TICKETS),
    nobodys=NOBODYS,
    first_answer_hours=5,
)
LOG = (
    LogLine(
        14,
        MONDAY + timedelta(hours=9),
        "Alma Reyes",
        "LDAP certificate renewed, alert added",
        "T-118",
    ),
    LogLine(0, MONDAY + timedelta(days=1), "דב לוין", "The stats page is empty", "T-97"),
    LogLine(0, MONDAY + timedelta(days=1), "דב לוין", "", "T-104"),
    LogLine(
        15,
        MONDAY + timedelta(days=2),
        "דב לוין",
        "Ansible role for the mirror (with Björn)",
        struck="it was Tuesday",
    ),
    LogLine(16, MONDAY + timedelta(days=3), "Chiyo Arai", "", embargoed=True),
)
FOLDED = (
    Folded(
        "Re: [VOTE] A bridge to the new chat",
        "V-32 closes Fri 11 Sep 2026 18:00 UTC.",
        MONDAY + timedelta(days=3, hours=18),
    ),
)
RECORDS = tuple(
    RecordLine(what, key, title, f"<{key}@example.org>", MONDAY)
    for what, key, title in (
        (RecordNews.PUBLISHED, "ADR-7", "Mail moves to the new host"),
        (RecordNews.FINAL, "ADR-6", "A second resolver"),
        (RecordNews.APPLIED, "ADR-5", "Backups leave the house"),
        (RecordNews.EARLY, "ADR-4", "The old wiki is read only"),
        (RecordNews.ASKED, "V-29", "Certificates are renewed by a timer"),
    )
)
BUSY = Recap(
    rules=RULES,
    week=WEEK,
    since=WEEK,
    is_first=False,
    sentence=SENTENCE,
    votes=(*VOTES, *QUIET),
    quiet=QUIET,
    decided=DECIDED,
    desk=DESK,
    log=LOG,
    folded=FOLDED,
    topics=TOPICS,
    hellos=HELLOS,
    starters=STARTERS,
    records=RECORDS,
    people=PEOPLE,
    meetings=MEETINGS,
)
NOTHING = replace(
    BUSY,
    sentence=None,
    votes=(),
    quiet=(),
    topics=(),
    hellos=(),
    starters=(),
    records=(),
    people=(),
    meetings=(),
    decided=(),
    desk=None,
    log=(),
    folded=(),
)
"""A recap with every part empty; it is never sent, but its letter can be composed."""
FIRST = replace(NOTHING, is_first=True, votes=VOTES)
CAUGHT_UP = replace(
    BUSY,
    since=TWO_BEFORE,
    decided=tuple(
        replace(vote, counts="", number=number) for number, vote in enumerate(DECIDED * 20)
    ),
    votes=VOTES * 30,
    desk=replace(DESK, open=0, before=9, first_answer_hours=0, closed=DESK.closed * 9),
    log=LOG * 20,
    folded=FOLDED * 30,
    quiet=(),
    topics=TOPICS * 30,
    hellos=HELLOS * 30,
    starters=STARTERS * 30,
    records=RECORDS * 30,
    people=PEOPLE * 30,
)
RECAP_ORDERS = tuple(weekly(recap) for recap in (BUSY, FIRST, CAUGHT_UP))
"""The recap as full as it can be, and its other forms."""
