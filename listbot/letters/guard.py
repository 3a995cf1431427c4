"""The last check before the outbox: no header is injected, and no letter can be read as a vote or a
command.

Titles, names and ids are cleaned before they come here, so a stranger's text cannot hold a letter
back; only our own mistakes, or those of a community's template, are refused. Each check raises
ComposeError with the place of the fault and returns nothing.
"""

import re
import unicodedata
from email import message_from_bytes
from email.policy import compat32

from listbot.errors import ComposeError

LONGEST_LINE = 998
"""RFC 5322, section 2.1.1."""

_BREAKS = "\u2028\u2029"
"""Line breaks to Unicode and to some mailers. So is U+0085, but like C0 and DEL it has category Cc.
"""
_ADDRESS = re.compile(
    r"(?:[!#-'*+\-./-9=?A-Z^-~]{1,64}"  # RFC 5322 atext and dots
    r'|"[ !#-\[\]-~]{1,62}")'  # a quoted string without escapes
    r"@[A-Za-z0-9.-]{1,255}"
)
_VOTE_OR_COMMAND = re.compile(
    r"[\s\"'“”‘’*_(\[{<`]{0,80}"  # decoration that a reader ignores; not the quote mark `>`
    r"(?:[xX✓]?\s?[\])]\s{0,80})?"  # the box of a voting form
    r"(?:[+\-±＋﹢➕−‐‑‒–—﹣－➖]{1,2}\s?\d|0(?![\w:])|#\s?listbot\b|👍|👎)",
    re.IGNORECASE,
)
_VOTE_IN_WORDS = re.compile(
    r"[^\w>]{0,80}(?:yes|no|aye|nay|n?ack|lgtm|(?:i )?(?:dis)?agree[ds]?|approved?|support"
    r"(?:ed)?|opposed?|"
    r"(?:i )?object|abstain|veto|no objections?|in favou?r|fine with me)\W{0,80}\Z",
    re.IGNORECASE,
)
_LIST_SERVER_WORDS = {
    **dict.fromkeys(("echo", "end", "help", "info", "lists", "options", "remove", "stop"), 0),
    **dict.fromkeys(("approve", "confirm", "join", "leave", "unsubscribe", "who"), 1),
    **dict.fromkeys(("password", "set", "subscribe"), 3),
}
"""Mailman's commands by mail, each with the most words that may follow it; Mailman takes a longer
line for prose.
"""
_LOOKED_AT = 10
"""Mailman looks for commands in so many lines from the top, and holds such a post."""


def check_value(name: str, value: str) -> None:
    """Refuse a header value that could end its line or its encoding: C0, DEL, C1, U+2028/9, lone
    surrogates.
    """
    for char in value:
        if char in _BREAKS or unicodedata.category(char) in ("Cc", "Cs"):
            raise ComposeError(f"header {name}: U+{ord(char):04X} is not allowed in a header")


def check_address(address: str) -> None:
    """Refuse anything but one plain ASCII addr-spec: it could add a recipient."""
    if not _ADDRESS.fullmatch(address):
        raise ComposeError(f"address {address!a}: not a plain address")


def check_raw(raw: bytes, names: tuple[str, ...], parts: tuple[str, ...] = ("text/plain",)) -> None:
    """Parse the composed mail again and compare its header names and part types, in order, with the
    intended ones."""
    message = message_from_bytes(raw, policy=compat32)
    found = tuple(message.keys())
    if found != names:
        raise ComposeError(f"headers meant: {', '.join(names)}; headers found: {', '.join(found)}")
    defects = [defect for part in message.walk() for defect in part.defects]
    if defects:
        raise ComposeError(f"the composed mail is broken: {defects[0]!r}")
    leaves = tuple(part.get_content_type() for part in message.walk() if not part.is_multipart())
    if leaves != parts:
        raise ComposeError(f"parts meant: {', '.join(parts)}; parts found: {', '.join(leaves)}")
    if max(len(line) for line in raw.split(b"\r\n")) > LONGEST_LINE:
        raise ComposeError(f"a line is longer than {LONGEST_LINE} bytes")


def check_lines(text: str) -> None:
    """Refuse a line that our reader could take for a vote or a command, or a list server for one of
    its commands.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if _reads_as_ours(line):
            raise ComposeError(
                f"line {number} could be read as a vote or a command: {line.strip()[:60]!r}"
            )
        if number <= _LOOKED_AT and _reads_as_list_servers(line):
            raise ComposeError(
                f"line {number} could be read as a list server's command: {line.strip()[:60]!r}"
            )


def is_hazardous(line: str) -> bool:
    """Whether a line must be laid out differently, wherever it is in a letter."""
    return _reads_as_ours(line) or _reads_as_list_servers(line)


def _reads_as_ours(line: str) -> bool:
    return bool(_VOTE_OR_COMMAND.match(line) or _VOTE_IN_WORDS.match(line))


def _reads_as_list_servers(line: str) -> bool:
    first, *others = line.lower().split() or ("",)
    return len(others) <= _LIST_SERVER_WORDS.get(first, -1)
