"""The evidence for a result: the names of its files, and the texts of those about the vote.

Mails, roster, rule, times and the facts of the vote in; the texts out. It shows no address that the
thread itself does not show: a member who did not write in it is only a mark. Pure, never fails.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from listbot.model.policy import Member, Roster
from listbot.model.proposal import Act
from listbot.policies.preset_text import toml_text
from listbot.votes.counting.voters import mark_of

FORMAT = "listbot-evidence-1"
"""The names and the meaning of the files; a format never changes."""

MAILS, LETTERS = "mails", "letters"
"""The folders in the folder."""
ROSTER = "roster.toml"
POLICY = "policy.toml"
LEDGER = "ledger.jsonl"
VOTE = "vote.toml"
LISTS = "lists.toml"
README = "README.txt"
NAMED = (README, VOTE, POLICY, ROSTER, LISTS, LEDGER)

_OF_A_MAIL = re.compile(r"mails/([0-9]{4,6})(?:\.eml|-copy\.eml|\.json)")
_OF_A_LETTER = re.compile(r"letters/[0-9]{4,6}-[A-Z][0-9]{1,2}\.eml")

OF_THE_WAY = (
    b"delivered-to",
    b"x-original-to",
    b"envelope-to",
    b"x-envelope-to",
    b"x-envelope-from",
    b"return-path",
    b"bcc",
)
"""Header fields that tell about the daemon's own mailbox and not about the mail; no archive of a
list has them."""


def mail_name(number: int) -> str:
    """Return the file of a mail, as it came."""
    return f"{MAILS}/{number:04}.eml"


def copy_name(number: int) -> str:
    """Return the file of the copy from before the list that proves a mail."""
    return f"{MAILS}/{number:04}-copy.eml"


def record_name(number: int) -> str:
    """Return the file with what was known of a mail."""
    return f"{MAILS}/{number:04}.json"


def number_in(name: str) -> int:
    """Return the number of the mail that a file is about; 0 if it is not about one."""
    found = _OF_A_MAIL.fullmatch(name)
    return int(found[1]) if found else 0


def is_named_so(name: str) -> bool:
    """Return whether evidence may have a file of this name, beside its list and its seal."""
    return name in NAMED or bool(_OF_A_MAIL.fullmatch(name) or _OF_A_LETTER.fullmatch(name))


@dataclass(frozen=True, slots=True)
class VoteFacts:
    """What a recount needs to know about a vote besides its mails."""

    opening: str
    """Message-ID."""
    list: str
    policy: str
    """The name of the class."""
    opened: datetime
    closes: datetime | None
    outcome: str
    digest: str
    posters: tuple[str, ...] | None = None
    """Where they are the electorate: the writers in the thread who had written to the list before.
    """
    other_posters: int = 0
    """How many more people had."""
    active: tuple[str, ...] | None = None
    """The marks of the active voters at the opening, where the rule asks for them."""
    excluded: tuple[str, ...] = ()
    """The marks of the people whom the vote is about, where the rule lets them not vote."""
    forgotten: int = 0
    """How many votes are of people who were forgotten, so that their mails are not there."""
    number: int = 0
    title: str = ""
    identity: str = ""
    """The level that a binding vote had to have."""
    software: str = ""
    """The program that wrote the files, with its version."""
    withdrawn: Act | None = None
    """Who took it back by hand, which no mail of the thread does."""


def mbox(mails: Iterable[bytes]) -> bytes:
    """Return mails as an mbox that mailers open: mboxrd, which quotes lines beginning with From."""
    return b"".join(
        b"From listbot@localhost Thu Jan  1 00:00:00 1970\n" + _quoted(raw) + b"\n" for raw in mails
    )


def _quoted(raw: bytes) -> bytes:
    lines = raw.replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")
    return b"".join(
        (b">" if line.lstrip(b">").startswith(b"From ") else b"") + line + b"\n" for line in lines
    )


def tells_the_way(name: bytes, value: bytes) -> bool:
    """Whether a field tells about the mailbox that a mail was delivered to."""
    # A null sender shows that a machine wrote the mail (RFC 5321, section 4.5.5).
    return name in OF_THE_WAY and value != b"<>"


def roster_text(roster: Roster, authors: Collection[str]) -> str:
    """Return the roster as of the opening, with the addresses that these authors of mails show.

    A member's mark is the SHA-256 of their first address: the digest stays the same although the
    address is not told.
    """
    return "\n".join(_member(member, frozenset(authors)) for member in roster.members)


def _member(member: Member, authors: frozenset[str]) -> str:
    shown = [address for address in member.addresses if address in authors]
    lines = ["[[members]]"]
    if shown:
        lines += [
            f"name = {toml_text(member.name or shown[0])}",
            f"addresses = [{', '.join(map(toml_text, shown))}]",
        ]
    if member.mark or shown[:1] != list(member.addresses[:1]):
        lines.append(f"mark = {toml_text(mark_of(member))}")
    if member.roles:
        lines.append(f"roles = [{', '.join(map(toml_text, member.roles))}]")
    return "\n".join(lines) + "\n"


def vote_text(facts: VoteFacts) -> str:
    """Return the facts of the vote as TOML."""
    rows: Mapping[str, str | None] = {
        "format": toml_text(FORMAT),
        "software": toml_text(facts.software),
        "vote": toml_text(f"V-{facts.number}"),
        "title": toml_text(facts.title),
        "opening": toml_text(facts.opening),
        "list": toml_text(facts.list),
        "class": toml_text(facts.policy),
        "opened": _time(facts.opened),
        "closes": _time(facts.closes) if facts.closes else None,
        "identity": toml_text(facts.identity),
        "outcome": toml_text(facts.outcome),
        "digest": toml_text(facts.digest),
        "posters": None if facts.posters is None else _texts(facts.posters),
        "other_posters": str(facts.other_posters) if facts.other_posters else None,
        "active": None if facts.active is None else _texts(facts.active),
        "excluded": _texts(facts.excluded) if facts.excluded else None,
        "forgotten": str(facts.forgotten) if facts.forgotten else None,
        **_by_hand(facts.withdrawn),
    }
    return "".join(f"{key} = {value}\n" for key, value in rows.items() if value is not None)


def _by_hand(act: Act | None) -> dict[str, str]:
    if act is None:
        return {}
    return {
        "withdrawn_at": _time(act.order[1]),
        "withdrawn_by": toml_text(act.by),
        "withdrawn_for": toml_text(act.reason),
    }


def _texts(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(toml_text, texts))}]"


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
