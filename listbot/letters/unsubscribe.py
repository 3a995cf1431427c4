"""The link and the mail that end a digest (RFC 2369, RFC 8058): made for a letter, and read back.
Pure.
"""

import re
from urllib.parse import quote

PATH = "/unsubscribe/"
"""Of the page, before the token."""

WORD = "unsubscribe"
# letters of base32: all of the 128 bits that an arrival draws, since whoever has one is believed
TOKEN = 26
_TOKEN = re.compile(rf"[a-z2-7]{{{TOKEN}}}", re.IGNORECASE)
_SUBJECT = re.compile(rf"\s*{WORD}\s+({_TOKEN.pattern})\s*", re.IGNORECASE)


def page_of(base_url: str, token: str) -> str:
    """The page that ends a digest; "" where there are no pages, or no token."""
    return f"{base_url}{PATH}{token}" if base_url and token else ""


def mailto_of(bot: str, token: str) -> str:
    """The mail that ends it (RFC 6068). The token stands in the subject, so it needs no address
    with an extension.
    """
    return f"mailto:{quote(bot, safe='@')}?subject={quote(f'{WORD} {token}')}"


def token_in(subject: str) -> str:
    """The token of such a mail; "" for every other subject."""
    found = _SUBJECT.fullmatch(subject)
    return found[1].lower() if found else ""


def token_on(page: str) -> str:
    """The token at the end of a page's address, after the path; "" for what can be none."""
    return page.lower() if _TOKEN.fullmatch(page) else ""
