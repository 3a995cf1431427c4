"""Tests of listbot.pages.views.single.about."""

from dataclasses import replace

from listbot.pages.shown import Shown
from listbot.pages.site import PublicList, SiteFacts
from listbot.pages.views.single.about import AboutView, about_view
from tests.records.building import LIST, RULES, group_case

SITE = SiteFacts(
    Shown("infra"), "", (PublicList(LIST),), about=f"Ask {LIST} or Kim <kim@example.org>."
)


def test_the_page_is_the_groups_own_text() -> None:
    """Only lists keep their addresses in it; how to join follows from the rules."""
    view = about_view(SITE, (), group_case(rules=replace(RULES, needs_project=True)))
    assert view == AboutView(Shown(f"Ask {LIST} or Kim <kim@…>."), (), True, True, True)
    nobody = group_case(rules=replace(RULES, members=False, project_members=()))
    assert about_view(replace(SITE, about=""), (), nobody) == AboutView(
        Shown(""), (), False, False, False
    )
