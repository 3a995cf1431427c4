"""The rules in force: one page. Never writes."""

from listbot.model.list_rules import ListRole
from listbot.pages.page import Kind
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.pages.views.single.rules import RulesView, rules_view
from listbot.store.public.group.members import voters_of
from listbot.store.public.single import Single
from listbot.store.public.source import Source


class Rules(Single):
    """`/rules`."""

    name = "rules"
    title = Shown("Rules")
    kind = Kind.RULES

    def is_on(self, site: SiteFacts) -> bool:
        """There is a list that decides, or a group with rules."""
        return not site.parts.isdisjoint({"votes", "members", "meetings", "services", "adr"})

    def view(self, source: Source) -> RulesView:
        """Return what the page shows."""
        group = source.group
        lists = (
            each
            for each in source.rules.lists
            if each.role is ListRole.DECISIONS and source.site.list(each.address) is not None
        )
        return rules_view(lists, voters_of(source), group if group and group.rules.is_on else None)
