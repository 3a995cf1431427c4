"""The letters about decision records: to all members of the project, and a hint to the author.
Pure.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from listbot.letters.differences import differences
from listbot.letters.facts.amended import TextChange
from listbot.letters.facts.decisions import Final, HintFacts, Notice, RecordsFacts
from listbot.letters.facts.meetings import OpenRecord
from listbot.model.group_case import GroupRound
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.records.acts import RecordAct
from listbot.model.records.decisions import DecisionRecord, Told
from listbot.records.people import Known

MOST_CHANGES = 12
"""Places shown; with more, people read the whole text anyway."""


def announced(acts: Iterable[RecordAct], known: Known) -> LetterOrder:
    """M14, or M16 if all of them are final: one letter about all these records."""
    acts = [each for each in acts if each.about in known.group.records]
    facts = RecordsFacts(
        tuple(_notice(_of(each, known), known) for each in acts if each.text == Told.PUBLISHED),
        tuple(_final(_of(each, known), known) for each in acts if each.text == Told.FINAL),
    )
    return LetterOrder(
        kind=LetterKind.RECORD_NOTICE if facts.notices else LetterKind.RECORD_FINAL,
        cause=f"{acts[0].about} {acts[0].key}",
        facts=facts,
        to_list=False,
        recipients=(known.rules.announce,),
        reply_to_mail=None,
        asked_for=True,
    )


def _of(act: RecordAct, known: Known) -> DecisionRecord:
    return known.group.records[act.about]


def _notice(record: DecisionRecord, known: Known) -> Notice:
    first = record.versions[0]
    return Notice(
        key=record.key,
        title=record.title,
        author=record.name,
        paragraphs=tuple(each for each in first.text.split("\n\n") if each.strip()),
        link=first.link,
        mail=first.mail,
        at=record.began,
        earliest=earliest(record, known),
        days=known.rules.notice_days,
        emergency=record.emergency,
        supersedes=record.supersedes,
    )


def _final(record: DecisionRecord, known: Known) -> Final:
    first, last = record.versions[0], record.versions[-1]
    changes = differences(first.text, last.text)
    return Final(
        key=record.key,
        title=record.title,
        link=last.link,
        mail=last.mail,
        version=len(record.versions),
        published=record.began,
        earliest=earliest(record, known),
        days=known.rules.notice_days,
        changes=tuple(TextChange(each.was, each.now) for each in changes[:MOST_CHANGES]),
        more=len(changes[MOST_CHANGES:]),
        objections=tuple(each.name for each in record.open_objections),
    )


def earliest(record: DecisionRecord, known: Known) -> datetime:
    """Return from when the record may be applied."""
    return record.began + timedelta(days=known.rules.notice_days)


def open_records(case: GroupRound) -> tuple[OpenRecord, ...]:
    """Return what an agenda lists: records whose notice runs, or to which somebody objects before
    they are final.
    """
    found = []
    for each in case.group.records.values():
        if each.retracted is not None or each.replaced_by:
            continue
        ends = earliest(each, case)
        until = ends if ends > case.now and not each.emergency else None
        names = tuple(one.name for one in each.open_objections) if each.final is None else ()
        if until is not None or names:
            found.append(OpenRecord(each.key, each.title, until, names))
    return tuple(found)


def hint(act: RecordAct, missing: tuple[str, ...]) -> LetterOrder:
    """M38: to the author alone, if the text lacks a part. The clock runs all the same."""
    return LetterOrder(
        kind=LetterKind.RECORD_HINT,
        cause=f"{act.by} {act.about}",
        facts=HintFacts(act.about, act.name, missing),
        to_list=False,
        recipients=(act.by,),
        reply_to_mail=act.mail,
        thread=(act.mail,),
        subject=f"[ADR] {act.name}",
        sure=True,
    )
