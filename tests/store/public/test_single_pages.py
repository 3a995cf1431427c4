"""Tests of the parts with one page: rules, about, help, status."""

from dataclasses import replace

import pytest

from listbot.pages.page import Page
from listbot.pages.shown import Shown
from listbot.pages.site import PublicList
from listbot.pages.views.single.about import AboutView
from listbot.pages.views.single.help import HelpView
from listbot.pages.views.single.rules import RulesView
from listbot.pages.views.single.status import Count, ListState, StatusView
from listbot.store.public.about import About
from listbot.store.public.help import Help
from listbot.store.public.rules import Rules
from listbot.store.public.section import Section
from listbot.store.public.source import Source
from listbot.store.public.status import Status
from tests.playing import LIST, Play, hours, in_memory, opening, votes
from tests.store.desk.by_hand import SUPPORT, Desk
from tests.store.public.group.keeping import WHOLE, keeping, stamps
from tests.store.public.sites import SITE, reading

NOTHING = replace(SITE, lists=(), parts=frozenset())


def the_page(section: Section, source: Source) -> Page:
    """The one page of a part."""
    page = section.page(source, section.name)
    assert page is not None
    return page


@pytest.mark.parametrize("section", [Rules(), About(), Help(), Status()])
def test_each_of_these_parts_has_one_page(section: Section) -> None:
    """Under its name alone, without feed and calendar, and on every site with pages."""
    with reading(keeping(), WHOLE) as source:
        assert list(stamps(section, source)) == [section.name]
        assert section.page(source, f"{section.name}/1") is None
        assert (section.news(source), section.calendar(source)) == (None, None)
    assert (section.is_on(SITE), section.is_on(NOTHING)) == (True, False)


@pytest.mark.parametrize("section", [Rules(), About(), Help(), Status()])
def test_an_empty_database_makes_a_page_too(section: Section) -> None:
    """Nothing has been adopted yet."""
    play = Play(engine=in_memory())
    play.forget_all()
    with play.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM journal")
    with reading(play, WHOLE) as source:
        assert list(stamps(section, source)) == [section.name]


def test_the_rules_are_those_in_force() -> None:
    """Of the lists with pages, and of the group if it keeps a record."""
    views = []
    for play in (keeping(), keeping(group=None)):
        with reading(play, WHOLE) as source:
            views.append(the_page(Rules(), source).view)
    first, second = views
    assert isinstance(first, RulesView)
    assert isinstance(second, RulesView)
    assert [each.list for each in first.lists] == ["infra"]
    assert (bool(first.group), second.group) == (True, ())


def test_about_and_help_name_the_lists() -> None:
    """With the addresses to write to."""
    with reading(Desk(), replace(WHOLE, about="We keep things running.")) as source:
        about, help = the_page(About(), source).view, the_page(Help(), source).view
    assert isinstance(about, AboutView)
    assert isinstance(help, HelpView)
    assert [each.address for each in about.lists] == [LIST, SUPPORT]
    assert about.text == "We keep things running."
    assert (help.lists, help.of_group) == (about.lists, ())


def test_the_status_accounts_for_every_mail() -> None:
    """Each mail is counted once, and the last one of each list is named."""
    play = Play()
    play.take(opening(), *votes(("Ravi",)))
    site = replace(SITE, lists=(PublicList(LIST, mode="shadow"), PublicList(SUPPORT)))
    with reading(play, site, at=5) as source:
        page = the_page(Status(), source)
    view = page.view
    assert isinstance(view, StatusView)
    assert view.lists == (ListState(Shown("infra"), "decisions", "shadow", hours(1)),)
    assert (view.at, view.received, view.adds_up) == (hours(5), 2, True)
    assert view.mails == (Count(Shown("opens"), 1), Count(Shown("vote"), 1))
    assert (view.waiting, view.paused, view.clock_doubt) == (1, None, None)
    assert page.may_index is False
