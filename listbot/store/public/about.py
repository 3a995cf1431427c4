"""What the group says of itself: one page. Never writes."""

from listbot.pages.page import Kind
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.pages.views.single.about import AboutView, about_view
from listbot.pages.views.single.lists import list_lines
from listbot.store.public.group.known import known_to
from listbot.store.public.single import Single
from listbot.store.public.source import Source


class About(Single):
    """`/about`."""

    name = "about"
    title = Shown("About")
    kind = Kind.ABOUT

    def is_on(self, site: SiteFacts) -> bool:
        """Every site says what it is about."""
        return site.has_pages

    def view(self, source: Source) -> AboutView:
        """Return what the page shows."""
        lists = tuple(list_lines(source.rules.lists, source.site))
        return about_view(source.site, lists, known_to(source))
