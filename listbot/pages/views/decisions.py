"""Everything that was decided, in one log: votes that passed, decision records that are final, and
what meetings agreed on; the newest first, a page for each month. Pure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from listbot.model.group_case import GroupCase
from listbot.model.records.decisions import DecisionRecord
from listbot.model.records.meetings import Meeting
from listbot.pages.page import View
from listbot.pages.shown import Shown, title
from listbot.pages.views.group.meetings import path_of

NOT_YET = Shown("agreed in a meeting; it decides nothing until it is on the list")


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision."""

    key: str
    """"V-31", "ADR-7", or the day of the meeting."""
    kind: str
    """"vote", "record" or "meeting"."""
    path: str
    """Its page; "" if this site has none."""
    at: datetime
    title: Shown
    how: Shown
    applied: datetime | None = None
    """When somebody said that it was carried out."""
    replaced_by: tuple[str, ...] = ()
    """Keys of later decisions that took its place."""

    @property
    def month(self) -> str:
        """The month in which it was decided: "2026-09"."""
        return f"{self.at:%Y-%m}"

    @property
    def decides(self) -> bool:
        """Whether it is a decision: what a meeting agreed on is not."""
        return self.kind != "meeting"


@dataclass(frozen=True, slots=True)
class Month:
    """A month in which something was decided."""

    path: str
    month: str
    """"2026-09"."""
    decisions: int


@dataclass(frozen=True, slots=True)
class DecisionsView(View):
    """`/decisions` and `/decisions/2026-09`."""

    decisions: tuple[DecisionRow, ...]
    """Newest first."""
    months: tuple[Month, ...]
    """Newest first."""
    month: str
    """The one that is shown; "" for the first page, which has the newest decisions."""


def of_record(
    case: GroupCase, meetings: Iterable[Meeting], parts: frozenset[str]
) -> Iterator[DecisionRow]:
    """Yield what the group's record holds, as far as it keeps it, and what meetings agreed."""
    if case.rules.records:
        for record in case.group.records.values():
            yield from _record(record, parts)
    if case.rules.meetings:
        for meeting in meetings:
            yield from _meeting(meeting, parts)


def _record(record: DecisionRecord, parts: frozenset[str]) -> Iterator[DecisionRow]:
    if record.final is None or record.retracted is not None:
        return
    versions = len(record.versions)
    yield DecisionRow(
        key=record.key,
        kind="record",
        path=f"adr/{record.number}" if "adr" in parts else "",
        at=record.final,
        title=title(record.title),
        how=Shown("decision record" + (f", version {versions}" if versions > 1 else "")),
        applied=record.applied,
        replaced_by=(record.replaced_by,) if record.replaced_by else (),
    )


def _meeting(meeting: Meeting, parts: frozenset[str]) -> Iterator[DecisionRow]:
    """Yield the lines that published minutes agree on. Nothing else of a meeting is a decision."""
    sent = meeting.minutes if meeting.is_held else None
    for line in sent.minutes.agreed if sent else ():
        yield DecisionRow(
            key=meeting.key,
            kind="meeting",
            path=path_of(meeting) if "meetings" in parts else "",
            at=meeting.at,
            title=title(line),
            how=NOT_YET,
        )


def newest_first(rows: Iterable[DecisionRow]) -> tuple[DecisionRow, ...]:
    """Return decisions in the order of the log."""
    return tuple(sorted(rows, key=lambda row: (row.at, row.key), reverse=True))
