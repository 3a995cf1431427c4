"""Undo transfer encodings (RFC 2045, 6), even faulty ones.

The standard library expects the bare word and leaves `base64 ` or `base64;` encoded; we
ignore comments and spaces, and cut off a list's footer below base64 instead of decoding it.
Encodings that cannot be undone stay as they are, with a note. Never raises.
"""

import binascii
import re
from email.message import Message

from listbot.mail.wire.charsets import printable
from listbot.mail.wire.headers import Headers
from listbot.mail.wire.parts import sent

_WORD = re.compile(r"[\s\"']{0,9}([^\s;(\"']{1,40})")
_NO_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
_AFTER_BASE64 = re.compile(rb"\r?\n[ \t]*\r?\n|=[ \t]*\r?\n")
_AS_IT_IS = frozenset({"", "7bit", "8bit", "binary"})
_UUENCODE = frozenset({"x-uuencode", "uuencode", "x-uue", "uue"})


def octets_of(part: Message) -> tuple[bytes, str]:
    """The decoded bytes of a part without parts, and a note on what was odd, or ""."""
    data = sent(part).encode("utf-8", "surrogateescape")
    field = Headers.of(part).first("content-transfer-encoding")
    found = _WORD.match(field)
    encoding = found[1].lower() if found else ""
    if encoding == "base64":
        return _from_base64(data)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(data), ""
    if encoding in _UUENCODE:
        return _from_uuencode(data), ""
    return (
        data,
        "" if encoding in _AS_IT_IS else f"transfer encoding {printable(encoding)} not undone",
    )


def _from_base64(data: bytes) -> tuple[bytes, str]:
    foreign = _NO_BASE64.search(data)
    if foreign:
        data = _without_footer(data, foreign.start())
    clean = b"".join(data.split())
    try:
        return binascii.a2b_base64(clean, strict_mode=True), "broken base64" if foreign else ""
    except binascii.Error:
        return _leniently(clean, data), "broken base64"


def _without_footer(data: bytes, foreign: int) -> bytes:
    """The text above the blank line, or up to the padding, before the first character that
    is not base64.
    """
    ends = [found.end() for found in _AFTER_BASE64.finditer(data.lstrip(), 0, foreign)]
    return data.lstrip()[: ends[0]] if ends else data


def _leniently(clean: bytes, data: bytes) -> bytes:
    """Decode as much as possible; a single character does not hold a byte, so the text
    stays unchanged.
    """
    signs = _NO_BASE64.sub(b"", clean).rstrip(b"=")
    try:
        return binascii.a2b_base64(signs + b"===")
    except binascii.Error:
        return data


def _from_uuencode(data: bytes) -> bytes:
    """Decode the lines between `begin` and `end`; return everything unchanged if there is
    no `begin`.
    """
    lines = data.splitlines()
    start = next((at for at, line in enumerate(lines) if line.startswith(b"begin ")), None)
    if start is None:
        return data
    decoded = []
    for line in lines[start + 1 :]:
        if line.strip() in (b"end", b"`"):
            break
        decoded.append(_uu_line(line) if line.strip() else b"")
    return b"".join(decoded)


def _uu_line(line: bytes) -> bytes:
    """Decode one line; some encoders pad it too far, which is cut, as the standard library does."""
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        size = (((line[0] - 32) & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(line[:size])
        except binascii.Error:
            return b""
