"""The pages' words, and the rules of WCAG 2.2 AA that can be computed."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from listbot.web.pages import Notice, unsubscribing
from tests.contrast import ENOUGH, contrast

BOT = "listbot@example.org"
ALL = pytest.mark.parametrize("said", list(Notice))


@ALL
def test_a_page_says_what_it_is(said: Notice) -> None:
    """It has a language, a title equal to its heading, and one main part."""
    html = unsubscribing(said, BOT)
    tree = LexborHTMLParser(html)
    assert html.startswith("<!doctype html>")
    assert [node.attributes["lang"] for node in tree.css("html")] == ["en"]
    assert [len(tree.css(tag)) for tag in ("title", "main", "h1", "footer")] == [1, 1, 1, 1]
    assert tree.css("title")[0].text() == tree.css("h1")[0].text()


@ALL
def test_nothing_is_fetched_and_nothing_runs(said: Notice) -> None:
    """No script, image, font, frame, or link to another place."""
    tree = LexborHTMLParser(unsubscribing(said, BOT))
    assert tree.css("script, img, link, iframe, a, [src], [href], [style], [onclick]") == []


def test_only_the_question_has_a_button() -> None:
    """It posts to its own address what mail programs post (RFC 8058, section 3.1)."""
    forms = {said: LexborHTMLParser(unsubscribing(said, BOT)).css("form") for said in Notice}
    assert [said for said in Notice if forms[said]] == [Notice.ASK]
    (form,) = forms[Notice.ASK]
    (hidden,) = form.css("input")
    assert dict(form.attributes) == {"method": "post"}
    assert (hidden.attributes["name"], hidden.attributes["value"]) == (
        "List-Unsubscribe",
        "One-Click",
    )


def test_the_other_way_is_named_where_one_may_need_it() -> None:
    """By mail, with the address for commands."""
    for said in (Notice.UNKNOWN, Notice.LATER):
        assert f"<code>#listbot digest: off</code> to {BOT}" in unsubscribing(said, BOT)
    assert f"<code>#listbot digest: weekly</code> to {BOT}" in unsubscribing(Notice.DONE, BOT)


def test_an_odd_address_is_escaped() -> None:
    """It comes from the configuration, and is still escaped."""
    assert "a&amp;b&lt;@example.org" in unsubscribing(Notice.DONE, "a&b<@example.org")


def test_every_text_stands_out() -> None:
    """By day and at night: the text, the button's text, and its focus ring."""
    style = LexborHTMLParser(unsubscribing(Notice.ASK, BOT)).css("style")[0].text()
    schemes = [
        dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", line))
        for line in style.splitlines()
        if ":root" in line
    ]
    assert [set(each) for each in schemes] == [{"ink", "paper", "link", "edge"}] * 2
    for colours in schemes:
        assert contrast(colours["ink"], colours["paper"]) >= ENOUGH
        assert contrast(colours["link"], colours["paper"]) >= ENOUGH
    assert "button:focus-visible" in style


def test_nothing_is_wider_than_a_small_screen() -> None:
    """No width is fixed, and a long address wraps."""
    style = LexborHTMLParser(unsubscribing(Notice.DONE, BOT)).css("style")[0].text()
    assert re.findall(r"(?<![\w-])width: *[\d.]+", style) == []
    assert "overflow-wrap: anywhere" in style
