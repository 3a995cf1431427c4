"""The rules of WCAG 2.2 AA that can be calculated for the page: contrast, structure, reflow.

A browser with axe-core checks the rest (CONTRIBUTING says how).
"""

import re
from collections.abc import Iterator

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from listbot.letters_check.recap_samples import BUSY
from tests.contrast import ENOUGH, contrast
from tests.recap.letters.recap_shown import RECAPS
from tests.recap.letters.test_weekly import composed

ALL = pytest.mark.parametrize("name", RECAPS)
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
GROUNDS = {
    "body": "body",
    "h2, .how, .key, dt": "main",
    "a": "main",
    ".needs h2, .needs .how, .needs .key": ".needs",
    ".passed": "main",
    ".chip": ".chip",
    ".new": ".new",
    "footer": "main",
}
"""The background of each text colour."""
ALSO_ON = (("body", "main"), ("body", ".needs"), ("a", ".needs"))
"""Colours inherited onto another background."""


def _style(html: str) -> str:
    found = LexborHTMLParser(html).css_first("style")
    assert found
    return found.text()


def _colours(scheme: str) -> dict[tuple[str, str], str]:
    """Return (selector, property) -> colour of one scheme."""
    style = _style(composed(BUSY).html)
    light, rest = style.split("@media (prefers-color-scheme: dark) {")
    dark = rest.split("@media")[0]
    found: dict[tuple[str, str], str] = {}
    for rules in (light, dark) if scheme == "dark" else (light,):
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", rules):
            for name, colour in re.findall(r"(?<![\w-])(color|background): (#[0-9a-f]{6})", body):
                found[selector.strip(), name] = colour
    return found


def _nodes(html: str) -> Iterator[LexborNode]:
    root = LexborHTMLParser(html).root
    assert root
    return root.traverse()


@SCHEMES
def test_every_text_stands_out(scheme: str) -> None:
    """Each text colour has 4.5:1 against its background; a colour without a stated background is a
    fault.
    """
    colours = _colours(scheme)
    texts = {selector for selector, name in colours if name == "color"}
    assert texts == set(GROUNDS)
    pairs = [*GROUNDS.items(), *ALSO_ON]
    weak = {
        (text, ground): round(contrast(colours[text, "color"], colours[ground, "background"]), 2)
        for text, ground in pairs
        if contrast(colours[text, "color"], colours[ground, "background"]) < ENOUGH
    }
    assert weak == {}


def test_both_schemes_colour_the_same_things() -> None:
    """Everything with a colour in the light scheme has one in the dark scheme."""
    style = _style(composed(BUSY).html)
    light, dark = style.split("@media (prefers-color-scheme: dark) {")
    named = [
        set(re.findall(r"^([^{}@:\n]+) \{ [^}]*#", part, re.MULTILINE)) for part in (light, dark)
    ]
    assert named[0] == named[1]


@ALL
def test_a_page_says_what_it_is(name: str) -> None:
    """It has a language, a title, one main part, one first heading, and second ones below it."""
    html = composed(RECAPS[name]).html
    tree = LexborHTMLParser(html)
    headings = [node.tag for node in _nodes(html) if re.fullmatch(r"h\d", node.tag or "")]
    assert html.startswith("<!doctype html>")
    assert [node.attributes["lang"] for node in tree.css("html")] == ["en"]
    assert [len(tree.css(tag)) for tag in ("title", "main", "h1", "footer")] == [1, 1, 1, 1]
    assert headings == ["h1", *["h2"] * len(tree.css("section"))]


@ALL
def test_rows_are_in_lists_and_no_list_is_empty(name: str) -> None:
    """A screen reader can say how many there are, even if a style removes the dots (role)."""
    tree = LexborHTMLParser(composed(RECAPS[name]).html)
    assert [each.attributes.get("role") for each in tree.css("ul")] == ["list"] * len(
        tree.css("ul")
    )
    assert [each for each in tree.css("li") if not each.parent or each.parent.tag != "ul"] == []
    assert [each for each in tree.css("ul, dl, section, p") if not each.text(strip=True)] == []
    assert [each.text() for each in tree.css("time") if not each.attributes.get("datetime")] == []


@ALL
def test_nothing_is_wider_than_a_small_screen(name: str) -> None:
    """No width is fixed beyond the viewport, and endless words are broken: it reflows at 320 px."""
    html = composed(RECAPS[name]).html
    assert re.findall(r"(?<![\w-])width: *[\d.]+", html.replace("max-width", "")) == []
    rows = LexborHTMLParser(html).css("li:not(.how), blockquote.sentence, footer")
    assert [
        row for row in rows if "overflow-wrap: anywhere" not in (row.attributes.get("style") or "")
    ] == []


def test_it_reads_without_its_style_sheet() -> None:
    """Mail programs that drop <style> keep the layout, and no colour depends on the style sheet."""
    html = re.sub(r"<style>.*?</style>", "", composed(BUSY).html, flags=re.DOTALL)
    inline = " ".join(re.findall(r'style="([^"]*)"', html))
    assert "color" not in inline
    assert "background" not in inline
    assert [word for word in ("font-family", "max-width", "list-style") if word not in inline] == []
