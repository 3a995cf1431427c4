"""Forwarded mails leave the parser as they entered it."""

import email

import pytest

from listbot.mail.wire.flatten import flatten, flatten_inside

FIELDS = b"From: bo@example.com\nSubject: =?utf-8?q?a?=\n folded\nX-Raw: \xc3\xa4\n"
MIXED = (
    b"Content-Type: multipart/mixed; "
    b'boundary="b"\n\nbefore\n--b\n\n\xe4 text\n--b\nX: y\n\nmore\n--b--\nafter\n'
)


@pytest.mark.parametrize(
    "raw",
    [
        FIELDS + b"\nFrom here\n",
        FIELDS + b"Content-Type: text/plain; charset=utf-8\n\n\xe4\xff\r\n",
        FIELDS + MIXED,
        FIELDS + b"Content-Type: message/rfc822\n\n" + FIELDS + MIXED,
        FIELDS + b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nx\n--b--\n',
    ],
)
def test_flatten(raw: bytes) -> None:
    """Byte for byte, if the line ends are LF."""
    assert flatten(email.message_from_bytes(raw)) == raw


def test_a_part_that_says_multipart_and_holds_one_message() -> None:
    """A delivery status is a list of header blocks."""
    raw = b"Content-Type: message/delivery-status\n\nA: 1\n\nB: 2\n"
    assert flatten_inside(email.message_from_bytes(raw)) == b"A: 1\n\nB: 2\n\n"


def test_nothing_inside() -> None:
    """A text contains no message."""
    assert flatten_inside(email.message_from_bytes(b"\nx")) == b""
