"""Whether a client already has what it asks for (RFC 9110, section 13). Pure; never fails."""

import re
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

_TAG = re.compile(r'"[^"]*"')


def is_known(etag: str, modified: datetime | None, none_match: str, since: str) -> bool:
    """Return whether a GET may be answered with 304.

    `none_match` and `since` are the values of If-None-Match and If-Modified-Since, "" for none. An
    etag decides alone; compression by the web server in front makes it weak, and it still matches.
    """
    if none_match:
        return none_match.strip() == "*" or etag in _TAG.findall(none_match)
    if modified is None or not since:
        return False
    asked = _moment(since)
    return asked is not None and modified <= asked


def http_date(moment: datetime) -> str:
    """Return a moment as HTTP writes it."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _moment(written: str) -> datetime | None:
    """Return the moment; None for what is not a date of HTTP, which counts as not sent."""
    try:
        found = parsedate_to_datetime(written)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
