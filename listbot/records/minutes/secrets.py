"""Finds what must not be published: passwords, tokens, keys, addresses, numbers. Pure; linear.

A false alarm costs whoever sent the minutes one line. A text that only looks random (a commit, a
fingerprint) is left alone.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from listbot.tickets.secret import likely_secret

KEY = "a private key"
PASSWORD = "a password or a token"  # noqa: S105 - words for a letter
MAIL = "a mail address"
NUMBER = "a phone number"
HOST = "an IP address"

LONGEST_LINE = 2_000  # characters
MOST_IN_LINE = 5  # words for a password in one line

_KEY = re.compile(
    r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]{0,4000}?-----END [A-Z ]{0,40}PRIVATE KEY-----"
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}(?![\w])")
_V4 = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)")
_V6 = re.compile(r"(?<![\w:])[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\w./:-])(?:\+\d{1,3}[ .-]?)?(?:0\d{1,4}|\(\d{2,5}\)|\d{2,4})"
    r"(?:[ .-]\d{2,5}){2,5}(?![\w:/-])"
)
_WORD = re.compile(
    r"(?:pass(?:word|wd|phrase)?|pwd|passwort|kennwort|mot de passe|mdp|token|jeton|secret"
    r"|api[_ -]?key|bearer|schlüsselwort)\b"
    r"[^\n]{0,60}?(?:\s|[:=\"'“«])(?P<value>[^\s\"'”»]{6,200})",
    re.IGNORECASE,
)
_RANDOM = re.compile(r"(?=.*\d)(?=.*[^\W\d_]).{6,}")
_HEX = re.compile(r"[0-9a-f]{32,64}|SHA256:.*", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d.*|\d\d?:\d\d.*|\d+(?:[.,]\d+)*")


class Found(NamedTuple):
    """One thing that must not be published."""

    words: str
    what: str
    """In words."""


def secrets_in(text: str) -> tuple[Found, ...]:
    """Return everything that must not be published, each once, in the order of the text."""
    found = sorted(_all(text), key=lambda each: each[0])
    kept: dict[str, Found] = {}
    end = 0
    for start, words, what in found:
        if start >= end:
            kept.setdefault(words, Found(words, what))
            end = start + len(words)
    return tuple(kept.values())


def _all(text: str) -> Iterator[tuple[int, str, str]]:
    for match in _KEY.finditer(text):
        yield match.start(), match[0], KEY
    for match in _MAIL.finditer(text):
        yield match.start(), match[0], MAIL
    for match in _V4.finditer(text):
        parts = [int(part) for part in match[0].split(".")]
        if 9 < max(parts) < 256:  # 7.2.0.1 is a version
            yield match.start(), match[0], HOST
    for match in _V6.finditer(text):
        if "::" in match[0] or match[0].count(":") == 7:
            yield match.start(), match[0], HOST
    for match in _PHONE.finditer(text):
        is_day = re.match(
            r"\d{4}-\d\d-\d\d|\d\d?[. ]\d\d?[. ]\d{4}|\d\d\.\d\d-\d\d\.\d\d\Z", match[0]
        )
        if not is_day and sum(each.isdigit() for each in match[0]) >= 8:
            yield match.start(), match[0], NUMBER
    yield from _words(text)


def _words(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the passwords and tokens that stand behind the word for one."""
    at = 0
    for line in _pieces(text):
        for start in islice(_WORD.finditer(line), MOST_IN_LINE):
            position = start.start("value")
            for word in re.finditer(r"[^\s\"'”»“«]{6,200}", line[position:]):
                value = word[0].strip(".,;()")
                if _is_secret(value):
                    yield at + position + word.start(), value, PASSWORD
                    break
        if likely_secret(line):
            for word in re.finditer(r"(?<![^\s\"'=:])[^\s\"'=:./]{8,200}(?![^\s\"',;.])", line):
                if _is_secret(word[0]) and any(each.isdigit() for each in word[0]):
                    yield at + word.start(), word[0], PASSWORD
        at += len(line)


def _pieces(text: str) -> Iterator[str]:
    """Yield the lines of a text; a long one in pieces."""
    for line in text.splitlines(keepends=True):
        for start in range(0, len(line), LONGEST_LINE):
            yield line[start : start + LONGEST_LINE]


def _is_secret(value: str) -> bool:
    if _HEX.fullmatch(value) or _DATE.fullmatch(value) or "://" in value or "@" in value:
        return False
    return bool(_RANDOM.fullmatch(value))
