"""Reads the machine's clocks, and holds what is known of the wall clock for all parts of a daemon.

Every part is given a `Timekeeper` as its clock: it shows the wall clock's time, and in doubt the
time that the last sure one leads to (`listbot.clock`). Any thread may read it; `look` and `confirm`
belong to the loop's. It keeps nothing durable and tells nobody: `App.tick` does. A machine that
does not say what NTP does counts as one without NTP.
"""

import ctypes
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from listbot import clock
from listbot.clock import ClockDoubt, ClockLimits, ClockRecord, Sample

Clock = Callable[[], datetime]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# elsewhere the second runs on in sleep, too
_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_TIMESYNCD = Path("/run/systemd/timesync/synchronized")  # from its first word after the boot on
_TIME_ERROR = 5  # adjtimex(2): the clock is not synchronised
_TIMEX_SIZE = 512  # of struct timex, which is 208 bytes at most; all zero it asks, and sets nothing


def utc_now() -> datetime:
    """The wall clock; handed to the edges, never read in the core."""
    return datetime.now(UTC)


def _since_boot() -> timedelta:
    return timedelta(seconds=time.clock_gettime(_STEADY))


def _is_synced() -> bool:
    """Whether NTP keeps the clock, by what the kernel says, or systemd-timesyncd: a hardened unit
    may not ask the kernel (ProtectClock=)."""
    if _TIMESYNCD.exists():
        return True
    try:
        answer: int = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_TIMEX_SIZE))
    except (AttributeError, OSError):
        return False
    return answer not in (-1, _TIME_ERROR)


def _boot() -> str:
    """By the environment, or the kernel: a hardened unit sees nothing of that (ProcSubset=)."""
    try:
        return os.environ.get("BOOT_ID") or _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""


@dataclass(frozen=True, slots=True)
class Clocks:
    """What is read."""

    wall: Clock
    steady: Callable[[], timedelta]
    is_synced: Callable[[], bool] = lambda: False
    boot: Callable[[], str] = lambda: ""
    """Tells one start of the machine from another; "" is unknown."""

    @classmethod
    def by_hand(cls, wall: Clock) -> "Clocks":
        """A clock that is moved by hand makes no steps: time goes by as it does."""
        return cls(wall, lambda: wall() - _EPOCH)


SYSTEM = Clocks(utc_now, _since_boot, _is_synced, _boot)


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at the clocks has found."""

    now: datetime
    kept: ClockRecord
    """To be kept for the next start."""
    before: ClockDoubt | None = None
    """The doubt of the look before."""
    moved: timedelta = timedelta()
    """How far the time we go by was put forward since the look before."""
    away_since: datetime | None = None
    """The look before, by today's clock, if it is so long ago that the machine slept or the daemon
    stood still.
    """

    @property
    def doubt(self) -> ClockDoubt | None:
        """The doubt that stands."""
        return self.kept.doubt


@dataclass
class Timekeeper:
    """The clock of a daemon."""

    clocks: Clocks
    limits: ClockLimits = field(default_factory=ClockLimits)
    noticed: Callable[[], object] = lambda: None
    """Called, in any thread, when the clock was set, or went back, since the last look."""

    def __post_init__(self) -> None:
        self.begin(None)

    def begin(self, kept: ClockRecord | None) -> None:
        """Start with what the run before has kept."""
        sample = self._sample()
        self._standing = clock.begin(kept, sample, self.limits, self.clocks.boot())
        self._looked = sample.steady
        self._moved = timedelta()
        self._told: ClockDoubt | None = None

    def __call__(self) -> datetime:
        """The time to go by."""
        sample, standing = self._sample(), self._standing
        if not clock.is_even(standing, sample):
            self.noticed()
        return clock.believed(standing, sample)

    def look(self, word: datetime | None = None, *, stops: bool = False) -> Look:
        """Judge anew; `word`: what the admin said the time is; `stops`: the daemon was told to."""
        sample = self._sample(asks_ntp=True)
        self._take(clock.judge(self._standing, sample), sample)
        if word is not None:
            self._take(clock.confirm(self._standing, sample, word), sample)
        now, slept = clock.believed(self._standing, sample), sample.steady - self._looked
        kept = clock.kept_of(self._standing, sample, self.clocks.boot(), stops)
        away_since = now - slept if slept > self.limits.step else None
        look = Look(now, kept, self._told, self._moved, away_since)
        self._looked, self._moved, self._told = sample.steady, timedelta(), kept.doubt
        return look

    @property
    def wants_word(self) -> bool:
        """Whether the stamps of mail should be looked at."""
        return clock.wants_word(self._standing, self._sample())

    def taken_at(self, arrived: datetime, stamp: datetime) -> datetime:
        """When a mail came that a trusted host stamped."""
        return clock.taken_at(self._standing, self._sample(), arrived, stamp)

    def confirm(self, stamp: datetime) -> bool:
        """A trusted host has said what time it is; whether that ends a doubt."""
        sample, was_doubted = self._sample(), self._standing.doubt is not None
        self._take(clock.confirm(self._standing, sample, stamp), sample)
        return was_doubted and self._standing.doubt is None

    def _take(self, standing: clock.ClockStanding, sample: Sample) -> None:
        """What was noted by the time that was gone by has to move with it."""
        before = clock.believed(self._standing, sample)
        self._standing = standing
        self._moved += clock.believed(standing, sample) - before

    def _sample(self, asks_ntp: bool = False) -> Sample:
        synced = asks_ntp and self.clocks.is_synced()
        return Sample(self.clocks.wall(), self.clocks.steady(), synced)
