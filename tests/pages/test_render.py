"""HTML: what strangers wrote is text and nothing else; times, paragraphs and numbers."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from jinja2 import UndefinedError

from listbot.pages.links import Links
from listbot.pages.page import Kind, Page, View
from listbot.pages.render import Renderer
from listbot.pages.shown import Shown, hide
from listbot.pages.site import SiteFacts

SITE = SiteFacts(Shown("infra"), "", ())
LINKS = Links("/listbot")


@dataclass(frozen=True, slots=True)
class OneText(View):
    """A view with one text."""

    text: Shown


def rendered(template: str, text: str) -> str:
    """Return what a template makes of a text."""
    renderer = Renderer({"about.html.j2": template}, SITE)
    page = Page("about", Kind.ABOUT, Shown("About"), OneText(hide(text)))
    return renderer.html(page, LINKS)


def test_markup_in_a_text_is_text() -> None:
    """Nobody can write an element, an attribute or an entity into a page."""
    written = rendered("<p title='{{ text }}'>{{ text }}</p>", "<script>'&quot;</script>")
    shown = "&lt;script&gt;&#39;&amp;quot;&lt;/script&gt;"
    assert written == f"<p title='{shown}'>{shown}</p>"


def test_paragraphs_keep_their_lines() -> None:
    """Empty lines end paragraphs, other line ends are kept, and markup stays text."""
    written = rendered("{{ text | paragraphs }}", "\n\nOne <b>\ntwo\n\n\n\nthree\n")
    assert written == "<p>One &lt;b&gt;<br>\ntwo</p>\n<p>three</p>"


def test_times_are_for_people_and_programs() -> None:
    """A moment has its day and hour in UTC; a day is as ISO 8601 writes it."""
    renderer = Renderer({"missing.html.j2": "{{ at | when }} {{ at | day }} {{ on | day }}"}, SITE)
    at, on = datetime(2026, 9, 11, 18, 0, tzinfo=UTC), date(2026, 9, 12)
    assert renderer.shell("missing", LINKS, at=at, on=on) == (
        '<time datetime="2026-09-11T18:00:00Z">Fri 11 Sep 2026 18:00 UTC</time> '
        '<time datetime="2026-09-11">2026-09-11</time> '
        '<time datetime="2026-09-12">2026-09-12</time>'
    )


def test_numbers_have_their_noun() -> None:
    """One thing, or several."""
    renderer = Renderer({"x.html.j2": "{{ n | many('ticket', 'tickets') }}"}, SITE)
    assert [renderer.shell("x", LINKS, n=n) for n in (0, 1, 2)] == [
        "0 tickets", "1 ticket", "2 tickets",
    ]  # fmt: skip


def test_a_template_that_misses_a_value_is_a_fault() -> None:
    """Nothing is left blank in silence."""
    with pytest.raises(UndefinedError, match="'colour' is undefined"):
        rendered("{{ colour }}", "")


def test_a_quote_that_goes_on_says_so() -> None:
    """A long line without the end of a sentence is one that a mail program wrapped."""
    renderer = Renderer({"x.html.j2": "{{ q | unfinished }}"}, SITE)
    quotes = (
        "+1 from my side",
        "Please don't, the installers in our lab are burnt into",
        "x" * 60 + ".",
    )
    assert [renderer.shell("x", LINKS, q=quote) for quote in quotes] == [
        "+1 from my side",
        "Please don&#39;t, the installers in our lab are burnt into …",
        "x" * 60 + ".",
    ]
