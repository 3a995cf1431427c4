"""The meetings of the group: a list by years, and a page for each. Never writes."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.model.records.meetings import Meeting
from listbot.pages.page import Happening, Kind, News, Page, Stamped
from listbot.pages.shown import NOTHING, Shown, title
from listbot.pages.site import SiteFacts
from listbot.pages.views.group.chapters import Chapter
from listbot.pages.views.group.meetings import (
    NAME,
    UNTITLED,
    MeetingsView,
    is_off,
    meeting_row,
    meeting_view,
    path_of,
    published,
)
from listbot.records.calendar import day_of
from listbot.records.meetings.calendar_made import LASTS
from listbot.store.public.group.known import is_hidden, known_to, links_to, lists_of
from listbot.store.public.section import MOST_NEWS
from listbot.store.public.source import Source, stamp

_DAY = re.compile(r"meetings/[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_YEAR = re.compile(r"meetings/([0-9]{4})", re.ASCII)


class Meetings:
    """`/meetings`."""

    name = NAME
    title = Shown("Meetings")

    def is_on(self, site: SiteFacts) -> bool:
        """The group keeps its meetings."""
        return NAME in site.parts

    def pages(self, source: Source) -> Iterator[Stamped]:
        """Yield the list, its years, and each meeting."""
        known, found = known_to(source), shown_meetings(source)
        yield Stamped(NAME, stamp([_view(source, 0)]))
        for year in _years(found, known, source):
            yield Stamped(f"{NAME}/{year}", stamp([_view(source, year)]))
        lists = lists_of(source, filter(None, (each.mail for each in found)))
        for each in found:
            view = meeting_view(each, known, source.now, None)
            yield Stamped(path_of(each), stamp([view, lists.get(each.mail)]))

    def page(self, source: Source, path: str) -> Page | None:
        """Return the list, a year of it, or a meeting."""
        if path == NAME:
            return _list(source, 0)
        if found := _YEAR.fullmatch(path):
            return _list(source, int(found[1]))
        meeting = _found(source, path)
        return _meeting(source, meeting) if meeting else None

    def news(self, source: Source) -> list[News] | None:
        """Return the meetings that were called, and the minutes that were published last."""
        known = known_to(source)
        called = {
            each.about: each.at for each in known.group.acts if each.verb is RecordVerb.MEETING
        }
        found = [
            news
            for each in shown_meetings(source)
            for news in (*_called(each, called, known), *_out(each, known))
        ]
        return sorted(found, key=lambda each: each.at, reverse=True)[:MOST_NEWS]

    def calendar(self, source: Source) -> list[Happening] | None:
        """Return all meetings. Nobody says how long one lasts; our calendar files say an hour."""
        return [
            Happening(
                path_of(each),
                title(each.title) or UNTITLED,
                each.at,
                each.at + LASTS,
                title(each.place),
                is_off(each),
            )
            for each in shown_meetings(source)
        ]


def shown_meetings(source: Source) -> list[Meeting]:
    """Return the meetings of lists that have pages, the earliest first."""
    found = known_to(source).group.meetings.values()
    shown = (each for each in found if not is_hidden(source, each.list))
    return sorted(shown, key=lambda each: (each.at, each.key))


def _found(source: Source, path: str) -> Meeting | None:
    """Return the meeting of a page. Its day is enough, if no other was called for that day."""
    near = [each for each in shown_meetings(source) if path_of(each).startswith(path)]
    same = [each for each in near if path_of(each) == path]
    if not same and _DAY.fullmatch(path):
        same = near
    return same[0] if len(same) == 1 else None


def _year(meeting: Meeting, known: GroupCase) -> int:
    return day_of(meeting.at, known.rules.where).year


def _years(found: list[Meeting], known: GroupCase, source: Source) -> list[int]:
    """Return the years with meetings that are over, the newest first."""
    over = {_year(each, known) for each in found if each.at <= source.now}
    return sorted(over, reverse=True)


def _view(source: Source, year: int) -> MeetingsView:
    known, found = known_to(source), shown_meetings(source)
    years = _years(found, known, source)
    shown = year or max(years, default=0)
    rows = [(each, meeting_row(each, known, source.now)) for each in found]
    over = [row for each, row in rows if each.at <= source.now and _year(each, known) == shown]
    return MeetingsView(
        upcoming=() if year else tuple(row for each, row in rows if each.at > source.now),
        past=tuple(reversed(over)),
        years=tuple(Chapter(f"{NAME}/{each}", Shown(str(each))) for each in years),
        year=shown,
    )


def _list(source: Source, year: int) -> Page | None:
    view = _view(source, year)
    if year and not view.past:
        return None
    newest = max((row.minutes or row.at for row in view.past), default=None)
    name = Shown(f"Meetings of {year}" if year else "Meetings")
    path = f"{NAME}/{year}" if year else NAME
    return Page(path, Kind.MEETINGS, name, view, newest, source.site.may_index)


def _meeting(source: Source, meeting: Meeting) -> Page:
    known = known_to(source)
    link = links_to(source, lists_of(source, [meeting.mail])).get(meeting.mail)
    view = meeting_view(meeting, known, source.now, link)
    newest = max((*published(meeting), meeting.at))
    name = Shown(f"{view.title}, {_day(meeting, known)}")
    of_list = source.site.list(meeting.list)
    may_index = of_list.may_index if of_list else source.site.may_index
    return Page(path_of(meeting), Kind.MEETING, name, view, newest, may_index)


def _day(meeting: Meeting, known: GroupCase) -> str:
    return day_of(meeting.at, known.rules.where).isoformat()


def _called(meeting: Meeting, called: Mapping[str, datetime], known: GroupCase) -> Iterator[News]:
    at = called.get(meeting.key)
    if at is not None:
        words = "is cancelled" if is_off(meeting) else "is called"
        yield News(path_of(meeting), Shown(f"Meeting {_day(meeting, known)} {words}"), at, at)


def _out(meeting: Meeting, known: GroupCase) -> Iterator[News]:
    out = published(meeting)
    if out:
        words = Shown(f"Minutes of the meeting {_day(meeting, known)}")
        yield News(path_of(meeting), words, out[-1], out[0], NOTHING)
