"""Writes what is new as a feed (Atom, RFC 4287), which programs read and people subscribe to.

The same news give the same bytes. Pure; never fails.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from listbot.pages.links import Links, permanent, url_of
from listbot.pages.page import News
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts

SUFFIX = ".atom"
ALL = "all"
"""The name of the feed with the news of every part."""
_NAMESPACE = "http://www.w3.org/2005/Atom"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries changed last: an element that every feed must have (4.1.1)."""


def feed(part: str, title: Shown, news: Sequence[News], site: SiteFacts, links: Links) -> str:
    """Return the feed of a part, its entries in the order of `news`; with "", that of all parts."""
    name = part or ALL
    root = Xml.Element("feed", {"xmlns": _NAMESPACE})
    _add(root, "id", permanent(f"{name}{SUFFIX}", site))
    _add(root, "title", f"{site.name}: {title}")
    _add(root, "updated", _utc(max((each.at for each in news), default=_NEVER)))
    _add(root, "author", name=site.name)
    _link(root, "self", "application/atom+xml", url_of(name, site, links, SUFFIX))
    _link(root, "alternate", "text/html", url_of(part, site, links))
    _add(root, "generator", "listbot")
    ids = Counter[str]()
    for each in news:
        known = _id(each, site)
        ids[known] += 1
        _entry(root, each, known if ids[known] == 1 else f"{known}-{ids[known]}", site, links)
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{Xml.tostring(root, "unicode")}\n'


def _id(entry: News, site: SiteFacts) -> str:
    """Return an id that stays when the entry changes: several may be about one page (4.2.6)."""
    return f"{permanent(entry.path, site)}#{entry.began.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _entry(root: Xml.Element, news: News, known: str, site: SiteFacts, links: Links) -> None:
    entry = Xml.SubElement(root, "entry")
    _add(entry, "id", known)
    _add(entry, "title", news.title)
    _add(entry, "updated", _utc(news.at))
    _add(entry, "published", _utc(news.began))
    if news.author:
        _add(entry, "author", name=news.author)
    _link(entry, "alternate", "text/html", url_of(news.path, site, links))
    if news.summary:
        _add(entry, "summary", news.summary)


def _add(parent: Xml.Element, tag: str, text: str = "", **children: str) -> None:
    added = Xml.SubElement(parent, tag)
    added.text = text
    for child, inside in children.items():
        Xml.SubElement(added, child).text = inside


def _link(parent: Xml.Element, relation: str, kind: str, url: str) -> None:
    Xml.SubElement(parent, "link", {"rel": relation, "type": kind, "href": url})


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
