"""Text that may stand on a page: without addresses, and without characters that act on other text.

A view holds only `Shown` text, so mypy finds a field that nobody has cleaned. Linear in the text;
never fails.
"""

import re
from dataclasses import dataclass
from typing import NewType
from urllib.parse import quote

from listbot.letters.addresses import without_addresses
from listbot.letters.display import shown as clean
from listbot.mail.origin.standins import is_stand_in

Shown = NewType("Shown", str)
"""A text as everybody may read it."""

NOTHING = Shown("")
SOMEBODY = Shown("somebody")
"""Stands for a person without a name, or one who was forgotten."""
LONGEST_TITLE = 300  # characters; a longer one is cut, in lists and on its own page

_NO_CHARACTER = re.compile(
    "[\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_PLACE = "{message_id}"


def hide(text: str) -> Shown:
    """Return a text of several lines without what no page shows; spaces and lines are kept."""
    lines = "\n".join(map(_clean, text.splitlines()))
    return Shown(without_addresses(lines))


def _clean(line: str) -> str:
    """Return a line without what acts on other text, and without the code points that are no
    characters, which are neither valid HTML nor valid XML.
    """
    if line.isascii() and line.isprintable():  # nearly all of them: a mail has many
        return line
    return _NO_CHARACTER.sub("", clean(line))


def title(text: str) -> Shown:
    """Return a title as one line, not longer than people read."""
    line = " ".join(hide(text[: 2 * LONGEST_TITLE]).split())
    return Shown(line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…")


def person(name: str, address: str = "") -> Shown:
    """Return a person's name; without one, the part of their address that nobody can write to."""
    if name.strip():
        return title(name)
    return hide(address) if address and not is_stand_in(address) else SOMEBODY


@dataclass(frozen=True, slots=True)
class MailLink:
    """A mail that a page points at."""

    id: Shown
    """As a `mid:` URL (RFC 2392), which is not an address: "mid:1%40host.example"."""
    url: Shown
    """The mail's page in its list's archive; "" if the archive has no page for each mail."""


def mail_link(message_id: str, archive: str) -> MailLink:
    """Return the link to a mail. `archive`: URL of its list's archive, with or without a place for
    the Message-ID.
    """
    inside = quote(message_id.strip("<>"), safe="", errors="replace")
    url = archive.replace(_PLACE, inside) if _PLACE in archive else ""
    return MailLink(Shown(f"mid:{inside}"), Shown(url))
