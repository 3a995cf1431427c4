"""Decide whether this machine's wall clock can be believed, by comparing two clocks.

People, NTP and a battery set the wall clock, and any of them may be wrong; the steady clock
only counts. Starting at the last moment when the wall clock was sure, the steady clock
shows where it must be now. If it differs by more than `ClockLimits.step`, somebody has set
it: it is in doubt until it goes back, or until a trusted host or the admin agrees with it.
Small steps add up, because only such a confirmation moves the moment they are measured
from. A machine that sleeps makes no step: its steady clock keeps running.

After a start, only the last sure time of the run before is known. A clock that is before it
is in doubt. A clock that is after it may just show how long the daemon was stopped: it gets
some time, in which a wrong clock is usually corrected; a mail or NTP may confirm it sooner.

Pure: it never reads a clock, never fails, and never decides what to do about a doubt.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from listbot.policies.spans import DAYS_FROM, span_in_words

# mail hosts that agree may differ by this much; below it, no confirmation is needed
NOTABLE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Sample:
    """The reading of both clocks at one moment."""

    wall: datetime
    steady: timedelta
    """A clock that nobody sets and that keeps running while the machine sleeps. Its zero
    means nothing.
    """
    synced: bool = False
    """Whether NTP keeps the wall clock, as far as the machine says."""


class ClockFault(StrEnum):
    """Why a wall clock is in doubt."""

    STEP = "step"
    """It was set while we were running."""
    BEHIND = "behind"
    """After a start, it is before the last sure time."""
    AWAY = "away"
    """After a start, it is later than the last sure time, perhaps because of a long stop."""


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """Why the clock cannot be believed, since when, and by how much."""

    why: ClockFault
    since: datetime
    """By the clock we kept using."""
    by: timedelta
    """How far the wall clock is ahead (negative: behind)."""
    until: datetime | None = None
    """When the doubt ends by itself, by the wall clock; None: never."""


@dataclass(frozen=True, slots=True)
class ClockLimits:
    """How much the clocks may differ, and for how long to wait."""

    step: timedelta = timedelta(minutes=15)
    """The rules' grace period: votes wait this long after closing, so no smaller step matters."""
    patience: timedelta = timedelta(seconds=4000)
    """By then the mail that waited for our start has arrived, stamped by the host that kept it."""


@dataclass(frozen=True, slots=True)
class ClockStanding:
    """Everything known about the wall clock."""

    limits: ClockLimits
    sure: datetime
    """The wall clock when it was last known to be right, ..."""
    steady: timedelta
    """... and the steady clock at that moment; after a start, its first reading in this run."""
    is_start: bool = False
    """No steady clock connects `sure` to now: the time is at least as late as that."""
    hears_ntp: bool = True
    """Whether NTP still has its first word in this run. Later ones prove nothing: NTP
    itself may be setting the clock wrong.
    """
    doubt: ClockDoubt | None = None
    first: Sample | None = None
    """When the wall clock first showed a time consistent with now; set while we may have been away.
    """


@dataclass(frozen=True, slots=True)
class ClockRecord:
    """State kept for the next start."""

    last: datetime
    """The last sure time plus what the steady clock has counted since."""
    doubt: ClockDoubt | None = None
    standing: ClockStanding | None = None
    boot: str = ""
    """Identifies the boot of the machine that the steady clock counts from; "" is unknown."""
    stopped: bool = False
    """Whether the daemon was told to stop."""


