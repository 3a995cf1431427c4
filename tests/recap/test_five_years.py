"""Five years of three lists in three time zones: one recap per week and list, and every log line in
exactly one.

The real line and store run with the clock moved. Each recap is due in the hour that the zone's
clocks skip in spring and repeat in autumn. Meanwhile the daemon is restarted again and again, dies
before a commit, is down for two weeks, and has its own clock set back.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from listbot import pipeline
from listbot.mail import Mail
from listbot.model.inputs import RulesInput, TickInput
from listbot.model.recap_rules import RecapRules
from listbot.recap.week import WEEK, due_after, week_of
from listbot.replay import replay
from listbot.store.outbox.outbox import Waiting
from tests.playing import LIST, OTHER, START, Play, Post, in_memory, rules

LAB = "lab@example.org"
SUNDAY = 7  # the day on which all three zones change their clocks
RHYTHMS = {
    LIST: RecapRules(weekday=SUNDAY, at=time(2, 30), zone="Europe/Vienna"),
    OTHER: RecapRules(weekday=SUNDAY, at=time(2, 30), zone="America/New_York"),
    LAB: RecapRules(weekday=SUNDAY, at=time(2, 15), zone="Australia/Lord_Howe"),
}
WEEKS = 261  # five years, with the week 53 of 2026
EMPTY = frozenset(range(20, WEEKS, 13))
AWAY = range(130, 132)  # the weeks in which the machine is off
RESTARTED = frozenset(range(3, WEEKS, 9))
DIES = frozenset(range(5, WEEKS, 11))  # after the recap is written, before the commit
SET_BACK = frozenset(range(7, WEEKS, 12))
CAUGHT_UP = AWAY.start - 1  # its recap was due while the machine was off
HOUR = timedelta(hours=1)
GAPS = {LIST: HOUR, OTHER: HOUR, LAB: HOUR / 2}  # by which the clocks are changed
LINE = re.compile(r"renewed certificate (\d+) of (\w+)")


@dataclass
class Life:
    """A daemon and its mishaps. Weeks are counted in UTC, from the Monday after its first start."""

    play: Play
    first: datetime

    def live(self) -> None:
        """Run all five years, and one more week for the last recap."""
        self.play.tick(START)
        for number in range(WEEKS + 1):
            if number not in AWAY:
                self.week(number)

    def week(self, number: int) -> None:
        """Take the mails of a week and those not fetched before, then make its recaps, about the
        week that ended."""
        monday = self.first + number * WEEK
        if number - 1 in AWAY:
            self.come_back(monday + 12 * HOUR)
        self.take(self.written(number))
        if number in RESTARTED:
            self.start_again()
        for due in sorted({due_after(monday, each) for each in RHYTHMS.values()}):
            self.around(due, number)

    def written(self, number: int) -> list[Mail]:
        """Write a log line on each list, except in empty weeks and those after the last recap."""
        if number in EMPTY or number >= WEEKS:
            return []
        at = (self.first + number * WEEK - START) / HOUR + 60
        posts = (
            Post(
                f"w{number}-{address}",
                "Ana",
                f"#listbot log: {line(number, address)}",
                at,
                "Today",
                to=address,
                by=address,
            )
            for address in RHYTHMS
        )
        return [mail for mail in map(self.play.read, posts) if isinstance(mail, Mail)]

    def come_back(self, now: datetime) -> None:
        """The daemon knows the time before it has read the mail of its downtime."""
        self.start_again()
        self.play.tick(now, read_until=self.first + AWAY.start * WEEK)
        for number in AWAY:
            self.take(
                replace(mail, arrival=replace(mail.arrival, arrived=now))
                for mail in self.written(number)
            )
        self.play.tick(now)

    def take(self, mails: Iterable[Mail]) -> None:
        """Read the mails; transcripts are left out, as nothing here looks at them."""
        with self.play.without_letters():
            self.play.take(*mails)

    def around(self, due: datetime, number: int) -> None:
        """Tick before, at and after a moment."""
        self.play.tick(due - timedelta(seconds=1))
        if number in DIES:
            self.die(due)
        for minutes in (0, 30, 60):
            self.play.tick(due + timedelta(minutes=minutes))
        if number in SET_BACK:
            self.play.tick(due - HOUR)
            self.play.tick(due)

    def die(self, now: datetime) -> None:
        """Do everything, but commit nothing."""
        self.play.now = now
        with pytest.raises(ZeroDivisionError):
            self.tick_and_fail(now)
        self.start_again()

    def tick_and_fail(self, now: datetime) -> None:
        """Decide something, and fail after it."""
        with self.play.transaction() as tx:
            assert pipeline.tick(tx, TickInput(now, dict.fromkeys(RHYTHMS, now)))
            raise ZeroDivisionError

    def start_again(self) -> None:
        """Another process opens the same database; only compiled templates are kept, as compiling
        is slow."""
        composer = self.play.store.context.composer
        self.play = Play(self.play.engine, self.play.in_force, now=self.play.now)
        self.play.store.context.composer = composer


def line(number: int, address: str) -> str:
    """The text of that week's log line; no other week has it."""
    return f"renewed certificate {number:03} of {address.partition('@')[0]}"


