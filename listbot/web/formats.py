"""Writes pages, feeds and calendars as bytes, each page in its formats: HTML, JSON, and Markdown
where there is any.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

import msgspec

from listbot import __version__
from listbot.pages import atom, calendars
from listbot.pages.links import Links
from listbot.pages.loading import STYLE
from listbot.pages.markdown import KINDS, MarkdownRenderer
from listbot.pages.page import Happening, News, Page
from listbot.pages.render import Renderer
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts
from listbot.web.schemas import envelope, schemas

SUFFIXES = ("", ".json", ".md")
"""The formats that a page may have."""
ALL = atom.ALL
"""The name of the feed of all parts."""
EVERYTHING_NEW = Shown("Everything new")
"""Its title."""
TYPES = {
    "": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".css": "text/css; charset=utf-8",
}
_json = msgspec.json.Encoder(order=None)


class Formats:
    """The formats of one site."""

    def __init__(self, templates: Mapping[str, str], site: SiteFacts) -> None:
        self.site = site
        self.style = templates[STYLE].encode()
        self.basis = _digest(__version__, sorted(templates.items()), site)
        """The digest of what every page depends on besides what it shows."""
        self._renderer = Renderer(templates, site)
        self._markdown = MarkdownRenderer(templates, site)

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files beside the pages that are always the same: the style sheet, the schemas."""
        return {STYLE: self.style, **schemas()}

    def suffixes(self, page: Page) -> tuple[str, ...]:
        """Return the formats that a page has, HTML first."""
        return SUFFIXES if page.kind in KINDS else SUFFIXES[:2]

    def write(self, page: Page, suffix: str, links: Links) -> bytes:
        """Return a page in one of its formats."""
        if suffix == ".json":
            return as_json(page)
        if suffix == ".md":
            return self._markdown.markdown(page, links).encode("utf-8", "replace")
        return self._renderer.html(page, links).encode("utf-8", "replace")

    def feed(self, part: str, title: Shown, news: Sequence[News], links: Links) -> bytes:
        """Return the feed of a part ("votes.atom"); with "", that of all parts ("all.atom")."""
        return atom.feed(part, title, news, self.site, links).encode("utf-8", "replace")

    def calendar(self, title: Shown, happenings: Sequence[Happening], links: Links) -> bytes:
        """Return the calendar of a part ("votes.ics")."""
        return calendars.calendar(title, happenings, self.site, links)

    def shell(self, name: str, links: Links, **values: object) -> bytes:
        """Return a page that shows nothing of the record."""
        return self._renderer.shell(name, links, **values).encode("utf-8", "replace")


def as_json(page: Page) -> bytes:
    """Return a page's view as JSON, with what tells programs what it is."""
    return msgspec.json.format(_json.encode(envelope(page)), indent=1)


def _digest(version: str, templates: list[tuple[str, str]], site: SiteFacts) -> str:
    without_set = replace(site, parts=frozenset())  # whose order differs from process to process
    found = repr((version, templates, without_set, sorted(site.parts)))
    return blake2b(found.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
