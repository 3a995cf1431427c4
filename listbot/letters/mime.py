"""The letter as bytes: header fields encoded and folded, text as 7bit or quoted-printable, CRLF
line ends. A page with the same words makes it multipart/alternative, text first (RFC 2046, section
5.1.4).

The standard library does not write the headers, because Python 3.11.7 and 3.12.1 write a line break
inside a value as a new header (CVE-2024-6923). `guard` refuses forbidden characters in the values
and again in the bytes. Raises only ComposeError.
"""

import hashlib
import quopri
from base64 import b64encode
from string import ascii_letters, digits

from listbot.letters import guard

FOLD = 76
"""Columns of a line with an encoded-word (RFC 2047, section 2), and of all other lines."""
_WORD = 60
"""Columns of one encoded-word: RFC 2047 allows 75, but it must fit on a line after `Subject: `."""
_OPEN_B, _OPEN_Q, _CLOSE = "=?utf-8?b?", "=?utf-8?q?", "?="
_SAFE_IN_Q = frozenset((ascii_letters + digits + "!*+-/").encode())
"""Bytes that need no encoding wherever an encoded-word may be (RFC 2047, section 5 (3))."""

ATTACHED = ("text/plain", "text/calendar")
"""The parts of a letter with a calendar file."""
CALENDAR = "meeting.ics"
"""The name of that file."""
BOTH = ("text/plain", "text/html")
"""The parts of a letter with an HTML page, the plainest first."""

Fields = tuple[tuple[str, str], ...]
"""Header fields in order: name and decoded value."""


def assemble(fields: Fields, text: str) -> bytes:
    """Return the whole mail. `text` has LF line ends. Raises ComposeError."""
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
    """Return the whole mail with its text and the same as HTML; `seed` (its Message-ID) makes the
    boundary. Raises ComposeError.
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


def assemble_attached(fields: Fields, text: str, calendar: str, seed: str) -> bytes:
    """Return the whole mail with its text and an attached calendar file (RFC 5545). Raises
    ComposeError."""
    boundary = _boundary(seed)
    content = (
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/mixed; boundary="{boundary}"'),
    )
    rim = f"--{boundary}".encode("ascii")
    encoding, encoded = _quoted_printable(calendar)
    attached = _block(
        (
            ("Content-Type", "text/calendar; charset=utf-8; method=PUBLISH"),
            ("Content-Transfer-Encoding", encoding),
            ("Content-Disposition", f'attachment; filename="{CALENDAR}"'),
        ),
        encoded,
    )
    parts = b"\r\n".join((rim, _part("text/plain", text), rim, attached, rim + b"--", b""))
    raw = _block(fields + content, parts)
    guard.check_raw(raw, tuple(name for name, _ in fields + content), ATTACHED)
    return raw


def _boundary(seed: str) -> str:
    """Return the boundary, always the same for a letter. Quoted-printable text cannot contain `=_`,
    so no stranger can write it.
    """
    return f"=_listbot-{hashlib.sha256(seed.encode()).hexdigest()[:24]}"


def _part(kind: str, body: str) -> bytes:
    """Return one of several parts: always quoted-printable, which keeps the boundary safe."""
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
    """Return one header field, encoded where needed and folded, without its last line end."""
    guard.check_value(name, value)
    first, *words = _words(value)
    lines = [f"{name}: {first}"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > FOLD:
            lines.append("")
        lines[-1] += f" {word}"
    return "\r\n".join(lines)


def _words(value: str) -> list[str]:
    """Return the words of a value. Neighbours that need encoding are encoded together, because the
    space between two encoded-words is lost (RFC 2047, section 6.2). All others stay readable, so
    that mail filters see tags like [RESULT]."""
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
    """Return the text as encoded-words, B or Q, whichever is shorter; no character is split."""
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
    """Return transfer encoding, charset and encoded text. ASCII is left alone, so that the raw mail
    is readable.
    """
    lines = text.split("\n")
    if text.isascii() and all(len(line) <= guard.LONGEST_LINE for line in lines):
        return "7bit", "us-ascii", "\r\n".join(lines).encode("ascii")
    encoding, encoded = _quoted_printable(text)
    return encoding, "utf-8", encoded


def _quoted_printable(text: str) -> tuple[str, bytes]:
    encoded = quopri.encodestring(text.encode("utf-8", "replace"))
    return "quoted-printable", encoded.replace(b"\n", b"\r\n")
