"""Whether a wall clock can be believed: a table of samples, and what is known then."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot import clock
from listbot.clock import ClockDoubt, ClockFault, ClockLimits, ClockRecord, ClockStanding, Sample

NOON = datetime(2026, 9, 8, 12, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
NONE = timedelta()
LIMITS = ClockLimits(step=15 * MINUTE, patience=HOUR)
BOOT = 3 * DAY
"""The steady clock at noon."""


def shown(after: timedelta, ahead: timedelta = NONE, synced: bool = False) -> Sample:
    """Return a sample so long after noon, with the wall clock ahead by so much."""
    return Sample(NOON + after + ahead, BOOT + after, synced)


def running(*samples: Sample, confirmed: bool = True) -> ClockStanding:
    """Return a daemon that started at noon and has judged each of these samples."""
    standing = clock.begin(None, shown(NONE, synced=confirmed), LIMITS)
    standing = clock.judge(standing, shown(NONE, synced=confirmed))
    for sample in samples:
        standing = clock.judge(standing, sample)
    return standing


def started(sample: Sample, doubt: ClockDoubt | None = None) -> ClockStanding:
    """Return a daemon that starts after a run that was last sure at noon."""
    return clock.begin(ClockRecord(NOON, doubt), sample, LIMITS)


def step(by: timedelta, after: timedelta = HOUR) -> ClockDoubt:
    """Return the doubt after a step."""
    return ClockDoubt(ClockFault.STEP, NOON + after, by)


@pytest.mark.parametrize(
    ("samples", "doubt"),
    [
        ([shown(HOUR)], None),
        ([shown(30 * DAY)], None),  # as much by both: the machine slept
        ([shown(HOUR, 15 * MINUTE)], None),
        ([shown(HOUR, 16 * MINUTE)], step(16 * MINUTE)),
        ([shown(HOUR, -16 * MINUTE)], step(-16 * MINUTE)),
        ([shown(HOUR, 30 * DAY)], step(30 * DAY)),
        ([shown(HOUR, 30 * DAY, synced=True)], step(30 * DAY)),  # NTP may have set it
        ([shown(HOUR, 30 * DAY), shown(2 * HOUR, 30 * DAY)], step(30 * DAY)),
        ([shown(HOUR, 30 * DAY), shown(2 * HOUR, -DAY)], step(-DAY)),
        ([shown(HOUR, 30 * DAY), shown(2 * HOUR, 10 * MINUTE)], None),
        ([shown(HOUR, 8 * MINUTE), shown(2 * HOUR, 16 * MINUTE)], step(16 * MINUTE, 2 * HOUR)),
        ([shown(HOUR, 9 * MINUTE), shown(2 * HOUR, -9 * MINUTE)], None),
    ],
)
def test_a_clock_that_is_set_is_in_doubt(samples: list[Sample], doubt: ClockDoubt | None) -> None:
    """By more than the grace period, in one or several steps, until it goes back."""
    assert running(*samples).doubt == doubt


def test_the_first_word_of_ntp_is_believed() -> None:
    """A machine without a battery starts where it stopped; NTP's first step does not count."""
    sample = shown(MINUTE, 14 * DAY, synced=True)
    standing = running(sample, confirmed=False)
    assert (standing.doubt, clock.believed(standing, sample)) == (None, NOON + MINUTE + 14 * DAY)
    late = running(shown(MINUTE, 14 * DAY), sample, confirmed=False)
    assert late.doubt is None
    again = shown(HOUR, 15 * DAY, synced=True)
    assert clock.judge(standing, again).doubt == ClockDoubt(
        ClockFault.STEP, NOON + 14 * DAY + HOUR, DAY
    )


@pytest.mark.parametrize(
    ("ahead", "doubt"),
    [
        (NONE, None),
        (15 * MINUTE, None),
        (-15 * MINUTE, None),
        (14 * DAY, ClockDoubt(ClockFault.AWAY, NOON, 14 * DAY, NOON + 14 * DAY + HOUR)),
        (-16 * MINUTE, ClockDoubt(ClockFault.BEHIND, NOON, -16 * MINUTE)),
        (-56 * 365 * DAY, ClockDoubt(ClockFault.BEHIND, NOON, -56 * 365 * DAY)),
    ],
)
def test_a_start(ahead: timedelta, doubt: ClockDoubt | None) -> None:
    """A clock before the last sure time is in doubt; one after it looks like a stop."""
    assert started(shown(NONE, ahead)).doubt == doubt


