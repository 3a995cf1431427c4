"""The examination: every part in order, each by itself, so that one that fails hides no other."""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import Connection

from listbot.config import Config
from listbot.doctor import decisions, letters, lists, mail, place, tracker
from listbot.doctor.finding import Finding, Level, in_order
from listbot.doctor.look import LOGS, Look
from listbot.doctor.machine import THIS, Machine
from listbot.health import condition

Part = Callable[[Look], Iterator[Finding]]

PARTS: tuple[tuple[str, Part], ...] = (
    ("database", place.shared),
    ("daemon", place.daemon),
    ("clock", place.clocks),
    ("sources", mail.ways_in),
    ("lists", mail.last_mails),
    ("withheld", mail.withheld),
    ("letters", letters.paused),
    ("letters", letters.waiting),
    ("letters", letters.doubtful),
    ("letters", letters.refused),
    ("letters", letters.held),
    ("posts", lists.handling),
    ("quarantine", decisions.set_aside),
    ("deadlines", decisions.late),
    ("journal", decisions.spot_check),
    ("dns", place.names),
    ("tracker", tracker.tracker),
    ("alerts", letters.alerts),
)
"""What needs the database, in the order of the page."""


def around(config: Config, machine: Machine = THIS) -> tuple[Finding, ...]:
    """Look at what is there before the database is opened."""
    found = [
        *place.configuration(config),
        *place.service(config, machine),
        *place.database(config, machine),
    ]
    return tuple(found)


def inside(
    connection: Connection, config: Config, now: datetime, machine: Machine = THIS
) -> tuple[Finding, ...]:
    """Look at everything that the database knows."""
    look = Look(config, connection, condition.health(connection, config, now), machine, now)
    return tuple(finding for about, part in PARTS for finding in _guarded(about, part, look))


def _guarded(about: str, part: Part, look: Look) -> Iterator[Finding]:
    """Yield a part's findings; a part that raises is a finding, too: it may be what is wrong."""
    try:
        yield from tuple(part(look))
    except Exception as fault:
        what = f"this could not be looked at: {type(fault).__name__}: {fault}"
        yield Finding(about, Level.FAULT, what, todo=(LOGS,))


def page(*groups: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings of all groups, the worst first."""
    return in_order(finding for group in groups for finding in group)
