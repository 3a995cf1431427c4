"""A mail that is kept as it came, because reading it has ended the daemon again and again. Pure;
never raises.
"""

from listbot.mail import Arrival, Unreadable

_LOOK_AT = 64 * 1024  # bytes; a Message-ID stands near the top


def unread(arrival: Arrival, why: str) -> Unreadable:
    """A mail that is kept as it came."""
    return Unreadable(arrival, arrival.digest, why, _plainly_named(arrival.raw))


def _plainly_named(raw: bytes) -> str:
    """Its Message-ID for people, where a plain search finds one: no pattern that may be the very
    one that hangs.
    """
    start = raw[:_LOOK_AT].lower().find(b"\nmessage-id: <")
    line = raw[start + 13 : start + 300].splitlines()[0].strip() if start >= 0 else b""
    text = line.decode("ascii", "replace")
    return text if text.endswith(">") and text.isprintable() and text.isascii() else ""
