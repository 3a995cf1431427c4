"""Tests of listbot.store.public.group.members."""

from dataclasses import replace

from listbot.model.records.acts import RecordVerb
from listbot.pages.views.group.members import MembersView
from listbot.store.public.group.members import Members
from listbot.store.public.source import Source
from tests.playing import hours
from tests.records.building import ANA, RAVI, act, days, joined
from tests.store.public.group.keeping import WHOLE, add, keeping, stamps
from tests.store.public.sites import SITE, reading

MEMBERS = Members()


def view(source: Source) -> MembersView:
    """What the page shows."""
    page = MEMBERS.page(source, "members")
    assert page is not None
    assert isinstance(page.view, MembersView)
    return page.view


def test_the_page_has_the_group_and_those_who_vote() -> None:
    """On the lists with pages only; the list beside it has none."""
    with reading(keeping(*joined(ANA, RAVI)), WHOLE) as source:
        found = view(source)
    assert [each.name for each in found.provisional] == ["Ana Ruiz", "Ravi Menon"]
    assert {each.list for each in found.voters} == {"infra"}
    assert found.voters[0].names[:2] == ("Ana", "Ravi")


def test_the_page_is_made_again_only_when_it_changes() -> None:
    """A departure that is not announced changes nothing of it."""
    play = keeping(*joined(ANA, RAVI), act(RecordVerb.GRANTED, RAVI, days(1), text="dns"))
    told = []
    for verb, text in (
        (RecordVerb.LEAVING, ""), (RecordVerb.LEFT, ""), (RecordVerb.DEPARTURE, ""),
        (RecordVerb.REVOKED, "dns"),
    ):  # fmt: skip
        with reading(play, WHOLE) as source:
            told.append(stamps(MEMBERS, source))
        add(play, act(verb, RAVI, days(9), text=text, by=ANA))
    with reading(play, WHOLE) as source:
        told.append(stamps(MEMBERS, source))
    assert [each == told[0] for each in told] == [True, True, False, True, False]


def test_a_site_without_members_has_no_such_page() -> None:
    """And nothing else is under its name; it has no feed and no calendar."""
    assert (MEMBERS.is_on(WHOLE), MEMBERS.is_on(SITE)) == (True, False)
    with reading(keeping(), WHOLE) as source:
        assert MEMBERS.page(source, "members/1") is None
        assert (MEMBERS.news(source), MEMBERS.calendar(source)) == (None, None)


def test_rules_that_are_older_than_the_configuration_make_an_empty_page() -> None:
    """The daemon has not adopted the group yet, and the menu names the page already."""
    with reading(keeping(group=None), WHOLE) as source:
        assert view(source).provisional == ()
    with reading(keeping(), replace(WHOLE, lists=())) as source:
        assert view(source).voters == ()
        assert source.now == hours(1000)
