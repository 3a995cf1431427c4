"""Finds pages by their words: an index in a file of its own, beside the database.

The index only finds. Whatever is shown is read from the record at that moment, so what became
private or was erased is not shown even if the index still has it. The file may be deleted at any
time, and is made anew if it is damaged or of another version. One thread brings it up to date,
another one searches. Raises OSError or sqlite3.Error if the file cannot be used.
"""

import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory

from listbot.pages.page import Page, Stamped
from listbot.pages.reading import Reading
from listbot.pages.searching import (
    FINDABLE,
    MOST_LEAVES,
    PER_LEAF,
    Found,
    Hit,
    Term,
    asked_for,
    excerpt,
    is_cut,
    terms_of,
    words_on,
)

log = logging.getLogger(__name__)

FORMAT = 1
MOST_RANKED = 10_000
"""If more pages are found, their order says nothing and costs time for each: the newest come first.
"""
LONGEST_SEARCH = 1.0
"""Seconds. What takes longer has too many words that are everywhere."""
MOST_MADE = 2000
"""Pages that are made before the database is let go: it cannot shorten its log meanwhile."""
_AT_ONCE = 50  # pages of a commit
_BETWEEN_LOOKS = 10_000  # steps of SQLite between two looks at the clock: less than a millisecond
_TABLES = f"""
PRAGMA journal_mode=WAL;
PRAGMA synchronous=OFF;
PRAGMA secure_delete=ON;
PRAGMA user_version={FORMAT};
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS pages (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, digest TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
  title, text, tokenize='porter unicode61 remove_diacritics 2', prefix='2 3');
"""
_COUNT = "SELECT count(*) FROM words WHERE words MATCH ?"
_BEST = (
    "SELECT path FROM words JOIN pages ON id = words.rowid WHERE words MATCH ? "
    "ORDER BY bm25(words, 5.0, 1.0), id DESC LIMIT ? OFFSET ?"  # a word in a title counts for more
)
_NEWEST = (
    "SELECT path FROM words JOIN pages ON id = words.rowid WHERE words MATCH ? "
    "ORDER BY words.rowid DESC LIMIT ? OFFSET ?"
)