@pytest.mark.parametrize(
    "sample",
    [
        shown(HOUR, 14 * DAY),  # nothing has contradicted it for a while
        shown(MINUTE, 14 * DAY, synced=True),
        shown(MINUTE, 5 * MINUTE),  # set back to soon after the stop
    ],
)
def test_a_stop_is_believed_in_the_end(sample: Sample) -> None:
    """Nobody has to confirm that listbot was away."""
    standing = started(shown(NONE, 14 * DAY))
    standing = clock.judge(
        standing, shown(59 * MINUTE, 14 * DAY) if sample.steady > BOOT + MINUTE else sample
    )
    standing = clock.judge(standing, sample)
    assert (standing.doubt, clock.believed(standing, sample)) == (None, sample.wall)
    assert clock.judge(standing, shown(2 * HOUR, 99 * DAY)).doubt is not None


def test_a_clock_that_is_set_again_after_a_start_is_watched_anew() -> None:
    """From 30 days to 2 days ahead: the wait begins again, for a clock that may now be right."""
    standing = clock.judge(started(shown(NONE, 30 * DAY)), shown(50 * MINUTE, 2 * DAY))
    assert standing.doubt == ClockDoubt(
        ClockFault.AWAY, NOON, 2 * DAY, NOON + 50 * MINUTE + 2 * DAY + HOUR
    )
    assert clock.judge(standing, shown(109 * MINUTE, 2 * DAY)).doubt == standing.doubt
    assert clock.judge(standing, shown(110 * MINUTE, 2 * DAY)).doubt is None


def test_ntp_does_not_end_the_doubt_of_a_clock_before_the_last_sure_time() -> None:
    """One of the two is wrong, and NTP cannot say which; a later time may mean a stop."""
    standing = started(shown(NONE, -DAY))
    assert clock.judge(standing, shown(HOUR, -DAY, synced=True)).doubt == ClockDoubt(
        ClockFault.BEHIND, NOON, -DAY
    )
    assert clock.judge(standing, shown(HOUR, DAY, synced=True)).doubt is None


@pytest.mark.parametrize(
    "sample", [shown(5 * HOUR, 30 * DAY, synced=True), shown(5 * HOUR, -DAY, synced=True)]
)
def test_a_restart_does_not_end_a_doubt(sample: Sample) -> None:
    """A step in doubt before a restart is in doubt after it, while the clock stays there."""
    before = running(shown(HOUR, 30 * DAY))
    kept = clock.kept_of(before, shown(2 * HOUR, 30 * DAY), "another boot")
    assert kept == ClockRecord(NOON + 2 * HOUR, step(30 * DAY), before, "another boot")
    again = clock.begin(kept, sample, LIMITS, "this boot")
    assert again.doubt == step(sample.wall - kept.last)
    assert clock.believed(again, sample) == kept.last
    assert clock.begin(kept, replace(sample, wall=kept.last + MINUTE), LIMITS).doubt is None


def test_what_is_kept_of_a_sure_clock() -> None:
    """Its time."""
    standing = running()
    assert clock.kept_of(standing, shown(HOUR, MINUTE)) == ClockRecord(
        NOON + HOUR + MINUTE, None, standing
    )


AWAY = ClockDoubt(ClockFault.AWAY, NOON + HOUR, 30 * DAY, NOON + 30 * DAY + 3 * HOUR)


@pytest.mark.parametrize(
    ("ahead", "stopped", "boot", "doubt"),
    [
        (NONE, False, "this", None),
        (NONE, True, "this", None),  # the steady clock has counted the stop, however long it was
        (30 * DAY, False, "this", step(30 * DAY, 2 * HOUR)),
        (
            30 * DAY,
            True,
            "this",
            replace(AWAY, by=30 * DAY + HOUR, until=NOON + 30 * DAY + 3 * HOUR),
        ),
        (
            30 * DAY,
            False,
            "that",
            replace(AWAY, by=30 * DAY + HOUR, until=NOON + 30 * DAY + 3 * HOUR),
        ),
        (30 * DAY, False, "", replace(AWAY, by=30 * DAY + HOUR, until=NOON + 30 * DAY + 3 * HOUR)),
    ],
)
def test_a_start_after_which_the_steady_clock_went_on(
    ahead: timedelta, stopped: bool, boot: str, doubt: ClockDoubt | None
) -> None:
    """A crash hides no step; after an orderly stop, a step counts as time away."""
    kept = clock.kept_of(running(), shown(HOUR), boot, stopped)
    assert clock.begin(kept, shown(2 * HOUR, ahead), LIMITS, "this" if boot else "").doubt == doubt


