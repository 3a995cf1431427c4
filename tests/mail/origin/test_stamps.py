"""The time a trusted host gives."""

from datetime import UTC, datetime

import pytest

from listbot.mail import Arrival, ListContext, trusted_stamp
from listbot.mail.wire.limits import MAX_HEADER_SIZE

OURS = (
    "from lists.example.org (lists.example.org [192.0.2.25]) by mx.example.org (Postfix) with "
    "ESMTP id 1; Tue, 08 Sep 2026 12:00:09 +0000"
)
THEIRS = (
    "from ana.example.net (ana.example.net [198.51.100.7]) by lists.example.org (Postfix) with "
    "ESMTP id 2; Tue, 08 Sep 2026 12:00:05 +0000"
)
DELIVERED = (
    "from mx.example.org ([192.0.2.1]) by imap.example.org with "
    "LMTP id 3; Tue, 08 Sep 2026 12:00:30 +0000"
)
STRANGER = (
    "from x (unknown [203.0.113.66]) by mx.example.org (Postfix) with ESMTP id 4; "
    "Tue, 08 Sep 2026 12:00:09 +0000"
)
UNDATED = f"{OURS.partition(';')[0]}; some day"


def stamp(
    *received: str, own_host: str = "listbot.example.org", trusted: str = "lists.example.org"
) -> str:
    """The time of the stamp; "" for none."""
    header = "".join(f"Received: {line}\r\n" for line in received)
    raw = f"{header}From: ana@example.org\r\nSubject: x\r\n\r\n+1\r\n".encode()
    context = ListContext("infra@example.org", (trusted,) if trusted else ())
    found = trusted_stamp(Arrival(raw, context, "test", datetime(2026, 9, 8, tzinfo=UTC)), own_host)
    return f"{found:%H:%M:%S}" if found else ""


@pytest.mark.parametrize(
    ("received", "time"),
    [
        ([OURS, THEIRS], "12:00:05"),  # not the machine that delivers to us
        ([OURS], "12:00:09"),
        ([DELIVERED, OURS, THEIRS], "12:00:05"),
        ([DELIVERED, OURS], "12:00:09"),
        ([DELIVERED], ""),
        ([UNDATED, THEIRS], "12:00:05"),
        ([UNDATED], ""),
        ([STRANGER, OURS, THEIRS], ""),  # no matter what is below
        ([], ""),
    ],
)
def test_the_stamp_of_a_trusted_host(received: list[str], time: str) -> None:
    """The stamp of the host that handed the mail on counts, else that of the host that took
    it from there.
    """
    assert stamp(*received) == time


@pytest.mark.parametrize(
    ("own_host", "time"),
    [("mx.example.org", ""), ("MX", ""), ("example.org", "12:00:09"), ("x", "12:00:09")],
)
def test_our_own_machine_is_not_a_witness(own_host: str, time: str) -> None:
    """Its stamp only repeats the clock in doubt."""
    assert stamp(OURS, own_host=own_host) == time


def test_without_a_trusted_host_there_is_no_stamp() -> None:
    """Without a trusted host there is no stamp: a stranger can write any line."""
    assert stamp(OURS, THEIRS, trusted="") == ""


def test_a_broken_header_says_nothing() -> None:
    """A header too long to be read gives no stamp, either."""
    assert stamp(OURS + "\r\nno field") == ""
    assert stamp(OURS, "x" * MAX_HEADER_SIZE) == ""
