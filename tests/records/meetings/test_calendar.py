"""Meetings by mail: called, moved, cancelled, with an agenda, with regrets."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from listbot.letters.facts.meetings import AgendaFacts, MinutesWantedFacts
from listbot.letters.message_ids import letter_key, message_id
from listbot.model.policy import Member, Roster
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.meetings import Action, Minutes
from listbot.model.records.rules import GroupRules
from listbot.records.calling.regretting import says_regrets
from listbot.records.decide import on_look
from listbot.records.meetings.agenda import items_of, open_actions
from listbot.records.meetings.counting import MeetingCount, meeting_count
from listbot.records.meetings.directory import directory
from listbot.records.meetings.finding import last_one
from tests.records.building import (
    ANA,
    BOT,
    KIM,
    LENA,
    LIST,
    RAVI,
    RULES,
    act,
    acts_of,
    at_look,
    days,
    decided,
    group_case,
    joined,
    letters_of,
    mail,
)
from tests.records.meetings.test_calendar_file import file_of

KEY = "2026-09-24"
AT = datetime(2026, 9, 24, 18, tzinfo=UTC)
CALLED = act(
    RecordVerb.MEETING, KEY, when=AT, names=("", LIST), by=ANA, mail="<invitation@example.org>"
)
GROUP = (*joined(ANA, RAVI, LENA), CALLED)
FREE = GroupRules(meetings=True)


def answer_of(body: str, by: str = ANA, **more: object) -> str:
    """What the writer of one line is told."""
    decision = decided(mail(body, by, at=days(2)), GROUP, **more)  # type: ignore[arg-type]
    (letter,) = decision.letters
    (line,) = letter.facts.lines  # type: ignore[attr-defined]
    return str(line.answer)


def the_act(body: str, by: str = ANA, acts: tuple[RecordAct, ...] = GROUP) -> RecordAct:
    """The one act of a mail."""
    records = decided(mail(body, by, at=days(2), answers="<invitation@example.org>"), acts).records
    assert records is not None
    (found,) = records.acts
    return found


def test_a_meeting_is_called_by_a_line() -> None:
    """With its place; the second one of a day has a number."""
    found = the_act("#listbot meeting: 2026-10-08 19:00 UTC at https://meet.example.org")
    assert (found.about, found.when, found.text, found.names) == (
        "2026-10-08",
        datetime(2026, 10, 8, 19, tzinfo=UTC),
        "https://meet.example.org",
        ("", LIST),
    )
    assert the_act("#listbot meeting: 2026-09-24 at 20:00 UTC").about == "2026-09-24.2"
    assert answer_of("#listbot meeting: 2026-10-08 19:00").endswith("I assumed: no time zone: UTC.")


@pytest.mark.parametrize(
    "line",
    ["meeting: cancelled", "meeting: 2026-09-24 is off", "meeting: cancelled 2026-09-24"],
)
def test_a_meeting_is_cancelled_by_a_line(line: str) -> None:
    """The one of the thread, of the day, or the next."""
    assert (the_act(f"#listbot {line}").verb, the_act(f"#listbot {line}").about) == (
        RecordVerb.MEETING_OFF,
        KEY,
    )


@pytest.mark.parametrize("day", ["", "2026-09-24 "])
def test_a_meeting_is_moved_by_a_line(day: str) -> None:
    """Its place stays unless the line names another."""
    moved = the_act(f"#listbot meeting: {day}moved to 2026-10-01 18:00 UTC in room 2")
    assert (moved.verb, moved.about, moved.text) == (RecordVerb.MEETING_MOVED, KEY, "room 2")
    assert moved.when == datetime(2026, 10, 1, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "by", "answer"),
    [
        ("meeting", ANA, "Please say when"),
        ("meeting: 2026-10-08 19:00 UTC", KIM, "Only members of the group"),
        ("meeting: some day", ANA, "I could not use that time"),
        ("meeting: moved to some day", ANA, "I could not use that time"),
        ("meeting: 2026-09-24 18:00 UTC", ANA, "is on the calendar already"),
        ("meeting: cancelled 2026-10-24", ANA, "I do not know which meeting"),
        ("meeting: 2026-10-24 moved to 2026-10-25 18:00 UTC", ANA, "I do not know which"),
        ("agenda: x", KIM, "Only members of the group"),
        ("agenda", ANA, "Please say what it is about"),
        (f"agenda: {'x' * 201}", ANA, "at most 200 characters"),
        ("regrets", KIM, "Only members of the group"),
        ("regrets: 2026-10-24", ANA, "I know of no meeting"),
    ],
)
def test_a_line_about_meetings_that_cannot_be_carried_out(line: str, by: str, answer: str) -> None:
    """The answer says why, and nothing changes."""
    assert answer in answer_of(f"#listbot {line}", by)


def test_where_no_meetings_are_kept_nothing_is() -> None:
    """Each part of the record is on by itself."""
    off = replace(RULES, meetings=False)
    assert answer_of("#listbot regrets", rules=off) == "This list keeps no record of that."
    assert answer_of("#listbot agenda: x", rules=off) == "This list keeps no record of that."
    assert acts_of(decided(mail(invitation(), headers=CALENDAR), GROUP, off)) == []
    assert acts_of(decided(mail("I can't come.", answers=CALLED.mail), GROUP, off)) == []


def test_a_meeting_that_is_cancelled_stays_cancelled() -> None:
    """A second line says so; the next meeting then is another one."""
    off = act(RecordVerb.MEETING_OFF, KEY, days(1))
    decision = decided(mail("#listbot meeting: cancelled 2026-09-24", at=days(2)), (*GROUP, off))
    assert "was cancelled before" in str(decision.letters[0].facts)
    nothing = decided(mail("#listbot regrets", at=days(2)), (*GROUP, off))
    assert "I know of no meeting" in str(nothing.letters[0].facts)


def test_without_a_list_of_members_the_project_and_the_roster_keep_the_calendar() -> None:
    """A group may keep meetings alone."""
    rules = replace(FREE, project_members=RULES.project_members)
    lines = "#listbot meeting: 2026-10-08 19:00 UTC"
    assert [len(acts_of(decided(mail(lines, each), (), rules))) for each in (ANA, RAVI, KIM)] == [
        1,
        1,
        0,
    ]
    assert len(acts_of(decided(mail(lines, "ana@example.net"), (), FREE))) == 1


CALENDAR = "MIME-Version: 1.0\nContent-Type: text/calendar; charset=utf-8\n"


def invitation(start: str = "20260924T180000Z", *more: str, method: str = "REQUEST") -> str:
    """The text of a calendar file, as the body of a mail."""
    lines = ("UID:u@x", f"DTSTART:{start}", "SUMMARY:Infra", *more)
    return file_of(*lines, method=method).decode().replace("\r\n", "\n")


def test_a_calendar_file_calls_moves_and_cancels() -> None:
    """The same event is the same meeting; sent again unchanged, it changes nothing."""
    first = decided(mail(invitation(), headers=CALENDAR), joined(ANA)).records
    assert first is not None
    acts = (*joined(ANA), *first.acts)
    assert [(each.verb, each.about, each.name, each.names) for each in first.acts] == [
        ("meeting", KEY, "Infra", ("u@x", LIST))
    ]
    again = mail(invitation(), at=days(1), headers=CALENDAR)
    assert acts_of(decided(again, acts)) == []
    moved = decided(mail(invitation("20260925T180000Z"), at=days(2), headers=CALENDAR), acts)
    assert acts_of(moved) == [("meeting-moved", KEY)]
    cancel = mail(invitation(method="CANCEL"), at=days(3), headers=CALENDAR)
    assert acts_of(decided(cancel, acts)) == [("meeting-off", KEY)]
    assert acts_of(decided(cancel, joined(ANA))) == []
    past = mail(invitation(), at=days(40), headers=CALENDAR)
    assert acts_of(decided(past, joined(ANA))) == []
    over = mail(invitation(method="CANCEL"), at=days(40), headers=CALENDAR)
    assert acts_of(decided(over, acts)) == []


def test_a_series_is_called_and_one_of_it_cancelled() -> None:
    """A cancelled event without a date is the whole series."""
    weekly = invitation("20260924T180000Z", "RRULE:FREQ=WEEKLY;COUNT=3")
    first = decided(mail(weekly, headers=CALENDAR), joined(ANA)).records
    assert first is not None
    assert [each.about for each in first.acts] == [KEY, "2026-10-01", "2026-10-08"]
    acts = (*joined(ANA), *first.acts)
    which = "RECURRENCE-ID:20261001T180000Z"
    one = invitation("20261001T180000Z", which, method="CANCEL")
    off = mail(one, at=days(1), headers=CALENDAR)
    assert acts_of(decided(off, acts)) == [("meeting-off", "2026-10-01")]
    moved = mail(invitation("20261002T180000Z", which), at=days(1), headers=CALENDAR)
    assert acts_of(decided(moved, acts)) == [("meeting-moved", "2026-10-01")]
    whole = mail(invitation(method="CANCEL"), at=days(1), headers=CALENDAR)
    assert len(acts_of(decided(whole, acts))) == 3


def test_a_mail_holds_at_most_twenty_meetings() -> None:
    """More is no invitation."""
    event = "RRULE:FREQ=DAILY"
    files = invitation("20260924T180000Z", event).replace(
        "END:VEVENT\n",
        "END:VEVENT\nBEGIN:VEVENT\nUID:v@x\nDTSTART:20261101T180000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\n",
    )
    assert len(acts_of(decided(mail(files, headers=CALENDAR), joined(ANA)))) == 20


def test_a_calendar_file_of_nobody_we_know_is_left_alone() -> None:
    """So is another file, and a mail that only speaks of calendars."""
    assert acts_of(decided(mail(invitation(), KIM, headers=CALENDAR), GROUP)) == []
    assert acts_of(decided(mail("See meeting.ics."), GROUP)) == []
    assert acts_of(decided(mail("My calendar is full."), GROUP)) == []
    other = "MIME-Version: 1.0\nContent-Type: image/png; name=picture.png\n"
    assert acts_of(decided(mail("as in x.ics", headers=other), GROUP)) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (invitation(), "2026-09-24 18:00 UTC"),
        (invitation("20260924T180000Z", "LOCATION:room 2"), "2026-09-24 18:00 UTC at room 2"),
    ],
)
def test_a_calendar_file_that_proves_nothing_is_asked_about(text: str, line: str) -> None:
    """As the line that would do the same."""
    decision = decided(mail(text, to=BOT, headers=CALENDAR), joined(ANA))
    assert acts_of(decision) == []
    assert decision.records is not None
    (asked,) = decision.records.asks
    assert asked.lines == (("meeting", line),)
    assert letters_of(decision) == [("M25", (ANA,))]


def test_a_change_that_proves_nothing_is_asked_about_too() -> None:
    """A move and a cancellation name the day of the meeting."""
    acts = (*joined(ANA), replace(CALLED, names=("u@x", LIST)))
    moved = mail(invitation("20260925T180000Z"), to=BOT, at=days(1), headers=CALENDAR)
    off = mail(invitation(method="CANCEL"), to=BOT, at=days(1), headers=CALENDAR)
    lines = []
    for each in (moved, off):
        records = decided(each, acts).records
        assert records is not None
        lines.append(records.asks[0].lines)
    assert lines == [
        (("meeting", "2026-09-24 moved to 2026-09-25 18:00 UTC"),),
        (("meeting", "cancelled 2026-09-24"),),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Sorry, I can't make it on Thursday.", True),
        ("I won't be able to attend.", True),
        ("Regrets from me.", True),
        ("Ich kann leider nicht.", True),
        ("Je ne pourrai pas venir.", True),
        ("I am not able to come.", True),
        ("I'll make it.", False),
        ("I might not be able to make it.", False),
        ("Can't we meet earlier?", False),
        ("I cannot read the agenda.", False),
        ("My apologies for the noise.", False),
        ("If I can't come, Ravi will.", False),
    ],
)
def test_regrets_in_words(text: str, says: bool) -> None:
    """Only plain words without a doubt are taken for regrets."""
    assert says_regrets(text) is says


def test_regrets_are_noted_in_private() -> None:
    """In reply to the invitation or to our agenda, once, before the meeting; nobody is told."""
    said = mail("I can't make it.", RAVI, at=days(3), answers="<invitation@example.org>")
    decision = decided(said, GROUP)
    assert decision.records is not None
    assert [(each.verb, each.about, each.names) for each in decision.records.acts] == [
        ("regrets", KEY, (RAVI,))
    ]
    assert decision.letters == ()
    assert acts_of(decided(said, (*GROUP, *decision.records.acts))) == []
    elsewhere = mail("I can't make it.", RAVI, at=days(3))
    later = mail("I can't make it.", RAVI, at=days(30), answers="<invitation@example.org>")
    chat = mail("See you there.", RAVI, at=days(3), answers="<invitation@example.org>")
    assert [acts_of(decided(each, GROUP)) for each in (elsewhere, later, chat)] == [[], [], []]


def test_regrets_by_a_line_need_no_proof() -> None:
    """Nothing follows from them; the day can be named."""
    found = decided(mail("#listbot regrets: 2026-09-24", RAVI, to=BOT), GROUP).records
    assert found is not None
    assert [(each.verb, each.names) for each in found.acts] == [("regrets", (RAVI,))]


def test_a_line_puts_something_on_the_agenda() -> None:
    """Of the next meeting, planned or not."""
    line = "#listbot agenda: new  disks"
    assert (the_act(line).text, the_act(line).name) == ("new disks", "Ana Ruiz")
    assert answer_of(line) == "That is on the agenda of Thu 24 Sep 2026 18:00 UTC."
    decision = decided(mail(line), joined(ANA))
    assert "none is planned yet" in str(decision.letters[0].facts)


def test_an_agenda_goes_out_on_the_morning_three_days_before() -> None:
    """Once, to the list, with a calendar file; again when the meeting is moved."""
    item = act(RecordVerb.AGENDA, ANA, days(2), text="disks", by=ANA)
    old = act(RecordVerb.AGENDA, ANA, days(-40), text="old", by=ANA)
    before = act(RecordVerb.MEETING, "2026-08-20", when=days(-12), names=("", LIST), by=ANA)
    acts = (*GROUP, item, old, before)
    assert on_look(at_look(datetime(2026, 9, 21, 8, 59, tzinfo=UTC), acts)).letters == ()
    looked = on_look(at_look(datetime(2026, 9, 21, 9, tzinfo=UTC), acts))
    (letter,) = [each for each in looked.letters if each.kind == "M20"]
    assert isinstance(letter.facts, AgendaFacts)
    assert [each.text for each in letter.facts.items.shown] == ["disks"]
    assert (letter.to_list, letter.list, letter.until) == (True, LIST, AT)
    assert "BEGIN:VEVENT" in letter.calendar
    assert looked.records is not None
    sent = (*acts, *looked.records.acts)
    assert on_look(at_look(datetime(2026, 9, 22, 9, tzinfo=UTC), sent)).letters == ()
    moved = act(RecordVerb.MEETING_MOVED, KEY, days(21), when=days(25))
    again = on_look(at_look(datetime(2026, 9, 23, 9, tzinfo=UTC), (*sent, moved)))
    assert [each.kind for each in again.letters] == ["M20"]
    assert letter_key(again.letters[0]) != letter_key(letter)


@pytest.mark.parametrize("rules", [replace(RULES, agenda_days=0), replace(RULES, meetings=False)])
def test_an_agenda_can_be_off(rules: GroupRules) -> None:
    """With the meetings, or alone."""
    assert on_look(at_look(datetime(2026, 9, 22, 9, tzinfo=UTC), GROUP, rules)).letters == ()


def test_an_answer_to_an_agenda_is_about_its_meeting() -> None:
    """Also to the one from before the meeting was moved."""
    looked = on_look(at_look(datetime(2026, 9, 21, 9, tzinfo=UTC), GROUP))
    assert looked.records is not None
    id = message_id(letter_key(looked.letters[0]), BOT)
    moved = act(RecordVerb.MEETING_MOVED, KEY, days(21), when=days(30))
    other = act(RecordVerb.MEETING, "2026-09-23", when=days(22), names=("", LIST))
    acts = (*GROUP, other, *looked.records.acts, moved)
    said = mail("I can't make it.", RAVI, at=days(21.5), answers=id)
    assert acts_of(decided(said, acts)) == [("regrets", KEY)]


def test_actions_of_the_last_minutes_come_back() -> None:
    """Until the next minutes are out."""
    sent = act(
        RecordVerb.MINUTES,
        KEY,
        days(24),
        minutes=Minutes(actions=(Action("ana", "disks"),)),
        by=ANA,
    )
    out = act(RecordVerb.PUBLISHED, KEY, days(24), text=sent.key)
    later = act(RecordVerb.MEETING, "2026-10-08", when=days(37), names=("", LIST))
    case = group_case((*GROUP, sent, out, later))
    meeting = case.group.meetings["2026-10-08"]
    assert open_actions(case.group, meeting) == (Action("ana", "disks"),)
    assert open_actions(case.group, case.group.meetings[KEY]) == ()
    assert items_of(case.group, meeting) == ()
    assert last_one(case.group, days(37.5)) == meeting
    assert last_one(case.group, days(200)) is None


def test_minutes_are_asked_for_twice() -> None:
    """The chair after three days, the group in private after seven; then never again."""
    first = on_look(at_look(datetime(2026, 9, 27, 9, tzinfo=UTC), GROUP))
    assert [(each.kind, each.recipients) for each in first.letters] == [("M21", (ANA,))]
    assert first.records is not None
    asked = (*GROUP, *first.records.acts)
    assert on_look(at_look(datetime(2026, 9, 30, 9, tzinfo=UTC), asked)).letters == ()
    second = on_look(at_look(datetime(2026, 10, 1, 9, tzinfo=UTC), asked))
    assert [each.recipients for each in second.letters] == [(ANA, RAVI, LENA)]
    assert second.records is not None
    done = (*asked, *second.records.acts)
    assert on_look(at_look(datetime(2026, 10, 2, 9, tzinfo=UTC), done)).letters == ()


def test_after_a_week_only_the_group_is_asked() -> None:
    """The daemon was down; nor is anybody asked about a meeting of last year."""
    late = on_look(at_look(datetime(2026, 10, 3, 9, tzinfo=UTC), GROUP))
    (letter,) = late.letters
    assert isinstance(letter.facts, MinutesWantedFacts)
    assert (letter.facts.to_chair, letter.facts.days) == (False, 9)
    assert late.records is not None
    assert len(late.records.acts) == 2
    assert on_look(at_look(datetime(2026, 12, 3, 9, tzinfo=UTC), GROUP)).letters == ()
    alone = replace(RULES, members=False)
    nobody = on_look(at_look(datetime(2026, 10, 3, 9, tzinfo=UTC), (CALLED,), alone))
    assert nobody.letters == ()


@pytest.mark.parametrize("rules", [replace(RULES, minutes_days=0), replace(RULES, meetings=False)])
def test_nobody_needs_to_be_asked_for_minutes(rules: GroupRules) -> None:
    """With the meetings, or alone."""
    assert on_look(at_look(datetime(2026, 9, 28, 8, tzinfo=UTC), GROUP, rules)).letters == ()


def test_the_group_hears_how_many_meetings_it_held() -> None:
    """Below what it means to hold, or long without one; else there is nothing to say."""
    rules = replace(RULES, meetings_a_year=1)
    sent = act(RecordVerb.MINUTES, KEY, days(24), minutes=Minutes(), by=ANA)
    held = (*GROUP, sent, act(RecordVerb.PUBLISHED, KEY, days(24), text=sent.key))
    assert meeting_count(group_case(held, rules), days(30)) is None
    assert meeting_count(group_case(held, rules), days(110)) == MeetingCount(1, 1, 86, False)
    assert meeting_count(group_case((), rules), days(0)) == MeetingCount(0, 1, None, False)
    assert meeting_count(group_case(GROUP, rules), days(0)) == MeetingCount(0, 1, None, True)
    assert meeting_count(group_case(held, RULES), days(110)) is None
    wrong = mail("#listbot regrets: 2026-13-45", RAVI, at=days(2))
    assert acts_of(decided(wrong, GROUP)) == [("regrets", KEY)]


def test_people_are_known_by_name_nick_and_address() -> None:
    """A name that fits two people fits both, and members of the group come first."""
    case = group_case(joined(RAVI))
    two = Roster((Member("Ana Ruiz", (ANA,)), Member("Ana Sol", ("sol@example.org",))))
    assert directory(replace(case, roster=two)).who("ana") == (ANA, "sol@example.org")
    twice = Roster((Member("Bo Bo", ("bo@example.org",)),))
    assert directory(replace(case, roster=twice)).who("bo") == ("bo@example.org",)
    found = [directory(case).who(each) for each in ("ravi", "Ana Ruiz", "lena_", ANA, "x@y", "1")]
    assert found == [(RAVI,), (ANA,), (LENA,), (ANA,), (), ()]


def test_another_file_is_left_alone() -> None:
    """Only calendar files call meetings, whatever is said beside them."""
    parts = (
        "--b\nContent-Type: text/plain\n\nAs in meeting.ics.\n"
        '--b\nContent-Type: application/pdf; name="a.pdf"\n'
        "Content-Disposition: attachment; filename=a.pdf\n\nx\n--b--"
    )
    headers = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n'
    assert acts_of(decided(mail(parts, headers=headers), GROUP)) == []
