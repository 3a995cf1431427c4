"""Keeps the index of the search up to date, on a thread of its own, so that nobody waits for it.

It looks once a minute whether something happened. A fault is logged, and it tries again at
the next look: pages are only found a bit later then.
"""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from threading import Event, Thread

from listbot.errors import StoreBroken, TemporaryError
from listbot.pages.reading import Library
from listbot.web.search.index import Index

EVERY = 60.0  # seconds
REST = 0.002  # seconds after each page that was made: mail and readers come first

Opens = Callable[[], AbstractContextManager[Library]]

Known = tuple[int | None, ...] | None

log = logging.getLogger(__name__)


class _Stopped(Exception):
    """The process is about to end."""


class Keeper:
    """The thread, from its making until it is closed."""

    def __init__(self, open_: Opens, index: Index, basis: str) -> None:
        """`open_`: opens a library for this thread alone. `basis`: the digest of what all pages
        depend on.
        """
        self._open = open_
        self._index = index
        self._basis = basis
        self._closing = Event()
        self._thread = Thread(target=self._run, name="search", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop the thread, in the middle of its work if need be."""
        self._closing.set()
        self._thread.join()

    def _run(self) -> None:
        known: Known = None
        with suppress(_Stopped), self._open() as library:
            while not self._closing.is_set():
                known = self._look(library, known)
                self._closing.wait(REST if known is None else EVERY)

    def _look(self, library: Library, known: Known) -> Known:
        """Return what had happened when the index was brought up to date; None if that is only a
        part of the way.
        """
        try:
            happened = library.happened()
            if happened == known:
                return known
            with library.reading() as reading:
                is_whole = self._index.refresh(reading, self._basis, self._rest)
        except (TemporaryError, StoreBroken, sqlite3.Error) as fault:
            log.warning("web: the index of the search cannot be brought up to date: %s", fault)
            return ()
        return happened if is_whole else None

    def _rest(self) -> None:
        if self._closing.wait(REST):
            raise _Stopped