class Index:
    """The words of every page."""

    def __init__(self, place: Path, at_end: Callable[[], None] = lambda: None) -> None:
        """`place`: its file, which is made if it is not there."""
        self._at_end = at_end
        self._writing = _opened(place)
        self._searching = _opened(place)

    def close(self) -> None:
        """Close the file."""
        self._writing.close()
        self._searching.close()
        self._at_end()

    # --- by the thread that keeps it up to date ---

    def refresh(self, reading: Reading, basis: str, rest: Callable[[], None]) -> bool:
        """Bring it up to date, or a part of the way; return whether it is.

        `basis`: the digest of what all pages depend on. `rest` is called after each page; if it
        raises, the next time goes on from there.
        """
        self._begin(f"{FORMAT} {basis} {reading.erasures()}")
        changed: list[Stamped] = []
        present: list[Stamped] = []
        seen, left = bytearray(self._last() + 1), 0
        # one after the other: all stamps of a large site at once would be tens of megabytes
        for each in reading.pages():
            id, stamp = self._known(each.path)
            seen[id] = True
            if not each.stamp:
                present.append(each)
            elif stamp != each.stamp:
                left += 1
                changed += [each] if left <= MOST_MADE else []
        for path in self._not_among(seen):
            self._remove(path)
        is_whole = left <= MOST_MADE
        for count, each in enumerate([*changed, *(present if is_whole else [])], 1):
            self._put(each, reading.page(each.path))
            if count % _AT_ONCE == 0:
                self._writing.commit()
            rest()
        if is_whole:
            self._set("whole", "yes")
        self._writing.commit()
        return is_whole

    def _last(self) -> int:
        found: int | None = self._writing.execute("SELECT max(id) FROM pages").fetchone()[0]
        return found or 0

    def _known(self, path: str) -> tuple[int, str]:
        """Return number and stamp of a page; 0, which no page has, if it is new."""
        row = self._writing.execute("SELECT id, stamp FROM pages WHERE path = ?", (path,))
        found: tuple[int, str] | None = row.fetchone()
        return found or (0, "")

    def _not_among(self, seen: bytearray) -> list[str]:
        rows = self._writing.execute("SELECT id, path FROM pages")
        return [path for id, path in rows if not seen[id]]

    def _begin(self, basis: str) -> None:
        """Empty it if it is about another site, or if somebody was erased since then."""
        if self._fact("basis") == basis:
            return
        self._writing.execute("DELETE FROM words")
        self._writing.execute("DELETE FROM pages")
        self._set("whole", "")
        self._set("basis", basis)
        self._writing.commit()
        self._writing.execute("INSERT INTO words(words) VALUES ('optimize')")
        self._writing.commit()
        self._writing.execute("VACUUM")
        self._writing.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _put(self, stamped: Stamped, page: Page | None) -> None:
        if page is None:
            self._remove(stamped.path)
            return
        row = self._writing.execute("SELECT digest FROM pages WHERE path = ?", (stamped.path,))
        digest = row.fetchone()
        text = words_on(page) if page.kind in FINDABLE else ""
        new = blake2b(f"{page.title}\n{text}".encode(), digest_size=12).hexdigest()
        self._writing.execute(
            "INSERT INTO pages (path, stamp, digest) VALUES (?, ?, ?) ON CONFLICT (path) "
            "DO UPDATE SET stamp = excluded.stamp, digest = excluded.digest",
            (stamped.path, stamped.stamp, new),
        )
        if digest == (new,):
            return
        self._remove_words(stamped.path)
        if page.kind in FINDABLE:
            self._writing.execute(
                "INSERT INTO words (rowid, title, text) SELECT id, ?, ? FROM pages WHERE path = ?",
                (page.title, text, stamped.path),
            )

    def _remove(self, path: str) -> None:
        self._remove_words(path)
        self._writing.execute("DELETE FROM pages WHERE path = ?", (path,))

    def _remove_words(self, path: str) -> None:
        self._writing.execute(
            "DELETE FROM words WHERE rowid = (SELECT id FROM pages WHERE path = ?)", (path,)
        )

    def _fact(self, name: str) -> str:
        found = self._writing.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return found[0] if found else ""

    def _set(self, name: str, value: str) -> None:
        self._writing.execute("REPLACE INTO facts (name, value) VALUES (?, ?)", (name, value))

    # --- by the thread that searches ---

    def find(self, reading: Reading, query: str, leaf: int = 1) -> Found:
        """Return what a text finds; one that has no words finds nothing."""
        terms = terms_of(query)
        whole = self._searching.execute("SELECT value FROM facts WHERE name = 'whole'").fetchone()
        found = Found(asked_for(query), is_cut=is_cut(query), is_whole=whole == ("yes",))
        if not terms:
            return found
        try:
            with self._bounded():
                count, leaves, leaf, paths = self._paths(_match(terms), leaf)
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            return replace(found, is_too_much=True)
        hits = tuple(_hits(reading, paths, terms))
        return replace(found, hits=hits, count=count, leaf=leaf, leaves=leaves)

    def _paths(self, match: str, leaf: int) -> tuple[int, int, int, list[str]]:
        """Return how many pages there are and in how many leaves, the nearest leaf that there is,
        and what is on it.
        """
        (count,) = self._searching.execute(_COUNT, (match,)).fetchone()
        leaves = max(1, min(-(-count // PER_LEAF), MOST_LEAVES))
        leaf = max(1, min(leaf, leaves))
        order = _BEST if count <= MOST_RANKED else _NEWEST
        rows = self._searching.execute(order, (match, PER_LEAF, (leaf - 1) * PER_LEAF))
        return count, leaves, leaf, [path for (path,) in rows]

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        """End what takes too long."""
        end = time.monotonic() + LONGEST_SEARCH
        self._searching.set_progress_handler(lambda: time.monotonic() > end, _BETWEEN_LOOKS)
        try:
            yield
        finally:
            self._searching.set_progress_handler(None, 0)


def open_index(place: Path) -> Index:
    """Open the index; where its file may not be written, one in a temporary folder, which is
    deleted in the end and made anew at the next start.
    """
    try:
        return Index(place)
    except (OSError, sqlite3.OperationalError) as fault:
        log.warning("web: %s: %s; the search makes its index in a temporary file", place, fault)
    folder = TemporaryDirectory(prefix="listbot-search-")
    return Index(Path(folder.name) / "index", at_end=folder.cleanup)


def _opened(place: Path) -> sqlite3.Connection:
    """Open the file; make it anew if it is damaged or of another version."""
    try:
        return _connected(place)
    except sqlite3.OperationalError:  # it is in use, or the disk is full: it may be right
        raise
    except sqlite3.DatabaseError:
        pass
    for suffix in ("", "-wal", "-shm"):
        place.with_name(f"{place.name}{suffix}").unlink(missing_ok=True)
    return _connected(place)


def _connected(place: Path) -> sqlite3.Connection:
    os.close(os.open(place, os.O_RDWR | os.O_CREAT, 0o600))
    found = sqlite3.connect(place, check_same_thread=False, timeout=10)
    try:
        version = found.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, FORMAT):
            raise sqlite3.DatabaseError(f"{place} is of version {version}")
        found.executescript(_TABLES)
    except sqlite3.Error:
        found.close()
        raise
    return found


def _match(terms: tuple[Term, ...]) -> str:
    """Return terms as FTS5 reads them: each is a string of words, so nothing in it is syntax."""
    return " ".join(f'"{" ".join(each.words)}"{" *" if each.is_prefix else ""}' for each in terms)


def _hits(reading: Reading, paths: list[str], terms: tuple[Term, ...]) -> Iterator[Hit]:
    """Yield pages as they are now; one that is gone is passed over."""
    for path in paths:
        page = reading.page(path)
        if page is not None:
            shown = excerpt(words_on(page), terms)
            yield Hit(path, page.kind, page.title, page.updated, shown)
