"""Letters of the help desk: orders as the desk places them, from a ticket with difficult names.

All of it is made up.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from listbot.letters.facts.votes import TranscriptLine
from listbot.mail import Arrival, Author, Body, Level, ListContext, Mail
from listbot.model.desk.people import Confirmation
from listbot.model.desk.rules import DeskRules
from listbot.model.desk.ticket import Change, Event, Field, File, Side, Status, Ticket, What
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.order import LetterOrder
from listbot.model.policy import Member, Roster
from listbot.tickets.letters import orders

SUPPORT = "infra-support@example.org"
BOT = "listbot@example.org"
KIM, PIA, ALMA, DOV = "kim@example.net", "pia@example.net", "alma@example.org", "dov@example.org"
MORNING = datetime(2026, 9, 10, 9, 12, tzinfo=UTC)

ROSTER = Roster(
    (
        Member("Alma Reyes", (ALMA,)),
        Member("דב לוין", (DOV,)),
        Member("Chiyo Arai", ("chiyo@example.org",)),
    )
)
RULES = ListRules(
    address=SUPPORT,
    role=ListRole.SUPPORT,
    policies=(),
    roster=ROSTER,
    identity=Level.LIST_VOUCHED,
    live_since=datetime(2026, 9, 1, tzinfo=UTC),
    own_addresses=(BOT, SUPPORT),
    desk=DeskRules(
        is_team_told=True,
        triage="usually within 2 working days",
        urgent="#example-infra on irc.example.org",
    ),
)
TICKET = Ticket(
    prefix="T",
    number=118,
    list=SUPPORT,
    title="Wiki login fails since Monday",
    requester=KIM,
    requester_name="Kim Sato",
    root="<k1@example.net>",
    token="k3v9x2m4q8",  # noqa: S106 - a sample; it only routes
    opened=MORNING - timedelta(days=1),
    since=MORNING - timedelta(days=1),
    watchers=(KIM,),
    participants=(KIM, PIA),
    events=1,
)
ASKED = replace(
    TICKET,
    status=Status.ON_REQUESTER,
    assignee=ALMA,
    since=MORNING,
    asked_by="Alma Reyes",
    events=2,
    told=1,
)
REQUEST = Mail(
    arrival=Arrival(b"", ListContext(SUPPORT), "lmtp", TICKET.opened),
    digest="",
    message_id="<k1@example.net>",
    subject=TICKET.title,
    author=Author(KIM, "Kim Sato", Level.VERIFIED, "From"),
    date=None,
    received=TICKET.opened,
    references=(),
    body=Body(()),
    words_digest="",
)
OPENING = Event(
    What.OPENED,
    TICKET.opened,
    Side.REQUESTER,
    KIM,
    "Kim Sato",
    "<k1@example.net>",
    (
        "Hello,\n\nsince Monday the wiki says:\n\n    LDAP error 49: invalid "
        "credentials\n\nWho can "
        "help?\nKim"
    ),
    files=(File("screenshot.png", "image/png", 81_204), File("журнал.txt", "text/plain", 850)),
)
ANSWER = Event(
    What.WROTE,
    MORNING,
    Side.TEAM,
    ALMA,
    "Alma Reyes",
    "<a1@example.org>",
    "The LDAP certificate had expired. Renewed; please try again.",
    changes=(
        Change(Field.STATUS, Status.NEW, Status.ON_REQUESTER),
        Change(Field.ASSIGNEE, "", ALMA),
    ),
)
PARKS = Event(
    What.CHANGED,
    MORNING + timedelta(days=28),
    Side.CLOCK,
    changes=(Change(Field.STATUS, Status.ON_REQUESTER, Status.PARKED),),
    reason="parked: no answer came",
)
EVERY_CHANGE = Event(
    What.CHANGED,
    MORNING,
    Side.TEAM,
    ALMA,
    "Alma Reyes",
    "<a2@example.org>",
    changes=(
        Change(Field.STATUS, Status.ON_REQUESTER, Status.ON_TEAM),
        Change(Field.TITLE, "x", "Wiki login fails for everybody"),
        Change(Field.REQUESTER, KIM, PIA),
        Change(Field.ASSIGNEE, ALMA, DOV),
        Change(Field.ASSIGNEE, DOV, ""),
        Change(Field.ASSIGNEE, "", PIA),
        Change(Field.PRIORITY, "normal", "high"),
        Change(Field.PUBLIC, "no", "yes"),
        Change(Field.PUBLIC, "yes", "no"),
        Change(Field.STARTER, "no", "yes"),
        Change(Field.STARTER, "yes", "no"),
        Change(Field.MERGED, "", "T-3"),
        Change(Field.MERGED, "T-3", ""),
        Change(Field.WATCHER, "", PIA),
        Change(Field.WATCHER, PIA, ""),
        Change(Field.PARTICIPANT, "", PIA),
        Change(Field.PARTICIPANT, PIA, ""),
        Change(Field.LINK, "", "T-9"),
        Change(Field.LINK, "T-9", ""),
        Change(Field.BOUNCING, "", KIM),
        Change(Field.BOUNCING, KIM, ""),
        Change(Field.SNOOZED, "", "2026-09-18T08:00:00+00:00"),
        Change(Field.SNOOZED, "2026-09-18T08:00:00+00:00", ""),
        Change(Field.NOTE, "", "She called twice. It began with the outage of last week."),
        Change(Field.NOTE, "She called.", ""),
    ),
)
QUESTION = Confirmation(
    token="k3v9x2m4q8w7z5a1",  # noqa: S106 - a sample
    ticket=TICKET.key,
    who=ALMA,
    lines=(("close", ""), ("assign", "Dov")),
    mail="<x1@example.net>",
    asked=MORNING,
)
OPENED = orders.opened(
    REQUEST,
    TICKET,
    RULES,
    quoted=True,
    secret=True,
    held=False,
    linked="T-97",
)
TOLD_TEAM = orders.update(TICKET, RULES, DOV, Side.TEAM, (OPENING,), {KIM: "Kim Sato"}, new=True)
TOLD_REQUESTER = orders.update(ASKED, RULES, KIM, Side.REQUESTER, (ANSWER,), {}, new=False)
NOT_PROVEN = orders.opened(
    REQUEST,
    replace(TICKET, public=True),
    replace(RULES, roster=Roster()),
    quoted=False,
    secret=False,
    held=False,
)
TOLD_WATCHER = orders.update(
    replace(ASKED, status=Status.CLOSED),
    RULES,
    PIA,
    Side.WATCHER,
    (replace(OPENING, secret=True), replace(ANSWER, text="line\n" * 500), EVERY_CHANGE),
    {KIM: "Kim Sato"},
    new=False,
)
TOLD_MERGED = orders.update(
    replace(ASKED, merged_into="T-3"), RULES, KIM, Side.REQUESTER, (EVERY_CHANGE,), {}, new=False
)
TOLD_PARKED = orders.update(
    replace(ASKED, status=Status.PARKED), RULES, KIM, Side.REQUESTER, (PARKS,) * 30, {}, new=False
)
STALE = orders.stale(ASKED, RULES, MORNING + timedelta(days=28))
TRANSCRIPT = orders.transcript(
    REQUEST,
    (TranscriptLine("#listbot take", True, "T-118 is now assigned to Alma Reyes."),),
    "",
    (("#listbot take", "Assigns the ticket to you. For the team."),),
    TICKET,
    RULES,
)
SECRET_SEEN = orders.secret_seen(REQUEST, TICKET, RULES, "a private key")
QUESTIONED = orders.question(REQUEST, QUESTION, RULES, ("close", "assign"), TICKET)

CONSENT = orders.consent(replace(TICKET, title=f"Login of {KIM} fails", returns="r"), RULES)

DESK_ORDERS: tuple[LetterOrder, ...] = (
    OPENED,
    NOT_PROVEN,
    TOLD_TEAM,
    TOLD_REQUESTER,
    TOLD_WATCHER,
    TOLD_MERGED,
    TOLD_PARKED,
    STALE,
    TRANSCRIPT,
    SECRET_SEEN,
    QUESTIONED,
    CONSENT,
)
"""Each letter of the desk, as full as it can be; some in several forms."""
