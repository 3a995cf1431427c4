"""When all members of the project are told of decision records: together, and not often. Pure.

All records that were published or became final since the last letter are told in one, on the next
morning, and at most once a week, or after half of a shorter notice. An emergency is told at once.
Mail from before the list went live is told to nobody, nor is anything older than a month.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from listbot.model.group_case import GroupCase, GroupRound
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.decisions import DecisionRecord, Told
from listbot.recap.week import at_local
from listbot.records.calendar import MORNING, day_of
from listbot.records.people import Known
from listbot.records.steps import NOTHING, Looked

WEEK = 7  # days between two letters
NOT_AFTER = timedelta(days=31)
_TOLD = {RecordVerb.ADR: Told.PUBLISHED, RecordVerb.ADR_FINAL: Told.FINAL}


def due(case: GroupRound) -> Looked:
    """Tell what waits, unless a letter went out lately."""
    if not (case.rules.records and case.rules.announce) or not _may_again(case):
        return NOTHING
    morning = _last_morning(case)
    return Looked(
        tuple(
            RecordAct(RecordVerb.ANNOUNCED, case.key(f"{what} {key}"), case.now, key, text=what)
            for at, key, what in _waiting(case)
            if morning - NOT_AFTER < at < morning
        )
    )


def at_once(acts: Iterable[RecordAct], known: Known) -> tuple[RecordAct, ...]:
    """Return that emergencies are told now, and that old mail never is. `known`: the record after
    these acts.
    """
    is_old = isinstance(known, GroupCase) and not known.is_live
    return tuple(
        replace(
            act,
            verb=RecordVerb.ANNOUNCED,
            key=f"{act.key} announced",
            name="",
            text=_TOLD[act.verb],
            record=None,
        )
        for act in acts
        if act.verb in _TOLD and (is_old or (act.record is not None and act.record.emergency))
    )


def _waiting(case: GroupRound) -> Iterator[tuple[datetime, str, Told]]:
    """Yield what nobody was told of: since when, of which record, and what."""
    for each in case.group.records.values():
        if each.retracted is not None:
            continue
        if each.announced is None:
            yield each.began, each.key, Told.PUBLISHED
        if each.final is not None and not _is_final_told(each, each.final):
            yield each.final, each.key, Told.FINAL


def _is_final_told(record: DecisionRecord, final: datetime) -> bool:
    """Return whether the letter was about this final text, and not about one before it."""
    return record.final_announced is not None and record.final_announced >= final


def _may_again(case: GroupRound) -> bool:
    """Return whether the last letter is long enough ago, in the group's days."""
    times = [
        at
        for each in case.group.records.values()
        for at in (each.announced, each.final_announced)
        if at is not None
    ]
    if not times:
        return True
    days, where = case.rules.notice_days, case.rules.where
    gap = min(WEEK, days // 2) if days else WEEK
    return day_of(case.now, where) - day_of(max(times), where) >= timedelta(days=gap)


def _last_morning(case: GroupRound) -> datetime:
    """Return the last time at which the record was due to be looked at."""
    rules = case.rules
    today = day_of(case.now, rules.where)
    mornings = (at_local(today - timedelta(days=days), MORNING, rules.zone) for days in range(2))
    return next(each for each in mornings if each <= case.now)
