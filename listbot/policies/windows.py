"""A vote's clock: when a span of time is over, leaving out quiet days.

Days are in UTC, like all times here. Never fails: if a rule calls every weekday quiet, no
vote could ever end, so its quiet weekdays are ignored.
"""

from datetime import datetime, timedelta

from listbot.model.policy import Policy

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def after(start: datetime, span: timedelta, policy: Policy) -> datetime:
    """Return when `span` has passed since `start`; quiet days stop the clock of a
    silence-passes class only.
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
