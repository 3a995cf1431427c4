"""Links out of the pages that somebody wrote: only to web pages, and never with an address in them.

Pure; linear; never fails.
"""

import re

from listbot.pages.shown import NOTHING, Shown, hide

_LINK = re.compile(r"https?://[^\s<>\"'`\\^{|}]{1,500}", re.IGNORECASE)
_ENDS = ".,;:!?)]"


def link_in(text: str) -> Shown:
    """Return the first link in a text; "" if there is none that a page may have."""
    found = _LINK.search(text)
    if found is None:
        return NOTHING
    link = found[0].rstrip(_ENDS)
    return Shown(link) if hide(link) == link else NOTHING
