"""Tests of listbot.pages.views.single.lists."""

from dataclasses import replace

from listbot.pages.shown import Shown
from listbot.pages.site import PublicList, SiteFacts
from listbot.pages.views.single.lists import ListLine, list_lines
from tests.records.building import LIST, ON_LIST

ARCHIVE = "https://lists.example.org/infra/"


def test_lists_with_pages_are_listed_with_their_archives() -> None:
    """A list that the pages leave out is not, and an archive by Message-ID has a beginning."""
    site = SiteFacts(Shown("infra"), "", (PublicList(LIST, f"{ARCHIVE}{{message_id}}"),))
    rules = (ON_LIST, replace(ON_LIST, address="hidden@example.org"))
    assert list(list_lines(rules, site)) == [
        ListLine(Shown("infra"), Shown(LIST), "decisions", Shown(ARCHIVE))
    ]
