"""Links on a server, and in a copy that works in any folder."""

import pytest

from listbot.pages.links import Links, file_of, permanent, url_of
from listbot.pages.shown import Shown
from listbot.pages.site import SiteFacts

SITE = SiteFacts(Shown("infra"), "https://infra.example.org/listbot", (), bot="bot@example.org")
NOWHERE = SiteFacts(Shown("infra"), "", (), bot="bot@example.org")


@pytest.mark.parametrize(
    ("path", "suffix", "expected"),
    [
        ("votes/31", "", "/listbot/votes/31"),
        ("votes/31", ".json", "/listbot/votes/31.json"),
        ("", "", "/listbot/"),
        ("", ".json", "/listbot/index.json"),
        ("meetings/2026-09-24.2", "", "/listbot/meetings/2026-09-24.2"),
    ],
)
def test_links_on_a_server(path: str, suffix: str, expected: str) -> None:
    """They begin with the path that the site is below; the first page has a name in JSON only."""
    assert Links("/listbot").to(path, suffix) == expected


@pytest.mark.parametrize(
    ("here", "path", "expected"),
    [
        ("", "votes/31", "votes/31.html"),
        ("votes/31", "votes", "../votes.html"),
        ("votes/page/1", "", "../../index.html"),
        ("votes", "", "index.html"),
    ],
)
def test_links_in_a_copy(here: str, path: str, expected: str) -> None:
    """They are relative, and name files."""
    assert Links("", here, is_static=True).to(path) == expected


def test_links_to_files() -> None:
    """Files that are not pages are linked the same way."""
    assert Links("/listbot").file("style.css") == "/listbot/style.css"
    assert Links("", "votes/31", is_static=True).file("style.css") == "../style.css"


def test_files_of_pages() -> None:
    """Each format of a page is a file; the first page is the index."""
    assert [file_of(""), file_of("votes/31", ".json")] == ["index.html", "votes/31.json"]


@pytest.mark.parametrize(
    ("site", "is_static", "expected"),
    [
        (SITE, False, "https://infra.example.org/listbot/votes/31"),
        (SITE, True, "https://infra.example.org/listbot/votes/31.html"),
        (NOWHERE, True, "votes/31.html"),
    ],
)
def test_whole_urls_need_a_base(site: SiteFacts, is_static: bool, expected: str) -> None:
    """A copy that was made without one has URLs that are relative to the feed."""
    assert url_of("votes/31", site, Links("", is_static=is_static)) == expected


def test_a_page_has_one_name_for_ever() -> None:
    """It is the same on a server and in a copy; without a base URL it is a tag."""
    assert permanent("votes/31", SITE) == "https://infra.example.org/listbot/votes/31"
    assert permanent("votes/31", NOWHERE) == "tag:example.org,2026:listbot/votes/31"
    assert permanent("", SiteFacts(Shown("x"), "", ())) == "tag:listbot.invalid,2026:listbot/"
