"""Takes secrets out of what other machines say, before it is written down anywhere.

Some servers repeat the command they refuse, with the password in it, or a part of it, or its
Base64. Every text from a server passes through here before it becomes an error, and everything that
libraries log before it reaches the log. Pure; never raises. Hides too much rather than too little:
a stretch of text that happens to occur in the password is hidden as well.
"""

import string
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

RUN = 6  # characters in a row that give a secret away; all of a shorter secret
LONGEST = 500  # characters; enough for a server's error, and short enough for a log line
HIDDEN = "***"

_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


@dataclass(frozen=True, slots=True)
class Redaction:
    """The pieces of secrets that must not be repeated; call it to redact a text."""

    pieces: frozenset[str]

    def __call__(self, text: str, longest: int = LONGEST) -> str:
        """Return the text without the secrets, cut to `longest` characters."""
        text = text[: 2 * longest]
        folded = text.translate(_LOWER)
        hidden = bytearray(len(text))
        for width in {len(piece) for piece in self.pieces}:
            for start in range(len(text) - width + 1):
                if folded[start : start + width] in self.pieces:
                    hidden[start : start + width] = b"x" * width
        return "".join(_shown(text, hidden))[:longest]


def redaction(*accounts: tuple[str, str]) -> Redaction:
    """Return a redaction for these (user, password) pairs, in every form mail protocols use."""
    forms = {
        form.translate(_LOWER)
        for user, password in accounts
        if password
        for form in _forms(user, password)
    }
    return Redaction(frozenset(piece for form in forms for piece in _pieces(form)))


def _forms(user: str, password: str) -> Iterable[str]:
    """Plain, quoted (RFC 3501, section 4.3), and Base64 for AUTH LOGIN and PLAIN (RFC 4616) and for
    access tokens (XOAUTH2).
    """
    yield password
    yield password.replace("\\", "\\\\").replace('"', '\\"')
    for plain in (
        password,
        f"\0{user}\0{password}",
        f"{user}\0{user}\0{password}",
        f"user={user}\1auth=Bearer {password}\1\1",
    ):
        yield b64encode(plain.encode("utf-8", "replace")).decode("ascii").rstrip("=")


def _pieces(form: str) -> Iterable[str]:
    width = min(RUN, len(form))
    return (form[start : start + width] for start in range(len(form) - width + 1))


def _shown(text: str, hidden: bytearray) -> Iterable[str]:
    for position, character in enumerate(text):
        if not hidden[position]:
            yield character
        elif not position or not hidden[position - 1]:
            yield HIDDEN
