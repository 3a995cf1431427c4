"""Calendar files: what is read in them, what is written, and when a series takes place."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from listbot.model.records.meetings import Meeting
from listbot.records.meetings.calendar_file import LARGEST, Event, events_in, zone_of
from listbot.records.meetings.calendar_made import calendar_of
from listbot.records.meetings.repeating import times_of

BERLIN, UTC_ZONE = ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")
AT = datetime(2026, 9, 24, 16, tzinfo=UTC)
WEEK = timedelta(weeks=1)
EVENT = Event("u@x", AT, BERLIN)


def file_of(*lines: str, method: str = "REQUEST") -> bytes:
    """A calendar file with one event."""
    inside = "\r\n".join(lines)
    return (
        f"BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\n{inside}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def test_an_event_is_read() -> None:
    """Folded lines are joined, escapes undone, alarms left out, the last property kept apart."""
    data = file_of(
        "UID:u@x",
        "DTSTART;TZID=Europe/Berlin:20260924T180000",
        "SUMMARY:Infra\\, Sep",
        " tember\\nmeeting",
        "LOCATION;LANGUAGE=en:room 2",
        "BEGIN:VALARM",
        "SUMMARY:beep",
        "END:VALARM",
        "not a property",
    )
    assert events_in(data, UTC_ZONE) == (
        Event("u@x", AT, BERLIN, "Infra, September meeting", "room 2"),
    )


@pytest.mark.parametrize(
    ("start", "at"),
    [
        ("DTSTART:20260924T160000Z", AT),
        ("DTSTART:20260924T180000", AT),
        ('DTSTART;TZID="W. Europe Standard Time":20260924T180000', AT),
        ("DTSTART;TZID=Asia/Kolkata:20260924T213000", AT),
        ("DTSTART;VALUE=DATE:20260924", datetime(2026, 9, 23, 22, tzinfo=UTC)),
        (
            "DTSTART;TZID=Europe/Berlin:20261224T180060",
            datetime(2026, 12, 24, 17, 0, 59, tzinfo=UTC),
        ),
    ],
)
def test_times_are_in_their_zone(start: str, at: datetime) -> None:
    """In UTC, in a named zone of the IANA or of Outlook, else in the group's."""
    (event,) = events_in(file_of("UID:u@x", start), BERLIN)
    assert event.at == at


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART:20260924T160000Z",),
        ("UID:u@x",),
        ("UID:u@x", "DTSTART:yesterday"),
        ("UID:u@x", "DTSTART:20260231T160000Z"),
        ("UID:u@x", "DTSTART;TZID=Europe/Berlin:00010101T000000"),
        ("UID:u@x", "DTSTART:99991231T235959Z", "RRULE:FREQ=MONTHLY;BYDAY=-5FR"),
        ("UID:u@x", "DTSTART;TZID=America/New_York:99991231T235959"),
        ("UID:u@x", "DTSTART;TZID=Mars/Olympus:20260924T160000"),
        ("UID:u@x", "DTSTART;TZID=../../etc/passwd:20260924T160000"),
        ("UID:u@x", "DTSTART;TZID=Europe:20260924T160000"),
    ],
)
def test_an_event_that_does_not_say_when_is_left_out(lines: tuple[str, ...]) -> None:
    """Nothing is guessed; a zone that nobody knows is not a zone."""
    assert events_in(file_of(*lines), UTC_ZONE) == ()


def test_an_event_is_cancelled_by_its_file_or_its_status() -> None:
    """One of a series, too; and what a series leaves out is read."""
    start = ("UID:u@x", "DTSTART:20260924T160000Z")
    (by_file,) = events_in(file_of(*start, method="CANCEL"), UTC_ZONE)
    (by_status,) = events_in(file_of(*start, "STATUS:cancelled"), UTC_ZONE)
    assert (by_file.cancelled, by_status.cancelled) == (True, True)
    (one,) = events_in(
        file_of(
            *start,
            "RECURRENCE-ID:20260924T160000Z",
            "RRULE:FREQ=WEEKLY",
            "URL:https://x",
            "EXDATE:20261001T160000Z,bad",
        ),
        UTC_ZONE,
    )
    assert (one.which, one.rule, one.place) == (AT, "FREQ=WEEKLY", "https://x")
    assert one.but_not == (datetime(2026, 10, 1, 16, tzinfo=UTC),)


def test_a_hostile_file_costs_no_more_than_its_size() -> None:
    """A huge one is not read, the events are limited, and long lines are linear."""
    one = file_of("UID:u@x", "DTSTART:20260924T160000Z")
    assert len(events_in(one * 50, UTC_ZONE)) == 20
    assert events_in(one + b" " * LARGEST, UTC_ZONE) == ()
    assert events_in(b"END:VEVENT\n x\nBEGIN:VEVENT\n", UTC_ZONE) == ()
    began = time.process_time()
    for long in (";" * 200_000, "A;" * 100_000, 'X;"' * 60_000, "\n ".join("x" * 60_000)):
        events_in(file_of("UID:u@x", f"DTSTART{long}:20260924T160000Z"), UTC_ZONE)
    assert time.process_time() - began < 2


