"""Meetings by mail: called, moved, cancelled, with an agenda, with regrets."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from listbot.letters.facts.meetings import (
    AgendaFacts,
    MeetingChange,
    MinutesWantedFacts,
    OpenRecord,
)
from listbot.letters.message_ids import letter_key, message_id
from listbot.mail import Level, Mail
from listbot.model.decision import MailDecision
from listbot.model.policy import Member, Roster
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.decisions import RecordText
from listbot.model.records.meetings import Action, Minutes
from listbot.model.records.rules import GroupRules
from listbot.records.calling.regretting import says_regrets
from listbot.records.decide import on_look
from listbot.records.meetings.agenda import items_of, open_actions
from listbot.records.meetings.counting import MeetingCount, meeting_count
from listbot.records.meetings.directory import directory
from listbot.records.meetings.finding import last_one, name_of, named_in, names_of
from tests.records.building import (
    ANA,
    BOT,
    KIM,
    LENA,
    LIST,
    RAVI,
    RULES,
    START,
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

DAY = "2026-09-24"
KEY = f"{DAY}T1800"
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
    """With its place; its key is its time, whichever of a day is called first."""
    found = the_act("#listbot meeting: 2026-10-08 19:00 UTC at https://meet.example.org")
    assert (found.about, found.when, found.text, found.names) == (
        "2026-10-08T1900",
        datetime(2026, 10, 8, 19, tzinfo=UTC),
        "https://meet.example.org",
        ("", LIST),
    )
    assert the_act("#listbot meeting: 2026-09-24 at 20:00 UTC").about == "2026-09-24T2000"
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
        ("meeting: 9999-12-31 23:30 UTC", ANA, "it is more than five years ahead"),
        ("meeting: moved to 2062-10-08 19:00 UTC", ANA, "it is more than five years ahead"),
        ("meeting: cancelled 0001-10-08", ANA, "I do not know which meeting"),
        ("meeting: cancelled 2027-02-30", ANA, "I do not know which meeting"),
        ("meeting: 2027-02-30 moved to 2027-03-01 18:00 UTC", ANA, "I do not know which"),
        ("minutes: 2026-02-30", ANA, "I do not know which meeting"),
        ("minutes: 0001-01-01", ANA, "I do not know which meeting"),
        ("regrets: 2027-02-30", ANA, "I know of no meeting"),
        ("redact: 2026-02-30 the words", ANA, "I know of no minutes there"),
        ("meeting: 2026-09-24 18:00 UTC", ANA, "is on the calendar already"),
        ("meeting: cancelled 2026-10-24", ANA, "I do not know which meeting"),
        ("meeting: 2026-10-24 moved to 2026-10-25 18:00 UTC", ANA, "I do not know which"),
        ("meeting: 2026-13-40 is off", ANA, "I do not know which meeting"),
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


TWO = (
    *GROUP,
    act(RecordVerb.MEETING, f"{DAY}T2000", when=AT + timedelta(hours=2), names=("", LIST), by=ANA),
    act(RecordVerb.MEETING, f"{KEY}.2", when=AT, names=("", LIST), by=RAVI),
)
"""One meeting at 20:00, and two at 18:00."""


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        (f"meeting: cancelled {DAY}", KEY),
        (f"meeting: cancelled {DAY} 20:00", f"{DAY}T2000"),
        (f"meeting: {DAY} 20:00 is off", f"{DAY}T2000"),
        (f"meeting: {DAY} 20:00 moved to 2026-09-25 20:00 UTC", f"{DAY}T2000"),
        (f"meeting: {DAY}T2000 moved to 2026-09-25 20:00 UTC", f"{DAY}T2000"),
        (f"meeting: {KEY}.2 moved to 2026-09-25 20:00 UTC", f"{KEY}.2"),
        (f"meeting: cancelled {KEY}.2", f"{KEY}.2"),
        (f"meeting: cancelled {DAY} 12:00", KEY),
        (f"regrets: {DAY} 20:00", f"{DAY}T2000"),
    ],
)
def test_of_several_meetings_of_a_day_the_hour_says_which(line: str, meant: str) -> None:
    """Without it, the first one is meant."""
    (found,) = acts_of(decided(mail(f"#listbot {line}", at=days(2)), TWO))
    assert found[1] == meant


def test_a_day_that_does_not_exist_names_no_meeting() -> None:
    """The words behind it stay."""
    assert named_in("2026-13-40 the words", group_case(TWO)) == (None, " the words")


def test_what_was_called_first_does_not_matter() -> None:
    """Two meetings of a day are the same two, in whatever order their mails came."""
    lines = [f"#listbot meeting: {DAY} {hour} UTC" for hour in ("18:00", "20:00")]
    keys = []
    for order in (lines, lines[::-1]):
        acts: tuple[RecordAct, ...] = joined(ANA)
        for nth, line in enumerate(order):
            records = decided(mail(line, at=days(nth + 1)), acts).records
            assert records is not None
            acts = (*acts, *records.acts)
        keys.append({each.key: each.at for each in group_case(acts).group.meetings.values()})
    assert keys[0] == keys[1]
    assert sorted(keys[0]) == [KEY, f"{DAY}T2000"]


SENT = act(RecordVerb.AGENDA_SENT, KEY, days(20))
OFF = "#listbot meeting: cancelled 2026-09-24"
LATER = "#listbot meeting: 2026-09-24 moved to 2026-09-25 18:00 UTC"
OF_AGENDA = message_id(f"M20|{KEY} 20260924T1800|", BOT)


def _yes(line: str, acts: tuple[RecordAct, ...], day: float = 21) -> MailDecision:
    """What a member's yes changes who wrote a line to the bot alone."""
    asked = decided(mail(line, to=BOT, at=days(day)), acts).records
    assert asked is not None
    (question,) = asked.asks
    return decided(mail("yes", to=BOT, at=days(day + 0.1)), acts, asked=question)


