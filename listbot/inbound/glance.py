"""A glance at raw bytes for the log: which mail was it.

Nothing is decided by what is seen here; reading a mail is the business of `listbot.mail`.
"""

import re

# bytes; a Message-ID stands near the top, and a log line may not cost a scan of 35 MB
_LOOK_AT = 64 * 1024
_MESSAGE_ID = re.compile(
    rb"^message-id:[ \t]*(?:\r?\n[ \t]+)?(<[!-;=?-~]{1,250}>)", re.IGNORECASE | re.MULTILINE
)
_END_OF_HEADER = re.compile(rb"\r?\n\r?\n")

UNSEEN = "(no Message-ID)"


def glance_message_id(raw: bytes) -> str:
    """The first Message-ID of the header, printable and in angle brackets, else UNSEEN."""
    start = raw[:_LOOK_AT]
    end = _END_OF_HEADER.search(start)
    found = _MESSAGE_ID.search(start, 0, end.start() if end else len(start))
    return found[1].decode("ascii") if found else UNSEEN
