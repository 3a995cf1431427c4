"""Deadlines: what is read, what is assumed, and what is not guessed."""

from datetime import UTC, datetime

import pytest

from listbot.model.reading import Deadline
from listbot.votes.opening.deadlines import find_deadline, parse_time, unread_in
from tests.votes.reading.cases import reply

BASE = datetime(2026, 9, 14, 10, 0, tzinfo=UTC)  # A Monday.
END = "no time of day: end of that day in UTC"
NO_YEAR = f"no year: 2026; {END}"
FROM_MAIL = "counted from when the mail was received"
FRIDAY = "the first Friday after the mail: 2026-09-18"


def at(day: int, hour: int, minute: int = 0, month: int = 9) -> datetime:
    """A time in 2026."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


READ = [
    ("72 hours", Deadline(at(17, 10), "72 hours", FROM_MAIL)),
    ("one week", Deadline(at(21, 10), "one week", FROM_MAIL)),
    ("3 days", Deadline(at(17, 10), "3 days", FROM_MAIL)),
    ("2026-09-18", Deadline(at(18, 23, 59), "2026-09-18", END)),
    ("2026-09-18 18:00 UTC", Deadline(at(18, 18), "2026-09-18 18:00 UTC")),
    ("2026-09-18T18:00Z", Deadline(at(18, 18), "2026-09-18T18:00Z")),
    ("2026-09-18 18:00 CEST", Deadline(at(18, 16), "2026-09-18 18:00 CEST")),
    ("2026/09/18 18:00 UTC", Deadline(at(18, 18), "2026/09/18 18:00 UTC")),
    ("Fri, 18 Sep 2026 18:00 +0200", Deadline(at(18, 16), "Fri, 18 Sep 2026 18:00 +0200")),
    ("18 September 2026 18:00 UTC-5", Deadline(at(18, 23), "18 September 2026 18:00 UTC-5")),
    ("Friday 18:00 UTC", Deadline(at(18, 18), "Friday 18:00 UTC", FRIDAY)),
    ("Friday", Deadline(at(18, 23, 59), "Friday", f"{FRIDAY}; {END}")),
    ("6pm PST on Friday", Deadline(at(19, 2), "6pm PST on Friday", FRIDAY)),
    ("18.9.2026", Deadline(at(18, 23, 59), "18.9.2026", END)),
    ("13/10/2026", Deadline(at(13, 23, 59, 10), "13/10/2026", END)),
    ("10/13", Deadline(at(13, 23, 59, 10), "10/13", f"no year: 2026; {END}")),
    ("noon UTC tomorrow", Deadline(at(15, 12), "noon UTC tomorrow")),
    ("tomorrow 24:00 UTC", Deadline(at(15, 23, 59), "tomorrow 24:00 UTC")),
    ("September 18, 2026 at 6pm EST", Deadline(at(18, 23), "September 18, 2026 at 6pm EST")),
    ("2026-09-18 18:00", Deadline(at(18, 18), "2026-09-18 18:00", "no time zone: UTC")),
    (
        "12 January",
        Deadline(datetime(2027, 1, 12, 23, 59, tzinfo=UTC), "12 January", f"no year: 2027; {END}"),
    ),
    (
        "viernes",
        Deadline(at(18, 23, 59), "viernes", f"read as another language; {END}"),
    ),
    (
        "vendredi 18 septembre",
        Deadline(at(18, 23, 59), "vendredi 18 septembre", f"read as another language; {END}"),
    ),
]

REFUSED = [
    ("", "no time is given"),
    ("bogus", 'I cannot read the time "bogus"; write it like 2026-09-18 18:00 UTC'),
    ("03/04", "03/04 could be day/month or month/day"),
    ("next Friday", '"next Friday" could mean this week or next week'),
    ("18 Sep 18:00 CST", "CST is used in North America and China"),
    ("31 February", "there is no such day"),
    ("Wed, 18 Sep 2026", "2026-09-18 is a Friday"),
    ("2020-01-01", "2020-01-01 23:59 UTC has passed"),
    ("2026-09-18 25:00 UTC", "there is no such time of day"),
    ("2026-09-18 13pm UTC", "there is no such time of day"),
    ("5 working days", "working days differ from place to place"),
    ("0 hours", "not a sensible length of time"),
    ("29 February 2027", "there is no such day"),
    ("3/14/26 or 15/3", '"3/14/26 or 15/3" has more than one time, or other words in it'),
    ("1/2 Uhr/x", "1/2 could be day/month or month/day"),
    (
        "vendredi / samedi",
        'I cannot read the time "vendredi / samedi"; write it like 2026-09-18 18:00 UTC',
    ),
    (
        "Thursday or Friday",
        '"Thursday or Friday" has more than one time, or other words in it',
    ),
]

FOUND = [
    ("Vote open for at least 72 hours.", Deadline(at(17, 10), "least 72 hours", FROM_MAIL)),
    (
        "The vote is open until Friday 18:00 UTC.",
        Deadline(at(18, 18), "until Friday 18:00 UTC", FRIDAY),
    ),
    ("The vote is open for\n72 hours.", Deadline(at(17, 10), "for 72 hours", FROM_MAIL)),
    (
        "Please vote by 27th November 2026.",
        Deadline(at(27, 23, 59, 11), "by 27th November 2026", END),
    ),
    ("This vote closes 2026-09-18", Deadline(at(18, 23, 59), "closes 2026-09-18", END)),
    (
        "If no one objects by Friday I will do it.",
        Deadline(at(18, 23, 59), "by Friday", f"{FRIDAY}; {END}"),
    ),
    (
        "Die Abstimmung läuft bis Freitag, 18. September 2026, 18 Uhr.",
        Deadline(
            at(18, 18),
            "Freitag, 18. September 2026, 18 Uhr",
            "read as another language",
        ),
    ),
    (
        "La votación: hasta el viernes 18 de septiembre",
        Deadline(
            at(18, 23, 59),
            "el viernes 18 de septiembre",
            f"read as another language; {END}",
        ),
    ),
    ("Die Abstimmung läuft bis 18 19 20 Freitag 2026 17 16 15 14.", None),
    ("Die Abstimmung läuft bis gestern.", None),
    ("The host was down for 72 hours.", None),
    ("The old host stays until Friday.", None),
    ("The last vote has been open for 72 hours.", None),
    ("Vote closes 03/04.", None),
    ("This vote closes on 18.9.26.", Deadline(at(18, 23, 59), "on 18.9.26", END)),
    ("Please vote on releasing this as mirror-tools 2.1.0.", None),
    ("Please vote on mirror-tools 2.1.", None),
    ("Please vote on 24.10. now.", None),
    ("The vote on 24.10. closes on 18.9.", Deadline(at(18, 23, 59), "on 18.9", NO_YEAR)),
    ("Vote until 18.9.", Deadline(at(18, 23, 59), "until 18.9", NO_YEAR)),
    (
        "Please vote on releasing mirror-tools 2.1.0, by 18.9.",
        Deadline(at(18, 23, 59), "by 18.9", NO_YEAR),
    ),
    ("The vote is open until 03/04/2026.", None),
    ("The vote is open until 1/2/3/4.", None),
    ("The vote closed on 2020-01-01.", None),
    ("> The vote is open for 72 hours.\n\nWhat happens then?", None),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_time_is_read(text: str, expected: Deadline) -> None:
    """A time is read in UTC, with a note on what its words left open."""
    assert parse_time(text, BASE) == expected


@pytest.mark.parametrize(("text", "expected"), REFUSED)
def test_time_is_refused(text: str, expected: str) -> None:
    """Ambiguous or meaningless text is refused with the reason."""
    assert parse_time(text, BASE) == expected


@pytest.mark.parametrize(("body", "expected"), FOUND)
def test_deadline_is_found(body: str, expected: Deadline | None) -> None:
    """A deadline is a time after the mail near a word of closing, in the writer's own words."""
    assert find_deadline(reply(body), BASE) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Hello.\n\nThe vote is open until 03/04.", "03/04"),
        ("Please vote until 03/04/2026, 18:00 UTC.", "03/04/2026, 18:00 UTC"),
        ("The vote ends next Friday.", "next Friday"),
        ("The old host was moved on 03/04.", ""),
        ("The last poll was open until 03/04.", ""),
        ("The vote is open until 2026-09-18.", ""),
    ],
)
def test_an_ambiguous_day_is_reported(body: str, expected: str) -> None:
    """The words not read as a closing time can be shown to the proposer."""
    assert unread_in(reply(body), BASE) == expected


