"""The members of the group and of the project: one page. Never writes."""

from collections.abc import Iterator

from listbot.model.list_rules import ListRole
from listbot.pages.page import Happening, Kind, News, Page, Stamped
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.pages.views.group.members import MembersView, changed, members_view
from listbot.pages.views.single.voters import Voters, voters
from listbot.records.calendar import day_of
from listbot.store.public.group.known import known_to
from listbot.store.public.source import Source, stamp

NAME = "members"


class Members:
    """`/members`."""

    name = NAME
    title = Shown("Members")

    def is_on(self, site: SiteFacts) -> bool:
        """The group keeps its members."""
        return NAME in site.parts

    def pages(self, source: Source) -> Iterator[Stamped]:
        """Yield the one page: its view is small, and tells best whether anything changed."""
        yield Stamped(NAME, stamp([_view(source)]))

    def page(self, source: Source, path: str) -> Page | None:
        """Return the page."""
        if path != NAME:
            return None
        view = _view(source)
        return Page(NAME, Kind.MEMBERS, self.title, view, changed(view), source.site.may_index)

    def news(self, source: Source) -> list[News] | None:
        """Members have no feed: the recaps say who joined and left."""
        return None

    def calendar(self, source: Source) -> list[Happening] | None:
        """Members have no calendar."""
        return None


def _view(source: Source) -> MembersView:
    return members_view(known_to(source), voters_of(source))


def voters_of(source: Source) -> tuple[Voters, ...]:
    """Return who may vote on the lists that have pages."""
    known = known_to(source)
    lists = (
        each
        for each in source.rules.lists
        if each.role is ListRole.DECISIONS and source.site.list(each.address) is not None
    )
    return voters(lists, day_of(source.now, known.rules.where), known.rules.members)
