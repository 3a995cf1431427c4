"""The numbers of a week, for monitoring."""

from datetime import datetime, timedelta

from listbot.health.metrics import as_metrics
from listbot.health.numbers import Numbers
from listbot.store import reading
from listbot.store.recap import numbers as recap_numbers
from listbot.store.recap.numbers import WeekNumbers
from tests.playing import LIST, OTHER, START, Play, Post, hours, opening, votes
from tests.store.recap.test_reading import MONDAY, SUPPORT, with_recap

NO_DESK = {"tickets_opened": None, "tickets_closed": None, "tickets_open": None}
ENDS = MONDAY - timedelta(hours=9)  # midnight in Vienna


def a_week() -> Play:
    """One vote that passed and one without votes, a ticket, two log lines; then the recap."""
    play = Play(in_force=with_recap())
    play.tick(START)
    play.take(
        opening(),
        *votes(("Ravi", "Lena", "Omar")),
        Post(
            "q",
            "Ravi",
            "Rest.\n\nThe vote closes 2026-09-30 18:00 UTC.",
            2,
            "[VOTE] Rest",
            to=OTHER,
            by=OTHER,
        ),
        Post(
            "l",
            "Ana",
            "#listbot log: renewed the certificate\n#listbot log: rebooted db1",
            7,
            "Today",
        ),
        Post(
            "t",
            "kim@example.com",
            "Help.",
            8,
            "Wiki",
            to=SUPPORT,
            by=SUPPORT,
        ),
    )
    play.run_until(hours(90), timedelta(hours=6))
    play.tick(MONDAY)
    return play


def numbers(play: Play, now: datetime) -> list[WeekNumbers]:
    """The numbers of both lists."""
    with play.store.reading() as connection:
        return list(recap_numbers.weeks(connection, play.in_force, now))


def test_a_week_in_numbers() -> None:
    """As in its recap: the help desk on the first list, each list in its own time zone."""
    first, second = numbers(a_week(), MONDAY + timedelta(hours=1))
    assert first == WeekNumbers(
        LIST, "2026-W37", ENDS, {"passed": 1}, 0, 2, 0, 1, 0, 1, recap_made=MONDAY
    )
    assert second == WeekNumbers(OTHER, "2026-W37", ENDS, {}, 0, 0, 0, **NO_DESK, recap_made=MONDAY)


def test_before_the_first_recap() -> None:
    """There is none yet, and the week before the start was empty."""
    play = Play(in_force=with_recap())
    first, _ = numbers(play, START)
    assert first == WeekNumbers(
        LIST, "2026-W36", ENDS - timedelta(weeks=1), {}, 0, 0, 0, **NO_DESK, recap_made=None
    )


def test_the_week_as_metrics() -> None:
    """A value that does not exist has no sample."""
    play = a_week()
    later = MONDAY + timedelta(days=2)
    with play.store.reading() as connection:
        found = reading.accounting(connection)
        weeks = list(recap_numbers.weeks(connection, play.in_force, later))
    lines = [
        line
        for line in as_metrics(Numbers(found, {}, weeks))
        if "week" in line and not line.startswith("#")
    ]
    here, there = f'{{list="{LIST}"}}', f'{{list="{OTHER}"}}'
    assert lines == [
        f"listbot_week_end_timestamp_seconds{here} {int(ENDS.timestamp())}",
        f"listbot_week_end_timestamp_seconds{there} {int(ENDS.timestamp())}",
        f'listbot_week_votes_ended{{list="{LIST}",outcome="passed"}} 1',
        f"listbot_week_votes_quiet{here} 0",
        f"listbot_week_votes_quiet{there} 1",
        f"listbot_week_tickets_opened{here} 1",
        f"listbot_week_tickets_closed{here} 0",
        f"listbot_week_tickets_open{here} 1",
        f"listbot_week_log_lines{here} 2",
        f"listbot_week_log_lines{there} 0",
        f"listbot_week_posts_folded{here} 0",
        f"listbot_week_posts_folded{there} 0",
    ]
