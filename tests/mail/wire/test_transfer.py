"""Transfer encodings, undone as far as possible."""

from email.message import Message

import pytest

from listbot.mail.wire.transfer import octets_of


def part(encoding: str, body: str) -> Message:
    """A part with that transfer encoding."""
    message = Message()
    message["Content-Transfer-Encoding"] = encoding
    message.set_payload(body)
    return message


@pytest.mark.parametrize(
    ("encoding", "body", "data", "note"),
    [
        ("8bit", "a\udcff", b"a\xff", ""),
        ("", "a", b"a", ""),
        ("rot13", "a", b"a", "transfer encoding rot13 not undone"),
        ("base64", "YWJj", b"abc", ""),
        (" BASE64 (RFC 2045)", "YW\r\nJj", b"abc", ""),
        ("base64;", "YWI=\n", b"ab", ""),
        ("base64", "YWI", b"ab", "broken base64"),
        ("base64", "Y", b"Y", "broken base64"),
        ("base64", "YW!!Jj", b"abc", "broken base64"),
        ("base64", "\nYWI=\n--\nour list\n", b"ab", "broken base64"),
        ("base64", "YWJj\n\nour list!\n", b"abc", "broken base64"),
        ("base64", "YWI=\nYWI=", b"ab", "broken base64"),
        ('"quoted-printable"', "=61=\nb=Z", b"ab=Z", ""),
        ("x-uuencode", "begin 644 x\n#86)C\n`\nend\nfooter", b"abc", ""),
        ("uue", "words\nbegin 644 x\n#86)C!!!!\n!\udcff\n\nend", b"abc", ""),
        ("uuencode", "no beginning", b"no beginning", ""),
        ("uuencode", "begin 644 x\n#86)C", b"abc", ""),
    ],
)
def test_octets(encoding: str, body: str, data: bytes, note: str) -> None:
    """The bytes, and what was odd."""
    assert octets_of(part(encoding, body)) == (data, note)


def test_a_part_with_parts_has_no_octets() -> None:
    """There is nothing to undo."""
    outer = Message()
    outer.attach(Message())
    assert octets_of(outer) == (b"", "")
