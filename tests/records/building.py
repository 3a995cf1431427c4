"""A small group and its mails, for trying the record without a store."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from listbot.decide import on_mail
from listbot.mail import Arrival, Level, ListContext, Mail, read
from listbot.model.case import Case
from listbot.model.decision import MailDecision
from listbot.model.desk.people import Confirmation
from listbot.model.group_case import GroupCase, GroupRound
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.policy import Member, Roster
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.folding import fold
from listbot.model.records.rules import GroupRules, ProjectMember

LIST, BOT = "infra@example.org", "listbot@example.org"
ANNOUNCE = "project@example.org"
ANA, RAVI, LENA, KIM = (f"{name}@example.org" for name in ("ana", "ravi", "lena", "kim"))
NAMES = {ANA: "Ana Ruiz", RAVI: "Ravi Menon", LENA: "Lena Ott", KIM: "Kim Sato"}
START = datetime(2026, 9, 1, 10, 0, tzinfo=UTC)
ROSTER = Roster((Member("Ana Ruiz", (ANA, "ana@example.net")),))
RULES = GroupRules(
    members=True,
    meetings=True,
    announce=ANNOUNCE,
    project_members=tuple(ProjectMember(NAMES[each], (each,)) for each in (ANA, RAVI, LENA)),
)
OWN = (BOT, LIST)
ON_LIST = ListRules(
    LIST, ListRole.DECISIONS, (), ROSTER, Level.LIST_VOUCHED, START, ("lists.example.org",), OWN
)
AT_BOT = ListRules(BOT, ListRole.BOT, (), ROSTER, Level.UNVERIFIED, START, (), OWN)

VOUCHED = """\
Received: from lists.example.org (lists.example.org [192.0.2.25])
\tby mx.example.org (Postfix) with ESMTP id 4X; {date}
"""


def days(count: float) -> datetime:
    """That many days after the start."""
    return START + timedelta(days=count)


def mail(
    body: str,
    by: str = ANA,
    *,
    at: datetime = START,
    to: str = LIST,
    subject: str = "hello",
    answers: str = "",
    message_id: str = "",
    headers: str = "",
) -> Mail:
    """A mail as the daemon reads it; one to the bot came from anybody's machine."""
    stamp = at.strftime("%a, %d %b %Y %H:%M:%S +0000")
    trace = VOUCHED.format(date=stamp) if to == LIST else ""
    headers += f"In-Reply-To: {answers}\n" if answers else ""
    name = NAMES.get(by, "")
    raw = (
        f"{trace}From: {name} <{by}>\nTo: {to}\nSubject: {subject}\nDate: {stamp}\n"
        f"Message-ID: {message_id or f'<{at:%Y%m%d%H%M}-{by}>'}\n{headers}\n{body}\n"
    )
    hops = ("lists.example.org",) if to == LIST else ()
    arrival = Arrival(raw.encode(), ListContext(to, hops, OWN), "lmtp", at, nonce="0123456789")
    found = read(arrival)
    assert isinstance(found, Mail), found
    return found


def act(verb: RecordVerb, about: str, at: datetime = START, **more: object) -> RecordAct:
    """An act that has happened already."""
    made = RecordAct(verb, f"{verb} {about} {at:%Y%m%d%H%M}", at, about, name=NAMES.get(about, ""))
    return replace(made, **more)  # type: ignore[arg-type]


def joined(*who: str, at: datetime = START) -> tuple[RecordAct, ...]:
    """The acts by which these people are in the group."""
    return tuple(act(RecordVerb.JOINED, each, at) for each in who)


def group_case(acts: tuple[RecordAct, ...] = (), rules: GroupRules = RULES) -> GroupCase:
    """The record after these acts, beside a mail."""
    return GroupCase(rules, fold(acts), ROSTER, AT_BOT, (LIST,))


def at_look(
    now: datetime, acts: tuple[RecordAct, ...] = (), rules: GroupRules = RULES
) -> GroupRound:
    """The record after these acts, at a look at it."""
    return GroupRound(rules, fold(acts), ROSTER, AT_BOT, now, "nonce", lists=(LIST,))


def decided(
    what: Mail,
    acts: tuple[RecordAct, ...] = (),
    rules: GroupRules = RULES,
    *,
    asked: Confirmation | None = None,
    passed: tuple[str, ...] = (),
) -> MailDecision:
    """What a mail changes, after these acts. `asked`: the question that it answers; `passed`: the
    votes that passed.
    """
    where = AT_BOT if what.arrival.list.address == BOT else ON_LIST
    group = replace(group_case(acts, rules), passed=frozenset(passed))
    return on_mail(what, Case(where, None, group=group, confirms=asked, seen_before=True))


def acts_of(decision: MailDecision) -> list[tuple[str, str]]:
    """The acts of a decision: what, and about whom."""
    if decision.records is None:
        return []
    return [(each.verb, each.about) for each in decision.records.acts]


def letters_of(decision: MailDecision) -> list[tuple[str, tuple[str, ...]]]:
    """The letters of a decision: which kind, to whom."""
    return [(each.kind, each.recipients) for each in decision.letters]
