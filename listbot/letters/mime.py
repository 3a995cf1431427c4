"""The letter as bytes: header fields encoded and folded, text as 7bit or quoted-printable, CRLF
line ends; with a page of the same words as multipart/alternative, the text first (RFC 2046, section
5.1.4).

The standard library is not asked to write headers: Python 3.11.7 and 3.12.1 write a line break
inside a value as a new header (CVE-2024-6923). A value with a forbidden character is refused by
`guard`, here and once more on the bytes. Fails with ComposeError only.
"""

import hashlib
import quopri
from base64 import b64encode
from string import ascii_letters, digits

from listbot.letters import guard

FOLD = 76
"""Columns of a line with an encoded-word (RFC 2047, section 2); we keep it for the other lines,
too.
"""
_WORD = 60
"""Columns of one encoded-word: RFC 2047 allows 75, but it must fit on the first line beside
`Subject: `.
"""
_OPEN_B, _OPEN_Q, _CLOSE = "=?utf-8?b?", "=?utf-8?q?", "?="
_SAFE_IN_Q = frozenset((ascii_letters + digits + "!*+-/").encode())
"""Bytes that stand for themselves in every place an encoded-word may have (RFC 2047, section 5
(3)).
"""

BOTH = ("text/plain", "text/html")
"""The parts of a letter that is also a page, the plainest first."""

Fields = tuple[tuple[str, str], ...]
"""Header fields in order: name and decoded value."""


def assemble(fields: Fields, text: str) -> bytes:
    """The whole mail. `text` has LF line ends."""
    encoding, charset, body = _body(text)
    content = (
        ("MIME-Version", "1.0"),
        ("Content-Type", f"text/plain; charset={charset}"),
        ("Content-Transfer-Encoding", encoding),
    )
    raw = _block(fields + content, body)
    guard.check_raw(raw, tuple(name for name, _ in fields + content))
    return raw


def assemble_both(fields: Fields, text: str, html: str, seed: str) -> bytes:
    """The whole mail with its text and the same as HTML; `seed` (its Message-ID) makes the
    boundary.
    """
    boundary = _boundary(seed)
    content = (
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/alternative; boundary="{boundary}"'),
    )
    rim = f"--{boundary}".encode("ascii")
    parts = b"".join(
        rim + b"\r\n" + _part(kind, body) + b"\r\n"
        for kind, body in zip(BOTH, (text, html), strict=True)
    )
    raw = _block(fields + content, parts + rim + b"--\r\n")
    guard.check_raw(raw, tuple(name for name, _ in fields + content), BOTH)
    return raw


def _boundary(seed: str) -> str:
    """The same for the same letter. `=_` is in no quoted-printable text, so no stranger can write a
    boundary.
    """
    return f"=_listbot-{hashlib.sha256(seed.encode()).hexdigest()[:24]}"


def _part(kind: str, body: str) -> bytes:
    """One part of several: always quoted-printable, which keeps the boundary safe."""
    encoding, encoded = _quoted_printable(body)
    return _block(
        (("Content-Type", f"{kind}; charset=utf-8"), ("Content-Transfer-Encoding", encoding)),
        encoded,
    )


def _block(fields: Fields, body: bytes) -> bytes:
    return (
        "".join(f"{header(name, value)}\r\n" for name, value in fields).encode("ascii")
        + b"\r\n"
        + body
    )


def header(name: str, value: str) -> str:
    """One header field, encoded where it must be and folded, without its last line end."""
    guard.check_value(name, value)
    first, *words = _words(value)
    lines = [f"{name}: {first}"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > FOLD:
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines)


def _words(value: str) -> list[str]:
    """The words of a value. Neighbours that need encoding go together: the space between two
    encoded-words is lost (RFC 2047, section 6.2); all others stay readable, so that mail filters
    see tags like [RESULT]."""
    words: list[str] = []
    waiting: list[str] = []
    for word in value.split(" "):
        if not word.isascii() or "=?" in word:
            waiting.append(word)
            continue
        words += _encoded(" ".join(waiting)) if waiting else []
        words.append(word)
        waiting = []
    return words + (_encoded(" ".join(waiting)) if waiting else [])


def _encoded(text: str) -> list[str]:
    """Encoded-words that hold the text, whichever of B and Q is shorter; a character is never
    parted.
    """
    in_q = _packed(text, _OPEN_Q)
    in_b = _packed(text, _OPEN_B)
    return min(in_q, in_b, key=lambda words: sum(map(len, words)))


def _packed(text: str, opening: str) -> list[str]:
    form = _q if opening == _OPEN_Q else _b
    words, held = [], ""
    for char in text:
        if held and len(opening + form(held + char) + _CLOSE) > _WORD:
            words.append(opening + form(held) + _CLOSE)
            held = ""
        held += char
    return [*words, opening + form(held) + _CLOSE]


def _q(text: str) -> str:
    return "".join(
        "_" if byte == 0x20 else chr(byte) if byte in _SAFE_IN_Q else f"={byte:02X}"
        for byte in text.encode()
    )


def _b(text: str) -> str:
    return b64encode(text.encode()).decode("ascii")


def _body(text: str) -> tuple[str, str, bytes]:
    """Transfer encoding, charset and encoded text. ASCII stays as it is, so that the raw mail can
    be read.
    """
    lines = text.split("\n")
    if text.isascii() and all(len(line) <= guard.LONGEST_LINE for line in lines):
        return "7bit", "us-ascii", "\r\n".join(lines).encode("ascii")
    encoding, encoded = _quoted_printable(text)
    return encoding, "utf-8", encoded


def _quoted_printable(text: str) -> tuple[str, bytes]:
    encoded = quopri.encodestring(text.encode("utf-8", "replace"))
    return "quoted-printable", encoded.replace(b"\n", b"\r\n")
