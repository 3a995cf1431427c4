"""What a week's recap says about decision records, and about votes to be carried out. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from listbot.model.group_case import GroupRound
from listbot.model.records.decisions import DecisionRecord
from listbot.model.weekly.recap import RecordLine, RecordNews
from listbot.records.letters.decisions import earliest

ASKED_AFTER = timedelta(weeks=2)
"""Two weeks after something was decided, the recap asks whether it was done; only once."""


def records_of_week(case: GroupRound, starts: datetime, ends: datetime) -> Iterator[RecordLine]:
    """Yield what happened to decision records in these weeks, and which are to be applied."""
    for each in case.group.records.values():
        yield from _lines(each, case, starts, ends)


def _lines(
    record: DecisionRecord, case: GroupRound, starts: datetime, ends: datetime
) -> Iterator[RecordLine]:
    due = earliest(record, case)
    is_early = record.applied is not None and record.applied < due and not record.emergency
    happened = (
        (RecordNews.PUBLISHED, record.began, due),
        (RecordNews.FINAL, record.final, record.final),
        (RecordNews.EARLY if is_early else RecordNews.APPLIED, record.applied, record.applied),
    )
    for what, when, shown in happened:
        if when is not None and shown is not None and starts <= when < ends:
            yield _line(record, what, shown)
    if record.final is None or record.applied or record.retracted:
        return
    if starts <= record.final + ASKED_AFTER < ends:
        yield _line(record, RecordNews.ASKED, record.final)


def _line(record: DecisionRecord, what: RecordNews, at: datetime) -> RecordLine:
    return RecordLine(what, record.key, record.title, record.versions[-1].mail, at)


def votes_to_apply(
    case: GroupRound, passed: Iterable[tuple[int, str, str, datetime]]
) -> Iterator[RecordLine]:
    """Yield the passed votes that nobody has said are carried out: number, title, Message-ID of the
    opening, close.
    """
    for number, title, mail, closed in passed:
        key = f"V-{number}"
        if key not in case.group.applied:
            yield RecordLine(RecordNews.ASKED, key, title, mail, closed)
