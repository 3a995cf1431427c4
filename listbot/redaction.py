"""Takes secrets out of what other machines said, before anybody writes it down.

Some servers repeat the command they refuse, with the password in it, or a part of it, or its
Base64. Every text of a server passes here on its way into an error, and what libraries log on its
way into the log. Pure; it never raises. Too much is taken rather than too little: a stretch of a
sentence that happens to stand in the password goes as well.
"""

import string
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

RUN = 6  # characters in a row that give a secret away; of a shorter secret, all
LONGEST = 500  # characters; what a server says of a fault fits, and a log line stays one
HIDDEN = "***"

_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


@dataclass(frozen=True, slots=True)
class Redaction:
    """What must not be repeated."""

    pieces: frozenset[str]

    def __call__(self, text: str, longest: int = LONGEST) -> str:
        """The text without the secrets, cut to so many characters."""
        text = text[: 2 * longest]
        folded = text.translate(_LOWER)
        hidden = bytearray(len(text))
        for width in {len(piece) for piece in self.pieces}:
            for start in range(len(text) - width + 1):
                if folded[start : start + width] in self.pieces:
                    hidden[start : start + width] = b"x" * width
        return "".join(_shown(text, hidden))[:longest]


def redaction(*accounts: tuple[str, str]) -> Redaction:
    """A redaction for these users and their passwords, in each form in which a mail protocol
    carries them.
    """
    forms = {
        form.translate(_LOWER)
        for user, password in accounts
        if password
        for form in _forms(user, password)
    }
    return Redaction(frozenset(piece for form in forms for piece in _pieces(form)))


def _forms(user: str, password: str) -> Iterable[str]:
    """Plain, quoted (RFC 3501, section 4.3), and the Base64 of AUTH LOGIN and AUTH PLAIN (RFC
    4616).
    """
    yield password
    yield password.replace("\\", "\\\\").replace('"', '\\"')
    for plain in (password, f"\0{user}\0{password}", f"{user}\0{user}\0{password}"):
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
