"""The weekly recaps: a page for each week of which one was sent. Never writes.

The outbox says which weeks those are; what the page shows is read from the record as it is now.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import select

from listbot.model.group_case import GroupCase, GroupRound
from listbot.model.letter_state import LetterState
from listbot.model.proposal import Proposal, State
from listbot.model.records.meetings import Meeting
from listbot.model.weekly.recap import PersonLine, RecordLine, Week
from listbot.pages.page import Happening, Kind, News, Page, Stamped
from listbot.pages.shown import Shown, hide, mail_link, title
from listbot.pages.site import PublicList, SiteFacts
from listbot.pages.views.group.chapters import Chapter
from listbot.pages.views.group.meetings import path_of, published
from listbot.pages.views.group.recap import (
    EndedVote,
    ListWeek,
    RecapsView,
    RecapView,
    closed_ticket,
    person_steps,
    record_steps,
    sentence_line,
)
from listbot.pages.views.votes import list_name
from listbot.recap.week import week_named, week_of
from listbot.records.calendar import day_of
from listbot.records.members.told_weekly import people_of_week
from listbot.records.told_weekly import records_of_week
from listbot.store.base.conditions import IS_RECAP
from listbot.store.base.schema import outbox, proposals
from listbot.store.journal.codec import read_as
from listbot.store.public.group.meetings import shown_meetings
from listbot.store.public.group.records import shown_records
from listbot.store.public.log import lines_between
from listbot.store.public.section import MOST_NEWS
from listbot.store.public.source import Source, stamp
from listbot.store.recap.desk_week import closed_lines, moved
from listbot.store.recap.reading import desks_told, is_first_told, sentence_of

NAME = "recap"
_WEEK = re.compile(r"recap/([12][0-9]{3}-W[0-9]{2})", re.ASCII)
_EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
_PERIOD = re.compile(r"[12][0-9]{3}-W[0-9]{2}", re.ASCII)


class Told(NamedTuple):
    """A recap that a list got."""

    of_list: PublicList
    week: Week
    since: Week
    """The first week that it tells of: after an outage, the one after the recap before."""
    sent: datetime
    mail: str


@dataclass
class Kept:
    """What all weeks are read from, made once for each reading."""

    source: Source

    @cached_property
    def group(self) -> GroupCase:
        """The group, with the decision records that have pages."""
        return shown_records(self.source)[0]

    @cached_property
    def people(self) -> tuple[PersonLine, ...]:
        """What ever happened to members."""
        return tuple(people_of_week(self.group, *_EVER))

    def round(self, starts: datetime, ends: datetime) -> GroupRound:
        """Return the group as a weekly letter takes it, with the decision records to which
        something happened in this time.
        """
        known = self.group
        found = {
            key: each
            for key, each in known.group.records.items()
            for at in (each.began, each.final, each.applied)
            if at is not None and starts <= at < ends
        }
        group = replace(known.group, records=found)
        return GroupRound(known.rules, group, known.roster, known.bot, self.source.now)

    @cached_property
    def minutes(self) -> tuple[tuple[datetime, Meeting], ...]:
        """The meetings with minutes, and when these came out first."""
        found = ((published(each), each) for each in shown_meetings(self.source))
        return tuple((out[0], each) for out, each in found if out)


class Recaps:
    """`/recap`."""

    name = NAME
    title = Shown("Recaps")

    def is_on(self, site: SiteFacts) -> bool:
        """A list with pages gets recaps."""
        return NAME in site.parts

    def pages(self, source: Source) -> Iterator[Stamped]:
        """Yield the list of weeks, and each week."""
        found = weeks(source)
        yield Stamped(NAME, stamp(found))
        kept = Kept(source)
        for period, told in found.items():
            views = [_list_week(kept, each) for each in told]
            yield Stamped(f"{NAME}/{period}", stamp(views))

    def page(self, source: Source, path: str) -> Page | None:
        """Return the list of weeks, or a week."""
        found = weeks(source)
        if path == NAME:
            return _list(source, found)
        named = _WEEK.fullmatch(path)
        told = found.get(named[1]) if named else None
        return _week(source, told) if told else None

    def news(self, source: Source) -> list[News] | None:
        """Return the newest weeks."""
        return [
            News(
                f"{NAME}/{period}",
                Shown(f"Recap of {period}"),
                max(each.sent for each in told),
                min(each.sent for each in told),
            )
            for period, told in list(weeks(source).items())[:MOST_NEWS]
        ]

    def calendar(self, source: Source) -> list[Happening] | None:
        """Recaps have no calendar."""
        return None


def weeks(source: Source) -> dict[str, list[Told]]:
    """Return the recaps of each week, the newest week first."""
    found: dict[str, list[Told]] = {}
    for of_list in source.site.lists:
        for told in _told(source, of_list):
            found.setdefault(told.week.period, []).append(told)
    return dict(sorted(found.items(), reverse=True))


def _told(source: Source, of_list: PublicList) -> Iterator[Told]:
    """Yield the recaps that one list got, the oldest first."""
    query = select(outbox.c.key, outbox.c.sent, outbox.c.message_id, outbox.c.state).where(
        IS_RECAP, outbox.c.list == of_list.address
    )
    rules = source.rules.by_address.get(of_list.address)
    if rules is None:  # the configuration is newer than the rules in force
        return
    weeks = [
        (week_named(period, rules.recap.zone), row)
        for row in source.connection.execute(query.order_by(outbox.c.key))
        # not asked of the database: it would rather go through all letters that were sent
        if row.state == LetterState.SENT and row.sent is not None
        if _PERIOD.fullmatch(period := row.key.rpartition("|")[2])
    ]
    since = [week for week, _ in weeks[:1]]
    since += [week_of(before.ends, rules.recap.zone) for (before, _), _ in pairwise(weeks)]
    for (week, row), first in zip(weeks, since, strict=True):
        yield Told(of_list, week, first, row.sent, row.message_id)


def _list(source: Source, weeks: dict[str, list[Told]]) -> Page:
    chapters = tuple(Chapter(f"{NAME}/{each}", Shown(each)) for each in weeks)
    newest = max((each.sent for told in weeks.values() for each in told), default=None)
    view = RecapsView(chapters)
    return Page(NAME, Kind.RECAPS, Shown("Recaps"), view, newest, source.site.may_index)


def _week(source: Source, told: list[Told]) -> Page:
    week = told[0].week
    first = min(each.since.monday for each in told)
    kept = Kept(source)
    lists = tuple(_list_week(kept, each) for each in told)
    last = week.monday + timedelta(days=6)
    view = RecapView(Shown(week.period), first, last, lists)
    name = Shown(f"Recap of week {week.number}, {week.year}")
    newest = max(each.sent for each in told)
    may_index = all(each.of_list.may_index for each in told)
    return Page(f"{NAME}/{week.period}", Kind.RECAP, name, view, newest, may_index)


def _list_week(kept: Kept, told: Told) -> ListWeek:
    source, address = kept.source, told.of_list.address
    connection = source.connection
    rules, ends = source.rules.of(address), told.week.ends
    desks = [each for each in desks_told(source.rules, address) if source.site.list(each)]
    places = (address, *desks)
    team = source.rules.everybody or rules.roster
    closed = closed_lines(connection, team, desks, told.since.starts, ends) if desks else ()
    opened, gone = moved(connection, desks, told.since.starts, ends) if desks else (0, 0)
    return ListWeek(
        list=list_name(address),
        sent=told.sent,
        mail=mail_link(told.mail, told.of_list.archive),
        sentence=sentence_line(sentence_of(connection, rules, places, told.since, told.week)),
        votes=tuple(_votes(source, told)),
        records=tuple(record_steps(_records(kept, told))),
        log=tuple(lines_between(source, places, told.since.starts, ends)),
        closed=tuple(map(closed_ticket, closed)),
        opened_tickets=opened,
        closed_tickets=gone,
        people=tuple(person_steps(_people(kept, told))),
        minutes=tuple(_minutes(kept, told)),
    )


def _votes(source: Source, told: Told) -> Iterator[EndedVote]:
    """Yield the votes that ended in those weeks, without those from before the list was watched."""
    query = (
        select(proposals.c.number, proposals.c.state, proposals.c.reason, proposals.c.snapshot)
        .where(
            proposals.c.list == told.of_list.address,
            proposals.c.state.in_([each for each in State if each is not State.OPEN]),
            proposals.c.closes >= told.since.starts,
            proposals.c.closes < told.week.ends,
        )
        .order_by(proposals.c.closes, proposals.c.number)
    )
    for row in source.connection.execute(query):
        proposal = read_as(Proposal, row.snapshot)
        if not proposal.history:
            yield EndedVote(row.number, title(proposal.title), row.state, hide(row.reason))


def _records(kept: Kept, told: Told) -> Iterator[RecordLine]:
    """Yield what happened to decision records, on the list whose recap told it."""
    starts, ends = told.since.starts, told.week.ends
    is_first = is_first_told(kept.source.rules, told.of_list.address)
    if kept.group.rules.records and is_first:
        yield from records_of_week(kept.round(starts, ends), starts, ends)


def _people(kept: Kept, told: Told) -> Iterator[PersonLine]:
    if is_first_told(kept.source.rules, told.of_list.address):
        for line in kept.people:
            if told.since.starts <= line.at < told.week.ends:
                yield line


def _minutes(kept: Kept, told: Told) -> Iterator[Chapter]:
    """Yield the meetings of the list whose minutes came out in those weeks."""
    where = kept.group.rules.where
    for first, each in kept.minutes:
        is_here = each.list in ("", told.of_list.address)
        if is_here and told.since.starts <= first < told.week.ends:
            yield Chapter(path_of(each), Shown(day_of(each.at, where).isoformat()))
