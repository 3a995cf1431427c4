"""Who is who, whichever address somebody writes from, and where letters reach them."""

from dataclasses import replace

import pytest

from listbot.model.records.acts import RecordVerb
from listbot.model.records.rules import GROUP_ROLES, ProjectMember
from listbot.records.decide import on_look
from listbot.records.members.voting import people_of
from tests.records.building import (
    ANA,
    KIM,
    LENA,
    RAVI,
    RULES,
    act,
    acts_of,
    at_look,
    days,
    decided,
    group_case,
    joined,
    letters_of,
    mail,
)

NEW = "ana@new.example.org"
MOVED = replace(
    RULES,
    project_members=(ProjectMember("Ana Ruiz", (NEW, ANA)), *RULES.project_members[1:]),
)
THERE = joined(ANA, RAVI, LENA)


@pytest.mark.parametrize("at", [ANA, NEW])
def test_somebody_whose_address_changed_is_the_same_member(at: str) -> None:
    """Whichever of both they write from: they answer, leave, and cannot join twice."""
    asked = (*THERE, act(RecordVerb.ACTIVE_ASKED, ANA, days(1), by=RAVI))
    assert acts_of(decided(mail("Hello.", at, at=days(2)), asked, MOVED)) == [("active", ANA)]
    assert acts_of(decided(mail("#listbot leave", at), THERE, MOVED)) == [("left", ANA)]
    assert acts_of(decided(mail("#listbot join: x", at), THERE, MOVED)) == []


def test_letters_reach_a_member_at_their_first_address() -> None:
    """As it is now, from a mail and from a look at the clock."""
    asks = decided(mail("#listbot still-active: ana", RAVI, at=days(1)), THERE, MOVED)
    assert letters_of(asks) == [("M22", (RAVI,)), ("M34", (NEW,))]
    over = (*THERE, act(RecordVerb.ACTIVE_ASKED, RAVI, days(1), by=ANA))
    look = on_look(at_look(days(32), over, MOVED))
    assert [(each.kind, each.recipients) for each in look.letters] == [("M34", (NEW,))]


def test_whoever_signs_with_one_word_is_not_the_only_one_of_that_name() -> None:
    """A name that fits two is asked back, even if it is all that one of them signs with."""
    there = (*THERE, act(RecordVerb.JOINED, KIM, name="Ravi"))
    for said, found in (("ravi", []), ("Ravi Menon", [("active-asked", RAVI)])):
        line = mail(f"#listbot still-active: {said}", LENA, at=days(1))
        assert acts_of(decided(line, there)) == found


def test_a_member_whose_address_changed_votes_once() -> None:
    """With the roles of both lists."""
    found = [each for each in people_of(group_case(THERE, MOVED)) if NEW in each.addresses]
    assert [(each.addresses, each.roles) for each in found] == [
        ((NEW, ANA), (GROUP_ROLES[0], "project"))
    ]
