"""Writes a vote and the log of decisions as Markdown (CommonMark), for wikis and notes.

Pure. Everything that a template puts out is escaped, unless one of the filters here made it: a
stranger's text can make no link, heading, list, table or HTML, also not with GitHub's extensions.
A template that needs a value it does not get raises `jinja2.UndefinedError`.
"""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from urllib.parse import quote

from jinja2 import DictLoader, Environment, StrictUndefined

from listbot.letters.units import day_of
from listbot.letters.units import when as in_words
from listbot.pages.links import Links
from listbot.pages.page import Kind, Page
from listbot.pages.shown import MailLink
from listbot.pages.site import SiteFacts

SUFFIX = ".md.j2"
KINDS = (Kind.VOTE, Kind.DECISIONS)
"""The pages that have Markdown."""

_ACTS = re.compile(r"[\\`*_\[\]<>&|~#!$^]|:(?=/)|(?<=\bwww)\.", re.IGNORECASE)
"""Characters that mean something anywhere in a line; the last two make links of bare addresses."""
_BEGINS = re.compile(r"[-+=>]|\d{1,9}(?=[.)])")
"""What means something only where a line begins: lists and lines below headings."""
_URL = "/:?#@!$&'*+,;=%-._~"


class Written(str):
    """Markdown that is ready: it is not escaped again."""

    __slots__ = ()


class MarkdownRenderer:
    """The Markdown templates of a site, ready to use."""

    def __init__(self, templates: Mapping[str, str], site: SiteFacts) -> None:
        """`templates`: file name -> text, as `loading.load_templates` returns them."""
        self._site = site
        self._environment = Environment(
            loader=DictLoader(dict(templates)),
            autoescape=False,  # noqa: S701 - `finalize` escapes for Markdown, where HTML is text
            finalize=_finished,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters |= {
            "when": _when,
            "day": _day,
            "quoted": quoted,
            "mail": mail,
            "code": code,
            "named": named,
        }

    def markdown(self, page: Page, links: Links) -> str:
        """Return a page; it is one of `KINDS`."""
        view = {each.name: getattr(page.view, each.name) for each in fields(page.view)}
        template = self._environment.get_template(f"{page.kind}{SUFFIX}")
        found = template.render(page=page, site=self._site, links=links, **view)
        return re.sub(r"\n{3,}", "\n\n", found).strip() + "\n"


def plain(text: str) -> Written:
    """Return a text of one line in which nothing means anything."""
    line = " ".join(text.split())
    escaped = _ACTS.sub(r"\\\g<0>", line)
    begins = _BEGINS.match(escaped)
    if begins is None:
        return Written(escaped)
    at = begins.end() if begins[0].isdigit() else 0
    return Written(f"{escaped[:at]}\\{escaped[at:]}")


def quoted(text: str) -> Written:
    """Return a text of several lines as a quote; its lines stay lines."""
    lines = [plain(line) for line in text.strip().splitlines()]
    ended = (
        f"> {line}\\" if line and following else f"> {line}".rstrip()
        for line, following in zip(lines, [*lines[1:], Written("")], strict=True)
    )
    return Written("\n".join(ended))


def named(words: str, url: str) -> Written:
    """Return a link; `url` is one of ours, or of the list's archive."""
    return Written(f"[{plain(words)}](<{quote(url, safe=_URL)}>)")


def mail(link: MailLink, words: str = "mail") -> Written:
    """Return a link to a mail."""
    return named(words, link.url or link.id)


def code(text: str) -> Written:
    """Return a text as code, between more backticks than it has in a row."""
    longest = max((len(each) for each in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    line = " ".join(text.split())
    return Written(f"{fence} {line} {fence}" if longest else f"{fence}{line}{fence}")


def _when(moment: datetime) -> Written:
    return Written(in_words(moment))


def _day(moment: datetime | date) -> Written:
    return Written(day_of(moment).isoformat())


def _finished(value: object) -> str:
    """Escape what a template puts out."""
    return value if isinstance(value, Written) else plain(str(value))
