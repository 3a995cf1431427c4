"""Whether the wall clock of this machine can be believed, judged from what two clocks show at the
same moment.

People, NTP and a battery set the wall clock, and any of them may be wrong; the steady clock only
counts. From the last moment at which the wall clock was sure, the steady one leads to where it must
be now. If it is elsewhere by more than `Limits.step`, somebody has set it: it is in doubt until it
goes back, or until a trusted host or the admin agrees with it. Small steps add up, because only
such a word moves the moment they are measured from. A machine that sleeps makes no step: its steady
clock runs on.

A machine that starts has only the last sure time that the run before has kept. A clock before that
time is in doubt. One after it is what a stop looks like: it gets a while, in which a wrong clock is
usually put right; a mail or NTP may confirm it sooner.

Pure; never reads a clock, never decides what to do about a doubt, never fails.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from listbot.policies.spans import DAYS_FROM, span_in_words

# what mail hosts that agree may differ by; below that no word is asked for
NOTABLE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Sample:
    """What the clocks show at one moment."""

    wall: datetime
    steady: timedelta
    """Of a clock that nobody sets and that runs on while the machine sleeps. Where it began means
    nothing.
    """
    synced: bool = False
    """NTP keeps the wall clock, as far as the machine says."""


class ClockFault(StrEnum):
    """Why a wall clock is in doubt."""

    STEP = "step"
    """It was set while we ran."""
    BEHIND = "behind"
    """At a start it is before the last sure time."""
    AWAY = "away"
    """At a start it is after the last sure time, as it is after a stop of that length."""


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """A doubt that stands."""

    why: ClockFault
    since: datetime
    """By the clock that we went on with."""
    by: timedelta
    """How far the wall clock is ahead; negative: behind."""
    until: datetime | None = None
    """When it ends by itself, by the wall clock; None: never."""


@dataclass(frozen=True, slots=True)
class ClockLimits:
    """What is borne."""

    step: timedelta = timedelta(minutes=15)
    """The grace of the rules: a vote waits so long after its close, so a smaller step closes none
    too early.
    """
    patience: timedelta = timedelta(seconds=4000)
    """Within which the mail that waited for a start has come, stamped by whoever kept it."""


@dataclass(frozen=True, slots=True)
class ClockStanding:
    """What is known of the wall clock."""

    limits: ClockLimits
    sure: datetime
    """The wall clock when it was last known to be right, ..."""
    steady: timedelta
    """... and the steady one at that moment; at a start: the first it showed to this run."""
    is_start: bool = False
    """No steady clock leads from `sure` to here: it is at least as late as that."""
    hears_ntp: bool = True
    """NTP has not had its first word in this run. Later ones prove nothing: it may be NTP that sets
    the clock wrong.
    """
    doubt: ClockDoubt | None = None
    first: Sample | None = None
    """When the wall clock first showed a time that is led to from here; while we may have been
    away.
    """


@dataclass(frozen=True, slots=True)
class ClockRecord:
    """What the next start has to know."""

    last: datetime
    """The last sure time, and what the steady clock has counted since."""
    doubt: ClockDoubt | None = None
    standing: ClockStanding | None = None
    boot: str = ""
    """Which start of the machine the steady clock counts from; "" is unknown."""
    stopped: bool = False
    """The daemon was told to stop."""


def begin(
    kept: ClockRecord | None, sample: Sample, limits: ClockLimits, boot: str = ""
) -> ClockStanding:
    """At a start. Nothing kept: there is no time to compare with, and nothing that could be decided
    wrongly.

    After a crash the steady clock has gone on counting, so it is as if there had been none. So it
    is after a stop, but whoever stops a daemon may also have set the clock: a step meanwhile is
    taken for time away.
    """
    if kept is None:
        return ClockStanding(limits, sample.wall, sample.steady)
    if kept.standing is not None and kept.boot and kept.boot == boot:
        found = judge(replace(kept.standing, limits=limits), sample)
        if not kept.stopped or found.doubt is None or _was_set(kept.standing):
            return found
    was_set = kept.doubt is not None and kept.doubt.why is ClockFault.STEP
    start = ClockStanding(
        limits, kept.last, sample.steady, is_start=True, hears_ntp=not was_set, doubt=kept.doubt
    )
    return judge(start, sample)


def led_to(standing: ClockStanding, sample: Sample) -> datetime:
    """Where the steady clock leads to from the last sure moment; at a start: no later
    than it is.
    """
    return standing.sure + (sample.steady - standing.steady)


def judge(standing: ClockStanding, sample: Sample) -> ClockStanding:
    """What is known now."""
    ahead = sample.wall - led_to(standing, sample)
    if abs(ahead) <= standing.limits.step:
        return _within(standing, sample)
    if _may_have_been_away(standing, ahead):
        return _away(standing, sample, ahead)
    if standing.is_start and not _was_set(standing):
        return _doubtful(standing, sample, ClockFault.BEHIND, ahead)
    if standing.hears_ntp and sample.synced:
        return _anchored(standing, sample)
    return _doubtful(standing, sample, ClockFault.STEP, ahead)


def _within(standing: ClockStanding, sample: Sample) -> ClockStanding:
    """It stands where it must, or so near that no grace is passed."""
    if standing.is_start:
        standing = replace(
            standing, sure=sample.wall, steady=sample.steady, is_start=False, first=None
        )
    return replace(standing, doubt=None, hears_ntp=standing.hears_ntp and not sample.synced)


def _away(standing: ClockStanding, sample: Sample, ahead: timedelta) -> ClockStanding:
    """After a stop, as it seems: until NTP says so, or nothing has spoken against it
    for a while.
    """
    first = standing.first
    if first is None or abs(_gone(first, sample)) > standing.limits.step:  # or it was set again
        first = sample
    left = standing.limits.patience - (sample.steady - first.steady)
    if sample.synced or left <= timedelta():
        return _anchored(standing, sample)
    # Reckoned from the first look, so that the same doubt is the same value.
    standing = replace(standing, first=first)
    return _doubtful(
        standing, sample, ClockFault.AWAY, ahead, first.wall + standing.limits.patience
    )


def _gone(first: Sample, sample: Sample) -> timedelta:
    """How far the wall clock went otherwise than the steady one."""
    return (sample.wall - first.wall) - (sample.steady - first.steady)


def _doubtful(
    standing: ClockStanding,
    sample: Sample,
    why: ClockFault,
    by: timedelta,
    until: datetime | None = None,
) -> ClockStanding:
    before = standing.doubt
    since = before.since if before and before.why is why else led_to(standing, sample)
    return replace(standing, doubt=ClockDoubt(why, since, by, until))


def _anchored(standing: ClockStanding, sample: Sample) -> ClockStanding:
    """The wall clock is right, and whatever is to come is measured from here."""
    return ClockStanding(standing.limits, sample.wall, sample.steady, hears_ntp=False)


def confirm(standing: ClockStanding, sample: Sample, stamp: datetime) -> ClockStanding:
    """What is known after a trusted host, or the admin, has said what time it is."""
    if abs(stamp - sample.wall) > standing.limits.step:
        return standing
    return _anchored(standing, sample)


def believed(standing: ClockStanding, sample: Sample) -> datetime:
    """The time to go by: the wall clock's, or in doubt where the last sure one leads to.

    So what we stamp in a doubt is neither late nor early by what the clock was set by, and a letter
    that failed is not given up for it. After a stop only the wall clock can know how long it was.
    """
    ahead = sample.wall - led_to(standing, sample)
    if abs(ahead) <= standing.limits.step or _may_have_been_away(standing, ahead):
        return sample.wall
    return led_to(standing, sample)


def is_even(standing: ClockStanding, sample: Sample) -> bool:
    """Whether the judgement that is known still holds; if not, it is time for another look."""
    ahead = sample.wall - led_to(standing, sample)
    return (standing.doubt is None) == (abs(ahead) <= standing.limits.step)


def is_other(doubt: ClockDoubt, before: ClockDoubt | None) -> bool:
    """Whether a doubt is another one than before: it began, it is of another kind, the clock was
    set once more.
    """
    return before is None or doubt.why is not before.why or abs(doubt.by - before.by) > NOTABLE


def wants_word(standing: ClockStanding, sample: Sample) -> bool:
    """Whether what a trusted host says of the time would change anything."""
    ahead = sample.wall - led_to(standing, sample)
    return standing.doubt is not None or standing.hears_ntp or abs(ahead) > NOTABLE


def taken_at(
    standing: ClockStanding, sample: Sample, arrived: datetime, stamp: datetime
) -> datetime:
    """When a mail came that a trusted host stamped. In doubt its stamp goes before a clock of ours
    that is behind it: where the wall clock shows the same, and where none of ours knows what time
    it is."""
    step = standing.limits.step
    ahead = sample.wall - led_to(standing, sample)
    if abs(ahead) <= step or stamp <= arrived + step:
        return arrived
    knows_none = standing.is_start and not _may_have_been_away(standing, ahead)
    return stamp if knows_none or abs(stamp - sample.wall) <= step else arrived


def kept_of(
    standing: ClockStanding, sample: Sample, boot: str = "", stopped: bool = False
) -> ClockRecord:
    """What the next start has to know."""
    last = sample.wall if standing.doubt is None else led_to(standing, sample)
    return ClockRecord(last, standing.doubt, standing, boot, stopped)


def _may_have_been_away(standing: ClockStanding, ahead: timedelta) -> bool:
    return standing.is_start and ahead > timedelta() and not _was_set(standing)


def _was_set(standing: ClockStanding) -> bool:
    """A step that was in doubt when the run before ended is so still."""
    return standing.doubt is not None and standing.doubt.why is ClockFault.STEP


# ---- in words ---------------------------------------------------------------------------

HELD = "nothing closes, and no reminder, recap or digest goes out"


def in_words(doubt: ClockDoubt) -> str:
    """A doubt as the admin is told of it, with what ends it."""
    by = _rounded(abs(doubt.by))
    ends = (
        "until a mail with the stamp of a trusted host agrees with "
        "it, or you say `listbot resume --clock`"
    )
    if doubt.why is ClockFault.AWAY:
        assert doubt.until is not None
        sooner = "sooner if NTP or a mail with the stamp of a trusted host agrees with it"
        limit = f"{doubt.until:%Y-%m-%d %H:%M} UTC, {sooner}"
        return f"by this machine's clock listbot was away for {by}; {HELD} before {limit}"
    if doubt.why is ClockFault.BEHIND:
        return (
            f"this machine's clock is {by} behind the time at which listbot last ran; {HELD} {ends}"
        )
    where = "ahead of" if doubt.by > timedelta() else "behind"
    what = f"this machine's clock was set: it is {by} {where} the time that has passed"
    return f"{what}; {HELD} until it goes back, {ends}"


def _rounded(span: timedelta) -> str:
    """In the largest unit that people would use: "30 days", "5 h", "20 min"."""
    hours = timedelta(hours=4)
    unit = (
        timedelta(days=1) if span >= DAYS_FROM else timedelta(hours=1) if span >= hours else NOTABLE
    )
    return span_in_words((span + unit / 2) // unit * unit)
