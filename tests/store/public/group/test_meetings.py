"""Tests of listbot.store.public.group.meetings."""

import pytest

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.meetings import Minutes
from listbot.pages.page import Happening, News
from listbot.pages.shown import Shown, mail_link
from listbot.pages.views.group.meetings import MeetingsView, MeetingView
from listbot.store.public.group.meetings import Meetings
from tests.playing import LIST, Play, Post
from tests.records.building import ANA, START, act, days, joined
from tests.store.public.group.keeping import HIDDEN, WHOLE, add, keeping, stamps
from tests.store.public.sites import ARCHIVE, SITE, reading

MEETINGS = Meetings()
INVITES = "<call@example.org>"


def called(key: str, day: float, at: str = LIST, **more: object) -> RecordAct:
    """A meeting on a list, called at the start."""
    return act(RecordVerb.MEETING, key, START, when=days(day), names=("", at), name="Infra", **more)


OLD = called("2025-09-01", -365)
PAST = called("2026-09-10", 9, mail=INVITES)
NEXT = called("2026-12-01", 91, text="room 1")
SENT = act(RecordVerb.MINUTES, "2026-09-10", days(10), minutes=Minutes((ANA,), agreed=("yes",)))
OUT = act(RecordVerb.PUBLISHED, "2026-09-10", days(11), text=SENT.key)


@pytest.fixture
def play() -> Play:
    """A group with meetings of two years, one to come, and one of a list without pages."""
    secret = called("2026-09-11", 10, at=HIDDEN)
    play = keeping(*joined(ANA), OLD, PAST, NEXT, SENT, OUT, secret)
    play.take(Post("call", "Ana", "Let us meet.", 1, "Meeting"))
    return play


def listed(play: Play, path: str) -> MeetingsView:
    """What a list of meetings shows."""
    with reading(play, WHOLE) as source:
        page = MEETINGS.page(source, path)
    assert page is not None
    assert isinstance(page.view, MeetingsView)
    return page.view


def test_meetings_are_listed_by_years(play: Play) -> None:
    """The first page has what is to come, and the newest year."""
    first, old = listed(play, "meetings"), listed(play, "meetings/2025")
    assert [row.path for row in first.upcoming] == ["meetings/2026-12-01"]
    assert [row.path for row in first.past] == ["meetings/2026-09-10"]
    assert [each.path for each in first.years] == ["meetings/2026", "meetings/2025"]
    assert ([row.path for row in old.past], old.upcoming) == (["meetings/2025-09-01"], ())


def test_every_meeting_of_a_public_list_has_a_page(play: Play) -> None:
    """And none of a list that the pages leave out; any other text has no page."""
    with reading(play, WHOLE) as source:
        assert list(stamps(MEETINGS, source)) == [
            "meetings", "meetings/2026", "meetings/2025", "meetings/2025-09-01",
            "meetings/2026-09-10", "meetings/2026-12-01",
        ]  # fmt: skip
        none = [MEETINGS.page(source, f"meetings/{x}") for x in ("2026-09-11", "1999", "x", "")]
    assert none == [None] * 4


def test_a_day_is_enough_to_find_its_only_meeting() -> None:
    """Of two on one day, each has to be named."""
    first, second = called("2026-09-10T1800", 9), called("2026-09-10T2000", 9.1)
    found = []
    for acts in ((first,), (first, second)):
        with reading(keeping(*acts), WHOLE) as source:
            page = MEETINGS.page(source, "meetings/2026-09-10")
        found.append(page and page.path)
    assert found == ["meetings/2026-09-10T1800", None]


def test_a_page_links_to_its_invitation(play: Play) -> None:
    """In the archive of its list."""
    with reading(play, WHOLE) as source:
        page = MEETINGS.page(source, "meetings/2026-09-10")
    assert page is not None
    assert isinstance(page.view, MeetingView)
    assert page.view.invitation == mail_link(INVITES, ARCHIVE)
    assert (page.title, page.updated, page.may_index) == ("Infra, 2026-09-10", days(11), True)


def test_only_what_changed_is_made_again(play: Play) -> None:
    """A correction changes its meeting and its year, and nothing of the year before."""
    with reading(play, WHOLE) as source:
        before = stamps(MEETINGS, source)
    again = act(RecordVerb.MINUTES, "2026-09-10", days(12), minutes=Minutes(()))
    add(play, again, act(RecordVerb.PUBLISHED, "2026-09-10", days(13), text=again.key))
    with reading(play, WHOLE) as source:
        after = stamps(MEETINGS, source)
    assert [path for path in before if before[path] != after[path]] == [
        "meetings", "meetings/2026", "meetings/2026-09-10",
    ]  # fmt: skip


def test_the_feed_tells_of_calls_and_minutes(play: Play) -> None:
    """The newest first; minutes that were imported have no call."""
    add(play, act(RecordVerb.MEETING_OFF, "2026-12-01", days(20)))
    bare = act(RecordVerb.MINUTES, "2026-09-20", days(21), when=days(19), minutes=Minutes())
    add(play, bare, act(RecordVerb.PUBLISHED, "2026-09-20", days(22), text=bare.key))
    with reading(play, WHOLE) as source:
        found = MEETINGS.news(source)
    assert found is not None
    assert found[:2] == [
        News("meetings/2026-09-20", Shown("Minutes of the meeting 2026-09-20"), days(22), days(22)),
        News("meetings/2026-09-10", Shown("Minutes of the meeting 2026-09-10"), days(11), days(11)),
    ]
    assert [each.title for each in found[2:]] == [
        "Meeting 2025-09-01 is called",
        "Meeting 2026-09-10 is called",
        "Meeting 2026-12-01 is cancelled",
    ]


def test_the_calendar_has_all_meetings(play: Play) -> None:
    """With their places; each lasts an hour, as in the files that go with the agenda."""
    with reading(play, WHOLE) as source:
        found = MEETINGS.calendar(source)
    assert found is not None
    assert [each.path for each in found] == [
        "meetings/2025-09-01", "meetings/2026-09-10", "meetings/2026-12-01",
    ]  # fmt: skip
    place = Shown("room 1")
    at = (days(91), days(91 + 1 / 24))
    assert found[2] == Happening("meetings/2026-12-01", Shown("Infra"), *at, place)


def test_a_group_without_meetings_says_so() -> None:
    """The list is there and empty."""
    assert (MEETINGS.is_on(WHOLE), MEETINGS.is_on(SITE)) == (True, False)
    assert listed(keeping(), "meetings") == MeetingsView((), (), (), 0)
