"""Tests of listbot.pages.calendars."""

from datetime import UTC, datetime, timedelta, timezone

from icalendar import Calendar

from listbot.pages.calendars import calendar
from listbot.pages.links import Links
from listbot.pages.page import Happening
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts

SITE = SiteFacts(Shown("infra"), "https://infra.example.org", ())
AT = datetime(2026, 9, 24, 18, tzinfo=timezone(timedelta(hours=2)))
LINKS = Links("", is_static=True)


def test_a_calendar_is_written_as_rfc_5545_asks() -> None:
    """Every event has an id that stays, its time in UTC, and the URL of its page."""
    close = Happening("votes/1", Shown("V-1 closes: a, b; c\\d"), AT)
    assert calendar(Shown("Votes"), [close], SITE, LINKS).decode().splitlines() == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//listbot//public pages//EN",
        "NAME:infra: Votes",
        "X-WR-CALNAME:infra: Votes",
        "BEGIN:VEVENT",
        "SUMMARY:V-1 closes: a\\, b\\; c\\\\d",
        "DTSTART:20260924T160000Z",
        "DTSTAMP:20260924T160000Z",
        "UID:https://infra.example.org/votes/1",
        "TRANSP:TRANSPARENT",
        "URL:https://infra.example.org/votes/1.html",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_a_meeting_has_its_end_and_its_place() -> None:
    """One that does not take place says so, and stays in the calendar."""
    meeting = Happening(
        "meetings/2026-09-24",
        Shown("Meeting"),
        AT,
        AT + timedelta(hours=1),
        Shown("video room 3"),
        cancelled=True,
    )
    (event,) = Calendar.from_ical(calendar(Shown("Meetings"), [meeting], SITE, LINKS)).events
    assert event.decoded("dtend") == datetime(2026, 9, 24, 17, tzinfo=UTC)
    assert (event["location"], event["status"], "transp" in event) == (
        "video room 3",
        "CANCELLED",
        False,
    )


def test_an_empty_calendar_is_still_one() -> None:
    """Programs that subscribe to it get something that they can read."""
    found = Calendar.from_ical(calendar(Shown("Votes"), [], SITE, LINKS))
    assert found.events == []
