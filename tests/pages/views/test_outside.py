"""Tests of listbot.pages.views.outside."""

import pytest

from listbot.pages.views.outside import link_in


@pytest.mark.parametrize(
    ("text", "link"),
    [
        pytest.param("at https://meet.example.org/infra.", "https://meet.example.org/infra"),
        pytest.param("HTTP://example.org/a?b=c", "HTTP://example.org/a?b=c"),
        pytest.param("in the kitchen", "", id="none"),
        pytest.param("javascript:alert(1)", "", id="not a page"),
        pytest.param("https://kim@example.org/", "", id="with an address"),
        pytest.param('https://x.example/"onclick=', "https://x.example/", id="a quote"),
    ],
)
def test_a_page_links_only_to_web_pages(text: str, link: str) -> None:
    """The first link of a text, without what ends the sentence and never with an address."""
    assert link_in(text) == link
