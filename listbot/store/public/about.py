"""What the group says of itself: one page. Never writes."""

from collections.abc import Iterator

from listbot.pages.page import Happening, Kind, News, Page, Stamped
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.pages.views.single.about import AboutView, about_view
from listbot.pages.views.single.lists import list_lines
from listbot.store.public.group.known import known_to
from listbot.store.public.source import Source, stamp

NAME = "about"


class About:
    """`/about`."""

    name = NAME
    title = Shown("About")

    def is_on(self, site: SiteFacts) -> bool:
        """Every site says what it is about."""
        return site.has_pages

    def pages(self, source: Source) -> Iterator[Stamped]:
        """Yield the one page."""
        yield Stamped(NAME, stamp([_view(source)]))

    def page(self, source: Source, path: str) -> Page | None:
        """Return the page."""
        if path != NAME:
            return None
        return Page(NAME, Kind.ABOUT, self.title, _view(source), None, source.site.may_index)

    def news(self, source: Source) -> list[News] | None:
        """It has no feed."""
        return None

    def calendar(self, source: Source) -> list[Happening] | None:
        """It has no calendar."""
        return None


def _view(source: Source) -> AboutView:
    lists = tuple(list_lines(source.rules.lists, source.site))
    return about_view(source.site, lists, known_to(source))
