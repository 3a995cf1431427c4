"""The pages of the decision records: where each one stands, its texts, and what was said against.

Pure; never fails. `known` has only the records that pages show.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from listbot.letters.differences import differences
from listbot.model.group_case import GroupCase
from listbot.model.records.decisions import DecisionRecord, RecordObjection, Version
from listbot.pages.page import View
from listbot.pages.shown import MailLink, Shown, hide, title
from listbot.pages.views.group.people import written_by
from listbot.pages.views.leaf import Leaf
from listbot.pages.views.outside import link_in
from listbot.pages.views.text import TextChange
from listbot.records.letters.decisions import earliest


class Stands(StrEnum):
    """Where a record stands."""

    NOTICE = "in notice"
    NOTICE_OVER = "notice over"
    """Nobody has said that it is final."""
    FINAL = "final"
    APPLIED = "applied"
    EARLY = "applied early"
    """Before its notice was over."""
    EMERGENCY = "emergency"
    """Applied before anybody was asked, and not final yet."""
    RETRACTED = "retracted"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record in a list."""

    number: int
    title: Shown
    state: str
    author: Shown
    published: datetime
    due: datetime
    """When its notice is over."""
    replaced_by: int | None
    objections: int
    """How many are open."""


@dataclass(frozen=True, slots=True)
class RecordsView(View):
    """`/adr` and `/adr/page/1`."""

    open: tuple[RecordRow, ...]
    """Those that are not final yet, the next to be; only on the first page."""
    rows: tuple[RecordRow, ...]
    """All of one leaf, the newest first."""
    leaves: tuple[Leaf, ...]
    leaf: int
    """The one that is shown; 0 for the first page."""


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """One text of a record."""

    at: datetime
    mail: MailLink | None
    link: Shown
    """Where the text is, if the mail only links to it."""
    changes: tuple[TextChange, ...]
    """What differs from the text before; empty for the first one."""


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """An objection, and when its writer took it back."""

    name: Shown
    at: datetime
    quote: Shown
    mail: MailLink | None
    settled: datetime | None


@dataclass(frozen=True, slots=True)
class RecordView(View):
    """`/adr/7`."""

    number: int
    title: Shown
    state: str
    author: Shown
    published: datetime
    due: datetime
    notice_days: int
    final: datetime | None
    applied: datetime | None
    retracted: datetime | None
    emergency: bool
    objections_stop: bool
    """Whether an open objection keeps it from being final."""
    supersedes: tuple[int, ...]
    replaced_by: int | None
    text: Shown
    """As it stands now."""
    link: Shown
    versions: tuple[RecordVersion, ...]
    """Oldest first."""
    objections: tuple[ObjectionLine, ...]


def number_of(key: str) -> int:
    """Return the number in a record's key: 7 in "ADR-7"."""
    return int(key.rpartition("-")[2])


def stands(record: DecisionRecord, known: GroupCase, now: datetime) -> Stands:
    """Return where a record stands."""
    due = earliest(record, known)
    if record.retracted is not None:
        return Stands.RETRACTED
    if record.replaced_by:
        return Stands.REPLACED
    if record.emergency and record.final is None:
        return Stands.EMERGENCY
    if record.applied is not None:
        is_early = record.applied < due and not record.emergency
        return Stands.EARLY if is_early else Stands.APPLIED
    if record.final is not None:
        return Stands.FINAL
    return Stands.NOTICE if now < due else Stands.NOTICE_OVER


def record_row(record: DecisionRecord, known: GroupCase, now: datetime) -> RecordRow:
    """Return a record in a list."""
    return RecordRow(
        number=record.number,
        title=title(record.title),
        state=stands(record, known, now),
        author=written_by(record.name, record.author),
        published=record.began,
        due=earliest(record, known),
        replaced_by=_replaced_by(record, known),
        objections=len(record.open_objections),
    )


def record_view(
    record: DecisionRecord, known: GroupCase, now: datetime, links: Mapping[str, MailLink]
) -> RecordView:
    """Return the page of a record. `links`: Message-ID -> the mails that have pages."""
    last = record.versions[-1]
    return RecordView(
        number=record.number,
        title=title(record.title),
        state=stands(record, known, now),
        author=written_by(record.name, record.author),
        published=record.began,
        due=earliest(record, known),
        notice_days=known.rules.notice_days,
        final=record.final,
        applied=record.applied,
        retracted=record.retracted,
        emergency=record.emergency,
        objections_stop=known.rules.objections_stop,
        supersedes=tuple(
            number_of(each) for each in record.supersedes if each in known.group.records
        ),
        replaced_by=_replaced_by(record, known),
        text=hide(last.text),
        link=link_in(last.link),
        versions=_versions(record, links),
        objections=tuple(_objection(each, links) for each in record.objections),
    )


def _replaced_by(record: DecisionRecord, known: GroupCase) -> int | None:
    is_here = record.replaced_by in known.group.records
    return number_of(record.replaced_by) if is_here else None


def changed(record: DecisionRecord) -> datetime:
    """Return when something last happened to a record."""
    moments = (record.final, record.applied, record.retracted)
    said = (each.settled or each.at for each in record.objections)
    return max(each for each in (record.versions[-1].at, *moments, *said) if each is not None)


def _versions(record: DecisionRecord, links: Mapping[str, MailLink]) -> tuple[RecordVersion, ...]:
    first = record.versions[0]
    later = (_version(new, links, old.text) for old, new in pairwise(record.versions))
    return (_version(first, links, first.text), *later)


def _version(version: Version, links: Mapping[str, MailLink], before: str) -> RecordVersion:
    return RecordVersion(
        version.at,
        links.get(version.mail),
        link_in(version.link),
        tuple(
            TextChange(hide(each.was), hide(each.now)) for each in differences(before, version.text)
        ),
    )


def _objection(objection: RecordObjection, links: Mapping[str, MailLink]) -> ObjectionLine:
    return ObjectionLine(
        written_by(objection.name, objection.by),
        objection.at,
        hide(objection.quote),
        links.get(objection.mail),
        objection.settled,
    )
