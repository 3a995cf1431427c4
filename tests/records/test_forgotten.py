"""A person who was forgotten leaves the record: what happened stays, names and words go."""

from dataclasses import replace

from listbot.forgetting import kept_without, record_input_without, rules_without
from listbot.model.desk.people import Confirmation
from listbot.model.inputs import Kept, RecordInput, RulesInput
from listbot.model.records.acts import GroupChange, RecordVerb
from listbot.model.records.meetings import Action, Minutes
from listbot.model.records.services import ServiceSaid
from listbot.records.forgotten import act_of_group_without
from listbot.tickets.forgotten import EMPTIED, Forgotten
from tests.records.building import ANA, AT_BOT, KIM, LIST, RULES, START, act

GONE = Forgotten(KIM, "gone-1@forgotten.invalid", frozenset({"Kim Sato"}))
WHO = GONE.stand_in


def test_their_acts_stay_under_the_stand_in() -> None:
    """With their own words emptied; a key, an address or a fixed word stays."""
    came = act(RecordVerb.INTRODUCED, KIM, text="I am Kim", names=(LIST,))
    assert act_of_group_without(came, GONE) == replace(
        came, about=WHO, name=GONE.name, text=EMPTIED
    )
    paired = act(RecordVerb.PAIRED, ANA, text=KIM, by=KIM)
    assert act_of_group_without(paired, GONE) == replace(paired, text=WHO, by=WHO)
    undone = act(RecordVerb.UNDONE, ANA, text="key of an act")
    assert act_of_group_without(undone, GONE) == undone


def test_minutes_and_services_name_the_stand_in() -> None:
    """Whoever was there still was."""
    minutes = act(RecordVerb.MINUTES, "2026-09-24", minutes=Minutes((KIM, ANA), (KIM,), (KIM,)))
    assert act_of_group_without(minutes, GONE).minutes == Minutes((WHO, ANA), (WHO,), (WHO,))
    said = act(RecordVerb.SERVICE, "wiki", service=ServiceSaid((KIM,), (ANA, KIM)))
    assert act_of_group_without(said, GONE).service == ServiceSaid((WHO,), (ANA, WHO))
    empty = act(RecordVerb.SERVICE, "wiki", service=ServiceSaid())
    assert act_of_group_without(empty, GONE) == empty


def test_what_they_took_on_at_a_meeting_stays_without_their_name() -> None:
    """By first name it was theirs if they were there, or sent regrets; others keep theirs."""
    took = tuple(Action(who, "fix it") for who in ("Kim Sato", "kim", "Ana", ""))
    there = act(RecordVerb.MINUTES, "2026-09-24", minutes=Minutes((KIM,), actions=took))
    away = act(RecordVerb.MINUTES, "2026-09-24", minutes=Minutes((ANA,), actions=took))
    names = []
    for each in (there, away):
        minutes = act_of_group_without(each, GONE).minutes
        assert minutes is not None
        names.append([action.who for action in minutes.actions])
    assert names == [[GONE.name, GONE.name, "Ana", ""], [GONE.name, "kim", "Ana", ""]]


def test_what_a_mail_and_an_operator_did_is_rewritten() -> None:
    """So that a replay comes to the same."""
    left = act(RecordVerb.LEFT, KIM)
    asked = Confirmation("t", "", KIM, (("stay", ""),), "", START, record=True)
    kept = kept_without(Kept(LIST, records=GroupChange((left,), (asked,))), GONE)
    assert kept.records is not None
    assert [each.about for each in kept.records.acts] == [WHO]
    assert [each.who for each in kept.records.asks] == [WHO]
    assert kept_without(Kept(LIST), GONE).records is None
    made = record_input_without(RecordInput((left,), "ana", START), GONE)
    assert [each.about for each in made.acts] == [WHO]


def test_past_rules_of_the_group_stay_rules_of_the_group() -> None:
    """Without the person among its keepers, greeters and project members."""
    rules = replace(RULES, greeter=KIM, keepers=(KIM, ANA))
    member = replace(RULES.project_members[0], addresses=(KIM,))
    rules = replace(rules, project_members=(member, *RULES.project_members[1:]))
    found = rules_without(RulesInput((AT_BOT,), rules), GONE).group
    assert found is not None
    assert (found.greeter, found.keepers) == (WHO, (WHO, ANA))
    assert found.project_members[0] == replace(member, name=GONE.name, addresses=(WHO,))
    assert found.project_members[1:] == RULES.project_members[1:]
    assert rules_without(RulesInput((AT_BOT,)), GONE).group is None