MONDAY = Deadline(at(21, 12), "until Monday 21 September 2026 12:00 UTC", "")
BY_FRIDAY = Deadline(at(18, 23, 59), "by Friday", f"{FRIDAY}; {END}")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Please say what you think until Monday 21 September 2026 12:00 UTC.", MONDAY),
        ("One week, so until Monday 21 September 2026 12:00 UTC.", MONDAY),
        ("Let me know by Friday.", BY_FRIDAY),
        ("Does anybody disagree? Tell me by Friday.", BY_FRIDAY),
        ("If nobody shouts by Friday, I do it.", BY_FRIDAY),
        ("Please say what you think of moving it on Friday.", None),
        ("Please tell me what you think.", None),
        ("The mirror is down until Friday.", None),
        ("The deadline of the grant was moved.", None),
        ("Until later, then.", None),
        ("I'll tell you more about it on Friday.", None),
    ],
)
def test_a_close_is_when_answers_are_due(body: str, expected: Deadline | None) -> None:
    """Whoever asks for answers up to a day, or says nothing but until when, states the close; a day
    on which something else happens does not.
    """
    assert find_deadline(reply(body), BASE) == expected


WITHIN = Deadline(at(17, 10), "within 72 hours", FROM_MAIL)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("I'll keep the disk for a month, unless somebody objects within 72 hours.", WITHIN),
        ("I'll keep the disk for a month unless somebody objects.", None),
        ("Voting is open, for 72 hours.", Deadline(at(17, 10), "for 72 hours", FROM_MAIL)),
        ("I'll wait for 72 hours for objections.", Deadline(at(17, 10), "for 72 hours", FROM_MAIL)),
    ],
)
def test_what_lasts_longer_is_not_the_close(body: str, expected: Deadline | None) -> None:
    """How long a disk is kept does not say how long people may object."""
    assert find_deadline(reply(body), BASE) == expected


