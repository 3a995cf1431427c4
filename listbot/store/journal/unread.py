"""A mail that is kept unread, because reading it has ended the daemon repeatedly. Pure;
never raises.
"""

from listbot.mail import Arrival, Unreadable

_LOOK_AT = 64 * 1024  # bytes; the Message-ID is near the top


def unread(arrival: Arrival, why: str) -> Unreadable:
    """Return a mail that is kept as it came."""
    return Unreadable(arrival, arrival.digest, why, _plainly_named(arrival.raw))


def _plainly_named(raw: bytes) -> str:
    """Return its Message-ID by plain search: a regex might be the very thing that hangs."""
    start = raw[:_LOOK_AT].lower().find(b"\nmessage-id: <")
    line = raw[start + 13 : start + 300].splitlines()[0].strip() if start >= 0 else b""
    text = line.decode("ascii", "replace")
    return text if text.endswith(">") and text.isprintable() and text.isascii() else ""
