"""Tests of listbot.pages.site."""

from listbot.pages.shown import Shown
from listbot.pages.site import PublicList, SiteFacts


def test_search_engines_keep_a_shared_page_only_if_every_list_allows_it() -> None:
    """One list that does not want to be found keeps the group's pages out, too."""
    open_, shut = PublicList("infra@example.org", "", True), PublicList("ops@example.org")
    sites = [SiteFacts(Shown("infra"), "", lists) for lists in ((open_,), (open_, shut), ())]
    assert [each.may_index for each in sites] == [True, False, True]


def test_a_site_without_lists_and_parts_has_no_pages() -> None:
    """A part of the group's record is enough for some."""
    parts = SiteFacts(Shown("infra"), "", (), frozenset({"members"}))
    lists = SiteFacts(Shown("infra"), "", (PublicList("infra@example.org"),))
    nothing = SiteFacts(Shown("infra"), "", ())
    assert [each.has_pages for each in (parts, lists, nothing)] == [True, True, False]
