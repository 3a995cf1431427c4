"""The mail inside an opaque signature."""

import base64

import pytest

from listbot.mail.wire.smime import signed_content
from tests.mail.arrivals import FIELDS, mail

OID = bytes.fromhex("06092a864886f70d010701")
TEXT = b"Content-Type: text/plain\r\n\r\n-1, the logs go.\r\n"


def octets(data: bytes) -> bytes:
    """An OCTET STRING in DER."""
    return b"\x04\x82" + len(data).to_bytes(2, "big") + data


def explicit(data: bytes) -> bytes:
    """What follows the content type."""
    return b"\xa0\x82" + len(data).to_bytes(2, "big") + data


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\x30\x80" + OID + explicit(octets(TEXT)) + b"\xa0\x02", TEXT),
        (OID + b"\xa0\x05\x04\x03abc", b"abc"),
        (OID + b"\xa0\x80\x24\x80\x04\x02ab\x04\x01c\x00\x00\x00\x00", b"abc"),
        (OID + b"\xa0\x80\x24\x07\x04\x02ab\x04\x01c\x04\x01d", b"abc"),
        (OID + b"\xa0\x80\x30\x01a", b""),
        (OID + b"\x30\x05\x04\x03abc", b""),
        (OID + b"\xa0\x82", b""),
        (OID, b""),
        (b"encrypted", b""),
        (b"x" * 3_000 + OID + b"\xa0\x05\x04\x03abc", b""),
    ],
)
def test_signed_content(data: bytes, found: bytes) -> None:
    """The octets are found in one piece or in several; what is broken or encrypted has none."""
    assert signed_content(data) == found


def opaque(content: bytes) -> str:
    """A mail that is an opaque signature around this."""
    body = base64.encodebytes(OID + explicit(octets(content))).decode()
    return (
        FIELDS + 'Content-Type: application/pkcs7-mime; smime-type=signed-data; name="smime.p7m"\n'
        f"Content-Disposition: attachment; filename=smime.p7m\n"
        f"Content-Transfer-Encoding: base64\n\n{body}"
    )


ALTERNATIVE = (
    b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n+1\n"
    b"--b\nContent-Type: text/html\n\n<p>-1\n--b--\n"
)


@pytest.mark.parametrize(
    ("content", "own"),
    [
        (TEXT, "-1, the logs go."),
        (ALTERNATIVE, "+1"),
        (b"Content-Type: text/plain\nX: a\0b\n\n+1", ""),
        (b"Content-Type: application/pkcs7-mime\n\n" + OID + b"\xa0\x05\x04\x03abc", ""),
    ],
)
def test_the_words_of_a_signed_mail(content: bytes, own: str) -> None:
    """They are read like any others; a signature inside a signature is not opened."""
    assert mail(opaque(content)).body.own == own


def test_a_signed_mail_that_the_library_cannot_parse(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has no text."""

    def broken(_: bytes) -> None:
        raise ValueError("odd")

    raw = opaque(TEXT)
    monkeypatch.setattr("email.message_from_bytes", broken)
    assert mail(raw).body.own == ""
