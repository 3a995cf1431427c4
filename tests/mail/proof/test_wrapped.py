"""The mail inside a wrapped one, as it was sent."""

import pytest

from listbot.mail.proof.fields import cut
from listbot.mail.proof.wrapped import wrapped_in
from tests.mail.proof.signing import in_bytes

INSIDE = in_bytes("From: ana@example.org\nSubject:  two  blanks\n\n+1\n")


def mixed(part: bytes, boundary: bytes = b"xx", *, closed: bool = True) -> bytes:
    """A mail whose first part is this."""
    end = b"\r\n--" + boundary + b"\r\n\r\nfooter\r\n--" + boundary + b"--\r\n" if closed else b""
    head = b'Content-Type: multipart/mixed; boundary="' + boundary + b'"\r\n\r\n'
    return head + b"preamble\r\n--" + boundary + b"\r\n" + part + end


def found_in(raw: bytes) -> bytes | None:
    """What is found inside."""
    outer = cut(raw)
    assert outer is not None
    return wrapped_in(outer)


def test_a_mail_that_is_another_one() -> None:
    """A list without a footer sends the original alone."""
    raw = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + INSIDE
    assert found_in(raw) == INSIDE


def test_a_mail_with_another_one_and_a_footer() -> None:
    """The first part ends before the line end of the next boundary."""
    part = b"Content-Type: message/rfc822\r\nMIME-Version: 1.0\r\n\r\n" + INSIDE
    assert found_in(mixed(part)) == INSIDE


@pytest.mark.parametrize(
    "raw",
    [
        b"Content-Type: text/plain\r\n\r\n" + INSIDE,
        INSIDE,
        b"Content-Type: message/rfc822\r\nContent-Type: message/rfc822\r\n\r\n" + INSIDE,
        b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nYWJj\r\n",
        mixed(b"Content-Type: text/plain\r\n\r\nhello"),
        mixed(b"Content-Type: message/rfc822\r\n\r\n" + INSIDE, closed=False),
        mixed(b"no header\r\n\r\n" + INSIDE),
        b"Content-Type: multipart/mixed\r\n\r\n--\r\n\r\nhello\r\n--\r\n",
        b'Content-Type: multipart/mixed; boundary="xx"\r\n\r\nno part\r\n',
        b'Content-Type: multipart/mixed; boundary="xx"\r\n\r\n--xx',
    ],
)
def test_a_form_that_is_not_simple(raw: bytes) -> None:
    """Nothing is found, so nothing is proven."""
    assert found_in(raw) is None
