"""Tests of listbot.pages.views.group.people."""

from listbot.pages.views.group.people import all_named, by_name, named, written_by
from tests.records.building import ANA, KIM, LENA, group_case, joined

GONE = "forgotten-0123456789ab@invalid"


def test_people_are_named_and_not_addressed() -> None:
    """A member, somebody of the project, and somebody of whom only the address is known."""
    case = group_case(joined(ANA))
    assert all_named(case, (ANA, LENA, "zoe@example.com")) == ("Ana Ruiz", "Lena Ott", "zoe")


def test_a_forgotten_person_has_no_name() -> None:
    """Whatever name still stands beside a stand-in, the page says somebody."""
    assert (named(group_case(), GONE), written_by("Zoe", GONE)) == ("somebody", "somebody")
    assert written_by("", KIM) == "kim@…"


def test_a_name_alone_may_be_that_of_a_forgotten_person() -> None:
    """Then it is the beginning of the stand-in."""
    names = ("Zoe", "forgotten-0123456789ab", "")
    assert [by_name(each) for each in names] == ["Zoe", "somebody", "somebody"]