def begin(
    kept: ClockRecord | None, sample: Sample, limits: ClockLimits, boot: str = ""
) -> ClockStanding:
    """Return what is known at a start.

    With nothing kept there is no time to compare with, and no decision that could go wrong.
    After a crash the steady clock has kept counting, so we continue as if there had been
    none. The same goes for a stop, but whoever stops a daemon may also have set the clock:
    a step in between counts as time away.
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
    """Return the time that the steady clock leads to from the last sure moment.

    After a start, the true time is at least that.
    """
    return standing.sure + (sample.steady - standing.steady)


def judge(standing: ClockStanding, sample: Sample) -> ClockStanding:
    """Return what is known after this sample."""
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
    """The clock is where it must be, or so near that it stays within the grace period."""
    if standing.is_start:
        standing = replace(
            standing, sure=sample.wall, steady=sample.steady, is_start=False, first=None
        )
    return replace(standing, doubt=None, hears_ntp=standing.hears_ntp and not sample.synced)


def _away(standing: ClockStanding, sample: Sample, ahead: timedelta) -> ClockStanding:
    """It looks like a stop: believe it once NTP agrees, or after a while without contradiction."""
    first = standing.first
    if first is None or abs(_gone(first, sample)) > standing.limits.step:  # or it was set again
        first = sample
    left = standing.limits.patience - (sample.steady - first.steady)
    if sample.synced or left <= timedelta():
        return _anchored(standing, sample)
    # Counted from the first look, so that the same doubt is the same value.
    standing = replace(standing, first=first)
    return _doubtful(
        standing, sample, ClockFault.AWAY, ahead, first.wall + standing.limits.patience
    )


def _gone(first: Sample, sample: Sample) -> timedelta:
    """Return how far the wall clock has moved against the steady one."""
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
    """The wall clock is right: measure everything from here."""
    return ClockStanding(standing.limits, sample.wall, sample.steady, hears_ntp=False)


def confirm(standing: ClockStanding, sample: Sample, stamp: datetime) -> ClockStanding:
    """Return what is known after a trusted host, or the admin, has said what time it is."""
    if abs(stamp - sample.wall) > standing.limits.step:
        return standing
    return _anchored(standing, sample)


def believed(standing: ClockStanding, sample: Sample) -> datetime:
    """Return the time to use: the wall clock's, or in doubt the one derived from the last
    sure time.

    So the stamps we make in a doubt are not off by the step, and a letter that failed is
    not given up because of it. After a stop, only the wall clock knows how long it lasted.
    """
    ahead = sample.wall - led_to(standing, sample)
    if abs(ahead) <= standing.limits.step or _may_have_been_away(standing, ahead):
        return sample.wall
    return led_to(standing, sample)


def is_even(standing: ClockStanding, sample: Sample) -> bool:
    """Return whether the last judgement still holds; if not, the clock needs another look."""
    ahead = sample.wall - led_to(standing, sample)
    return (standing.doubt is None) == (abs(ahead) <= standing.limits.step)


def is_other(doubt: ClockDoubt, before: ClockDoubt | None) -> bool:
    """Return whether this doubt is new: just begun, of another kind, or after another step."""
    return before is None or doubt.why is not before.why or abs(doubt.by - before.by) > NOTABLE


def wants_word(standing: ClockStanding, sample: Sample) -> bool:
    """Return whether a trusted host's word about the time would change anything."""
    ahead = sample.wall - led_to(standing, sample)
    return standing.doubt is not None or standing.hears_ntp or abs(ahead) > NOTABLE


def taken_at(
    standing: ClockStanding, sample: Sample, arrived: datetime, stamp: datetime
) -> datetime:
    """Return when a mail arrived that a trusted host stamped.

    In doubt the stamp wins over a clock that is behind it: where the wall clock agrees with
    it, and where none of our clocks knows the time.
    """
    step = standing.limits.step
    ahead = sample.wall - led_to(standing, sample)
    if abs(ahead) <= step or stamp <= arrived + step:
        return arrived
    knows_none = standing.is_start and not _may_have_been_away(standing, ahead)
    return stamp if knows_none or abs(stamp - sample.wall) <= step else arrived


def kept_of(
    standing: ClockStanding, sample: Sample, boot: str = "", stopped: bool = False
) -> ClockRecord:
    """Return what to keep for the next start."""
    last = sample.wall if standing.doubt is None else led_to(standing, sample)
    return ClockRecord(last, standing.doubt, standing, boot, stopped)


def _may_have_been_away(standing: ClockStanding, ahead: timedelta) -> bool:
    return standing.is_start and ahead > timedelta() and not _was_set(standing)


def _was_set(standing: ClockStanding) -> bool:
    """A step that was in doubt when the previous run ended is still in doubt."""
    return standing.doubt is not None and standing.doubt.why is ClockFault.STEP


# ---- in words ---------------------------------------------------------------------------

HELD = "nothing closes, and no reminder, recap or digest goes out"


def in_words(doubt: ClockDoubt) -> str:
    """Return the doubt as the admin reads it, with what ends it."""
    by = _rounded(abs(doubt.by))
    ends = (
        "until a mail stamped by a trusted host agrees with it, or you run `listbot resume --clock`"
    )
    if doubt.why is ClockFault.AWAY:
        assert doubt.until is not None
        sooner = "sooner if NTP or a mail stamped by a trusted host agrees with it"
        limit = f"{doubt.until:%Y-%m-%d %H:%M} UTC, {sooner}"
        return f"by this machine's clock, listbot was away for {by}; {HELD} before {limit}"
    if doubt.why is ClockFault.BEHIND:
        return (
            f"this machine's clock is {by} behind the time at which listbot last ran; {HELD} {ends}"
        )
    where = "ahead of" if doubt.by > timedelta() else "behind"
    what = f"this machine's clock was set: it is {by} {where} the time that has passed"
    return f"{what}; {HELD} until it goes back, {ends}"


def _rounded(span: timedelta) -> str:
    """Return the span in the largest usual unit: "30 days", "5 h", "20 min"."""
    hours = timedelta(hours=4)
    unit = (
        timedelta(days=1) if span >= DAYS_FROM else timedelta(hours=1) if span >= hours else NOTABLE
    )
    return span_in_words((span + unit / 2) // unit * unit)