def test_a_library_that_fails_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """If dateparser fails on a text, it is a time that cannot be read, not an error."""
    from dateparser.date import DateDataParser  # type: ignore[import-untyped]  # It ships no types.

    def fail(self: object, text: str) -> None:
        raise OverflowError

    monkeypatch.setattr(DateDataParser, "get_date_data", fail)

    assert (
        parse_time("viernes", BASE)
        == 'I cannot read the time "viernes"; write it like 2026-09-18 18:00 UTC'
    )


def test_leap_day_without_a_year() -> None:
    """A past 29 February is not a future time."""
    base = datetime(2028, 3, 1, tzinfo=UTC)

    assert parse_time("29 February", base) == "2028-02-29 23:59 UTC has passed"


CLOSES = "The vote is open until 18 September 2026 18:00 UTC."


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("", True),
        ("Is that so?\n\n" * 299, True),
        ("Is that so?\n\n" * 300, False),
        (("so it is, " * 350 + "?\n\n") * 9, False),
        ("The vote was moved. " + "on 1 May 2026, " * 19, True),
        ("The vote moves " + "on 1 May 2026, " * 20, False),
    ],
)
def test_a_close_stands_at_the_beginning(before: str, found: bool) -> None:
    """It is only looked for in the first statements of an opening, and among the first
    times of each.
    """
    deadline = find_deadline(reply(f"{before}{CLOSES}"), BASE)
    assert (deadline.at if deadline else None) == (at(18, 18) if found else None)


def test_other_languages_are_tried_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each try takes the library milliseconds, so a mail full of "until" gets no more tries
    than a normal one.
    """
    from dateparser.date import DateDataParser

    tried: list[str] = []

    def fail(self: object, text: str) -> None:
        tried.append(text)
        raise OverflowError

    monkeypatch.setattr(DateDataParser, "get_date_data", fail)
    assert (
        find_deadline(reply("Die Abstimmung ist offen bis morgen bis bald\n\n" * 200), BASE) is None
    )
    assert len(tried) <= 5 * 8


def test_a_long_text_is_not_a_time() -> None:
    """A text longer than any time is not read at all."""
    assert parse_time("Friday " * 40, BASE) == (
        'I cannot read the time "Friday Friday Friday Friday Friday Friday Friday Friday Frid"; '
        "write it like 2026-09-18 18:00 UTC"
    )
