"""The public work log: the newest lines, and a page for each month. Never writes."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, select

from listbot.model.weekly.worklog import Logged
from listbot.pages.page import Happening, Kind, News, Page, Stamped
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.pages.views.group.chapters import Chapter
from listbot.pages.views.group.log import LogRow, LogView, log_row
from listbot.pages.views.leaf import PER_PAGE
from listbot.records.calendar import months_after
from listbot.store.base.schema import log_lines
from listbot.store.base.ticket_tables import tickets
from listbot.store.public.group.known import links_to
from listbot.store.public.section import MOST_NEWS
from listbot.store.public.source import Source, stamp
from listbot.store.worklog import COLUMNS

NAME = "log"
_MONTH = re.compile(r"log/([12][0-9]{3})-(0[1-9]|1[0-2])", re.ASCII)
_PUBLIC = "public"


class Log:
    """`/log`."""

    name = NAME
    title = Shown("Log")

    def is_on(self, site: SiteFacts) -> bool:
        """Lists and help desks have a work log."""
        return bool(site.lists)

    def pages(self, source: Source) -> Iterator[Stamped]:
        """Yield the newest lines, then each month."""
        rows = source.connection.execute(_lines(source).order_by(log_lines.c.at)).all()
        months = [
            (month, stamp(map(tuple, group)))
            for month, group in groupby(rows, key=lambda row: _month_of(row.at))
        ]
        yield Stamped(NAME, stamp(months))
        names = [month for month, _ in months]  # each month leads to the others
        for month, each in months:
            yield Stamped(f"{NAME}/{month}", stamp((each, names)))

    def page(self, source: Source, path: str) -> Page | None:
        """Return the newest lines, or a month."""
        if path == NAME:
            rows = _newest(source, PER_PAGE)
            return _page(source, rows, "")
        found = _MONTH.fullmatch(path)
        if found is None:
            return None
        starts = datetime(int(found[1]), int(found[2]), 1, tzinfo=UTC)
        rows = _within(source, starts)
        return _page(source, rows, f"{found[1]}-{found[2]}") if rows else None

    def news(self, source: Source) -> list[News] | None:
        """Return the newest lines that were not struck."""
        rows = _newest(source, MOST_NEWS)
        return [
            News(f"{NAME}/{_month_of(line.at)}", Shown(f"{line.key}: {line.text}"),
                 line.at, line.at, author=line.name)
            for line in _shown(source, rows)
            if not line.struck
        ]  # fmt: skip

    def calendar(self, source: Source) -> list[Happening] | None:
        """The log has no calendar."""
        return None


def _is_public(source: Source) -> ColumnElement[bool]:
    return and_(log_lines.c.list.in_(source.site.addresses), log_lines.c.embargoed.is_(False))


def _lines(source: Source) -> Select[*tuple[Any, ...]]:
    """Select the lines, each with the key of its ticket if that has a page."""
    has_page = and_(
        tickets.c.key == log_lines.c.ticket,
        tickets.c.public,
        tickets.c.list.in_(source.site.addresses),
    )
    public = tickets.c.key.label(_PUBLIC)
    return select(*COLUMNS, public).outerjoin(tickets, has_page).where(_is_public(source))


def _newest(source: Source, most: int) -> Sequence[Row[Any]]:
    ordered = _lines(source).order_by(log_lines.c.at.desc(), log_lines.c.number.desc())
    return source.connection.execute(ordered.limit(most)).all()


def _within(source: Source, starts: datetime) -> Sequence[Row[Any]]:
    """Return the lines of the month that starts then, the newest first."""
    after = months_after(starts.date(), 1)
    ends = datetime(after.year, after.month, 1, tzinfo=UTC)
    found = _lines(source).where(log_lines.c.at >= starts, log_lines.c.at < ends)
    ordered = found.order_by(log_lines.c.at.desc(), log_lines.c.number.desc())
    return source.connection.execute(ordered).all()


def lines_between(
    source: Source, places: Sequence[str], starts: datetime, ends: datetime
) -> Iterator[LogRow]:
    """Yield the lines that were written on these lists in that time, the oldest first."""
    found = _lines(source).where(
        log_lines.c.list.in_(places), log_lines.c.at >= starts, log_lines.c.at < ends
    )
    return _shown(source, source.connection.execute(found.order_by(log_lines.c.number)).all())


def _month_of(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m}"


def _months(source: Source) -> tuple[Chapter, ...]:
    """Return the months that have lines, the newest first: one look at the index for each."""
    newest = select(func.max(log_lines.c.at)).where(_is_public(source))
    found: list[Chapter] = []
    at = source.connection.execute(newest).scalar()
    while at is not None:
        month = _month_of(at)
        found.append(Chapter(f"{NAME}/{month}", Shown(month)))
        starts = datetime(at.year, at.month, 1, tzinfo=UTC)
        at = source.connection.execute(newest.where(log_lines.c.at < starts)).scalar()
    return tuple(found)


def _shown(source: Source, rows: Sequence[Row[Any]]) -> Iterator[LogRow]:
    for row in rows:
        line = Logged(*(row._mapping[column] for column in COLUMNS))
        link = links_to(source, {line.mail: line.list}).get(line.mail)
        yield log_row(line, link, row.public is not None)


def _page(source: Source, rows: Sequence[Row[Any]], month: str) -> Page:
    lines = tuple(_shown(source, rows))
    view = LogView(lines, _months(source), Shown(month))
    name = Shown(f"Work log, {month}" if month else "Work log")
    path = f"{NAME}/{month}" if month else NAME
    newest = max((line.at for line in lines), default=None)
    return Page(path, Kind.LOG, name, view, newest, source.site.may_index)
