"""Everything that was decided: the newest decisions, and a page for each month. Never writes."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from listbot.pages.page import Happening, Kind, News, Page, Stamped
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.pages.views.decisions import (
    DecisionRow,
    DecisionsView,
    Month,
    newest_first,
    of_record,
)
from listbot.store.public.group.meetings import shown_meetings
from listbot.store.public.group.records import shown_records
from listbot.store.public.section import MOST_NEWS
from listbot.store.public.source import Source, stamp
from listbot.store.public.vote_rows import months, passed

NAME = "decisions"
NEWEST = 50
"""Decisions on the first page."""
_MONTH = re.compile(r"decisions/([0-9]{4}-(?:0[1-9]|1[0-2]))", re.ASCII)


class Decisions:
    """`/decisions`."""

    name = NAME
    title = Shown("Decisions")

    def is_on(self, site: SiteFacts) -> bool:
        """Return whether anything is decided here."""
        return bool({"votes", "adr", "meetings"} & site.parts)

    def pages(self, source: Source) -> Iterator[Stamped]:
        """Yield the newest decisions, and each month."""
        rows = newest_first((*passed(source), *_recorded(source)))
        found = _months(source)
        yield Stamped(NAME, stamp((*rows[:NEWEST], *found)))
        for month, group in groupby(rows, key=lambda row: row.month):
            yield Stamped(f"{NAME}/{month}", stamp((*group, *found)))

    def page(self, source: Source, path: str) -> Page | None:
        """Return the newest decisions, or those of a month in which there were any."""
        named = _MONTH.fullmatch(path)
        if path != NAME and named is None:
            return None
        month = named[1] if named else ""
        rows = _of_month(source, month) if month else newest(source, NEWEST)
        if month and not rows:
            return None
        view = DecisionsView(rows, _months(source), month)
        name = Shown(f"Decisions of {month}" if month else "Decisions")
        at = max((row.applied or row.at for row in rows), default=None)
        return Page(path, Kind.DECISIONS, name, view, at, source.site.may_index)

    def news(self, source: Source) -> list[News] | None:
        """Return the newest decisions; what a meeting agreed on is not one."""
        return [
            News(row.path, Shown(f"{row.key}: {row.title}"), row.at, row.at, row.how)
            for row in newest(source, 2 * MOST_NEWS)
            if row.decides and row.path
        ][:MOST_NEWS]

    def calendar(self, source: Source) -> list[Happening] | None:
        """A decision is over."""
        return None


def newest(source: Source, most: int) -> tuple[DecisionRow, ...]:
    """Return the newest decisions."""
    return newest_first((*passed(source, most=most), *_recorded(source)))[:most]


def _of_month(source: Source, month: str) -> tuple[DecisionRow, ...]:
    recorded = (row for row in _recorded(source) if row.month == month)
    return newest_first((*passed(source, month), *recorded))


def _recorded(source: Source) -> tuple[DecisionRow, ...]:
    known, _ = shown_records(source)
    return tuple(of_record(known, shown_meetings(source), source.site.parts))


def _months(source: Source) -> tuple[Month, ...]:
    found = Counter(months(source)) + Counter(row.month for row in _recorded(source))
    ordered = sorted(found.items(), reverse=True)
    return tuple(Month(f"{NAME}/{month}", month, many) for month, many in ordered)
