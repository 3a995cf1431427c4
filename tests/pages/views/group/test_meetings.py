"""Tests of listbot.pages.views.group.meetings."""

from dataclasses import replace
from datetime import datetime

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.meetings import Action, Minutes
from listbot.pages.shown import Shown
from listbot.pages.views.group.meetings import (
    ActionLine,
    AgendaLine,
    MeetingRow,
    MeetingView,
    MinutesShown,
    meeting_row,
    meeting_view,
    path_of,
)
from tests.records.building import ANA, KIM, LIST, RAVI, RULES, act, days, group_case, joined

KEY, LATER = "2026-09-10", days(20)
PLACE = Shown("https://meet.example.org/infra")
CALLED = act(RecordVerb.MEETING, KEY, days(1), when=days(9), text=PLACE, names=("uid", LIST))
ITEM = act(RecordVerb.AGENDA, "agenda", days(2), text="the wiki", by=RAVI, name="Ravi Menon")
MINUTES = Minutes(
    attendees=(ANA, RAVI),
    guests=("Zoe",),
    regrets=(KIM,),
    agreed=("the wiki moves",),
    actions=(Action("Ravi", "move it"), Action("", "say so"), Action("forgotten-01", "x")),
    postponed=("the mirrors",),
    text="Present: Ana, Ravi, Zoe\nRegrets: Kim\n\nThe wiki is slow.\nIt moves.\nSee https://a.example.",
    link="https://pad.example.org/7",
    notes=("2026-09-14",),
)
SENT = act(RecordVerb.MINUTES, KEY, days(10), by=RAVI, minutes=MINUTES)
OUT = act(RecordVerb.PUBLISHED, KEY, days(11), text=SENT.key)
GROUP = (*joined(ANA, RAVI), CALLED, ITEM)


def row(*acts: RecordAct, now: datetime = LATER) -> MeetingRow:
    """The meeting in the list."""
    case = group_case(acts)
    return meeting_row(case.group.meetings[KEY], case, now)


def page(*acts: RecordAct, now: datetime = LATER) -> MeetingView:
    """The page of the meeting."""
    case = group_case(acts)
    return meeting_view(case.group.meetings[KEY], case, now, None)


def minutes(*acts: RecordAct) -> MinutesShown:
    """The minutes on the page of the meeting."""
    found = page(*GROUP, *acts).minutes
    assert found is not None
    return found


def test_a_meeting_to_come_shows_its_place_and_agenda() -> None:
    """With the names of those who want to talk about something."""
    agenda = (AgendaLine(Shown("the wiki"), Shown("Ravi Menon")),)
    assert row(*GROUP, now=days(3)) == MeetingRow(
        "meetings/2026-09-10", Shown("Meeting"), days(9), PLACE, PLACE, False, None, 0, None, agenda
    )
    view = page(*GROUP, now=days(3))
    assert (view.over, view.agenda, view.minutes) == (False, agenda, None)


def test_published_minutes_say_how_many_were_there_and_no_name() -> None:
    """What was agreed, taken on and put off stands there; so does the rest of the text."""
    assert minutes(SENT, OUT) == MinutesShown(
        published=days(11),
        corrected=None,
        members=2,
        people=0,
        guests=1,
        agreed=(Shown("the wiki moves"),),
        actions=(
            ActionLine(Shown("Ravi"), Shown("move it")),
            ActionLine(Shown(""), Shown("say so")),
            ActionLine(Shown("somebody"), Shown("x")),
        ),
        postponed=(Shown("the mirrors"),),
        text=Shown("The wiki is slow.\nIt moves.\nSee https://a.example."),
        link=Shown("https://pad.example.org/7"),
        redacted=(Shown("2026-09-14"),),
    )
    found = row(*GROUP, SENT, OUT)
    assert (found.people, found.agreed, found.minutes, found.agenda) == (2, 1, days(11), ())


