"""The numbers of a week, for monitoring."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from listbot.health.metrics import as_metrics
from listbot.health.numbers import Numbers
from listbot.model.inputs import RulesInput
from listbot.recap.week import week_before
from listbot.store import reading
from listbot.store.recap import numbers as recap_numbers
from listbot.store.recap.numbers import WeekNumbers
from listbot.store.recap.reading import recap_of
from tests.playing import LIST, OTHER, START, Play, Post, hours, opening, votes
from tests.store.recap.test_reading import MONDAY, RECAPS, SUPPORT, request, with_recap

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


def of_recaps(play: Play, now: datetime) -> list[WeekNumbers]:
    """The same numbers, counted in the recap of each list."""
    found = []
    with play.store.reading() as connection:
        for each in numbers(play, now):
            own = play.in_force.of(each.list)
            week = week_before(now, own.recap.zone)
            recap = recap_of(connection, play.in_force, own.address, (week, week), now)
            desk = recap.desk
            found.append(
                WeekNumbers(
                    own.address,
                    recap.week.period,
                    recap.week.ends,
                    dict(Counter(vote.state for vote in recap.decided)),
                    len(recap.quiet),
                    sum(line.number > 0 for line in recap.log),
                    len(recap.folded),
                    desk.opened if desk else None,
                    len(desk.closed) if desk else None,
                    desk.open if desk else None,
                    each.recap_made,
                )
            )
    return found


def in_two_zones() -> RulesInput:
    """The second list is a day's half behind; few posts of a week are posted."""
    found = with_recap(replace(RECAPS, budget=1))
    lists = [
        replace(each, recap=replace(each.recap, zone="Pacific/Honolulu"))
        if each.address == OTHER
        else each
        for each in found.lists
    ]
    return RulesInput(tuple(lists))


def at_other(id: str, at: float, subject: str, text: str = "I propose it.") -> Post:
    """A mail of Ravi's on the second list."""
    return Post(id, "Ravi", text, at, subject, to=OTHER, by=OTHER)


def test_all_lists_are_counted_as_their_recaps_count() -> None:
    """Votes that ended or wait, log lines and tickets, folded posts, in each list's own week."""
    play = Play(in_force=in_two_zones())
    play.tick(START)
    late = "The vote closes 2026-10-20 18:00 UTC."
    play.take(
        opening(),
        *votes(("Ravi", "Lena", "Omar")),
        Post("a", "Ana", "I propose it.", 5, "[VOTE] Answered by nobody"),
        Post("b", "Lena", f"I propose it.\n\n{late}", 6, "[VOTE] Open for long"),
        at_other("c", 7, "[VOTE] Rest", f"Rest.\n\n{late}"),
        at_other("d", 8, "[VOTE] Work"),
        at_other("e", 9, "Yesterday", "#listbot log: rebooted db1"),
        request("t", "kim@example.com", 10, "Wiki"),
        request("u", "ana@example.org", 11, "Today", "#listbot log: renewed the certificate"),
        # Sunday in the west, Monday in the east
        at_other("f", 126, "Sunday", "#listbot log: rebooted db2"),
        Post("g", "Ana", "#listbot log: rebooted db3", 126.5, "Monday"),
        at_other("h", 127, "[VOTE] Sleep"),
    )
    play.run_until(hours(216), timedelta(hours=8))
    moments = [MONDAY + timedelta(days=day) for day in (-5, 0, 1, 3, 7, 8, 15)]
    found = [numbers(play, moment) for moment in moments]
    assert [of_recaps(play, moment) for moment in moments] == found
    flat = [each for both in found for each in both]
    ended = sum((Counter(each.votes_ended) for each in flat), Counter[str]())
    assert ended == {"passed": 3, "not passed": 7}
    assert [
        sum(each.votes_quiet for each in flat),
        sum(each.log_lines for each in flat),
        sum(each.posts_folded for each in flat),
    ] == [8, 11, 3]
