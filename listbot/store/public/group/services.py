"""The services of the group: one page. Never writes."""

from collections.abc import Iterator

from listbot.pages.page import Happening, Kind, News, Page, Stamped
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.pages.views.group.services import services_view
from listbot.store.public.group.known import known_to
from listbot.store.public.source import Source, stamp

NAME = "services"


class Services:
    """`/services`."""

    name = NAME
    title = Shown("Services")

    def is_on(self, site: SiteFacts) -> bool:
        """The group keeps its services, or shows who has access to what."""
        return not site.parts.isdisjoint({NAME, "access"})

    def pages(self, source: Source) -> Iterator[Stamped]:
        """Yield the one page."""
        yield Stamped(NAME, stamp([services_view(known_to(source))]))

    def page(self, source: Source, path: str) -> Page | None:
        """Return the page."""
        if path != NAME:
            return None
        view = services_view(known_to(source))
        looked = max((each.looked for each in view.services), default=None)
        return Page(NAME, Kind.SERVICES, self.title, view, looked, source.site.may_index)

    def news(self, source: Source) -> list[News] | None:
        """Services have no feed."""
        return None

    def calendar(self, source: Source) -> list[Happening] | None:
        """Services have no calendar."""
        return None
