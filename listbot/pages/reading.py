"""How the pages are read: the contract between the store, which has them, and the web, which serves
them or writes them as files.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from listbot.pages.page import Happening, News, Page, Stamped
from listbot.pages.shown import Shown


class Part(Protocol):
    """One part of the site, as far as its feed and calendar need it."""

    name: str
    title: Shown


class Reading(Protocol):
    """One state of the database: all pages read from it fit together."""

    def parts(self) -> tuple[Part, ...]:
        """Return the parts of the site that this installation has."""

    def erasures(self) -> str:
        """Return a text that is another one once a person was forgotten or words were redacted.

        Whatever was made of the record before then may hold what is gone.
        """

    def pages(self) -> Iterator[Stamped]:
        """Yield every page, with the digest of what it is made of."""

    def page(self, path: str) -> Page | None:
        """Return a page; None if there is none. Any text may be asked for."""

    def news(self, part: str) -> list[News] | None:
        """Return the newest entries of a part's feed, the newest first; with "", of all parts.

        None if the part has no feed.
        """

    def calendar(self, part: str) -> list[Happening] | None:
        """Return the events of a part's calendar; None if it has none."""


class Library(Protocol):
    """Where the pages come from. Used by one thread at a time."""

    def version(self) -> int:
        """Return a number that is another one once anything was committed.

        Raises StoreUnavailable.
        """

    def happened(self) -> tuple[int | None, ...]:
        """Return numbers that are others once something happened that a page may show.

        Other commits leave them as they are: a daemon notes twice a minute that it lives. Raises
        StoreUnavailable.
        """

    def reading(self) -> AbstractContextManager[Reading]:
        """Open a reading. Raises StoreUnavailable."""
