"""The meetings that acts make, and who missed them."""

from datetime import datetime

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.folding import after, fold
from listbot.model.records.meetings import Action, Minutes
from listbot.records.meetings.attendance import attended, held, last_attended, missed
from tests.records.building import ANA, LENA, RAVI, act, days, joined

FIRST, SECOND = "2026-09-10", "2026-10-08"
LIST = "infra@example.org"


def meeting(key: str, at: datetime) -> RecordAct:
    """A meeting is called."""
    return act(
        RecordVerb.MEETING, key, when=at, name="Infra", text="https://meet", names=("u", LIST)
    )


def minutes(key: str, at: datetime, *who: str, text: str = "") -> tuple[RecordAct, RecordAct]:
    """Minutes come and are published."""
    sent = act(RecordVerb.MINUTES, key, at, by=ANA, minutes=Minutes(attendees=who, text=text))
    return sent, act(RecordVerb.PUBLISHED, key, at, text=sent.key)


def test_a_meeting_is_called_moved_and_called_off() -> None:
    """The last word counts; a meeting that is moved takes place after all."""
    called = meeting(FIRST, days(9))
    group = fold((called, act(RecordVerb.AGENDA_SENT, FIRST, days(6))))
    found = group.meetings[FIRST]
    assert (found.title, found.place, found.uid, found.list) == ("Infra", "https://meet", "u", LIST)
    assert (found.agenda_sent, found.is_held) == (days(6), False)
    off = after(group, (act(RecordVerb.MEETING_OFF, FIRST, days(7)),))
    assert off.meetings[FIRST].cancelled
    again = after(off, (act(RecordVerb.MEETING_MOVED, FIRST, days(8), when=days(12)),)).meetings[
        FIRST
    ]
    assert (again.at, again.place, again.cancelled) == (days(12), "https://meet", False)
    assert again.agenda_sent is None
    room = after(group, (act(RecordVerb.MEETING_MOVED, FIRST, days(8), text="room 2"),))
    assert (room.meetings[FIRST].place, room.meetings[FIRST].agenda_sent) == ("room 2", days(6))


def test_what_fits_no_meeting_changes_nothing() -> None:
    """A second call of the same meeting is none, nor is one without a time."""
    acts = (
        meeting(FIRST, days(9)),
        act(RecordVerb.MEETING, FIRST, days(1), when=days(3)),
        act(RecordVerb.MEETING, SECOND),
        act(RecordVerb.MEETING_OFF, SECOND, days(2)),
        act(RecordVerb.MINUTES, FIRST, days(10)),
    )
    group = fold(acts)
    assert [(each.key, each.at, each.sent) for each in group.meetings.values()] == [
        (FIRST, days(9), ())
    ]


def test_minutes_count_once_they_are_published() -> None:
    """A later correction takes their place."""
    called = meeting(FIRST, days(9))
    sent, yes = minutes(FIRST, days(10), ANA)
    assert held(fold((called, sent))) == ()
    group = fold((called, sent, yes))
    assert [each.key for each in held(group)] == [FIRST]
    assert attended(group.meetings[FIRST], ANA)
    corrected = after(group, minutes(FIRST, days(11), ANA, RAVI)).meetings[FIRST]
    assert corrected.minutes is not None
    assert corrected.minutes.minutes.attendees == (ANA, RAVI)
    assert not attended(fold((called,)).meetings[FIRST], ANA)


def test_regrets_are_kept_and_missed_all_the_same() -> None:
    """Cancelled meetings and those without minutes are missed by nobody."""
    acts = (
        *joined(ANA, RAVI, LENA),
        meeting("2026-08-01", days(-31)),
        *minutes("2026-08-01", days(-30), ANA),
        meeting(FIRST, days(9)),
        act(RecordVerb.REGRETS, FIRST, days(8), names=(RAVI,)),
        *minutes(FIRST, days(10), ANA, LENA),
        meeting(SECOND, days(37)),
        *minutes(SECOND, days(38), ANA),
        meeting("2026-11-12", days(72)),
        meeting("2026-12-10", days(100)),
        *minutes("2026-12-10", days(101)),
        act(RecordVerb.MEETING_OFF, "2026-12-10", days(102)),
    )
    group = fold(acts)
    assert group.meetings[FIRST].regrets == (RAVI,)
    counted = [
        (missed(held(group), group.members[who]), last_attended(held(group), group.members[who]))
        for who in (ANA, RAVI, LENA)
    ]
    assert counted == [(0, days(37)), (2, None), (1, days(9))]


def test_redacted_words_are_in_nothing_that_is_derived() -> None:
    """Neither in the minutes nor in the acts, and a note says when; other meetings stay."""
    text = "the password is hunter2x, says Ana"
    sent, yes = minutes(FIRST, days(10), ANA, text=text)
    full = Minutes(
        (ANA,), agreed=("use hunter2x",), actions=(Action("ana", "change hunter2x"),), text=text
    )
    sent = act(RecordVerb.MINUTES, FIRST, days(10), by=ANA, minutes=full)
    other = minutes(SECOND, days(38), ANA, text="hunter2x")
    hide = act(RecordVerb.REDACTED, FIRST, days(50), text="hunter2x")
    acts = (meeting(FIRST, days(9)), sent, yes, meeting(SECOND, days(37)), *other, hide)
    group = fold(acts)
    shown = group.meetings[FIRST].minutes
    assert shown is not None
    assert shown.minutes == Minutes(
        (ANA,),
        agreed=("use [redacted]",),
        actions=(Action("ana", "change [redacted]"),),
        text="the password is [redacted], says Ana",
        notes=("2026-10-21",),
    )
    assert [each.text for each in group.acts if each.verb is RecordVerb.REDACTED] == [""]
    second = group.meetings[SECOND].minutes
    assert second is not None
    assert second.minutes.text == "hunter2x"
    assert (
        fold((*acts, act(RecordVerb.REDACTED, FIRST, days(51), text="absent")))
        .meetings[FIRST]
        .minutes
        == shown
    )


def test_an_agenda_collects_what_people_want_to_talk_about() -> None:
    """And we note when we asked for minutes."""
    acts = (
        meeting(FIRST, days(9)),
        act(RecordVerb.AGENDA, "", days(2), text="disks", by=ANA, name="Ana Ruiz"),
        act(RecordVerb.MINUTES_WANTED, FIRST, days(13)),
        act(RecordVerb.MINUTES_WANTED, FIRST, days(17)),
    )
    group = fold(acts)
    assert [(each.text, each.name) for each in group.agenda] == [("disks", "Ana Ruiz")]
    assert group.meetings[FIRST].wanted == (days(13), days(17))
