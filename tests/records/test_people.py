"""Who is who in the record."""

from dataclasses import replace

import pytest

from listbot.model.records.rules import ProjectMember
from listbot.records.people import is_active, name_at, primary, project_member
from tests.records.building import ANA, LENA, NAMES, RAVI, RULES, group_case, joined

NOBODY = replace(RULES, project_members=())


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (ANA, "Ana Ruiz"),
        (RAVI, "Ravi Menon"),
        ("ana@example.net", "Ana Ruiz"),
        ("bo@example.org", "bo"),
    ],
)
def test_a_name_is_that_of_the_group_the_project_or_the_roster(address: str, name: str) -> None:
    """Without any of them it is what stands before the @."""
    assert name_at(group_case(joined(ANA)), address) == name
    assert name_at(group_case((), NOBODY), "ana@example.net") == "Ana Ruiz"


def test_a_person_is_found_by_each_of_their_addresses() -> None:
    """The first one stands for them; other people's lists do not mix."""
    lena = ProjectMember(NAMES[LENA], (LENA, "lena@example.net"))
    known = group_case((), replace(RULES, project_members=(lena,)))
    assert project_member(known, "lena@example.net") == lena
    assert primary(known, "lena@example.net") == LENA
    assert project_member(group_case((), NOBODY), "lena@example.net") is None


def test_where_nobody_is_listed_everybody_is_active() -> None:
    """A list of the project's members is a choice."""
    assert is_active(group_case((), NOBODY), "bo@example.org")
    assert not is_active(group_case(), "bo@example.org")
    assert is_active(group_case(), ANA)
