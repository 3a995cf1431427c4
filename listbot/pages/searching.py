"""Searching the pages: which words are meant, what of a page can be found, and which part of it is
shown. Pure; any text is a search, and none fails. Linear in what it is given.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime

from listbot.pages.page import Kind, Page
from listbot.pages.shown import MailLink, Shown, hide

FINDABLE = frozenset(
    {
        Kind.VOTE,
        Kind.TICKET,
        Kind.RECORD,
        Kind.MEETING,
        Kind.RECAP,
        Kind.LOG,
        Kind.MEMBERS,
        Kind.SERVICES,
        Kind.RULES,
        Kind.ABOUT,
        Kind.HELP,
    }
)
"""The kinds of pages that are found; the others are lists of these."""
LONGEST_QUERY = 300  # characters; the rest is not looked for
MOST_TERMS = 20
LONGEST_EXCERPT = 240  # characters
PER_LEAF = 10
MOST_LEAVES = 50
_PIECES = re.compile(r'"([^"]*)"(\*?)|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")
_LEAST_PREFIX = 2  # letters: half of all words begin with one of five
_MOST_SCANNED = 100_000  # characters of a page in which the place to show is looked for


@dataclass(frozen=True, slots=True)
class Term:
    """Words that have to stand in this order, beside each other."""

    words: tuple[str, ...]
    is_prefix: bool = False
    """Whether the last one may go on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an excerpt."""

    text: Shown
    is_found: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that was found, as it is now."""

    path: str
    kind: Kind
    title: Shown
    at: datetime | None
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found."""

    query: Shown
    """What was looked for, as it was written."""
    hits: tuple[Hit, ...] = ()
    count: int = 0
    """Of all that was found."""
    leaf: int = 1
    leaves: int = 1
    is_cut: bool = False
    """Whether the search was too long to look for all of it."""
    is_whole: bool = True
    """Whether every page can be found already."""
    is_too_much: bool = False
    """Whether it was given up: its words stand nearly everywhere."""


def terms_of(query: str) -> tuple[Term, ...]:
    """Return what a text asks for: words, "words beside each other", and beginnings of words*."""
    found = []
    for quoted, star, bare in _PIECES.findall(query[:LONGEST_QUERY]):
        words = tuple(_WORD.findall(quoted or bare))
        if words:
            is_prefix = bool(star) or bare.endswith("*")
            found.append(Term(words, is_prefix and len(words[-1]) >= _LEAST_PREFIX))
    return tuple(found[:MOST_TERMS])


def is_cut(query: str) -> bool:
    """Return whether a text is longer than what is looked for."""
    return len(query) > LONGEST_QUERY or len(_PIECES.findall(query)) > MOST_TERMS


def asked_for(query: str) -> Shown:
    """Return a search as a page shows it."""
    return Shown(" ".join(hide(query[:LONGEST_QUERY]).split()))


def words_on(page: Page) -> str:
    """Return all text that a page shows, a line for each of its fields."""
    return "\n".join(_texts(page.view))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, MailLink):
        return
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def excerpt(text: str, terms: tuple[Term, ...]) -> tuple[Piece, ...]:
    """Return the part of a text around the first word that was looked for, its words marked; its
    beginning if none of them is in it.
    """
    sought = tuple({_begin(word) for term in terms for word in term.words})
    scanned = text[:_MOST_SCANNED]
    first = next((word for word in _WORD.finditer(scanned) if _is_sought(word[0], sought)), None)
    start = max(0, first.start() - LONGEST_EXCERPT // 4) if first else 0
    start = start and text.rfind(" ", 0, start) + 1
    end = start + LONGEST_EXCERPT
    cut = text[start:end]
    if end < len(text):
        cut = f"{cut.rpartition(' ')[0] or cut}…"
    return tuple(_pieces(f"{'…' if start else ''}{cut}", sought))


def _pieces(text: str, sought: tuple[str, ...]) -> Iterator[Piece]:
    done = 0
    for word in _WORD.finditer(text):
        if _is_sought(word[0], sought):
            if word.start() > done:
                yield Piece(Shown(text[done : word.start()]))
            yield Piece(Shown(word[0]), is_found=True)
            done = word.end()
    if done < len(text):
        yield Piece(Shown(text[done:]))


def _is_sought(word: str, sought: tuple[str, ...]) -> bool:
    """Whether a word begins as one that is looked for: "migrated" does for "migration"."""
    return _bare(word).startswith(sought)


def _begin(word: str) -> str:
    """Return what all forms of a word begin with, roughly: "migrat" for "migration"."""
    bare = _bare(word)
    return bare[: max(4, len(bare) - 3)]


def _bare(word: str) -> str:
    """Return a word without accents and capitals, as the index compares it."""
    if word.isascii():
        return word.lower()
    marked = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in marked if not unicodedata.combining(char))
