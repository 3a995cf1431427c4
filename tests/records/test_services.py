"""The group's services, and what its digest says about them."""

from dataclasses import replace

import pytest

from listbot.model.records.acts import RecordAct
from listbot.model.records.folding import fold
from listbot.model.records.services import Service
from listbot.records.affairs.services import lines, services_of
from tests.records.building import (
    ANA,
    KIM,
    LENA,
    RAVI,
    RULES,
    START,
    acts_of,
    at_look,
    days,
    decided,
    group_case,
    joined,
    mail,
)

KEPT = replace(RULES, services=True, min_admins=2, look_months=6)
THERE = joined(ANA, RAVI)
LISTED = replace(KEPT, listed_services=(Service("wiki", START, (ANA,), (RAVI,)),))


def _after(*texts: str, rules: object = KEPT) -> tuple[RecordAct, ...]:
    acts = THERE
    for day, text in enumerate(texts):
        decision = decided(mail(f"#listbot service: {text}", at=days(day)), acts, rules)  # type: ignore[arg-type]
        assert decision.records is not None, decision.letters
        acts = (*acts, *decision.records.acts)
    return acts


def test_a_line_says_who_is_responsible() -> None:
    """People are named as everybody calls them; what a line leaves out stays."""
    acts = _after("Wiki lead=ravi admins=Ana, Ravi Menon", "wiki admin=ana and ravi", "wiki ok")
    assert fold(acts).services["wiki"] == Service("wiki", days(2), (RAVI,), (ANA, RAVI))


def test_somebody_else_may_run_it() -> None:
    """Then nobody misses a lead."""
    acts = _after('pages outside="a company"')
    assert fold(acts).services["pages"].outside == "a company"
    assert lines(at_look(days(3), acts, KEPT)) == ()


def test_a_service_that_is_gone_is_not_listed() -> None:
    """Until somebody says something about it again."""
    acts = _after("wiki lead=ana", "wiki gone")
    assert services_of(group_case(acts, KEPT)) == ()
    again = group_case(_after("wiki lead=ana", "wiki gone", "wiki lead=ravi"), KEPT)
    assert [each.name for each in services_of(again)] == ["wiki"]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("wiki", KEPT),
        ("lead=ana", KEPT),
        ("wiki lead=nobody", KEPT),
        ("dns ok", KEPT),
        (f"{'x' * 61} lead=ana", KEPT),
        ("+1 lead=ana", KEPT),
        ("#listbot leave lead=ana", KEPT),
        ("\u202e-1 lead=ana", KEPT),
        ("wiki lead=ravi", LISTED),
        ("wiki gone", LISTED),
        ("wiki lead=ana", RULES),
    ],
)
def test_a_line_that_is_not_understood_changes_nothing(text: str, rules: object) -> None:
    """Nor one about what stands in the group's file."""
    decision = decided(mail(f"#listbot service: {text}"), THERE, rules)  # type: ignore[arg-type]
    assert acts_of(decision) == []


def test_a_file_of_the_group_holds() -> None:
    """A mail can only say that it is right."""
    case = group_case(_after("wiki ok", rules=LISTED), LISTED)
    assert services_of(case) == (Service("wiki", START, (ANA,), (RAVI,)),)
    later = fold(_after("wiki ok", rules=LISTED))
    assert later.services == {}


def test_the_digest_has_a_line_for_each_service_that_needs_a_look() -> None:
    """No lead, a lead who has left, too few people, nobody looked."""
    acts = _after("dns admins=ana", "wiki lead=ravi admins=ana")
    assert lines(at_look(days(3), acts, KEPT)) == (
        "dns: no lead; 1 of 2 people who can administer it",
    )
    gone = decided(mail("#listbot leave", RAVI, at=days(4)), acts, KEPT).records
    assert gone is not None
    acts = (*acts, *gone.acts)
    assert lines(at_look(days(200), acts, KEPT)) == (
        "dns: no lead; 1 of 2 people who can administer it; "
        "nobody has looked at this since 1 Sep 2026",
        "wiki: Ravi Menon, its lead, has left; 1 of 2 people who can administer it; "
        "nobody has looked at this since 2 Sep 2026",
    )


def test_without_members_the_people_of_the_project_keep_the_services() -> None:
    """Each part of the record can be had alone; strangers still write nothing."""
    rules = replace(KEPT, members=False)
    line = "#listbot service: wiki lead=Lena admins=ana, ravi@example.org"
    decision = decided(mail(line, RAVI), (), rules)
    assert decision.records is not None
    wiki = fold(decision.records.acts).services["wiki"]
    assert (wiki.leads, wiki.admins) == ((LENA,), (ANA, RAVI))
    assert acts_of(decided(mail(line, KIM), (), rules)) == []
    assert acts_of(decided(mail("#listbot service: wiki lead=Kim", RAVI), (), rules)) == []


def test_without_members_anybody_can_lead() -> None:
    """And without a number of months nothing grows old."""
    rules = replace(KEPT, members=False, min_admins=0, look_months=0)
    assert lines(at_look(days(900), _after("wiki lead=ravi"), rules)) == ()
