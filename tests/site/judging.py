"""Judges files of a site: HTML by the standard's own parser and by the rules of the house, Atom by
RFC 4287, JSON by its schema. Each function returns its findings in words; [] is right.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit
from xml.etree import ElementTree as Xml

import html5lib
import msgspec
from html5lib.html5parser import ParseError
from jsonschema import Draft202012Validator

SCHEMES = {"http", "https", "mid", "mailto"}
HEADING = re.compile(r"h[1-6]")
_ATOM = "{http://www.w3.org/2005/Atom}"
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class Tags(HTMLParser):
    """Every tag of a page with its attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.times: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, *tags: str) -> list[dict[str, str]]:
        """Return the attributes of these tags."""
        return [attributes for tag, attributes in self.found if tag in tags]


def html_faults(html: str) -> Iterator[str]:
    """Yield what makes a page wrong."""
    try:
        html5lib.HTMLParser(strict=True).parse(html)
    except ParseError as fault:
        yield f"is not HTML: {fault}"
    tags = Tags(html)
    yield from _structure(tags)
    yield from _safety(tags)


def _structure(tags: Tags) -> Iterator[str]:
    levels = [int(tag[1]) for tag, _ in tags.found if HEADING.fullmatch(tag)]
    if levels.count(1) != 1 or levels[:1] != [1]:
        yield f"its headings begin with {levels[:2]}"
    yield from (
        f"a heading of level {below} follows one of {above}"
        for above, below in pairwise(levels)
        if below > above + 1
    )
    if len(tags.of("table")) != len(tags.of("caption")):
        yield "a table has no caption"
    yield from (
        "a heading of a table has no scope" for each in tags.of("th") if "scope" not in each
    )
    yield from ("a time has no datetime" for each in tags.of("time") if not each.get("datetime"))
    ids = Counter(attributes["id"] for _, attributes in tags.found if "id" in attributes)
    yield from (f"the id {id} is there {count} times" for id, count in ids.items() if count > 1)
    if [each.get("lang") for each in tags.of("html")] != ["en"]:
        yield "its language is not told"


def _safety(tags: Tags) -> Iterator[str]:
    for tag, attributes in tags.found:
        if tag in ("script", "style", "iframe", "object", "embed", "img", "base"):
            yield f"it has a <{tag}>"
        yield from (
            f"<{tag}> has {name}" for name in attributes if name == "style" or name.startswith("on")
        )
        for name in ("href", "src", "action"):
            scheme = urlsplit(attributes.get(name, "")).scheme
            if scheme and scheme not in SCHEMES:
                yield f"<{tag}> leads to {attributes[name]}"


def targets(html: str) -> list[str]:
    """Return where a page's links lead inside the site."""
    found = [each.get("href", "") for each in Tags(html).of("a", "link")]
    return [each for each in found if not urlsplit(each).scheme and not each.startswith("//")]


def parts_of(target: str) -> tuple[str, str]:
    """Return the path and the fragment of a link."""
    path, fragment = urldefrag(target)
    return unquote(path), unquote(fragment)


def ids_in(html: str) -> set[str]:
    """Return the places on a page that links can lead to."""
    return {attributes["id"] for _, attributes in Tags(html).found if "id" in attributes}


def atom_faults(text: str) -> Iterator[str]:
    """Yield what makes a feed wrong (RFC 4287, sections 4.1 and 4.2)."""
    feed = Xml.fromstring(text)
    if feed.tag != f"{_ATOM}feed":
        yield f"its root is {feed.tag}"
    entries = feed.findall(f"{_ATOM}entry")
    for each in (feed, *entries):
        yield from _once(each, "id", "title", "updated")
        yield from _author(each, feed)
        for moment in (*each.findall(f"{_ATOM}updated"), *each.findall(f"{_ATOM}published")):
            if not _RFC_3339.fullmatch(moment.text or ""):
                yield f"{moment.text} is not a time"
        if len(each.findall(f"{_ATOM}link[@rel='alternate']")) != 1:
            yield "a link to its page is missing"
        if not urlsplit(each.findtext(f"{_ATOM}id") or "").scheme:
            yield "an id is not an IRI"
    if len(feed.findall(f"{_ATOM}link[@rel='self']")) != 1:
        yield "the link to itself is missing"
    ids = Counter(each.findtext(f"{_ATOM}id") for each in entries)
    yield from (f"{id} is the id of {count} entries" for id, count in ids.items() if count > 1)
    times = [each.findtext(f"{_ATOM}updated") for each in entries]
    if times and feed.findtext(f"{_ATOM}updated") != max(times, key=str):
        yield "it was updated at another time than its newest entry"


def _once(of: Xml.Element, *names: str) -> Iterator[str]:
    for name in names:
        if len(found := of.findall(f"{_ATOM}{name}")) != 1 or not found[0].text:
            yield f"{name} has to be there once"


def _author(each: Xml.Element, feed: Xml.Element) -> Iterator[str]:
    names = each.findall(f"{_ATOM}author/{_ATOM}name") or feed.findall(f"{_ATOM}author/{_ATOM}name")
    if not names or not all(name.text for name in names):
        yield "an author is missing"


@cache
def _strict(schema: bytes) -> Draft202012Validator:
    """Return a schema that refuses fields that it does not describe: ours describes all of them."""
    found: dict[str, Any] = msgspec.json.decode(schema)
    for definition in found["$defs"].values():
        if "properties" in definition:
            definition["additionalProperties"] = False
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def json_faults(text: str, schema: bytes) -> Iterator[str]:
    """Yield where a page's JSON is not what its schema says."""
    page = msgspec.json.decode(text)
    for fault in _strict(schema).iter_errors(page):
        yield f"{fault.json_path}: {fault.message[:200]}"
    yield from (f"{time} has no zone" for time in _times(page) if not is_utc(time))


def _times(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _times(each)
    elif isinstance(value, list):
        for each in value:
            yield from _times(each)
    elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d\S*", value):
        yield value


def is_utc(time: str) -> bool:
    """Whether a time is told in UTC."""
    zone = datetime.fromisoformat(time).utcoffset()
    return zone is not None and not zone
