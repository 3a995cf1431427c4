"""Whether all is well: for programs that watch an installation, as `/healthz` shows it.

All of it stands in the database, so a process that only reads knows it, too, and a daemon that does
not run any more is told by its age. Never writes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import Connection, func, select

from listbot.config import Config
from listbot.inbound.cursor import Condition
from listbot.store import sources
from listbot.store.base.conditions import IS_DUE
from listbot.store.base.schema import outbox
from listbot.store.journal import kept_clock
from listbot.store.outbox import pause

PULSE = timedelta(minutes=3)  # a daemon looks at its clock twice a minute
LOOKS = 3  # looks into a mailbox that may be missed, ...
LOOKING = timedelta(minutes=5)  # ... and how long one may take
STUCK = timedelta(
    hours=1
)  # letters wait for so long and none leaves; a mail server may be restarted
LAST = 20  # the letters made last; one of them is the one that left last, but for approvals


@dataclass(frozen=True, slots=True)
class Way:
    """One way in."""

    age: timedelta | None
    """Since when it was last known that no mail is left to take; None: it was not read yet."""
    patience: timedelta
    """How old that may be."""
    is_connected: bool = True
    since: datetime | None = None
    """Since when it is connected, or is not; None for one to which the mail host connects."""

    @property
    def is_well(self) -> bool:
        """Return whether its mail comes in."""
        return self.age is not None and self.age <= self.patience


@dataclass(frozen=True, slots=True)
class Health:
    """How an installation is doing at one moment."""

    at: datetime
    pulse: timedelta | None
    """How long ago the daemon looked at its clock; None: it never ran."""
    ways: dict[str, Way]
    waiting: int
    """Letters on their way out."""
    waits: timedelta | None
    """For how long the oldest of them has waited."""
    sent: datetime | None
    """When a letter left last; None: none of the newest has."""
    is_paused: bool
    clock_doubt: str
    """Why the clock is in doubt; "" if it is not."""
    needs_person: bool
    """Whether the doubt needs somebody, or a mail, to end it."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Return what is wrong, in words; nothing if all is well."""
        return tuple(_problems(self))


def health(connection: Connection, config: Config, now: datetime) -> Health:
    """Return how the installation is doing."""
    clock = kept_clock.kept(connection)
    pulse = now - clock.last if clock else None
    waiting, oldest = connection.execute(
        select(func.count(), func.min(outbox.c.made)).where(IS_DUE)
    ).one()
    conditions = sources.conditions(connection)
    doubt = clock.doubt if clock else None
    return Health(
        at=now,
        pulse=pulse,
        ways={via: _way(config, via, conditions.get(via), pulse, now) for via in config.vias},
        waiting=waiting,
        waits=now - oldest if oldest else None,
        sent=_last_sent(connection),
        is_paused=pause.standing(connection) is not None,
        clock_doubt=doubt.why.value if doubt else "",
        needs_person=doubt is not None and doubt.until is None,
    )


def _way(
    config: Config, via: str, found: Condition | None, pulse: timedelta | None, now: datetime
) -> Way:
    """Return the state of a way in. The mail host connects to a listener as long as the daemon
    lives: without its port it would have ended.
    """
    if not via.startswith("imap:"):
        return Way(pulse, PULSE)
    imap, _ = config.mailbox(via)
    patience = LOOKS * timedelta(seconds=imap.poll) + LOOKING
    if found is None:
        return Way(None, patience, is_connected=False)
    age = now - found.looked if found.looked else None
    return Way(age, patience, not found.fault, found.since)


def _last_sent(connection: Connection) -> datetime | None:
    newest = select(outbox.c.sent).where(outbox.c.sent.is_not(None)).order_by(outbox.c.id.desc())
    return max(connection.execute(newest.limit(LAST)).scalars(), default=None)


def _problems(found: Health) -> Iterator[str]:
    if found.pulse is None or found.pulse > PULSE:
        yield "the daemon does not run"
    for name, way in found.ways.items():
        if not way.is_well and name.startswith("imap:"):
            yield f"{name} is not read"
    if found.needs_person:
        yield "the clock is in doubt"
    is_silent = found.sent is None or found.at - found.sent > STUCK
    if found.waits is not None and found.waits > STUCK and is_silent and not found.is_paused:
        yield "letters wait and none leaves"


def as_json(found: Health) -> bytes:
    """Return it as JSON: ages in seconds, times in UTC, null for what was never."""
    problems = found.problems
    told = {
        "status": "fault" if problems else "ok",
        "problems": problems,
        "at": found.at,
        "database": "readable",
        "daemon_age": _seconds(found.pulse),
        "sources": {
            name: {
                "age": _seconds(way.age),
                "connected": way.is_connected,
                "since": way.since,
            }
            for name, way in found.ways.items()
        },
        "queue": {
            "waiting": found.waiting,
            "oldest_age": _seconds(found.waits),
            "paused": found.is_paused,
        },
        "last_letter": found.sent,
        "clock_doubt": found.clock_doubt,
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=1)


def _seconds(span: timedelta | None) -> int | None:
    return None if span is None else round(span.total_seconds())
