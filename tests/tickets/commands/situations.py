"""Tickets, mails and cases for trying the help desk's commands.

Ana and Ravi are the team; Kim asked for help in T-5, with Lena in Cc; Omar has nothing to do with
it.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from listbot.mail import Arrival, Author, Body, Level, ListContext, Mail
from listbot.model.desk.people import Written
from listbot.model.desk.ticket import Change, Event, Field, Side, Status, Ticket, What
from listbot.model.desk_case import DeskCase
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.policy import Member, Roster
from listbot.tickets.commands import DeskEffect, DeskSession, Move, run_desk

LIST = "infra-support@example.org"
OPENED = datetime(2026, 9, 10, 9, 0, tzinfo=UTC)
NOW = OPENED + timedelta(hours=3)
ANA, ANA_AT_HOME, RAVI = "ana@example.org", "ana@example.net", "ravi@example.org"
KIM, LENA, OMAR = "kim@example.org", "lena@example.org", "omar@example.org"
ROSTER = Roster(
    (
        Member("Ana Ruiz", (ANA, ANA_AT_HOME)),
        Member("Ravi Menon", (RAVI,)),
        Member("Anabel Zoë", ("zoe@example.org",)),
        Member("", ("bo@example.org",)),
        Member("Nobody Anymore", ()),
    )
)
RULES = ListRules(LIST, ListRole.SUPPORT, (), ROSTER, Level.LIST_VOUCHED, OPENED)
NO_WORDS = Body(())
T5 = Ticket(
    prefix="T",
    number=5,
    list=LIST,
    title="Jenkins login fails",
    requester=KIM,
    requester_name="Kim Sato",
    root="<ask@example.org>",
    token="abcdefghij",
    opened=OPENED,
    since=OPENED,
    status=Status.ON_TEAM,
    watchers=(KIM,),
    participants=(KIM, LENA),
)
T3 = replace(
    T5,
    number=3,
    title="Login fails",
    requester=OMAR,
    watchers=(OMAR,),
    participants=(OMAR,),
    root="<t3@example.org>",
)
CASE = DeskCase(RULES, ticket=T5, named=(T3,))
PART = Written(
    "<more@example.org>",
    KIM,
    "Kim Sato",
    "unverified",
    "Re: [T-5] Jenkins login fails",
    OPENED,
    "d1",
    "And the wiki is down.",
)


def mail(
    author: str = ANA,
    level: Level = Level.LIST_VOUCHED,
    received: datetime = NOW,
    body: Body = NO_WORDS,
) -> Mail:
    """A mail with only what commands look at."""
    return Mail(
        arrival=Arrival(b"", ListContext(LIST), "lmtp", received),
        digest="",
        message_id="<c1@example.org>",
        subject="Re: [T-5] Jenkins login fails",
        author=Author(author, "", level, "From"),
        date=received,
        received=received,
        references=("<more@example.org>",),
        body=body,
        words_digest="",
    )


FORGED = mail(level=Level.UNVERIFIED)


def session(
    *lines: str, by: Mail | str = ANA, case: DeskCase = CASE, proven: bool = False
) -> DeskSession:
    """Run lines such as "take" and "assign: Ravi"."""
    parts = (line.partition(":") for line in lines)
    taken = tuple((verb, argument) for verb, _, argument in parts)
    return run_desk(taken, mail(by) if isinstance(by, str) else by, case, proven)


def effect(
    line: str, by: Mail | str = ANA, case: DeskCase = CASE, proven: bool = False
) -> DeskEffect:
    """Run one line."""
    ((_, _, found),) = session(line, by=by, case=case, proven=proven).answers
    return found


def with_ticket(ticket: Ticket = T5, **fields: object) -> DeskCase:
    """The case with its ticket changed."""
    return replace(CASE, ticket=replace(ticket, **fields))  # type: ignore[arg-type]


def done(answer: str, *changes: Change, key: str = "T-5") -> DeskEffect:
    """The effect of a line that was done, with its changes to one ticket."""
    return DeskEffect(True, answer, (Move(key, changes),) if changes else ())


def refused(answer: str) -> DeskEffect:
    """The effect of a line that was refused."""
    return DeskEffect(False, answer)


def status(old: Status, new: Status) -> Change:
    """A change of status."""
    return Change(Field.STATUS, old, new)


def commanded(
    *changes: Change, who: str = ANA, side: Side = Side.TEAM, what: What = What.CHANGED
) -> Event:
    """The changes of earlier command lines."""
    return Event(what, OPENED, side, who, changes=changes)
