"""NUL, lone surrogates and absurd sizes in any field a stranger controls can be stored."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listbot.mail import Arrival, Mail, Unreadable, read
from tests.playing import LIST, LIST_HOST, START, Play, Post

NASTY = (
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",  # a lone surrogate in what would be UTF-8
    b"=?utf-8?q?=00?=",
    b"=?utf-8?b?7aCA?=",
    b"=?utf-16?b?ANg=?=",
    b"=?utf-7?q?+2AA-?=",
    b"=?x-unknown?q?=ED=A0=80?=",
    "\u2028".encode(),
    b"\x1b[31m",
    b"x" * 5000,
    b"<a@b>" * 300,
)
FIELDS = (
    "From",
    "To",
    "Cc",
    "Subject",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Date",
    "List-Id",
    "Content-Type",
)


ODD = st.lists(st.sampled_from(NASTY) | st.binary(max_size=20), max_size=4).map(b"".join)
FAULTS = ("set aside", "not written", "not be decided")
"""An alert about an exception."""


def texts_in(value: object) -> Iterator[str]:
    """Yield every text inside a value, except raw bytes and what the edge reported."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_in(each)
    elif is_dataclass(value) and not isinstance(value, Arrival):
        for each in fields(value):
            yield from texts_in(getattr(value, each.name))


def is_storable(text: str) -> bool:
    """Return whether both databases accept the text."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def odd_mail(field: str, nasty: bytes, body: bytes) -> bytes:
    """Return a mail with something odd in one field, sent through the list."""
    headers = {
        "From": b"Ravi <ravi@example.org>",
        "To": LIST.encode(),
        "Subject": b"[VOTE] Something",
        "Message-ID": b"<odd@example.org>",
        "Date": b"Tue, 08 Sep 2026 18:00:00 +0000",
    }
    headers[field] = headers.get(field, b"") + b" " + nasty
    hop = (
        f"from {LIST_HOST} ({LIST_HOST} [192.0.2.25]) by "
        f"mx.example.org; Tue, 8 Sep 2026 18:00:00 +0000"
    )
    lines = [
        b"Received: " + hop.encode(),
        *(name.encode() + b": " + value for name, value in headers.items()),
    ]
    return b"\r\n".join([*lines, b"", body])


@pytest.fixture(scope="module")
def play() -> Play:
    """One store for all."""
    return Play()


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("nasty", NASTY, ids=[ascii(each[:20]) for each in NASTY])
def test_an_odd_field(play: Play, field: str, nasty: bytes) -> None:
    """The mail is stored with one disposition, and any text read from it can be stored."""
    play.forget_all()
    mail = play.read_raw(odd_mail(field, nasty, b"+1\r\n" + nasty + b"\r\n"), START)
    assert [text for text in texts_in(mail) if not is_storable(text)] == []
    play.take(mail)
    play.tick(START + timedelta(hours=100))
    assert play.accounts_balance()
    assert not [
        text
        for text in play.alerts
        if "set aside" in text or "not written" in text or "not be decided" in text
    ]


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(FIELDS), ODD, st.binary(max_size=60))
def test_any_bytes(play: Play, field: str, nasty: bytes, body: bytes) -> None:
    """Whatever a mail contains, it can be stored, and deciding it does not raise."""
    play.forget_all()
    mail = play.read_raw(odd_mail(field, nasty, body), START)
    assert isinstance(mail, Mail | Unreadable)
    assert [text for text in texts_in(mail) if not is_storable(text)] == []
    play.take(mail)
    assert [text for text in play.alerts if any(word in text for word in FAULTS)] == []


@pytest.mark.parametrize("source", ["\0", "\udcff", "x" * 100_000])
def test_what_the_edge_says(source: str) -> None:
    """An odd envelope sender is stored with the mail and read again."""
    play = Play()
    arrival = Post("p").arrival(play.in_force)
    mail = read(Arrival(arrival.raw, arrival.list, "lmtp", START, source))
    assert play.take(mail) == ["parked"]
    with play.transaction() as tx:
        again = tx.again(2)
    assert is_storable((again.arrival.envelope_from or "").replace("\0", ""))
