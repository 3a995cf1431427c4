"""The letter as bytes: header fields encoded and folded, text as 7bit or quoted-printable, CRLF line ends.

The standard library is not asked to write headers: Python 3.11.7 and 3.12.1 write a line break inside a value
as a new header (CVE-2024-6923). A value with a forbidden character is refused by `guard`, here and once more
on the bytes. Fails with ComposeError only.
"""

import quopri
from base64 import b64encode
from string import ascii_letters, digits

from listbot.letters import guard

FOLD = 76
"""Columns of a line with an encoded-word (RFC 2047, section 2); we keep it for the other lines, too."""
_WORD = 60
"""Columns of one encoded-word: RFC 2047 allows 75, but it must fit on the first line beside `Subject: `."""
_OPEN_B, _OPEN_Q, _CLOSE = "=?utf-8?b?", "=?utf-8?q?", "?="
_SAFE_IN_Q = frozenset((ascii_letters + digits + "!*+-/").encode())
"""Bytes that stand for themselves in every place an encoded-word may have (RFC 2047, section 5 (3))."""

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
    lines = [header(name, value) for name, value in fields + content]
    raw = "".join(f"{line}\r\n" for line in lines).encode("ascii") + b"\r\n" + body
    guard.check_raw(raw, tuple(name for name, _ in fields + content))
    return raw


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
    """The words of a value. Neighbours that need encoding go together: the space between two encoded-words is lost
    (RFC 2047, section 6.2); all others stay readable, so that mail filters see tags like [RESULT]."""
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
    """Encoded-words that hold the text, whichever of B and Q is shorter; a character is never parted."""
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
        "_" if byte == 0x20 else chr(byte) if byte in _SAFE_IN_Q else f"={byte:02X}" for byte in text.encode()
    )


def _b(text: str) -> str:
    return b64encode(text.encode()).decode("ascii")


def _body(text: str) -> tuple[str, str, bytes]:
    """Transfer encoding, charset and encoded text. ASCII stays as it is, so that the raw mail can be read."""
    lines = text.split("\n")
    if text.isascii() and all(len(line) <= guard.LONGEST_LINE for line in lines):
        return "7bit", "us-ascii", "\r\n".join(lines).encode("ascii")
    encoded = quopri.encodestring(text.encode("utf-8", "replace"))
    return "quoted-printable", "utf-8", encoded.replace(b"\n", b"\r\n")
