"""Checking a folder of evidence again: everything comes to the same, or is told."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from listbot.model.inputs import EraseInput, KeyInput, VoteInput, VoteVerb
from listbot.pipeline import act_on_vote, erase, hear
from listbot.recount.evidence import LEDGER, LISTS, VOTE
from tests.line.tapped import TappedPlay
from tests.playing import Play, Post, hours, opening
from tests.recount.sealed.folders import (
    SIGNER,
    SILENT,
    changed,
    checked,
    evidence,
    plain,
    proven,
    sealed,
    signed,
    told,
    vote,
)

RAVI = "mails/0002.json"


@cache
def signed_vote() -> dict[str, bytes]:
    """The evidence of a vote on a list that asks for signatures."""
    return evidence(proven())


@cache
def plain_vote() -> dict[str, bytes]:
    """The same of one that does not."""
    return evidence(plain())


def forged(name: str, was: bytes, now: bytes) -> set[tuple[str, int, str]]:
    """What is said of evidence that whoever runs the daemon changed and sealed anew."""
    return told(sealed(changed(signed_vote(), name, was, now)))


@pytest.mark.parametrize("made", [signed_vote, plain_vote])
def test_what_was_exported_holds(made: Callable[[], dict[str, bytes]]) -> None:
    """Nothing differs, and the count comes to the result."""
    found = checked(made())
    assert found.changes == ()
    assert found.about is not None
    assert found.count is not None
    assert (found.count.digest, found.count.outcome.state.value) == (
        found.about.stated.digest,
        found.about.stated.outcome,
    )


def test_a_mail_that_is_not_proven_is_there_and_does_not_count() -> None:
    """The list saw it, so whoever checks can see why it did not count."""
    found = checked(signed_vote())
    assert found.known == {"signed": 3, "list": 1}
    assert found.count is not None
    assert {each.voter: each.status.value for each in found.count.outcome.tally.votes} == {
        "ravi@example.org": "counted",
        "lena@example.org": "unverified",
        "omar@example.org": "counted",
    }


def test_a_changed_mail_is_told_although_it_was_sealed_anew() -> None:
    """Its signature, its record and the count each show it."""
    was, now = b"\r\n\r\n+1", b"\r\n\r\n-1"
    before, after = (
        checked(files).count
        for files in (signed_vote(), changed(signed_vote(), "mails/0002.eml", was, now))
    )
    assert before is not None
    assert after is not None
    assert forged("mails/0002.eml", was, now) == {
        ("mails/0002.eml", 2, "is not the mail that its record names"),
        (
            "mails/0002.eml",
            2,
            "has another Message-ID or other words than its record names",
        ),
        (
            "mails/0002.eml",
            2,
            "comes to the level list-vouched, the signature of example.org is of another text: "
            "something changed it on its way; its record says verified",
        ),
        (
            "mails/0002.json",
            2,
            "the mail counts otherwise than its record says",
        ),
        (VOTE, 0, f"says {before.digest}; the count comes to {after.digest}"),
    }


def test_a_record_that_lies_about_its_mail_is_told() -> None:
    """Another author, another level: the mail itself says otherwise, and so does the ledger."""
    assert forged(RAVI, b'"author": "ravi@', b'"author": "rick@') == {
        ("mails/0002.eml", 2, "is by ravi@example.org, and its record names rick@example.org"),
        (LEDGER, 2, f"line 2 does not say what {RAVI} says"),
    }
    assert forged("mails/0003.json", b'"level": "list-vouched"', b'"level": "verified"') == {
        (
            "mails/0003.eml",
            3,
            "comes to the level list-vouched, it has no signature of example.org; "
            "its record says verified",
        ),
        (LEDGER, 3, "line 3 does not say what mails/0003.json says"),
    }


def test_a_level_is_told_without_a_reason_where_nobody_asks() -> None:
    """A list that asks for no signatures has none to tell."""
    said = told(
        sealed(changed(plain_vote(), RAVI, b'"level": "list-vouched"', b'"level": "verified"'))
    )
    what = "comes to the level list-vouched; its record says verified"
    assert ("mails/0002.eml", 2, what) in said


def test_another_key_is_told() -> None:
    """The signature does not fit it."""
    at = signed_vote()[RAVI].index(b"p=") + 40
    key = signed_vote()[RAVI][at : at + 8]
    assert "mails/0002.eml comes to the level list-vouched" in "".join(
        f"{file} {what}" for file, _, what in forged(RAVI, key, b"AAAAAAAA")
    )


def test_a_ledger_that_says_otherwise_is_told_with_the_mail() -> None:
    """By the line, whatever it says; a line too many, too."""
    assert forged(LEDGER, b'"value": "-1"', b'"value": "+1"') == {
        (LEDGER, 4, "line 4 does not say what mails/0004.json says")
    }
    more = {**signed_vote(), LEDGER: signed_vote()[LEDGER] + b"{}\n"}
    assert told(sealed(more)) == {(LEDGER, 0, "has 5 lines for 4 mails")}
    fewer = {**signed_vote(), LEDGER: b""}
    assert {number for _, number, _ in told(sealed(fewer))} == {1, 2, 3, 4}


def test_another_result_is_told() -> None:
    """The count comes to what the mails say."""
    assert forged(VOTE, b'outcome = "stopped"', b'outcome = "passed"') == {
        (VOTE, 0, "says passed; the count comes to stopped")
    }


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mails/0002.eml", ("mails/0002.eml", 2, "is missing")),
        (RAVI, (RAVI, 2, "is missing")),
        (LISTS, (LISTS, 0, "has no [[lists]]")),
        ("policy.toml", ("policy.toml", 0, "is missing")),
        ("mails/0001.eml", (VOTE, 0, "names an opening that is not among the mails")),
    ],
)
def test_a_missing_file_is_told(name: str, said: tuple[str, int, str]) -> None:
    """Although the folder was sealed without it."""
    files = {key: value for key, value in signed_vote().items() if key != name}
    assert said in told(sealed(files))


def test_a_mail_is_named_as_far_as_its_files_tell() -> None:
    """By the mail itself, else by its record, else only by its number."""
    without = {key: value for key, value in signed_vote().items() if key != "mails/0002.eml"}
    broken = ({**signed_vote(), RAVI: b""}, {**without, RAVI: b""})
    named = [checked(files).mail(2) for files in (signed_vote(), without, *broken)]
    assert [(each.message_id, each.author) for each in named if each] == [
        ("<ravi-1@example.org>", "ravi@example.org"),
        ("<ravi-1@example.org>", "ravi@example.org"),
        ("<ravi-1@example.org>", ""),
        ("", ""),
    ]


def test_a_mail_or_record_that_cannot_be_read_is_told() -> None:
    """With the reason."""
    broken = {**signed_vote(), "mails/0002.eml": b"From: a@b.org\nFrom: c@d.org\n\n+1\n"}
    what = "cannot be read: 2 From fields (exactly one is needed)"
    assert ("mails/0002.eml", 2, what) in told(sealed(broken))
    broken = {**signed_vote(), RAVI: b"{}"}
    assert (RAVI, 2, "is not the record of a mail") in told(sealed(broken))
    assert (RAVI, 2, "there is no list 9") in forged(RAVI, b'"list": 1', b'"list": 9')


def test_a_key_that_was_told_later_has_its_own_time() -> None:
    """When it was asked for is kept, not only when the mail came."""
    play = Play(in_force=proven().in_force)
    waiting = signed(play, vote("Ravi"), SILENT)
    play.take(signed(play, opening()), waiting)
    with play.transaction() as tx:
        hear(tx, KeyInput(waiting.arrival.key, (SIGNER.answer,), hours(2)))
    play.tick(hours(80))
    files = evidence(play)
    assert checked(files).changes == ()
    asked = [json.loads(files[f"mails/000{each}.json"])["keys"][0]["asked"] for each in (1, 2)]
    assert asked == ["2026-09-08T18:01:00+00:00", "2026-09-08T20:00:00+00:00"]


@cache
def tapped_vote() -> dict[str, bytes]:
    """The evidence of a vote on a list that breaks signatures, with a tap before it."""
    play = TappedPlay()
    play.open()
    play.tap(vote("Ravi"))
    play.pass_on(vote("Ravi"), vote("Lena", 2))
    play.run_until(hours(200))
    play.tap(vote("Lena", 2))
    return evidence(play)


def test_a_copy_from_before_the_list_is_in_the_folder() -> None:
    """It proves its mail again; one that came after the close proved nothing and is not there."""
    copies = [name for name in tapped_vote() if name.endswith("-copy.eml")]
    found = checked(tapped_vote())
    assert copies == ["mails/0001-copy.eml", "mails/0002-copy.eml"]
    assert (found.changes, found.known, found.on_list) == ((), {"signed": 2, "list": 1}, 3)
    assert list(found.short_keys) == ["s1._domainkey.example.org"]


def test_a_changed_copy_is_told() -> None:
    """It is not the one that was recorded, and proves nothing any more."""
    name = "mails/0002-copy.eml"
    said = told(sealed(changed(tapped_vote(), name, b"\r\n\r\n+1", b"\r\n\r\n-1")))
    assert (name, 2, "is not the copy that the record of its mail names") in said
    (level,) = (what for file, _, what in said if file == "mails/0002.eml")
    assert level.startswith("comes to the level list-vouched")


def test_a_missing_copy_is_told_and_so_is_one_too_many() -> None:
    """Each mail has the copy that its record names."""
    without = {key: value for key, value in tapped_vote().items() if key != "mails/0002-copy.eml"}
    assert ("mails/0002-copy.eml", 2, "is missing") in told(sealed(without))
    more = {**tapped_vote(), "mails/0003-copy.eml": b"x"}
    what = "is not named in the record of its mail"
    assert told(sealed(more)) == {("mails/0003-copy.eml", 3, what)}


def test_each_mail_is_read_by_what_was_configured_then() -> None:
    """The hosts that are believed may change while a vote is open, or after it."""
    play = Play()
    play.take(opening(), vote("Ravi"))
    later = tuple(replace(each, trusted_hops=("mx9.example.org",)) for each in play.in_force.lists)
    with play.transaction() as tx:
        tx.adopt(replace(play.in_force, lists=later))
    play.tick(hours(80))
    files = evidence(play)
    assert b'trusted_hops = ["lists.example.org"]' in files[LISTS]
    assert checked(files).changes == ()


def test_a_copy_that_came_earlier_gives_its_time() -> None:
    """Times that the mails do not show are told, since they are the daemon's word."""
    play = Play()
    copy = replace(vote("Ravi", 6), to="infra@example.org, ops@example.org")
    play.take(opening(), copy, replace(copy, at=5, by="ops@example.org"))
    play.tick(hours(80))
    found = checked(evidence(play))
    assert (found.changes, found.thread.times.moved) == ((), ("<ravi-6@example.org>",))