def test_zones_have_the_names_of_the_iana_or_of_outlook() -> None:
    """Anything else is not a zone."""
    assert (zone_of("Europe/Paris"), zone_of("Romance Standard Time")) == (
        ZoneInfo("Europe/Paris"),
        ZoneInfo("Europe/Paris"),
    )
    assert zone_of("Customized Time Zone (1)") is None


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("", ["09-24"]),
        ("FREQ=WEEKLY;COUNT=3", ["09-24", "10-01", "10-08"]),
        ("FREQ=DAILY;INTERVAL=2;UNTIL=20260928", ["09-24", "09-26", "09-28"]),
        ("FREQ=MONTHLY;BYDAY=4TH;COUNT=3", ["09-24", "10-22", "11-26"]),
        ("FREQ=MONTHLY;BYDAY=-1TH;COUNT=2", ["09-24", "10-29"]),
        ("FREQ=MONTHLY;BYDAY=5TH;COUNT=2", ["10-29", "12-31"]),
        ("FREQ=MONTHLY;INTERVAL=2;UNTIL=bad;COUNT=2", ["09-24", "11-24"]),
        ("FREQ=YEARLY", ["09-24"]),
        ("FREQ=WEEKLY;BYDAY=MO,TU", ["09-24"]),
        ("nonsense", ["09-24"]),
    ],
)
def test_a_series_takes_place_in_local_time(rule: str, days: list[str]) -> None:
    """Six in the evening in Berlin is an hour later in UTC once summer time is over."""
    event = Event("u@x", AT, BERLIN, rule=rule)
    found = times_of(event, AT)
    assert [f"{each.astimezone(BERLIN):%m-%d}" for each in found] == days
    assert {each.astimezone(BERLIN).hour for each in found} == {18}


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;UNTIL=20261009", ["09-24", "10-01", "10-08"]),
        ("FREQ=DAILY;INTERVAL=7;UNTIL=20261002", ["09-24", "10-01"]),
        ("FREQ=WEEKLY;COUNT=900", []),
        ("FREQ=MONTHLY;COUNT=900;UNTIL=20261125", ["09-24", "10-24", "11-24"]),
    ],
)
def test_a_series_may_be_old(rule: str, days: list[str]) -> None:
    """Some have gone on for twenty years; what is over does not count towards what is tried."""
    began = datetime(2008, 1, 24, 17, tzinfo=UTC) if "MONTHLY" in rule else AT - 52 * 18 * WEEK
    found = times_of(Event("u@x", began, BERLIN, rule=rule), AT)
    assert [f"{each.astimezone(BERLIN):%m-%d}" for each in found] == days


def test_a_series_is_limited_and_leaves_out_what_it_says() -> None:
    """Twelve at most, none of the past, none later than a year; a short month has no 31st."""
    event = Event("u@x", AT, BERLIN, rule="FREQ=WEEKLY", but_not=(AT,))
    assert len(times_of(event, AT)) == 12
    later = times_of(event, datetime(2026, 12, 1, tzinfo=UTC))
    assert later[0] == datetime(2026, 12, 3, 17, tzinfo=UTC)
    monthly = Event("u@x", AT, BERLIN, rule="FREQ=MONTHLY")
    assert times_of(monthly, AT.replace(year=2099)) == ()
    last = Event("u@x", datetime(2026, 8, 31, tzinfo=UTC), UTC_ZONE, rule="FREQ=MONTHLY")
    months = [each.month for each in times_of(last, last.at)]
    assert months == [8, 10, 12, 1, 3, 5, 7, 8]
    assert times_of(Event("u@x", AT, BERLIN, rule="FREQ=DAILY;UNTIL=99999999"), AT)[0] == AT


def test_our_file_is_folded_and_read_again() -> None:
    """Lines have at most 75 octets, no character is cut, and what we write is what we read."""
    title = "Infrastruktur; Sitzung, ständig wiederkehrend: Ä" + "ö" * 60
    meeting = Meeting("2026-09-24", AT, title, "Raum 2\\Nord", "u@x")
    written = calendar_of(meeting, "example.org", AT)
    assert max(len(line.encode()) for line in written.splitlines()) <= 75
    assert events_in(written.encode(), BERLIN) == (
        Event("u@x", AT, UTC_ZONE, title, "Raum 2\\Nord"),
    )
    bare = calendar_of(Meeting("2026-09-24", AT), "example.org", AT)
    assert "UID:meeting-2026-09-24@example.org\n" in bare
    assert "LOCATION" not in bare
