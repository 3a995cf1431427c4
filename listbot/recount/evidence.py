"""The evidence for a result: the texts of the files that let anybody count it again.

Mails, roster, rule, times and the facts of the vote in; the texts out. It shows no address that the
thread itself does not show: a member who did not write in it is only a mark. Pure, never fails.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from listbot.model.policy import Member, Roster
from listbot.policies.preset_text import toml_text
from listbot.recount.header_lines import without_fields
from listbot.votes.counting.voters import mark_of

MAILS = "thread.mbox"
ROSTER = "roster.toml"
POLICY = "policy.toml"
LEDGER = "ledger.jsonl"
VOTE = "vote.toml"
README = "README.txt"

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


def without_the_way(raw: bytes) -> bytes:
    """Return a mail without the fields that its delivery to us added; all else stays as it came."""
    return without_fields(raw, tells_the_way)


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
        "opening": toml_text(facts.opening),
        "list": toml_text(facts.list),
        "class": toml_text(facts.policy),
        "opened": _time(facts.opened),
        "closes": _time(facts.closes) if facts.closes else None,
        "outcome": toml_text(facts.outcome),
        "digest": toml_text(facts.digest),
        "posters": None if facts.posters is None else _texts(facts.posters),
        "other_posters": str(facts.other_posters) if facts.other_posters else None,
        "active": None if facts.active is None else _texts(facts.active),
        "excluded": _texts(facts.excluded) if facts.excluded else None,
        "forgotten": str(facts.forgotten) if facts.forgotten else None,
    }
    return "".join(f"{key} = {value}\n" for key, value in rows.items() if value is not None)


def _texts(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(toml_text, texts))}]"


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