def test_a_stop_does_not_hide_a_step_that_was_known() -> None:
    """It is in doubt as before; the doubt ends once the clock is right."""
    kept = clock.kept_of(running(shown(HOUR, DAY)), shown(HOUR, DAY), "this", stopped=True)
    assert clock.begin(kept, shown(9 * HOUR, DAY), LIMITS, "this").doubt == step(DAY)
    assert clock.begin(kept, shown(9 * HOUR), LIMITS, "this").doubt is None


@pytest.mark.parametrize(
    ("standing", "sample", "stamp", "ends"),
    [
        (
            running(shown(HOUR, 30 * DAY)),
            shown(2 * HOUR, 30 * DAY),
            NOON + 2 * HOUR + 30 * DAY,
            True,
        ),
        (
            running(shown(HOUR, 30 * DAY)),
            shown(2 * HOUR, 30 * DAY),
            NOON + 2 * HOUR + 30 * DAY - HOUR,
            False,
        ),
        (running(shown(HOUR, 30 * DAY)), shown(2 * HOUR, 30 * DAY), NOON + 2 * HOUR, False),
        (running(shown(HOUR, -DAY)), shown(2 * HOUR, -DAY), NOON + 2 * HOUR - DAY + MINUTE, True),
        (started(shown(NONE, -DAY)), shown(HOUR, -DAY), NOON + HOUR - DAY, True),
        (started(shown(NONE, DAY)), shown(MINUTE, DAY), NOON + MINUTE + DAY, True),
        (started(shown(NONE, DAY)), shown(MINUTE, DAY), NOON + HOUR, False),
    ],
)
def test_a_trusted_stamp_that_agrees_ends_a_doubt(
    standing: ClockStanding, sample: Sample, stamp: datetime, ends: bool
) -> None:
    """Within the grace period of the wall clock; a stamp long in transit proves nothing."""
    confirmed = clock.confirm(standing, sample, stamp)
    assert (confirmed.doubt is None, confirmed == standing) == (ends, not ends)


def test_a_step_after_a_word_is_measured_from_it() -> None:
    """The steady clock counts from the confirmed time."""
    sample = shown(HOUR, 30 * DAY)
    standing = clock.confirm(running(sample), sample, sample.wall)
    assert clock.judge(standing, shown(2 * HOUR, 30 * DAY)).doubt is None
    back = clock.judge(standing, shown(2 * HOUR))
    assert back.doubt == ClockDoubt(ClockFault.STEP, NOON + 30 * DAY + 2 * HOUR, -30 * DAY)


@pytest.mark.parametrize(
    ("standing", "sample", "time"),
    [
        (running(), shown(HOUR, 10 * MINUTE), NOON + HOUR + 10 * MINUTE),
        (running(), shown(HOUR, 30 * DAY), NOON + HOUR),  # even before the first look
        (running(shown(HOUR, -DAY)), shown(2 * HOUR, -DAY), NOON + 2 * HOUR),
        (started(shown(NONE, 14 * DAY)), shown(MINUTE, 14 * DAY), NOON + 14 * DAY + MINUTE),
        (started(shown(NONE, -DAY)), shown(MINUTE, -DAY), NOON + MINUTE),
    ],
)
def test_the_time_to_go_by(standing: ClockStanding, sample: Sample, time: datetime) -> None:
    """In doubt the one derived from the last sure time; after a stop the wall clock's."""
    assert clock.believed(standing, sample) == time


@pytest.mark.parametrize(
    ("standing", "sample", "stamp", "taken"),
    [
        (running(), shown(HOUR), NOON + 9 * DAY, "as it arrived"),
        (running(), shown(HOUR, 30 * DAY), NOON + HOUR - DAY, "as it arrived"),
        (running(), shown(HOUR, 30 * DAY), NOON + HOUR + 9 * DAY, "as it arrived"),
        (running(), shown(HOUR, 30 * DAY), NOON + HOUR + 30 * DAY, "as it is stamped"),
        (started(shown(NONE, -DAY)), shown(HOUR, -DAY), NOON + 3 * DAY, "as it is stamped"),
        (started(shown(NONE, 14 * DAY)), shown(HOUR, 14 * DAY), NOON + 3 * DAY, "as it arrived"),
    ],
)
def test_when_a_mail_came(
    standing: ClockStanding, sample: Sample, stamp: datetime, taken: str
) -> None:
    """A stamp wins over a clock behind it, if our wall clock agrees or none of ours can know."""
    found = clock.taken_at(standing, sample, NOON + HOUR, stamp)
    assert found == {"as it arrived": NOON + HOUR, "as it is stamped": stamp}[taken]


