"""The record of a mail: what goes in comes out, and anything else is refused."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from listbot.mail import Level, ListContext, TapCopy
from listbot.mail.authorship import Heard, KeyAnswer, KeyAnswers
from listbot.recount.ledger import LedgerLine
from listbot.recount.sealed.record import (
    AskedKey,
    CopyRecord,
    CountedVote,
    Forgotten,
    MailRecord,
    ledger_line,
    parse_record,
    record_text,
)
from listbot.votes.counting.counted import VoteStatus

CAME = datetime(2026, 9, 8, 18, 1, tzinfo=UTC)
KEY = KeyAnswer("s1._domainkey.example.org", Heard.RECORD, ("v=DKIM1; p=",))
RECORD = MailRecord(
    sha256="ab" * 32,
    arrived=CAME,
    list=1,
    is_from_nobody=True,
    is_archived=False,
    keys=(AskedKey(KEY, CAME),),
    author="ravi@example.org",
    level=Level.VERIFIED,
    known_by="signed by example.org",
    line=LedgerLine("<é@example.org>", "0123", CAME, CAME, late=True),
    copy=CopyRecord("cd" * 32, CAME, (AskedKey(KEY, CAME),)),
    votes=(
        CountedVote("ravi@example.org", "+1", None, VoteStatus.LATE),
        CountedVote("ravi@example.org", "-1", "A", VoteStatus.LATE),
    ),
    unclear=("a condition",),
)
LISTS = (ListContext("infra@example.org"),)


def test_a_record_comes_back() -> None:
    """Everything in it, and it is plain ASCII."""
    assert parse_record(record_text(RECORD)) == RECORD
    assert record_text(RECORD).isascii()
    assert parse_record(record_text(Forgotten())) == Forgotten()


def test_the_arrival_is_the_one_that_was_read() -> None:
    """With its list, its keys and its sender; of who sent it only that it was nobody."""
    found = RECORD.arrival(b"raw", LISTS)
    assert (found.list, found.envelope_from, found.arrived) == (LISTS[0], "", CAME)
    assert found.key_answers == KeyAnswers((KEY,))
    assert found.copy is None
    copied = RECORD.arrival(b"raw", LISTS, b"as sent").copy
    assert copied == TapCopy(b"as sent", "evidence", CAME, KeyAnswers((KEY,)))


@pytest.mark.parametrize("number", [0, 2])
def test_a_list_that_is_not_there_is_refused(number: int) -> None:
    """Nobody could know whom the daemon believed."""
    text = record_text(RECORD).replace('"list": 1', f'"list": {number}')
    found = parse_record(text)
    assert isinstance(found, MailRecord)
    with pytest.raises(ValueError, match=f"there is no list {number}"):
        found.arrival(b"raw", LISTS)


def test_the_line_of_the_ledger_says_how_it_counted() -> None:
    """One line, with the times first, as a ledger of times has them."""
    line = json.loads(ledger_line(7, RECORD))
    assert {name: line[name] for name in ("mail", "file", "late", "level", "unclear")} == {
        "mail": "<é@example.org>",
        "file": "mails/0007.eml",
        "late": True,
        "level": "verified",
        "unclear": ["a condition"],
    }
    assert [each["value"] for each in line["votes"]] == ["+1", "-1"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("arrived", "2026-09-08T18:01:00"),
        ("arrived", 7),
        ("arrived", "0001-01-01T00:00:00+14:00"),
        ("received", "9999-12-31T23:59:59-14:00"),
        ("list", "1"),
        ("list", True),
        ("keys", {}),
        ("copy", []),
        ("keys", ["x"]),
        ("votes", [{"voter": "a", "value": "+1", "item": None, "status": "liked"}]),
        ("level", "sure"),
        ("unclear", [7]),
        ("mail", None),
    ],
)
def test_anything_else_is_refused(key: str, value: Any) -> None:
    """A value of another kind in any field."""
    fields = json.loads(record_text(RECORD)) | {key: value}
    with pytest.raises(ValueError, match="is not the record of a mail"):
        parse_record(json.dumps(fields))


@pytest.mark.parametrize("text", ["", "{}", "[]", "7", "[" * 100_000])
def test_a_text_that_is_no_record_is_refused(text: str) -> None:
    """Whatever it is."""
    with pytest.raises(ValueError, match="is not the record of a mail"):
        parse_record(text)