@pytest.mark.slow
def test_five_years() -> None:
    """One test, so that the years are lived only once for all assertions."""
    life = begin()
    life.live()
    letters = life.play.letters("M13")
    for address in RHYTHMS:
        recaps = [each for each in letters if each.parcel.recipients == (address,)]
        each_week_has_one(life, address, recaps)
        each_line_is_told_once(address, recaps)
        each_comes_at_its_local_hour(address, recaps)
    the_catch_up_says_so([each for each in letters if each.parcel.recipients == (LIST,)])
    assert replay(life.play.store).is_equal


def begin() -> Life:
    """Three lists on their first day."""
    lists = rules(addresses=tuple(RHYTHMS)).lists
    told = tuple(replace(each, recap=RHYTHMS.get(each.address, each.recap)) for each in lists)
    return Life(Play(in_memory(), RulesInput(told)), week_of(START, "UTC").ends)


def each_week_has_one(life: Life, address: str, recaps: list[Waiting]) -> None:
    """Each week's name comes once, in order; none for an empty week, one for both weeks of the
    downtime."""
    moments = [
        life.first + number * WEEK + timedelta(days=2)
        for number in range(WEEKS)
        if number not in EMPTY and number != CAUGHT_UP
    ]
    periods = [week_of(each, RHYTHMS[address].zone).period for each in moments]
    name = address.partition("@")[0]
    assert [each.subject for each in recaps] == [f"[RECAP] {name} {period}" for period in periods]


def each_line_is_told_once(address: str, recaps: list[Waiting]) -> None:
    """Also the lines of the downtime, whose mail was fetched after it; no line of another list."""
    told = Counter(LINE.findall("".join(each.text for each in recaps)))
    name = address.partition("@")[0]
    assert told == {(f"{number:03}", name): 1 for number in range(WEEKS) if number not in EMPTY}


def each_comes_at_its_local_hour(address: str, recaps: list[Waiting]) -> None:
    """If the clocks skip it, as far behind the gap; if they repeat it, at the first time."""
    rhythm = RHYTHMS[address]
    made = [each.made.astimezone(ZoneInfo(rhythm.zone)) for each in recaps]
    on_time = [each for each in made if each.isoweekday() == SUNDAY]
    assert len(on_time) == len(made) - 1  # the catch-up
    changes = Counter(map(set_forward, on_time))
    assert min(changes[GAPS[address]], changes[-GAPS[address]]) >= 4
    for each in on_time:
        behind = max(set_forward(each), timedelta())
        assert (each.replace(tzinfo=None) - behind).time() == rhythm.at
        assert not each.fold


def set_forward(moment: datetime) -> timedelta:
    """By how much the clocks were moved that day."""
    before, after = moment.replace(hour=0).utcoffset(), moment.replace(hour=23).utcoffset()
    assert before is not None
    assert after is not None
    return after - before


def the_catch_up_says_so(recaps: list[Waiting]) -> None:
    """One letter covers two weeks."""
    (letter,) = (each for each in recaps if line(CAUGHT_UP, LIST) in each.text)
    assert line(CAUGHT_UP + 1, LIST) in letter.text
    assert "Weeks 10 to 11 of infra" in letter.text
