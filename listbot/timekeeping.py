"""Reads the machine's clocks and keeps what is known about the wall clock for the whole daemon.

Every part uses a `Timekeeper` as its clock: it shows the wall clock's time, or in doubt the
time derived from the last sure one (`listbot.clock`). Any thread may read it; `look` and
`confirm` must be called in the loop's thread. It stores nothing and reports nothing:
`App.tick` does. A machine that does not say what NTP does counts as one without NTP.
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
# elsewhere CLOCK_MONOTONIC keeps running during sleep, too
_STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_TIMESYNCD = Path("/run/systemd/timesync/synchronized")  # exists from its first sync after the boot
_TIME_ERROR = 5  # adjtimex(2): the clock is not synchronised
_TIMEX_SIZE = 512  # of struct timex, which is 208 bytes at most; all zero means: read, set nothing


def utc_now() -> datetime:
    """Return the wall clock's time; passed to the edges, never read in the core."""
    return datetime.now(UTC)


def _since_boot() -> timedelta:
    return timedelta(seconds=time.clock_gettime(_STEADY))


def _is_synced() -> bool:
    """Return whether NTP keeps the clock, according to systemd-timesyncd or the kernel.

    A hardened unit may not ask the kernel (ProtectClock=).
    """
    if _TIMESYNCD.exists():
        return True
    try:
        answer: int = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_TIMEX_SIZE))
    except (AttributeError, OSError):
        return False
    return answer not in (-1, _TIME_ERROR)


def _boot() -> str:
    """Return an id of this boot, from the environment or the kernel.

    A hardened unit cannot ask the kernel (ProcSubset=).
    """
    try:
        return os.environ.get("BOOT_ID") or _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks that are read."""

    wall: Clock
    steady: Callable[[], timedelta]
    is_synced: Callable[[], bool] = lambda: False
    boot: Callable[[], str] = lambda: ""
    """Returns an id of this boot of the machine; "" is unknown."""

    @classmethod
    def by_hand(cls, wall: Clock) -> "Clocks":
        """Return clocks for a wall clock moved by hand: it makes no steps, time just passes."""
        return cls(wall, lambda: wall() - _EPOCH)


SYSTEM = Clocks(utc_now, _since_boot, _is_synced, _boot)


@dataclass(frozen=True, slots=True)
class Look:
    """The result of one look at the clocks."""

    now: datetime
    kept: ClockRecord
    """To be kept for the next start."""
    before: ClockDoubt | None = None
    """The doubt of the look before."""
    moved: timedelta = timedelta()
    """How far the time we use was put forward since the look before."""
    away_since: datetime | None = None
    """The previous look, by today's clock, if the machine slept or the daemon hung since."""

    @property
    def doubt(self) -> ClockDoubt | None:
        """The current doubt, if any."""
        return self.kept.doubt


@dataclass
class Timekeeper:
    """The clock of a daemon."""

    clocks: Clocks
    limits: ClockLimits = field(default_factory=ClockLimits)
    noticed: Callable[[], object] = lambda: None
    """Called, in any thread, when the clock was set or went back since the last look."""

    def __post_init__(self) -> None:
        self.begin(None)

    def begin(self, kept: ClockRecord | None) -> None:
        """Start with what the previous run has kept."""
        sample = self._sample()
        self._standing = clock.begin(kept, sample, self.limits, self.clocks.boot())
        self._looked = sample.steady
        self._moved = timedelta()
        self._told: ClockDoubt | None = None

    def __call__(self) -> datetime:
        """Return the time to use."""
        sample, standing = self._sample(), self._standing
        if not clock.is_even(standing, sample):
            self.noticed()
        return clock.believed(standing, sample)

    def look(self, word: datetime | None = None, *, stops: bool = False) -> Look:
        """Judge the clock again.

        `word` is the time according to the admin; `stops` says that the daemon was told to
        stop.
        """
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
        """Whether the stamps of mails should be looked at."""
        return clock.wants_word(self._standing, self._sample())

    def taken_at(self, arrived: datetime, stamp: datetime) -> datetime:
        """Return when a mail arrived that a trusted host stamped."""
        return clock.taken_at(self._standing, self._sample(), arrived, stamp)

    def confirm(self, stamp: datetime) -> bool:
        """Take a trusted host's word for the time; return whether that ends a doubt."""
        sample, was_doubted = self._sample(), self._standing.doubt is not None
        self._take(clock.confirm(self._standing, sample, stamp), sample)
        return was_doubted and self._standing.doubt is None

    def _take(self, standing: clock.ClockStanding, sample: Sample) -> None:
        """Change what is known; whatever was noted by the old time has to move with it."""
        before = clock.believed(self._standing, sample)
        self._standing = standing
        self._moved += clock.believed(standing, sample) - before

    def _sample(self, asks_ntp: bool = False) -> Sample:
        synced = asks_ntp and self.clocks.is_synced()
        return Sample(self.clocks.wall(), self.clocks.steady(), synced)
