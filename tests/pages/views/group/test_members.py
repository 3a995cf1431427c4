"""Tests of listbot.pages.views.group.members."""

from dataclasses import replace

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.rules import ProjectMember
from listbot.pages.shown import Shown
from listbot.pages.views.group.members import (
    MemberLine,
    MembersView,
    PastMember,
    Times,
    changed,
    members_view,
)
from tests.records.building import ANA, LENA, RAVI, RULES, act, days, group_case, joined


def shown(*acts: RecordAct) -> MembersView:
    """The page of the members after these acts."""
    return members_view(group_case(acts), ())


def test_members_stand_by_name_where_they_are() -> None:
    """Confirmed, provisional and past ones, with their dates and what they work on."""
    view = shown(
        *joined(ANA, RAVI, LENA),
        act(RecordVerb.PROJECT, ANA, days(1), text="mirrors"),
        act(RecordVerb.CONFIRMED, RAVI, days(2)),
        act(RecordVerb.LEFT, LENA, days(3)),
    )
    assert view.confirmed == (MemberLine(Shown("Ravi Menon"), days(0), days(2), Shown(""), ()),)
    assert view.provisional == (MemberLine(Shown("Ana Ruiz"), days(0), None, Shown("mirrors"), ()),)
    assert view.past == (PastMember(Shown("Lena Ott"), (Times(days(0), days(3)),)),)
    assert changed(view) == days(3)


def test_whoever_came_back_has_two_times() -> None:
    """The earlier one stands beside the present one."""
    acts = (*joined(ANA), act(RecordVerb.LEFT, ANA, days(3)), act(RecordVerb.JOINED, ANA, days(9)))
    (line,) = shown(*acts).provisional
    assert (line.began, line.earlier) == (days(9), (Times(days(0), days(3)),))


def test_nothing_of_questions_about_members_shows() -> None:
    """Neither that somebody may be leaving, nor that they are asked or warned, nor why."""
    asked = (
        act(RecordVerb.LEAVING, ANA, days(1)),
        act(RecordVerb.ACTIVE_ASKED, ANA, days(1.1), by=RAVI),
        act(RecordVerb.WARNED, ANA, days(1.2), text="months"),
        act(RecordVerb.REMOVAL_DUE, ANA, days(1.3), text="away"),
        act(RecordVerb.CONFIRM_ASKED, ANA, days(1.4)),
    )
    assert shown(*joined(ANA), *asked) == shown(*joined(ANA))


def test_the_active_project_is_listed_by_name() -> None:
    """In alphabetical order, whatever their letters' case; inactive people are left out."""
    people = (
        ProjectMember("Bo Lund", ("bo@example.org",)),
        ProjectMember("ada Weiss", ("ada@example.org",)),
        ProjectMember("Cy Young", ("cy@example.org",), active=False),
    )
    case = group_case(rules=replace(RULES, project_members=people))
    assert members_view(case, ()).project == ("ada Weiss", "Bo Lund")


def test_an_empty_group_has_not_changed() -> None:
    """There is nobody, and no day on which that became so."""
    assert changed(shown()) is None
