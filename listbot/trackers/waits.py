"""What a tracker's answer says about when to ask again (RFC 9110, section 10.2.3).

Pure. A wait is never negative and never longer than LONGEST, whatever the tracker says: a date in
another century must not silence us for good.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(hours=1)  # even a tracker that asks for more is asked again after this
SECONDS = 11  # digits of a moment since 1970 that we read
DIGITS = 9  # of a number of seconds; more is as good as for ever


def wait_of(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return the wait that an answer asks for; `headers`: names in lower case. None: it asks for
    none.

    Forges say instead how many requests are left, and when there are more: GitHub as
    x-ratelimit-reset, GitLab as ratelimit-reset.
    """
    wait = retry_after(headers.get("retry-after"), now)
    for kind in ("x-ratelimit", "ratelimit") if wait is None else ():
        reset = headers.get(f"{kind}-reset", "")
        if headers.get(f"{kind}-remaining") == "0" and reset.isascii() and reset.isdigit():
            return _within(datetime.fromtimestamp(int(reset[:SECONDS]), UTC) - now)
    return wait


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """Return the wait that a Retry-After asks for: seconds, or a date. None: it says nothing that
    can be understood.
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return LONGEST if len(text) > DIGITS else _within(timedelta(seconds=int(text)))
    try:
        at = parsedate_to_datetime(text[:64])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _within((at if at.tzinfo else at.replace(tzinfo=UTC)) - now)


def _within(wait: timedelta) -> timedelta:
    return max(timedelta(), min(wait, LONGEST))
