"""Tickets, rules and mails for the tests of the help desk."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from listbot.mail import Arrival, Level, ListContext, Mail, read
from listbot.model.desk.people import Person
from listbot.model.desk.rules import DeskRules
from listbot.model.desk.ticket import Status, Ticket
from listbot.model.desk_case import DeskCase
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.policy import Member, Roster

NOW = datetime(2026, 9, 8, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

SUPPORT = "infra-support@example.org"
BOT = "listbot@example.org"
KIM, PAT, ANA, RAVI = "kim@example.net", "pat@example.net", "ana@example.org", "ravi@example.org"

ROSTER = Roster((Member("Ana Ruiz", (ANA, "ana.ruiz@example.net")), Member("Ravi Menon", (RAVI,))))

RULES = ListRules(
    address=SUPPORT,
    role=ListRole.SUPPORT,
    policies=(),
    roster=ROSTER,
    identity=Level.LIST_VOUCHED,
    live_since=NOW - 30 * DAY,
    trusted_hops=("lists.example.org",),
    own_addresses=(BOT, SUPPORT, "infra@example.org"),
    desk=DeskRules(),
)

TICKET = Ticket(
    prefix="T",
    number=118,
    list=SUPPORT,
    title="Wiki login fails",
    requester=KIM,
    requester_name="Kim Sato",
    root="<t118@example.net>",
    token="abcdefghij",
    opened=NOW,
    since=NOW,
    watchers=(KIM,),
    participants=(KIM, PAT),
    events=1,
    told=1,
)

KNOWN = Person(KIM, "Kim Sato", registered=NOW - DAY)


def ticket(status: Status = Status.NEW, **changes: object) -> Ticket:
    """T-118 in this status, since nine o'clock."""
    closed = NOW if status is Status.CLOSED else None
    return replace(TICKET, **({"status": status, "closed": closed} | changes))  # type: ignore[arg-type]


def case(**changes: object) -> DeskCase:
    """A case on the support list, of a requester known since yesterday."""
    return replace(DeskCase(RULES, person=KNOWN, next_number=118), **changes)  # type: ignore[arg-type]


VOUCHED = (
    "Received: from lists.example.org (lists.example.org [192.0.2.7])\n"
    "\tby mx.example.org with ESMTP id 1 for <infra-support@example.org>;\n\t{date}\n"
)


def mail(
    body: str = "The wiki does not let me in.",
    *,
    by: str = "Kim Sato <kim@example.net>",
    to: str = SUPPORT,
    subject: str = "Wiki login fails",
    message_id: str = "<m1@example.net>",
    at: datetime = NOW,
    vouched: bool = True,
    headers: str = "",
    envelope_from: str | None = None,
    nonce: str = "0123456789abcdef",
    archived: bool = False,
) -> Mail:
    """A mail to the support list, read as the daemon reads it."""
    stamp = at.strftime("%a, %d %b %Y %H:%M:%S +0000")
    received = VOUCHED.format(date=stamp) if vouched else ""
    raw = (
        f"{received}From: {by}\nTo: {to}\nSubject: {subject}\nDate: {stamp}\n"
        f"Message-ID: {message_id}\n{headers}\n{body}\n"
    )
    context = ListContext(SUPPORT, RULES.trusted_hops, RULES.own_addresses)
    arrival = Arrival(
        raw.encode(), context, "lmtp", at, envelope_from, archived=archived, nonce=nonce
    )
    found = read(arrival)
    assert isinstance(found, Mail), found
    return found