def test_what_was_withdrawn_by_hand_was_not_decided() -> None:
    """The folder says who did it, and the count comes to the same."""
    play = Play()
    play.take(opening(), vote("Ravi"))
    asked = VoteInput(1, VoteVerb.WITHDRAW, "", "admin", "twice", hours(3))
    with play.transaction() as tx:
        act_on_vote(tx, asked)
    play.tick(hours(80))
    files = evidence(play)
    assert b'outcome = "cancelled"' in files[VOTE]
    assert b'withdrawn_for = "twice"' in files[VOTE]
    assert checked(files).changes == ()


def test_what_was_moved_by_hand_closes_then() -> None:
    """The time of the close is in the folder."""
    play = Play()
    play.take(opening(), *(vote(name) for name in ("Ravi", "Lena", "Omar")))
    asked = VoteInput(1, VoteVerb.EXTEND, "2026-09-13 18:00 UTC", "admin", "holiday", hours(3))
    with play.transaction() as tx:
        act_on_vote(tx, asked)
    play.run_until(hours(130))
    assert checked(evidence(play)).changes == ()


def test_of_the_forgotten_there_is_the_place() -> None:
    """Their mails cannot be checked, and the count lacks their votes: neither is a fault."""
    play = Play()
    play.take(
        opening(),
        replace(vote("Ravi"), sender="Pat"),
        vote("Lena", 2),
        Post("t", "Pat", "A word more.", 4, answers=["p"]),
    )
    play.tick(hours(80))
    asked = EraseInput.of("pat@example.org", "00" * 16, "admin", "asked", hours(90))
    with play.transaction() as tx:
        erase(tx, "pat@example.org", asked)
    files = evidence(play)
    assert json.loads(files[RAVI]) == {"forgotten": True}
    assert b"pat@" not in b"".join(files.values()).lower()
    found = checked(files)
    assert (found.changes, found.thread.forgotten) == ((), (2, 4))
    assert found.about is not None
    assert found.count is not None
    assert found.about.stated.forgotten == 1
    assert found.count.digest != found.about.stated.digest


def test_the_same_vote_gives_the_same_files() -> None:
    """However often it is exported, and from whichever database: its own numbers do not matter."""
    play, other = plain(), Play()
    assert evidence(play) == evidence(play)
    other.take(Post("h", "Kim", "Hello.", -2, "Hello"), Post("i", "Omar", "Hi.", -1, "Hi"))
    other.take(vote("Lena", 2), opening(), vote("Ravi"), vote("Kim", 3, "+1 if it is cheap"))
    other.run_until(hours(200))
    assert evidence(other) == evidence(play)