@pytest.mark.parametrize(
    ("standing", "sample", "wanted"),
    [
        (running(), shown(HOUR, MINUTE), False),
        (running(), shown(HOUR, 2 * MINUTE), True),
        (running(confirmed=False), shown(HOUR), True),
        (running(shown(HOUR, DAY)), shown(HOUR), True),
    ],
)
def test_when_a_word_is_wanted(standing: ClockStanding, sample: Sample, wanted: bool) -> None:
    """If nobody has confirmed the clock in this run, or the clocks differ."""
    assert clock.wants_word(standing, sample) == wanted


@pytest.mark.parametrize(
    ("standing", "sample", "even"),
    [
        (running(), shown(HOUR, MINUTE), True),
        (running(), shown(HOUR, DAY), False),
        (running(shown(HOUR, DAY)), shown(2 * HOUR, DAY), True),
        (running(shown(HOUR, DAY)), shown(2 * HOUR), False),
        (started(shown(NONE, DAY)), shown(MINUTE, DAY), True),
    ],
)
def test_a_step_is_news_until_it_was_looked_at(
    standing: ClockStanding, sample: Sample, even: bool
) -> None:
    """Then it is a doubt; and so is its end."""
    assert clock.is_even(standing, sample) == even


def test_a_doubt_is_told_once() -> None:
    """And again if it is another one."""
    assert [
        clock.is_other(step(DAY), before)
        for before in (None, step(DAY), step(2 * DAY), ClockDoubt(ClockFault.BEHIND, NOON, DAY))
    ] == [True, False, True, True]


@pytest.mark.parametrize(
    ("doubt", "words"),
    [
        (
            step(30 * DAY),
            "this machine's clock was set: it is 30 days ahead of the time that has passed; "
            "nothing closes, and no reminder, recap or digest goes out until it goes back, until "
            "a mail stamped by a trusted host agrees with it, or you run `listbot resume --clock`",
        ),
        (
            step(-5 * HOUR + 10 * MINUTE),
            "this machine's clock was set: it is 5 h behind the time that has passed; nothing "
            "closes, and no reminder, recap or digest goes out until it goes back, until a mail "
            "stamped by a trusted host agrees with it, or you run `listbot resume --clock`",
        ),
        (
            ClockDoubt(ClockFault.BEHIND, NOON, -20 * MINUTE),
            "this machine's clock is 20 min behind the time at which listbot last ran; nothing "
            "closes, and no reminder, recap or digest goes out until a mail stamped by a "
            "trusted host agrees with it, or you run `listbot resume --clock`",
        ),
        (
            ClockDoubt(ClockFault.AWAY, NOON, 14 * DAY, NOON + 14 * DAY + HOUR),
            "by this machine's clock, listbot was away for 14 days; nothing closes, and no "
            "reminder, recap or digest goes out before 2026-09-22 13:00 UTC, sooner if NTP or a "
            "mail stamped by a trusted host agrees with it",
        ),
    ],
)
def test_a_doubt_in_words(doubt: ClockDoubt, words: str) -> None:
    """What it is, what it prevents, and what ends it."""
    assert clock.in_words(doubt) == words


STEPS = st.lists(
    st.tuples(st.timedeltas(min_value=NONE, max_value=DAY), st.timedeltas(-60 * DAY, 60 * DAY)),
    max_size=20,
)


@given(STEPS, st.booleans())
def test_no_steps_move_the_time_to_go_by(
    steps: list[tuple[timedelta, timedelta]], synced: bool
) -> None:
    """Without a confirmation we are off by at most one grace period, and never sure elsewhere."""
    standing, after = running(), NONE
    for passed, ahead in steps:
        after += passed
        sample = shown(after, ahead, synced)
        standing = clock.judge(standing, sample)
        off = abs(clock.believed(standing, sample) - (NOON + after))
        assert off <= LIMITS.step
        assert (standing.doubt is None) == (abs(ahead) <= LIMITS.step)
