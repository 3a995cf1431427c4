"""Tests of listbot.pages.views.single.rules."""

from dataclasses import replace
from datetime import date

from listbot.packaged import load_preset
from listbot.pages.shown import Shown
from listbot.pages.views.single.rules import GroupRule, rules_view
from listbot.pages.views.single.voters import voters
from listbot.records.describe import in_words
from tests.records.building import LIST, ON_LIST, RAVI, RULES, group_case

ON_LISTS = [
    replace(ON_LIST, policies=load_preset("ovirt")),
    replace(ON_LIST, address="ops@example.org", policies=load_preset("apache")),
]


def test_every_class_is_told_by_its_list() -> None:
    """Each clause of the rule is a line, with all its numbers, and who may vote by it."""
    view = rules_view(ON_LISTS, voters(ON_LISTS, date(2026, 9, 1), True), None)
    assert [each.list for each in view.lists] == ["infra", "ops"]
    first = view.lists[0].classes[0]
    assert (first.policy, first.voters.names) == ("ovirt:substantial", ("Ana Ruiz",))
    assert first.clauses[0] == "at least 3 binding +1, more +1 than -1 and no standing objection"
    assert view.group == ()


def test_the_rules_of_the_group_are_those_of_group_rules() -> None:
    """All but where its private letters go, and without addresses."""
    rules = replace(RULES, private="secret@example.org", greeter=RAVI)
    view = rules_view((), (), group_case(rules=rules))
    assert GroupRule(Shown("Announced"), Shown("to project@…")) in view.group
    said = [about for about, _ in in_words(rules) if about != "Private"]
    assert [each.about for each in view.group] == said
    greets = next(each.words for each in view.group if each.about == "Newcomers")
    assert greets.startswith("Ravi Menon is told within the hour")
    without = rules_view((), (), group_case(rules=replace(rules, greeter="")))
    assert "the group is told" in repr(without)
    assert (LIST in repr(view), "secret" in repr(view)) == (False, False)
