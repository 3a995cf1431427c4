"""The decision records: a list by hundreds, and a page for each. Never writes."""

import re
from collections.abc import Iterator
from dataclasses import replace

from listbot.model.group_case import GroupCase
from listbot.model.records.decisions import DecisionRecord
from listbot.pages.page import Happening, Kind, News, Page, Stamped
from listbot.pages.shown import Shown, title
from listbot.pages.site import SiteFacts
from listbot.pages.views.group.people import written_by
from listbot.pages.views.group.records import (
    RecordsView,
    Stands,
    changed,
    record_row,
    record_view,
    stands,
)
from listbot.pages.views.leaf import Leaf, leaf_of, numbers_on
from listbot.records.letters.decisions import earliest
from listbot.store.public.group.known import is_hidden, known_to, links_to, lists_of
from listbot.store.public.section import MOST_NEWS
from listbot.store.public.source import Source, stamp

NAME = "adr"
_NUMBER = re.compile(r"adr/([1-9][0-9]{0,5})", re.ASCII)
_LEAF = re.compile(r"adr/page/([1-9][0-9]{0,3})", re.ASCII)
_OPEN = (Stands.NOTICE, Stands.NOTICE_OVER, Stands.EMERGENCY)


class Records:
    """`/adr`."""

    name = NAME
    title = Shown("Records")

    def is_on(self, site: SiteFacts) -> bool:
        """The group keeps decision records."""
        return NAME in site.parts

    def pages(self, source: Source) -> Iterator[Stamped]:
        """Yield the list, its leaves, and each record."""
        known, lists = shown_records(source)
        yield Stamped(NAME, stamp([_view(known, source, 0)]))
        for leaf in _leaves(known):
            n = leaf_of(leaf.last)
            yield Stamped(leaf.path, stamp([_view(known, source, n)]))
        for record in known.group.records.values():
            parts = (
                record_row(record, known, source.now), record, known.rules.objections_stop,
                known.rules.notice_days, [each for each in record.supersedes
                                          if each in known.group.records],
                [lists.get(each) for each in _mails(record)],
            )  # fmt: skip
            yield Stamped(f"{NAME}/{record.number}", stamp(parts))

    def page(self, source: Source, path: str) -> Page | None:
        """Return the list, a leaf of it, or a record."""
        known, lists = shown_records(source)
        if path == NAME:
            return _list(known, source, 0)
        if found := _LEAF.fullmatch(path):
            return _list(known, source, int(found[1]))
        found = _NUMBER.fullmatch(path)
        record = known.group.records.get(f"ADR-{found[1]}") if found else None
        return _record(record, known, source, lists) if record else None

    def news(self, source: Source) -> list[News] | None:
        """Return the records about which something happened last."""
        known, _ = shown_records(source)
        found = [_news(each, known, source) for each in known.group.records.values()]
        return sorted(found, key=lambda each: each.at, reverse=True)[:MOST_NEWS]

    def calendar(self, source: Source) -> list[Happening] | None:
        """Return when each notice ends, or ended."""
        known, _ = shown_records(source)
        return [
            Happening(
                f"{NAME}/{each.number}",
                Shown(f"{each.key}: its notice ends: {title(each.title)}"),
                earliest(each, known),
                cancelled=each.retracted is not None,
            )
            for each in known.group.records.values()
            if not each.emergency
        ]


def _mails(record: DecisionRecord) -> tuple[str, ...]:
    return (*record.mails, *(each.mail for each in record.objections))


def shown_records(source: Source) -> tuple[GroupCase, dict[str, str]]:
    """Return the group with only those decision records that pages show, and where their mails
    came to.
    """
    known = known_to(source)
    records = known.group.records
    lists = lists_of(source, (mail for each in records.values() for mail in _mails(each)))
    shown = {
        key: each
        for key, each in records.items()
        if not is_hidden(source, lists.get(each.versions[0].mail, ""))
    }
    return replace(known, group=replace(known.group, records=shown)), lists


def _leaves(known: GroupCase) -> tuple[Leaf, ...]:
    leaves = {leaf_of(each.number) for each in known.group.records.values()}
    return tuple(Leaf(f"{NAME}/page/{n}", *numbers_on(n)) for n in sorted(leaves, reverse=True))


def _view(known: GroupCase, source: Source, leaf: int) -> RecordsView:
    leaves = _leaves(known)
    shown = leaf or (leaf_of(leaves[0].last) if leaves else 0)
    rows = [record_row(each, known, source.now) for each in known.group.records.values()]
    here = (row for row in rows if leaf_of(row.number) == shown)
    open_ = (row for row in rows if row.state in _OPEN)
    return RecordsView(
        () if leaf else tuple(sorted(open_, key=lambda row: (row.due, row.number))),
        tuple(sorted(here, key=lambda row: -row.number)),
        leaves,
        leaf,
    )


def _list(known: GroupCase, source: Source, leaf: int) -> Page | None:
    view = _view(known, source, leaf)
    if leaf and not view.rows:
        return None
    name = Shown(f"Records {view.rows[-1].number} to {view.rows[0].number}" if leaf else "Records")
    path = f"{NAME}/page/{leaf}" if leaf else NAME
    newest = max((row.published for row in view.rows), default=None)
    return Page(path, Kind.RECORDS, name, view, newest, source.site.may_index)


def _record(
    record: DecisionRecord, known: GroupCase, source: Source, lists: dict[str, str]
) -> Page:
    links = links_to(source, {id: lists[id] for id in _mails(record) if id in lists})
    view = record_view(record, known, source.now, links)
    of_list = source.site.list(lists.get(record.versions[0].mail, ""))
    may_index = of_list.may_index if of_list else source.site.may_index
    name = Shown(f"{record.key}: {view.title}")
    return Page(f"{NAME}/{record.number}", Kind.RECORD, name, view, changed(record), may_index)


def _news(record: DecisionRecord, known: GroupCase, source: Source) -> News:
    state = stands(record, known, source.now)
    words = Shown(f"{record.key} is {_SAID.get(state, state)}: {title(record.title)}")
    by = written_by(record.name, record.author)
    return News(f"{NAME}/{record.number}", words, changed(record), record.began, author=by)


_SAID = {
    Stands.NOTICE_OVER: "past its notice",
    Stands.EMERGENCY: "applied, in an emergency",
}
"""States as a sentence has them."""
