"""How to write to the lists, and every command: one page. Never writes."""

from listbot.pages.page import Kind
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.pages.views.single.help import HelpView, help_view
from listbot.pages.views.single.lists import list_lines
from listbot.store.public.single import Single
from listbot.store.public.source import Source


class Help(Single):
    """`/help`."""

    name = "help"
    title = Shown("Help")
    kind = Kind.HELP

    def is_on(self, site: SiteFacts) -> bool:
        """Every page links to it."""
        return site.has_pages

    def view(self, source: Source) -> HelpView:
        """Return what the page shows."""
        lists = tuple(list_lines(source.rules.lists, source.site))
        return help_view(source.site, lists, source.rules.group is not None)
