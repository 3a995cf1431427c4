"""Writes a page as HTML: escaped, without scripts, readable from 320 pixels up.

Pure. The words are in the templates, which a community may replace; a template that needs a value
it does not get raises `jinja2.UndefinedError`.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from listbot.letters.units import when
from listbot.pages.links import Links
from listbot.pages.page import Page
from listbot.pages.prose import prose
from listbot.pages.site import SiteFacts

SUFFIX = ".html.j2"
FULL_LINE = 50
"""Characters from which on a line of a mail may be one that its program wrapped."""
ENDS = ".!?…:;)\"'”’»。！？"
"""What sentences end with."""


class Renderer:
    """The templates of a site, ready to use."""

    def __init__(self, templates: Mapping[str, str], site: SiteFacts) -> None:
        """`templates`: file name -> text, as `loading.load_templates` returns them."""
        self._site = site
        self._environment = Environment(
            loader=DictLoader(dict(templates)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters |= {
            "when": _when,
            "day": _day,
            "paragraphs": _paragraphs,
            "many": _many,
            "prose": prose,
            "unfinished": _unfinished,
        }

    def html(self, page: Page, links: Links) -> str:
        """Return a page."""
        view = {each.name: getattr(page.view, each.name) for each in fields(page.view)}
        template = self._environment.get_template(f"{page.kind}{SUFFIX}")
        return template.render(page=page, site=self._site, links=links, **view)

    def shell(self, name: str, links: Links, **values: object) -> str:
        """Return a page that shows nothing of the record: a search, or that there is no page."""
        template = self._environment.get_template(f"{name}{SUFFIX}")
        return template.render(page=None, site=self._site, links=links, **values)


def _when(moment: datetime) -> Markup:
    """Return a moment in UTC, for people and for programs."""
    utc = moment.astimezone(UTC)
    return Markup('<time datetime="{}">{}</time>').format(f"{utc:%Y-%m-%dT%H:%M:%SZ}", when(utc))


def _day(moment: datetime | date) -> Markup:
    """Return a day, or the day of a moment in UTC."""
    found = moment.astimezone(UTC).date() if isinstance(moment, datetime) else moment
    return Markup('<time datetime="{0}">{0}</time>').format(found.isoformat())


def _paragraphs(text: str) -> Markup:
    """Return a text as written: its lines stay lines, its empty lines end paragraphs."""
    blocks = (block.strip("\n") for block in text.strip().split("\n\n"))
    return Markup("\n").join(
        Markup("<p>{}</p>").format(Markup("<br>\n").join(map(escape, block.split("\n"))))
        for block in blocks
        if block.strip()
    )


def _unfinished(quote: str) -> str:
    """Return a line of a mail, with an ellipsis if its sentence seems to go on below it."""
    goes_on = len(quote) >= FULL_LINE and quote[-1] not in ENDS
    return f"{quote} …" if goes_on else quote


def _many(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
