"""Short notation for votes in tests: mails of a few people to one proposal, without the
mail around them.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from listbot.mail import Level
from listbot.model.policy import Member, Policy, Roster
from listbot.model.proposal import Act, Entry, Proposal, Verb
from listbot.model.reading import Cast, CastKind, Doubt
from listbot.packaged import load_policy

OPENED = datetime(2026, 9, 8, 18, 0, tzinfo=UTC)  # a Tuesday: no weekend within three days
CLOSES = OPENED + timedelta(hours=72)

SUBSTANTIAL = load_policy("ovirt:substantial")
MINOR = load_policy("ovirt:minor")

PEOPLE = ("ana", "ravi", "ines", "lars", "lena", "omar", "kim")
ROSTER = Roster(
    tuple(Member(name.title(), (f"{name}@example.org", f"{name}@example.net")) for name in PEOPLE)
)


def after(hours: float) -> datetime:
    """That many hours after the opening."""
    return OPENED + timedelta(hours=hours)


def proposal(policy: Policy = SUBSTANTIAL, roster: Roster = ROSTER) -> Proposal:
    """Ana's proposal, opened on a Tuesday evening, closing three days later."""
    return Proposal(
        id="<opening@example.org>",
        number=31,
        list="infra@example.org",
        proposer="ana@example.org",
        proposer_name="Ana",
        subject="[VOTE] Move the mirrors",
        title="Move the mirrors",
        opened=OPENED,
        policy=policy,
        roster=roster,
        identity=Level.LIST_VOUCHED,
    )


def entry(
    author: str, hours: float = 1, *said: Cast | Doubt | Verb, level: Level = Level.LIST_VOUCHED
) -> Entry:
    """A mail some hours after the opening; an author without a domain writes from example.org."""
    address = author if "@" in author else f"{author}@example.org"
    at = after(hours)
    id = f"<{author}-{hours}@example.org>"
    order = (at, at, id)
    return Entry(
        mail=id,
        author=address,
        name=author.partition("@")[0].title(),
        level=level,
        effective=at,
        received=at,
        casts=tuple(what for what in said if isinstance(what, Cast)),
        doubts=tuple(what for what in said if isinstance(what, Doubt)),
        acts=tuple(Act(what, address, order) for what in said if isinstance(what, Verb)),
    )


def vote(
    value: str, item: str | None = None, *, reason: bool = False, words: bool = False, line: int = 1
) -> Cast:
    """A vote; one below zero has no reason unless `reason` is set."""
    explained = reason if value.startswith("-") and value != "-0" else None
    return Cast(CastKind.VOTE, value, value, line, item, in_words=words, explained=explained)


def withdrawal(item: str | None = None, line: int = 1) -> Cast:
    """A withdrawal."""
    return Cast(CastKind.WITHDRAW, None, "I withdraw my vote", line, item, in_words=True)


def doubt(value: str | None = "+1", line: int = 1) -> Doubt:
    """A vote under a condition."""
    return Doubt("+1 if the mirror stays", line, "a condition cannot be tallied", value)


def reasoned(mail: Entry) -> Entry:
    """The same mail with a reason in its own words."""
    return replace(mail, reasoned=True)


def heard(text: str) -> list[Entry]:
    """Mails from one line of text, an hour apart: "Ana +1; Omar -1 with reason; Pat@example.com
    unclear; Kim -1 in words; Lena withdraws; Ravi +1 unverified"."""
    return [
        _heard(said.split(), hours) for hours, said in enumerate(text.split(";"), 1) if said.strip()
    ]


def _heard(words: list[str], hours: int) -> Entry:
    author, value, how = words[0].lower(), words[1], " ".join(words[2:])
    level = Level.UNVERIFIED if how == "unverified" else Level.LIST_VOUCHED
    if value == "withdraws":
        return entry(author, hours, withdrawal(), level=level)
    if value == "unclear":
        return entry(author, hours, doubt(), level=level)
    cast = vote(value, reason=how == "with reason", words=how == "in words")
    return entry(author, hours, cast, level=level)
