"""The rules in force: one page. Never writes."""

from collections.abc import Iterator

from listbot.model.list_rules import ListRole
from listbot.pages.page import Happening, Kind, News, Page, Stamped
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.pages.views.single.rules import RulesView, rules_view
from listbot.store.public.group.members import voters_of
from listbot.store.public.source import Source, stamp

NAME = "rules"


class Rules:
    """`/rules`."""

    name = NAME
    title = Shown("Rules")

    def is_on(self, site: SiteFacts) -> bool:
        """There is a list that decides, or a group with rules."""
        return not site.parts.isdisjoint({"votes", "members", "meetings", "services", "adr"})

    def pages(self, source: Source) -> Iterator[Stamped]:
        """Yield the one page."""
        yield Stamped(NAME, stamp([_view(source)]))

    def page(self, source: Source, path: str) -> Page | None:
        """Return the page."""
        if path != NAME:
            return None
        return Page(NAME, Kind.RULES, self.title, _view(source), None, source.site.may_index)

    def news(self, source: Source) -> list[News] | None:
        """Rules have no feed."""
        return None

    def calendar(self, source: Source) -> list[Happening] | None:
        """Rules have no calendar."""
        return None


def _view(source: Source) -> RulesView:
    group = source.group
    lists = (
        each
        for each in source.rules.lists
        if each.role is ListRole.DECISIONS and source.site.list(each.address) is not None
    )
    return rules_view(lists, voters_of(source), group if group and group.rules.is_on else None)