def test_only_members_of_the_group_count_as_members() -> None:
    """Somebody else among those present is a guest; somebody who was forgotten had been one."""
    there = Minutes(attendees=(ANA, "Zoe", "forgotten-0123456789ab@invalid"), guests=("Olu",))
    sent = act(RecordVerb.MINUTES, KEY, days(10), minutes=there)
    found = minutes(sent, act(RecordVerb.PUBLISHED, KEY, days(11), text=sent.key))
    assert (found.members, found.people, found.guests) == (2, 0, 2)


def test_a_group_without_a_list_of_members_has_people() -> None:
    """Nobody can tell there who is a guest, apart from those whom the minutes call so."""
    case = group_case((CALLED, SENT, OUT), replace(RULES, members=False))
    shown = meeting_view(case.group.meetings[KEY], case, LATER, None).minutes
    assert shown is not None
    assert (shown.members, shown.people, shown.guests) == (0, 2, 1)


def test_minutes_that_nobody_published_do_not_show() -> None:
    """Only whoever sent them has seen them."""
    assert page(*GROUP, SENT) == page(*GROUP)
    assert row(*GROUP, SENT) == row(*GROUP)


def test_a_correction_keeps_out_who_was_there_before() -> None:
    """Names of the first minutes are left out of the corrected text, too."""
    other = Minutes(attendees=(ANA,), text="Topic: wiki\nZoe was named by mistake.\nIt moves.")
    again = act(RecordVerb.MINUTES, KEY, days(12), minutes=other)
    found = minutes(SENT, OUT, again, act(RecordVerb.PUBLISHED, KEY, days(13), text=again.key))
    assert (found.published, found.corrected) == (days(11), days(13))
    assert found.text == "Topic: wiki"


def test_a_text_about_somebody_forgotten_is_not_shown() -> None:
    """Their name is gone from the record, so nobody can tell which lines name them."""
    gone = "forgotten-0123456789ab@invalid"
    text = "Present: Ana\nRegrets: Zoe, who is ill\n\nIt moves."
    left = act(
        RecordVerb.MINUTES, KEY, days(10), minutes=Minutes((ANA,), regrets=(gone,), text=text)
    )
    found = minutes(left, act(RecordVerb.PUBLISHED, KEY, days(11), text=left.key))
    assert (found.members, found.text) == (1, "")


def test_redacted_words_are_gone() -> None:
    """The day on which they were taken out stays."""
    gone = act(RecordVerb.REDACTED, KEY, days(14), text="The wiki is slow.")
    found = minutes(SENT, OUT, gone)
    assert ("slow" in found.text, found.redacted) == (False, ("2026-09-14", "2026-09-15"))


def test_a_cancelled_meeting_says_so() -> None:
    """It has no agenda; minutes may also say that it did not take place."""
    off = act(RecordVerb.MEETING_OFF, KEY, days(3))
    assert (row(*GROUP, off, now=days(4)).cancelled, page(*GROUP, off).agenda) == (True, ())
    never = act(RecordVerb.MINUTES, KEY, days(10), minutes=Minutes(cancelled=True))
    out = act(RecordVerb.PUBLISHED, KEY, days(11), text=never.key)
    found = row(*GROUP, never, out)
    assert (found.cancelled, found.people) == (True, None)


def test_a_moved_meeting_says_from_when() -> None:
    """And keeps its page."""
    view = page(*GROUP, act(RecordVerb.MEETING_MOVED, KEY, days(2), when=days(10), name="Infra"))
    assert (view.title, view.at, view.moved_from) == ("Infra", days(10), (days(9),))


def test_the_second_meeting_of_a_day_has_a_page_of_its_own() -> None:
    """Its path has no dot, which would begin a suffix."""
    second = act(RecordVerb.MEETING, "2026-09-10.2", days(1), when=days(9.2))
    case = group_case((second,))
    assert path_of(case.group.meetings["2026-09-10.2"]) == "meetings/2026-09-10-2"
