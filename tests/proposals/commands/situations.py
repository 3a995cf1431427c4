"""Mails and cases for trying commands."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from listbot.mail import Arrival, Author, Body, Level, ListContext, Mail
from listbot.model.case import Case
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.policy import Member, Policy, Roster
from listbot.model.proposal import Entry, Proposal
from listbot.model.reading import Cast, CastKind
from listbot.policies.presets import parse_preset

LIST = "infra@example.org"
OPENED = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
WRITTEN = OPENED + timedelta(hours=10)
CLOSES = OPENED + timedelta(hours=72)
PRESET = Path("listbot/policies/presets/ovirt.toml")
SUBSTANTIAL, MINOR = parse_preset("ovirt", PRESET.read_text(encoding="utf-8"))
ROSTER = Roster(
    (
        Member("Alma Reyes", ("alma@example.org", "alma@example.net")),
        Member("Dov", ("dov@example.org",)),
    )
)


def mail(
    author: str = "alma@example.org",
    level: Level = Level.LIST_VOUCHED,
    received: datetime = WRITTEN,
    through: str = LIST,
    to: tuple[str, ...] = (),
) -> Mail:
    """A mail with only what commands look at."""
    return Mail(
        arrival=Arrival(b"", ListContext(through), "lmtp", received),
        digest="",
        message_id="<c1@example.org>",
        subject="Re: [LAZY] The weekly reboot moves to Tuesday",
        author=Author(author, "", level, "From"),
        date=received,
        received=received,
        references=("<v33@example.org>",),
        body=Body(()),
        words_digest="",
        to=to,
    )


def proposal(policy: Policy = SUBSTANTIAL, roster: Roster = ROSTER) -> Proposal:
    """V-33, proposed by Alma from her second address."""
    return Proposal(
        id="<v33@example.org>",
        number=33,
        list=LIST,
        proposer="alma@example.net",
        proposer_name="Alma Reyes",
        subject="[LAZY] The weekly reboot moves to Tuesday",
        title="The weekly reboot moves to Tuesday",
        opened=OPENED,
        policy=policy,
        roster=roster,
        identity=Level.LIST_VOUCHED,
    )


RULES = ListRules(LIST, ListRole.DECISIONS, (SUBSTANTIAL, MINOR), ROSTER, Level.LIST_VOUCHED, None)
CASE = Case(rules=RULES, proposal=proposal(), closes=CLOSES)
LAZY = replace(CASE, proposal=proposal(MINOR))
NO_VOTE = Case(rules=RULES, proposal=None)


def voted(*values: str | None, item: str | None = None) -> tuple[Entry, ...]:
    """The author's earlier mails, one for each value; None takes the vote back."""
    return tuple(
        Entry(
            mail=f"<{hours}@example.org>",
            author="dov@example.org",
            name="Dov",
            level=Level.LIST_VOUCHED,
            effective=OPENED + timedelta(hours=hours),
            received=OPENED + timedelta(hours=hours),
            casts=(
                Cast(CastKind.VOTE if value else CastKind.WITHDRAW, value, value or "", 1, item),
            ),
        )
        for hours, value in enumerate(values)
    )
