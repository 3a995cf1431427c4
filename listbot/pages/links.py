"""Where a page's links lead: on a server, or in a static copy that works in any folder; and what
names a page for ever. Pure.
"""

from dataclasses import dataclass
from urllib.parse import quote

from listbot.pages.site import SiteFacts

FIRST = "index"
"""The name of the first page's file."""


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one page."""

    base: str
    """The path below which a server has the pages, without a final slash: "/listbot"."""
    here: str = ""
    """The path of the page, for the relative links of a static copy."""
    is_static: bool = False

    def to(self, path: str, suffix: str = "") -> str:
        """Return a link to a page, or to another format of it: `to("votes/31", ".json")`."""
        if not self.is_static:
            return f"{self.base}/{quote(path or (FIRST if suffix else ''))}{suffix}"
        up = "../" * self.here.count("/")
        return f"{up}{quote(file_of(path, suffix))}"

    def file(self, name: str) -> str:
        """Return a link to a file that is not a page: "style.css"."""
        return f"{'../' * self.here.count('/')}{name}" if self.is_static else f"{self.base}/{name}"


def file_of(path: str, suffix: str = "") -> str:
    """Return the file of a page in a static copy: "votes/31.html", "index.html"."""
    return f"{path or FIRST}{suffix or '.html'}"


def url_of(path: str, site: SiteFacts, links: Links, suffix: str = "") -> str:
    """Return the whole URL of a page, as feeds and calendars need it; one that is relative to
    them in a static copy of which nobody knows where it is published.
    """
    if links.is_static:
        file = quote(file_of(path, suffix))
        return f"{site.base_url}/{file}" if site.base_url else file
    return f"{site.base_url}/{quote(path)}{suffix}"


def permanent(path: str, site: SiteFacts) -> str:
    """Return what names a page for ever: its URL; without a base URL a tag (RFC 4151) below the
    host of the bot's address.
    """
    if site.base_url:
        return f"{site.base_url}/{quote(path)}"
    host = site.bot.partition("@")[2] or "listbot.invalid"
    return f"tag:{host},2026:listbot/{quote(path)}"
