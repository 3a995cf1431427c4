"""The shape of each part of the site."""

from collections.abc import Iterator
from typing import Protocol

from listbot.pages.page import Happening, News, Page, Stamped
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.store.public.source import Source

MOST_NEWS = 30
"""Entries of a feed."""


class Section(Protocol):
    """A part of the site: a list, and a page for each thing in it::

    for each in section.pages(source):      # each.path, each.stamp
        page = section.page(source, each.path)
    """

    name: str
    """The first part of its paths: "votes"; "" for the first page, which is not in the menu."""
    title: Shown
    """In the menu."""

    def is_on(self, site: SiteFacts) -> bool:
        """Return whether this installation has such pages."""

    def pages(self, source: Source) -> Iterator[Stamped]:
        """Yield all its pages, the list first; the same path never twice."""

    def page(self, source: Source, path: str) -> Page | None:
        """Return one page; None for a path that it does not have. Any text may be asked for."""

    def news(self, source: Source) -> list[News] | None:
        """Return the newest entries of its feed, at most MOST_NEWS; None if it has no feed."""

    def calendar(self, source: Source) -> list[Happening] | None:
        """Return the events of its calendar; None if it has no calendar."""
