"""Mails refused before parsing, each with its place and limit."""

import re
from itertools import product

import pytest

from listbot.mail.wire import limits
from tests.mail.arrivals import FIELDS, refusal

MULTIPART = FIELDS + 'Content-Type: multipart/mixed; boundary="b"\n'


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("X: y\n\n+1", "0 From fields (exactly one is needed)"),
        (FIELDS + "from : Bob <bob@example.org>\n\n+1", "2 From fields (exactly one is needed)"),
        (FIELDS + "X: y\rFrom: mallory@example.net\n\n", "a bare carriage return in the header"),
        (FIELDS + "X: \0\n\n", "a NUL in line 5 of the header"),
        (FIELDS + "X: y\n" * 1_000 + "\n", "a header of 1004 lines (at most 1000)"),
        (FIELDS + "X: " + "y" * 102_400 + "\n\n", "a header of 102521 bytes (at most 102400)"),
        (FIELDS + "\n" + "x" * limits.MAX_SIZE, "36700277 bytes (at most 36700160)"),
        (MULTIPART + "\n" + "--b\n\nx\n" * 501, "more than 500 parts"),
        (MULTIPART + "\n" * 600_000, "600006 lines in a mail of parts (at most 600000)"),
        (
            FIELDS + "Content-Type: message/rfc822\n\n" * 20 + "\n" * 100_000,
            "100045 lines in parts nested 20 deep (at most 100000)",
        ),
        (FIELDS + "Content-Type: message/rfc822\n\n" * 21, "parts nested more than 20 deep"),
        (FIELDS + "X: y\n\nboundary conditions, boundary=b\n", ""),
        ("From: nobody\n\n+1", "no address in From"),
    ],
)
def test_refused(raw: str, reason: str) -> None:
    """Each refusal names the place and the limit."""
    if reason:
        assert refusal(raw) == reason
    else:
        assert limits.fault(raw.encode()) == ""


def test_boundaries_are_bounded() -> None:
    """Too many declared boundaries are refused before we search for them."""
    declared = "".join(f"boundary=b{number}\n" for number in range(501))
    assert refusal(FIELDS + "\n" + declared) == "501 boundaries (at most 500)"


def test_hidden_boundaries_count_every_dashed_line() -> None:
    """A boundary split as in RFC 2231 cannot be searched for, so every dashed line counts
    as one.
    """
    raw = (
        FIELDS
        + "Content-Type: multipart/mixed; boundary*0=a; boundary*1=b\n\n"
        + "".join(f"--{number}\n\n" for number in range(21))
    )
    assert refusal(raw) == "parts nested more than 20 deep"


def test_bare_carriage_returns_end_lines_of_a_body() -> None:
    """Python's parser ends a line at a bare CR, so parts between such lines count, too."""
    assert refusal(MULTIPART + "\n" + "--b\r\rx\r" * 501) == "more than 500 parts"


def test_siblings_are_not_nested() -> None:
    """Adjacent parts, including closed ones, are one level."""
    body = (
        "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nx\n--c--\n" * 30
        + "--b--\n--b-x\n"
    )
    assert limits.fault((MULTIPART + "\n" + body).encode()) == ""


def test_the_message_id_is_found_without_parsing() -> None:
    """A refused mail can still be found by its Message-ID."""
    assert limits.visible_message_id(b"X: y\nMessage-Id: <1@example.org>\n\n") == "<1@example.org>"
    assert limits.visible_message_id(b"X: y\n\n") == ""


def test_a_header_without_a_body() -> None:
    """A mail may end with its header."""
    assert limits.header_of(b"From: a@b.example") == b"From: a@b.example"


def test_the_blocks_of_a_delivery_status_are_bounded() -> None:
    """Each is a message to the parser; the same empty lines in plain text cost nothing."""
    header = b"From: a@example.org\r\nContent-Type: Message/Delivery-Status\r\n\r\n"
    assert limits.fault(header + b"a: b\r\n\r\n" * 1_000) == ""
    reason = "a delivery status, and more than 20000 empty lines"
    assert limits.fault(header + b"a: b\r\n\r\n" * 20_001) == reason
    assert limits.fault(b"From: a@example.org\r\n\r\n" + b"a: b\r\n\r\n" * 20_001) == ""


def test_the_header_ends_at_the_first_empty_line() -> None:
    """Whatever line ends are mixed, the header ends where the first empty line begins."""
    first_empty = re.compile(rb"\r?\n\r?\n")
    raws = [bytes(each) for size in range(8) for each in product(b"a\r\n", repeat=size)]
    assert [limits.header_of(raw) for raw in raws] == [
        raw[: found.start()] if (found := first_empty.search(raw)) else raw for raw in raws
    ]


@pytest.mark.parametrize("field", ["From :", "FROM:", "from\t:"])
def test_a_field_in_any_spelling_is_one_of_two(field: str) -> None:
    """Two From fields are two in whatever way the second is written."""
    raw = f"From: ana@example.org\n{field} bob@example.org\n\n+1\n".encode()
    assert limits.fault(raw) == "2 From fields (exactly one is needed)"


@pytest.mark.parametrize("field", ["From", "From :", "fRoM:"])
def test_a_single_field_in_any_spelling_is_one(field: str) -> None:
    """One From field is one in whatever way it is written, also beside one that begins alike."""
    raw = f"{field.removesuffix(':')}: ana@example.org\nFrom-Host: mx\n\n+1\n".encode()
    assert limits.fault(raw) == ""
