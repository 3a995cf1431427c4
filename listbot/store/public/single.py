"""A part of the site that is one page, without a feed or a calendar. Never writes."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from listbot.pages.page import Happening, Kind, News, Page, Stamped, View
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.store.public.source import Source, stamp


class Single(ABC):
    """One page at the path that is its name; made again when its view changes."""

    name: str
    title: Shown
    kind: Kind

    @abstractmethod
    def is_on(self, site: SiteFacts) -> bool:
        """Return whether this installation has the page."""

    @abstractmethod
    def view(self, source: Source) -> View:
        """Return what the page shows."""

    def pages(self, source: Source) -> Iterator[Stamped]:
        """Yield the one page."""
        yield Stamped(self.name, stamp([self.view(source)]))

    def page(self, source: Source, path: str) -> Page | None:
        """Return the page."""
        if path != self.name:
            return None
        view = self.view(source)
        return Page(self.name, self.kind, self.title, view, None, source.site.may_index)

    def news(self, source: Source) -> list[News] | None:
        """It has no feed."""
        return None

    def calendar(self, source: Source) -> list[Happening] | None:
        """It has no calendar."""
        return None
