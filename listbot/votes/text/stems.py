"""The beginnings of words: by them a text is found to speak of what another names. Pure; linear."""

import re

from listbot.votes.lexicon.assent import SMALL_WORDS
from listbot.votes.text.tokens import fold

_STEM = 5  # Letters: "removal" is about "Removing ...".
_TELLING = 4  # Letters of a word that tells what a text is about.
_WORD = re.compile(r"[^\W_]+")
_ABBREVIATED = re.compile(r"\b[A-Z][A-Z0-9]{1,2}\b")


def stems(text: str) -> frozenset[str]:
    """The beginnings of a text's words, but for the small ones."""
    words = (match[0] for match in _WORD.finditer(fold(text).lower()))
    return frozenset(word[:_STEM] for word in words if word not in SMALL_WORDS)


def telling_stems(text: str) -> frozenset[str]:
    """The same of words that are long enough to tell what it is about, or abbreviations in
    capitals: "DNS", "UTC".
    """
    short = {match[0].lower() for match in _ABBREVIATED.finditer(text)} - SMALL_WORDS
    return frozenset([stem for stem in stems(text) if len(stem) >= _TELLING]) | short
