"""Finds the Message-ID in raw bytes, for log lines.

Nothing is decided by it; reading a mail is the job of `listbot.mail`.
"""

import re

# bytes; the Message-ID is near the top, and a log line must not cost a scan of 35 MB
_LOOK_AT = 64 * 1024
_MESSAGE_ID = re.compile(
    rb"^message-id:[ \t]*(?:\r?\n[ \t]+)?(<[!-;=?-~]{1,250}>)", re.IGNORECASE | re.MULTILINE
)
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")

UNSEEN = "(no Message-ID)"


def glance_message_id(raw: bytes) -> str:
    """Return the first Message-ID of the header, printable and in angle brackets, else UNSEEN."""
    start = raw[:_LOOK_AT]
    end = _END_OF_HEADER.search(start)
    found = _MESSAGE_ID.search(start, 0, end.start() if end else len(start))
    return found[1].decode("ascii") if found else UNSEEN