@pytest.mark.parametrize(
    ("line", "change", "subject_time"),
    [(OFF, MeetingChange.OFF, None), (LATER, MeetingChange.MOVED, AT)],
)
def test_the_list_hears_what_became_of_its_agenda(
    line: str, change: MeetingChange, subject_time: datetime | None
) -> None:
    """In the agenda's thread, if it was written to the bot alone."""
    letters = _yes(line, (*GROUP, SENT)).letters
    (told,) = [each for each in letters if each.to_list]
    assert (told.list, told.reply_to_mail, told.thread) == (LIST, OF_AGENDA, (OF_AGENDA,))
    assert isinstance(told.facts, AgendaFacts)
    assert (told.facts.change, told.facts.was) == (change, subject_time)


@pytest.mark.parametrize(
    ("what", "acts"),
    [
        (mail(OFF, at=days(21)), (*GROUP, SENT)),
        (mail(OFF, at=days(2)), GROUP),
        (mail(OFF, at=days(30)), (*GROUP, SENT)),
        (mail("#listbot meeting: 2026-09-24 moved to 2026-09-25 18:00 UTC"), (*GROUP, SENT)),
    ],
)
def test_what_the_list_read_is_not_told_again(what: Mail, acts: tuple[RecordAct, ...]) -> None:
    """Nor what it never heard of, nor what is over."""
    assert [each for each in decided(what, acts).letters if each.to_list] == []


def test_a_copy_on_the_list_is_enough() -> None:
    """Even if the bot's copy comes first."""
    verified = mail(OFF, to=BOT, at=days(21))
    sure = replace(verified, author=replace(verified.author, level=Level.VERIFIED))
    for to, told in (((BOT, LIST), 0), ((BOT,), 1)):
        letters = decided(replace(sure, to=to), (*GROUP, SENT)).letters
        assert len([each for each in letters if each.to_list]) == told


def test_a_meeting_that_takes_place_after_all_is_told() -> None:
    """If its cancelling is undone by a mail to the bot alone; another undo tells nothing."""
    off = act(RecordVerb.MEETING_OFF, KEY, days(21), by=ANA, mail="<off@example.org>")
    undo = mail("#listbot undo", to=BOT, at=days(21.2), answers="<off@example.org>")
    sure = replace(undo, author=replace(undo.author, level=Level.VERIFIED))
    (told,) = [each for each in decided(sure, (*GROUP, SENT, off)).letters if each.to_list]
    assert isinstance(told.facts, AgendaFacts)
    assert told.facts.change is MeetingChange.ON
    regrets = act(RecordVerb.REGRETS, KEY, days(21), names=(ANA,), by=ANA, mail="<off@example.org>")
    letters = decided(sure, (*GROUP, SENT, regrets)).letters
    assert [each for each in letters if each.to_list] == []


