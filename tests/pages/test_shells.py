"""The pages that show nothing of the record: that there is no such page, and that there is none
just now.
"""

import html5lib
import pytest

from listbot.pages.links import Links
from listbot.pages.loading import load_templates
from listbot.pages.render import Renderer
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("missing", "There is no such page"),
        ("later", "This page cannot be shown just now"),
    ],
)
def test_a_page_without_a_record(name: str, heading: str) -> None:
    """It is valid, says what is the matter, leads to the first page, and is not to be indexed."""
    site = SiteFacts(Shown("infra"), "", (), sections=(("votes", Shown("Votes")),))
    page = Renderer(load_templates(), site).shell(name, Links("/listbot"))
    found = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    texts = {each: [*found.iter(each)] for each in ("title", "h1", "a")}
    assert [each.text for each in texts["h1"]] == [heading]
    assert texts["title"][0].text == f"{heading} · infra"
    assert "/listbot/" in [each.get("href") for each in texts["a"]]
    assert '<meta name="robots" content="noindex">' in page
