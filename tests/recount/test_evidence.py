"""The texts of a result's evidence: what they hold, and what they never show."""

import io
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from listbot.config.rosters.roster_file import load_roster
from listbot.errors import ConfigError
from listbot.inbound.mbox import split_mbox
from listbot.model.policy import Member, Roster
from listbot.model.proposal import Act, Verb
from listbot.recount.evidence import VoteFacts, mbox, roster_text, vote_text
from listbot.votes.counting.voters import mark_of

ANA = Member("Ana", ("ana@example.org", "ana@example.net"))
RAVI = Member("Ravi", ("ravi@example.org",))
GONE = Member("forgotten-1", ("forgotten-1@invalid",), mark="ab" * 32)
FACTS = VoteFacts(
    opening='<a"b@example.org>',
    list="infra@example.org",
    policy="substantial",
    opened=datetime(2026, 9, 8, 18, tzinfo=UTC),
    closes=datetime(2026, 9, 11, 18, tzinfo=UTC),
    outcome="passed",
    digest="sha256:00:v1",
    number=12,
    title="Move it",
    identity="verified",
    software="listbot 0.1.0",
)


def read_again(text: str, folder: Path) -> Roster:
    """The roster that `listbot tally` reads from this file."""
    (folder / "roster.toml").write_text(text, encoding="utf-8")
    return load_roster(folder / "roster.toml")


def test_a_member_who_did_not_write_is_only_a_mark(tmp_path: Path) -> None:
    """Neither name nor address is told, and the electorate stays the same for the digest."""
    text = roster_text(Roster((ANA, RAVI)), {"ana@example.org"})
    assert "ravi" not in text.lower()
    assert "ana@example.net" not in text
    assert [mark_of(each) for each in read_again(text, tmp_path).members] == [
        mark_of(ANA),
        mark_of(RAVI),
    ]


def test_another_address_of_a_member_is_theirs_beside_the_mark(tmp_path: Path) -> None:
    """Who wrote from a second address is still the same member."""
    text = roster_text(Roster((ANA,)), {"ana@example.net"})
    assert "ana@example.org" not in text
    (member,) = read_again(text, tmp_path).members
    assert (member.addresses, member.mark) == (("ana@example.net",), mark_of(ANA))


def test_the_roles_of_a_member_are_told(tmp_path: Path) -> None:
    """A class may count some roles only."""
    text = roster_text(Roster((replace(ANA, roles=("council", "board")),)), set(ANA.addresses))
    (member,) = read_again(text, tmp_path).members
    assert member.roles == ("council", "board")


def test_a_mark_may_have_roles_and_nothing_else(tmp_path: Path) -> None:
    """A member who did not write is not named, and still has their role."""
    (member,) = read_again(
        roster_text(Roster((replace(ANA, roles=("board",)),)), set()), tmp_path
    ).members
    assert (mark_of(member), member.roles) == (mark_of(ANA), ("board",))


def test_a_forgotten_member_keeps_their_mark(tmp_path: Path) -> None:
    """It is all that is left of them."""
    (member,) = read_again(roster_text(Roster((GONE,)), set()), tmp_path).members
    assert mark_of(member) == "ab" * 32


def test_a_member_without_a_name_has_their_address_as_one(tmp_path: Path) -> None:
    """A roster file needs a name."""
    text = roster_text(Roster((replace(RAVI, name=""),)), {"ravi@example.org"})
    assert read_again(text, tmp_path).members[0].name == "ravi@example.org"


@pytest.mark.parametrize("mark", ['"AB"', '""', "7"])
def test_a_mark_that_is_not_a_hash_is_refused(tmp_path: Path, mark: str) -> None:
    """It could stand for nobody."""
    with pytest.raises(ConfigError, match=r"members\[1\].mark: must be a SHA-256"):
        read_again(f"[[members]]\nmark = {mark}\n", tmp_path)


def test_members_that_are_not_tables_are_refused(tmp_path: Path) -> None:
    """As in the configuration."""
    with pytest.raises(ConfigError, match=r"must be written \[\[members\]\]"):
        read_again("[members]\nmark = 1\n", tmp_path)


def test_the_facts_of_the_vote_are_toml() -> None:
    """Times are times; what there is not is left out."""
    assert tomllib.loads(vote_text(FACTS)) == {
        "format": "listbot-evidence-1",
        "software": "listbot 0.1.0",
        "vote": "V-12",
        "title": "Move it",
        "opening": '<a"b@example.org>',
        "list": "infra@example.org",
        "class": "substantial",
        "opened": FACTS.opened,
        "closes": FACTS.closes,
        "identity": "verified",
        "outcome": "passed",
        "digest": "sha256:00:v1",
    }
    more = replace(FACTS, closes=None, posters=("a@example.org",), other_posters=3, forgotten=2)
    more = replace(more, active=("aa", "bb"), excluded=("cc",))
    order = (FACTS.opened, FACTS.opened, "")
    more = replace(more, withdrawn=Act(Verb.WITHDRAW, "", order, by="an operator", reason="why"))
    found = tomllib.loads(vote_text(more))
    assert {key: found[key] for key in found.keys() - tomllib.loads(vote_text(FACTS)).keys()} == {
        "posters": ["a@example.org"],
        "other_posters": 3,
        "active": ["aa", "bb"],
        "excluded": ["cc"],
        "forgotten": 2,
        "withdrawn_at": FACTS.opened,
        "withdrawn_by": "an operator",
        "withdrawn_for": "why",
    }
    assert "closes" not in found


MAIL = (
    b"Received: from a\r\n\tby b\r\nFrom: ana@example.org\r\n"
    b"Subject: hello\r\n\r\nDelivered-To: is text here\r\nFrom now on\r\n>From then on\r\n"
)


def test_an_mbox_gives_its_mails_back() -> None:
    """Lines that begin with From are quoted, in one mail and at its border."""
    raw = MAIL.replace(b"\r\n", b"\n")
    pieces = list(split_mbox(io.BytesIO(mbox([raw, raw])), 10_000))
    assert [piece.raw.rstrip(b"\n") for piece in pieces] == [raw.rstrip(b"\n")] * 2
