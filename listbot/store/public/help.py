"""How to write to the lists, and every command: one page. Never writes."""

from collections.abc import Iterator

from listbot.pages.page import Happening, Kind, News, Page, Stamped
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.pages.views.single.help import HelpView, help_view
from listbot.pages.views.single.lists import list_lines
from listbot.store.public.source import Source, stamp

NAME = "help"


class Help:
    """`/help`."""

    name = NAME
    title = Shown("Help")

    def is_on(self, site: SiteFacts) -> bool:
        """Every page links to it."""
        return site.has_pages

    def pages(self, source: Source) -> Iterator[Stamped]:
        """Yield the one page."""
        yield Stamped(NAME, stamp([_view(source)]))

    def page(self, source: Source, path: str) -> Page | None:
        """Return the page."""
        if path != NAME:
            return None
        return Page(NAME, Kind.HELP, self.title, _view(source), None, source.site.may_index)

    def news(self, source: Source) -> list[News] | None:
        """It has no feed."""
        return None

    def calendar(self, source: Source) -> list[Happening] | None:
        """It has no calendar."""
        return None


def _view(source: Source) -> HelpView:
    lists = tuple(list_lines(source.rules.lists, source.site))
    return help_view(source.site, lists, source.rules.group is not None)
