"""The log of decisions: what counts as decided, and in which order."""

from dataclasses import replace

from listbot.model.group_case import GroupCase
from listbot.model.records.decisions import DecisionRecord, Version
from listbot.model.records.group import Group
from listbot.model.records.meetings import Meeting, Minutes, Sent
from listbot.model.records.rules import GroupRules
from listbot.pages.shown import Shown
from listbot.pages.views.decisions import DecisionRow, newest_first, of_record
from tests.playing import ROSTER, hours, rules

KEPT = GroupRules(members=True, records=True, meetings=True)
PARTS = frozenset({"votes", "adr", "meetings"})
FIRST = Version(hours(0), "text", "", "<a@example.org>")
RECORD = DecisionRecord(
    "ADR-7", "The mirrors move", "ana@example.org", "Ana", (FIRST, FIRST), final=hours(9),
    applied=hours(10), replaced_by="ADR-9",
)  # fmt: skip
SENT = Sent("m", "ana@example.org", hours(4), "<m@example.org>",
            Minutes(agreed=("we tell kim@example.org",)), published=hours(5))  # fmt: skip
MEETING = Meeting("2026-09-08", hours(2), sent=(SENT,))


def case(*found: DecisionRecord | Meeting, of: GroupRules = KEPT) -> GroupCase:
    """The group's record with these."""
    group = Group()
    for each in found:
        if isinstance(each, Meeting):
            group.meetings[each.key] = each
        else:
            group.records[each.key] = each
    return GroupCase(of, group, ROSTER, rules().lists[-1])


def logged(found: GroupCase, parts: frozenset[str] = PARTS) -> list[DecisionRow]:
    """What the log shows of it."""
    return list(of_record(found, found.group.meetings.values(), parts))


def test_a_final_record_is_a_decision() -> None:
    """With its versions, when it was carried out, and what replaced it."""
    assert logged(case(RECORD)) == [
        DecisionRow(
            "ADR-7", "record", "adr/7", hours(9), Shown("The mirrors move"),
            Shown("decision record, version 2"), hours(10), ("ADR-9",),
        )
    ]  # fmt: skip


def test_a_record_that_is_not_final_is_not_a_decision() -> None:
    """Neither is one that was retracted, or one of a group that keeps none any more."""
    plain = replace(RECORD, versions=(FIRST,), replaced_by="")
    assert logged(case(replace(plain, final=None))) == []
    assert logged(case(replace(plain, retracted=hours(11)))) == []
    assert logged(case(plain, of=replace(KEPT, records=False))) == []
    (row,) = logged(case(plain), frozenset())
    assert (row.how, row.path, row.replaced_by) == ("decision record", "", ())


def test_what_a_meeting_agreed_on_is_marked() -> None:
    """It decides nothing until it is on the list; nobody's address is shown."""
    (row,) = logged(case(MEETING))
    assert (row.title, row.decides, row.path) == (
        "we tell kim@…", False, "meetings/2026-09-08",
    )  # fmt: skip
    assert row.how == "agreed in a meeting; it decides nothing until it is on the list"
    assert logged(case(MEETING), frozenset())[0].path == ""


def test_only_published_minutes_of_a_meeting_that_took_place_are_shown() -> None:
    """Drafts are nobody's business, and a group may keep no meetings."""
    draft = replace(MEETING, sent=(replace(SENT, published=None),))
    assert logged(case(draft)) == []
    assert logged(case(replace(MEETING, cancelled=True))) == []
    assert logged(case(MEETING, of=replace(KEPT, meetings=False))) == []


def test_the_newest_decision_comes_first() -> None:
    """A row knows its month."""
    rows = newest_first(logged(case(RECORD, MEETING)))
    assert [row.key for row in rows] == ["ADR-7", "2026-09-08"]
    assert rows[0].month == "2026-09"
