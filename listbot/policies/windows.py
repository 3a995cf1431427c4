"""A vote's clock: when a span of time is over, days that do not count left out.

Days are days in UTC, as every time here is. It fails on nothing: a rule that calls every weekday
quiet would never let a vote end, so its quiet weekdays are not used.
"""

from datetime import datetime, timedelta

from listbot.model.policy import Policy

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def after(start: datetime, span: timedelta, policy: Policy) -> datetime:
    """When `span` has passed since `start`; the quiet days stop the clock of a silence-passes class
    only.
    """
    quiet = frozenset(policy.quiet_days) if policy.silence else frozenset[str]()
    if not quiet or quiet.issuperset(_WEEKDAYS):
        return start + span
    at = start
    while True:
        midnight = _next_midnight(at)
        if not _is_quiet(at, quiet):
            if at + span <= midnight:
                return at + span
            span -= midnight - at
        at = midnight


def _next_midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def _is_quiet(at: datetime, quiet: frozenset[str]) -> bool:
    return _WEEKDAYS[at.weekday()] in quiet or at.date().isoformat() in quiet
