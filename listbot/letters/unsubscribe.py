"""The link and the mail that end a digest (RFC 2369, RFC 8058): writing and reading them. Pure."""

import re
from urllib.parse import quote

PATH = "/unsubscribe/"
"""The page's path, before the token."""

WORD = "unsubscribe"
# base32 letters: all 128 random bits of an arrival, because its holder is believed
TOKEN = 26
_TOKEN = re.compile(rf"[a-z2-7]{{{TOKEN}}}", re.IGNORECASE)
_SUBJECT = re.compile(rf"\s*{WORD}\s+({_TOKEN.pattern})\s*", re.IGNORECASE)


def page_of(base_url: str, token: str) -> str:
    """Return the page that ends a digest; "" if there are no pages or no token."""
    return f"{base_url}{PATH}{token}" if base_url and token else ""


def mailto_of(bot: str, token: str) -> str:
    """Return the mail that ends it (RFC 6068). The token is in the subject, so the address needs no
    extension.
    """
    return f"mailto:{quote(bot, safe='@')}?subject={quote(f'{WORD} {token}')}"


def token_in(subject: str) -> str:
    """Return the token of such a mail; "" for any other subject."""
    found = _SUBJECT.fullmatch(subject)
    return found[1].lower() if found else ""


def token_on(page: str) -> str:
    """Return the token at the end of a page's path; "" if it cannot be one."""
    return page.lower() if _TOKEN.fullmatch(page) else ""