def test_a_place_alone_is_not_told() -> None:
    """Moved to the same time, it is where people expect it."""
    same = "#listbot meeting: 2026-09-24 moved to 2026-09-24 18:00 UTC at https://x.example.org"
    assert [each for each in _yes(same, (*GROUP, SENT)).letters if each.to_list] == []


def test_the_agenda_lists_decision_records_that_are_open() -> None:
    """Those whose notice runs and those with an open objection; not what is final or gone."""
    text = RecordText("Decision: we move.")

    def record(key: str, at: datetime, **more: object) -> RecordAct:
        return replace(act(RecordVerb.ADR, key, at, **more), record=text, name=key, by=ANA)

    def about(verb: RecordVerb, key: str) -> RecordAct:
        return act(verb, key, days(19), by=RAVI, name="Ravi Menon")

    acts = (
        *GROUP,
        record("ADR-1", days(15)),
        record("ADR-2", START),
        record("ADR-3", START),
        about(RecordVerb.ADR_OBJECTION, "ADR-3"),
        record("ADR-4", days(15)),
        about(RecordVerb.ADR_RETRACTED, "ADR-4"),
        record("ADR-5", START),
        about(RecordVerb.ADR_OBJECTION, "ADR-5"),
        about(RecordVerb.ADR_FINAL, "ADR-5"),
    )
    (letter,) = on_look(at_look(days(21), acts, replace(RULES, notice_days=14))).letters
    assert isinstance(letter.facts, AgendaFacts)
    assert letter.facts.records.shown == (
        OpenRecord("ADR-3", "ADR-3", None, ("Ravi Menon",)),
        OpenRecord("ADR-1", "ADR-1", days(29), ()),
    )


def test_a_meeting_is_called_by_its_day() -> None:
    """With the hour if there are several that day."""
    case = group_case(TWO)
    named = [name_of(each, case) for each in case.group.meetings.values()]
    assert list(names_of(case).values()) == named
    assert named == [f"{DAY} 18:00", f"{DAY} 20:00", f"{DAY} 18:00"]
    alone = group_case(GROUP)
    assert [name_of(each, alone) for each in alone.group.meetings.values()] == [DAY]


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
    assert [each.about for each in first.acts] == [KEY, "2026-10-01T1800", "2026-10-08T1800"]
    acts = (*joined(ANA), *first.acts)
    which = "RECURRENCE-ID:20261001T180000Z"
    one = invitation("20261001T180000Z", which, method="CANCEL")
    off = mail(one, at=days(1), headers=CALENDAR)
    assert acts_of(decided(off, acts)) == [("meeting-off", "2026-10-01T1800")]
    moved = mail(invitation("20261002T180000Z", which), at=days(1), headers=CALENDAR)
    assert acts_of(decided(moved, acts)) == [("meeting-moved", "2026-10-01T1800")]
    whole = mail(invitation(method="CANCEL"), at=days(1), headers=CALENDAR)
    assert len(acts_of(decided(whole, acts))) == 3


def test_a_mail_holds_at_most_twenty_meetings() -> None:
    """More is not an invitation."""
    event = "RRULE:FREQ=DAILY"
    files = invitation("20260924T180000Z", event).replace(
        "END:VEVENT\n",
        "END:VEVENT\nBEGIN:VEVENT\nUID:v@x\nDTSTART:20261101T180000Z\nRRULE:FREQ=DAILY\nEND:VEVENT\n",
    )
    assert len(acts_of(decided(mail(files, headers=CALENDAR), joined(ANA)))) == 20


def test_a_calendar_file_of_another_century_calls_nothing() -> None:
    """Its year is a mistake, and nobody reckons with zones at the end of the calendar."""
    for year in ("2062", "8999", "9999"):
        files = invitation(f"{year}1231T233000Z")
        assert acts_of(decided(mail(files, headers=CALENDAR), joined(ANA))) == []


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
        (("meeting", "2026-09-24T1800 moved to 2026-09-25 18:00 UTC"),),
        (("meeting", "cancelled 2026-09-24T1800"),),
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
