"""What a recap says about meetings."""

from dataclasses import replace

from listbot.model.records.acts import RecordVerb
from listbot.model.records.meetings import Minutes
from listbot.model.weekly.recap import MeetingLine, MeetingNews
from listbot.records.meetings.told_weekly import meetings_of_week
from tests.records.building import ANA, LIST, RULES, act, at_look, days

HELD, NONE, NEXT = "2026-09-10", "2026-09-17", "2026-10-08"
LINK = "https://pad.example.org/p/x"
SENT = act(RecordVerb.MINUTES, HELD, days(10), minutes=Minutes((ANA,), link=LINK), by=ANA)
ACTS = (
    act(RecordVerb.MEETING, HELD, when=days(9), names=("", LIST)),
    act(RecordVerb.MEETING, NONE, when=days(16), names=("", LIST)),
    act(RecordVerb.MEETING, NEXT, when=days(37), names=("", LIST), text="room 2", name="Infra"),
    SENT,
    act(RecordVerb.PUBLISHED, HELD, days(20), text=SENT.key),
)


def test_a_recap_says_what_comes_and_what_is_missing() -> None:
    """Minutes of this week, minutes that are late, and the next meeting; nobody by name."""
    told = tuple(meetings_of_week(at_look(days(22), ACTS), LIST, days(15), days(22), days(22)))
    assert told == (
        MeetingLine(MeetingNews.MINUTES, "", days(9), LINK),
        MeetingLine(MeetingNews.MISSING, "", days(16)),
        MeetingLine(MeetingNews.NEXT, "Infra", days(37), "room 2"),
    )


def test_each_meeting_is_told_once_and_on_its_own_list() -> None:
    """Published minutes stand in one recap; another list hears nothing; nothing if it is off."""
    later = at_look(days(60), ACTS)
    assert tuple(meetings_of_week(later, LIST, days(53), days(60), days(60))) == (
        MeetingLine(MeetingNews.MISSING, "Infra", days(37)),
    )
    other = meetings_of_week(at_look(days(22), ACTS), "x@x.org", days(15), days(22), days(22))
    assert tuple(other) == ()
    off = at_look(days(22), ACTS, replace(RULES, meetings=False))
    assert tuple(meetings_of_week(off, LIST, days(15), days(22), days(22))) == ()
