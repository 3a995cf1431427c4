"""When a letter about a cause is due, and what it contains: a table of days, without a store."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from listbot.alerting import KNOWN, MOST_A_DAY, hear, is_due, tell
from listbot.model.alert import Alert, AlertHistory, Cause

NOON = datetime(2026, 9, 8, 12, tzinfo=UTC)
NEW = AlertHistory(Cause.WRONG)
HOUR = timedelta(hours=1)


def letters(
    alerts: Sequence[tuple[float, str]], hours: int = 72, today: int = 0
) -> list[tuple[float, int]]:
    """Return when letters are made, in hours, and how many alerts each reports."""
    heard = NEW
    made: list[tuple[float, int]] = []
    moments = sorted([*alerts, *((half / 2, "") for half in range(2 * hours))])
    for at, text in moments:
        now = NOON + at * HOUR
        heard = hear(heard, text, now) if text else heard
        if is_due(heard, now, today):
            made.append((at, heard.untold))
            heard = tell(heard, now)
    return made


CASES: dict[str, tuple[list[tuple[float, str]], list[tuple[float, int]]]] = {
    "nothing": ([], []),
    "one is told at once": ([(0, "a")], [(0, 1)]),
    "the same words once": ([(0, "a"), (0.1, "a"), (5, "a")], [(0, 1)]),
    "the same words every day": (
        [(at / 60, "a") for at in range(50 * 60)],
        [(0, 1), (24, 1), (48, 1)],
    ),
    "a second one within the hour": ([(0, "a"), (0.2, "b")], [(0, 1), (1, 1)]),
    "a second one after it": ([(0, "a"), (7.2, "b")], [(0, 1), (7.2, 1)]),
    "a second one a day later": ([(0, "a"), (25, "b")], [(0, 1), (25, 1)]),
    "a flood of a minute": ([(at / 3600, str(at)) for at in range(60)], [(0, 1), (1, 59)]),
    "a flood of a day": (
        [(at / 60, str(at)) for at in range(1440)],
        [(0, 1), (1, 59), (3, 120), (7, 240), (15, 480), (23, 480), (31, 60)],
    ),
    "the next day's first is told at once": (
        [(0, "a"), (0.1, "b"), (30, "c")],
        [(0, 1), (1, 1), (30, 1)],
    ),
}


@pytest.mark.parametrize(("alerts", "expected"), CASES.values(), ids=CASES)
def test_when_letters_are_made(
    alerts: list[tuple[float, str]], expected: list[tuple[float, int]]
) -> None:
    """The first at once, then the gathered ones, after waits that double up to eight hours."""
    assert letters(alerts) == expected


def test_a_full_day_keeps_a_place_for_the_first_of_a_cause() -> None:
    """Gathered alerts wait for the next day; a new cause does not."""
    assert letters([(0, "a"), (0.2, "b")], today=MOST_A_DAY) == [(0, 1)]


def test_the_first_and_the_last_are_shown() -> None:
    """Of many, four each, in order."""
    heard = NEW
    for number in range(20):
        heard = hear(heard, str(number), NOON + number * HOUR)
    assert heard.texts == ("0", "1", "2", "3", "16", "17", "18", "19")
    assert (heard.untold, heard.since) == (20, NOON)


def test_what_is_remembered_is_bounded() -> None:
    """No flood makes a row grow."""
    heard = NEW
    for number in range(3 * KNOWN):
        heard = hear(heard, str(number), NOON)
    assert heard.known == tuple(str(number) for number in range(2 * KNOWN, 3 * KNOWN))


def test_a_clock_that_was_ahead_silences_nobody() -> None:
    """A letter from the future counts as one from long ago."""
    told = tell(hear(NEW, "a", NOON), NOON + 720 * HOUR)
    assert is_due(hear(told, "b", NOON), NOON, 0)


def test_an_alert_reads_as_its_sentence() -> None:
    """Where nobody gathers, on the command line, it is logged as it is."""
    assert f"{Alert(Cause.WRONG, 'V-1: my vote is missing')}" == "V-1: my vote is missing"
