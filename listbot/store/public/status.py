"""The state of things: one page, which shows the present. Never writes."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import func, select

from listbot.pages.page import Happening, Kind, News, Page, Stamped
from listbot.pages.shown import Shown, title
from listbot.pages.site import SiteFacts
from listbot.pages.views.single.lists import list_lines
from listbot.pages.views.single.status import Count, ListState, StatusView
from listbot.store import reading
from listbot.store.base.conditions import IS_DUE
from listbot.store.base.schema import mails, outbox
from listbot.store.journal import kept_clock
from listbot.store.outbox import pause
from listbot.store.public.source import Source

NAME = "status"


class Status:
    """`/status`."""

    name = NAME
    title = Shown("Status")

    def is_on(self, site: SiteFacts) -> bool:
        """Everybody may see whether it works."""
        return site.has_pages

    def pages(self, source: Source) -> Iterator[Stamped]:
        """Yield the one page."""
        yield Stamped(NAME, "")

    def page(self, source: Source, path: str) -> Page | None:
        """Return the page. Search engines have no use for it."""
        if path != NAME:
            return None
        return Page(NAME, Kind.STATUS, self.title, _view(source), may_index=False)

    def news(self, source: Source) -> list[News] | None:
        """It has no feed."""
        return None

    def calendar(self, source: Source) -> list[Happening] | None:
        """It has no calendar."""
        return None


def _view(source: Source) -> StatusView:
    connection = source.connection
    received, found = reading.mails_accounted(connection)
    modes = {each.address: each.mode for each in source.site.lists}
    paused, clock = pause.standing(connection), kept_clock.kept(connection)
    return StatusView(
        at=source.now,
        lists=tuple(
            ListState(each.name, each.role, modes[each.address], _last(source, each.address))
            for each in list_lines(source.rules.lists, source.site)
        ),
        received=received,
        mails=_counts(found),
        adds_up=sum(found.values()) == received,
        waiting=_waiting(source),
        paused=paused.since if paused else None,
        clock_doubt=clock.doubt.since if clock and clock.doubt else None,
    )


def _waiting(source: Source) -> int:
    """Return how many letters wait to leave: those that are due at some time."""
    query = select(func.count()).select_from(outbox).where(IS_DUE)
    return source.connection.execute(query).scalar_one()


def _counts(found: Mapping[str, int]) -> tuple[Count, ...]:
    return tuple(Count(title(what), count) for what, count in found.items())


def _last(source: Source, address: str) -> datetime | None:
    """Return when the list's last mail was received."""
    query = select(mails.c.received).where(mails.c.list == address)
    return source.connection.execute(query.order_by(mails.c.seq.desc()).limit(1)).scalar()
