"""The real daemon in its own process, with a clock that runs so fast that an hour takes seconds.

Its clock is two days behind when its configuration is written, and then catches up. The times that
mail hosts and people wrote into a mail become those of that clock before it is read. What it does
every few seconds by any clock, it does more often, and it waits less long for a tracker's answer.
"""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial
from pathlib import Path

from listbot.config import Config
from listbot.mail import Arrival
from listbot.store.store import Store
from listbot.timekeeping import Clock, utc_now
from tests.servers.daemon import Daemon
from tests.servers.waiting import until

SPEED = 900
BEHIND = timedelta(days=2)
OFTEN = 0.1  # seconds
ANSWERS_WITHIN = 3.0  # seconds; a Redmine on a busy machine takes one


_DATE = re.compile(rb"[MTWFS][a-z]{2}, [ 0-9]\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")


class FastDaemon(Daemon):
    """`listbot run` with that clock."""

    def now(self) -> datetime:
        """Return what its clock shows."""
        return clock_of(self.folder / "config.toml")()

    def wait(self, span: timedelta) -> None:
        """Wait until so much of its time has passed."""
        end = self.now() + span
        until(lambda: self.now() >= end, self.log)

    @property
    def _module(self) -> str:
        return "tests.servers.fast_daemon"


@dataclass(frozen=True, slots=True)
class FastClock:
    """The clock of a daemon."""

    began: datetime

    def __call__(self) -> datetime:
        """Return what it shows."""
        return self.at(utc_now())

    def at(self, real: datetime) -> datetime:
        """Return what it shows at a real time; a time of its own, which is earlier, stays."""
        since = real - self.began
        return self.began - BEHIND + since * SPEED if since >= timedelta() else real

    def of(self, arrival: Arrival) -> Arrival:
        """Return a mail as if it had been written and sent by this clock."""
        raw = _DATE.sub(self._stamp, arrival.raw)
        return replace(arrival, raw=raw, arrived=self._past(arrival.arrived))

    def _stamp(self, found: re.Match[bytes]) -> bytes:
        real = parsedate_to_datetime(found[0].decode("ascii")).astimezone(UTC)
        return format_datetime(self._past(real)).encode("ascii")

    def _past(self, real: datetime) -> datetime:
        """Return a time of whole seconds, of which one is minutes here, as late as it can be."""
        return min(self.at(real + timedelta(seconds=1)), self())


def clock_of(config: Path) -> FastClock:
    """Return the clock of a daemon. No stamp that has whole seconds is before its beginning."""
    return FastClock(datetime.fromtimestamp(int(config.stat().st_mtime), UTC))


def main() -> None:
    """Run the command line as `listbot` does."""
    import importlib

    import listbot.app as app
    import listbot.schedule as schedule
    import listbot.trackers.calling as calling
    import listbot.trackers.http as http
    from listbot.__main__ import main as run
    from listbot.wiring import keep_tracker

    command = importlib.import_module("listbot.cli.operate.run")  # the package has its function
    client, received = http.Client, app.App.receive

    async def keep(config: Config, store: Store, clock: Clock) -> None:
        assert config.tracker is not None
        often = replace(config, tracker=replace(config.tracker, poll=OFTEN))
        await keep_tracker(often, store, clock)

    def impatient(name: str, access: http.Access, clock: Callable[[], datetime]) -> http.Client:
        return client(name, replace(access, within=ANSWERS_WITHIN), clock)

    clock = clock_of(Path(sys.argv[sys.argv.index("--config") + 1]))

    async def receive(self: app.App, arrival: Arrival) -> str:
        return await received(self, clock.of(arrival))

    app.App.receive = receive  # type: ignore[method-assign]  # a frozen value has no other place
    vars(command)["build"] = partial(app.build, clock=clock)
    vars(app)["keep_tracker"] = keep
    vars(schedule)["EVERY"] = timedelta(seconds=OFTEN)
    vars(calling)["POLL"] = OFTEN
    vars(http)["Client"] = impatient
    run()


if __name__ == "__main__":
    main()
