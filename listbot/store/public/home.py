"""The first page, read from what the other parts show. Never writes."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import and_, func, select

from listbot.model.list_rules import ListRole
from listbot.pages.page import Happening, Kind, News, Page, Stamped
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.pages.views.group.chapters import Chapter
from listbot.pages.views.group.meetings import MeetingRow, is_off, meeting_row
from listbot.pages.views.group.records import RecordRow, Stands, record_row, stands
from listbot.pages.views.home import DeskNumbers, HomeView, TopicLine, topic_line
from listbot.pages.views.tickets import TicketRow
from listbot.store.base.ticket_tables import tickets
from listbot.store.public.decisions import newest
from listbot.store.public.group.known import known_to
from listbot.store.public.group.meetings import shown_meetings
from listbot.store.public.group.records import shown_records
from listbot.store.public.recaps import weeks
from listbot.store.public.source import Source
from listbot.store.public.tickets import COLUMNS, row_of
from listbot.store.public.vote_rows import open_votes
from listbot.store.recap.desk_week import LIVE, OPEN, WAITING
from listbot.store.recap.reading import topics

NAME = ""
MOST_ROWS = 10
"""Of each kind; the parts have them all."""
WEEK = timedelta(days=7)
_NOTICE = (Stands.NOTICE, Stands.NOTICE_OVER)


class Home:
    """`/`."""

    name = NAME
    title = Shown("")

    def is_on(self, site: SiteFacts) -> bool:
        """Every site has a first page."""
        return True

    def pages(self, source: Source) -> Iterator[Stamped]:
        """Yield it; it shows the present."""
        yield Stamped(NAME, "")

    def page(self, source: Source, path: str) -> Page | None:
        """Return it."""
        if path != NAME:
            return None
        return Page(NAME, Kind.HOME, source.site.name, _view(source), None, source.site.may_index)

    def news(self, source: Source) -> list[News] | None:
        """The other parts have feeds."""
        return None

    def calendar(self, source: Source) -> list[Happening] | None:
        """The other parts have calendars."""
        return None


def _view(source: Source) -> HomeView:
    parts = source.site.parts
    found = list(open_votes(source, MOST_ROWS)) if "votes" in parts else []
    has_desk = "tickets" in parts
    return HomeView(
        votes=tuple(each.vote for each in found if not each.quiet_days),
        untaken=tuple(_untaken(source)) if has_desk else (),
        records=tuple(_in_notice(source)) if "adr" in parts else (),
        quiet=tuple(each for each in found if each.quiet_days),
        topics=tuple(_topics(source))[:MOST_ROWS],
        decided=newest(source, MOST_ROWS // 2),
        desk=_desk(source) if has_desk else None,
        meeting=_next_meeting(source) if "meetings" in parts else None,
        recap=_recap(source) if "recap" in parts else None,
    )


def _untaken(source: Source) -> Iterator[TicketRow]:
    query = select(*COLUMNS).where(
        tickets.c.list.in_(source.site.addresses),
        tickets.c.public,
        tickets.c.status.in_(WAITING),
        tickets.c.assignee == "",
    )
    oldest = query.order_by(tickets.c.opened, tickets.c.number).limit(MOST_ROWS)
    for row in source.connection.execute(oldest):
        yield row_of(source, row)


def _in_notice(source: Source) -> Iterator[RecordRow]:
    known, _ = shown_records(source)
    for record in known.group.records.values():
        if stands(record, known, source.now) in _NOTICE:
            yield record_row(record, known, source.now)


def _topics(source: Source) -> Iterator[TopicLine]:
    for rules in source.rules.lists:
        of_list = source.site.list(rules.address)
        if rules.role is ListRole.DECISIONS and of_list is not None:
            for each in topics(source.connection, rules, source.now):
                yield topic_line(each, of_list)


def _desk(source: Source) -> DeskNumbers:
    """Count each by its own index."""
    here = tickets.c.list.in_(source.site.addresses)
    is_open = and_(here, tickets.c.status.in_(OPEN))
    since = source.now - WEEK
    parts = (
        select(func.count()).where(is_open),
        select(func.count()).where(here, tickets.c.opened >= since),
        select(func.count()).where(here, tickets.c.closed >= since),
        select(func.min(tickets.c.opened)).where(here, tickets.c.status.in_(LIVE)),
    )
    counted = select(*(each.scalar_subquery() for each in parts))
    return DeskNumbers(*source.connection.execute(counted).one())


def _next_meeting(source: Source) -> MeetingRow | None:
    coming = (each for each in shown_meetings(source) if each.at > source.now and not is_off(each))
    first = next(coming, None)
    return meeting_row(first, known_to(source), source.now) if first else None


def _recap(source: Source) -> Chapter | None:
    period = next(iter(weeks(source)), "")
    return Chapter(f"recap/{period}", Shown(period)) if period else None
