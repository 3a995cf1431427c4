"""What all members of the project are told: decision records together and not often, news of one
mail in one letter.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.letters.facts.decisions import RecordsFacts
from listbot.letters.facts.members import MemberNewsFacts
from listbot.model.decision import MailDecision, MomentDecision
from listbot.model.order import LetterOrder
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.decisions import RecordText, Told
from listbot.model.records.rules import GroupRules
from listbot.records.decide import on_look
from tests.records.building import (
    ANA,
    ANNOUNCE,
    KIM,
    LENA,
    RAVI,
    RULES,
    START,
    act,
    acts_of,
    at_look,
    days,
    decided,
    joined,
    letters_of,
    mail,
)

KEPT = replace(RULES, records=True, notice_days=14)
TEXT = RecordText("Context: a\n\nDecision: b\n\nConsequences: c")
MORNING = days(0) - timedelta(hours=1)
"""Nine o'clock of the first day, an hour before it begins for the others."""


def record(key: str, day: float, **more: object) -> RecordAct:
    """A decision record, published so many days after the start."""
    made = act(RecordVerb.ADR, key, days(day), by=ANA, name=f"{key} moves", text="Ana Ruiz")
    return replace(made, record=replace(TEXT, **more))  # type: ignore[arg-type]


def told(*acts: RecordAct, day: float, rules: GroupRules = KEPT) -> list[LetterOrder]:
    """The letters about records at the look on the morning of that day."""
    found = on_look(at_look(MORNING + timedelta(days=day), acts, rules))
    return [each for each in found.letters if isinstance(each.facts, RecordsFacts)]


def keys(letter: LetterOrder) -> tuple[list[str], list[str]]:
    """The records that a letter says are published, and those that are final."""
    assert isinstance(letter.facts, RecordsFacts)
    return [each.key for each in letter.facts.notices], [each.key for each in letter.facts.finals]


def test_records_of_a_day_are_told_in_one_letter_the_next_morning() -> None:
    """Those that are final, too."""
    acts = (
        record("ADR-1", 0),
        record("ADR-2", 0.1),
        act(RecordVerb.ADR_FINAL, "ADR-2", days(0.2)),
    )
    (letter,) = told(*acts, day=1)
    assert (letter.kind, letter.recipients) == ("M14", (ANNOUNCE,))
    assert keys(letter) == (["ADR-1", "ADR-2"], ["ADR-2"])


def test_what_came_this_morning_waits_for_the_next() -> None:
    """Also if we look once more in between, or look again only a week later."""
    later = at_look(days(0) + timedelta(hours=5), (record("ADR-1", 0),), KEPT)
    assert on_look(later).letters == ()
    assert len(told(record("ADR-1", 0), day=8)) == 1


TOLD = act(RecordVerb.ANNOUNCED, "ADR-1", MORNING + timedelta(days=1), text=Told.PUBLISHED)


@pytest.mark.parametrize(
    ("notice", "day", "letters"),
    [(14, 7, 0), (14, 8, 1), (0, 7, 0), (0, 8, 1), (7, 3, 0), (7, 4, 1), (1, 2, 1)],
)
def test_there_is_one_letter_a_week(notice: int, day: int, letters: int) -> None:
    """Or after half of a notice that is shorter than two weeks."""
    acts = (record("ADR-1", 0), TOLD, record("ADR-2", 1))
    rules = replace(KEPT, notice_days=notice)
    assert len(told(*acts, day=day, rules=rules)) == letters


def test_a_record_is_told_twice_at_most_and_again_if_its_final_text_changed() -> None:
    """Published, final, and final once more after another version."""
    acts: tuple[RecordAct, ...] = (record("ADR-1", 0), TOLD)
    assert told(*acts, day=20) == []
    acts = (*acts, act(RecordVerb.ADR_FINAL, "ADR-1", days(19)))
    (letter,) = told(*acts, day=20)
    assert (letter.kind, keys(letter)) == ("M16", ([], ["ADR-1"]))
    at = MORNING + timedelta(days=20)
    acts = (*acts, act(RecordVerb.ANNOUNCED, "ADR-1", at, text=Told.FINAL))
    assert told(*acts, day=30) == []
    version = replace(act(RecordVerb.ADR_VERSION, "ADR-1", days(30)), record=TEXT)
    acts = (*acts, version, act(RecordVerb.ADR_FINAL, "ADR-1", days(31)))
    assert len(told(*acts, day=32)) == 1


@pytest.mark.parametrize(
    ("acts", "rules"),
    [
        ((record("ADR-1", 0),), replace(KEPT, announce="")),
        ((record("ADR-1", 0),), replace(KEPT, records=False)),
        ((record("ADR-1", 0), act(RecordVerb.ADR_RETRACTED, "ADR-1", days(0.5))), KEPT),
        ((record("ADR-1", -40),), KEPT),
    ],
)
def test_some_records_are_told_to_nobody(acts: tuple[RecordAct, ...], rules: GroupRules) -> None:
    """Without an address or a part of the record; taken back before; older than a month."""
    assert told(*acts, day=1, rules=rules) == []


def test_an_emergency_is_told_at_once() -> None:
    """It has its own letter, whatever went out lately, and is not told again."""
    what = mail("Context: spam.", subject="[ADR] [EMERGENCY] The wiki is off", at=days(1))
    decision = decided(what, (*joined(RAVI), record("ADR-1", 0), TOLD), KEPT)
    assert acts_of(decision) == [("adr", "ADR-2"), ("announced", "ADR-2")]
    (letter,) = [each for each in decision.letters if each.kind == "M14"]
    assert keys(letter) == (["ADR-2"], [])
    assert decision.records is not None
    assert told(record("ADR-1", 0), TOLD, *decision.records.acts, day=20) == []


def test_old_mail_is_told_to_nobody() -> None:
    """Its records are noted as told, so no later letter has them."""
    what = mail("Context: a", subject="[ADR] Mail moves", at=START - timedelta(days=3))
    decision = decided(what, joined(RAVI, at=days(-9)), KEPT)
    assert acts_of(decision) == [("adr", "ADR-1"), ("announced", "ADR-1")]
    assert letters_of(decision) == []


def test_an_answer_can_make_a_record_final() -> None:
    """A yes to our question is as good as a mail on the list: the next morning tells it."""
    acts = (*joined(ANA), record("ADR-1", 0), TOLD)
    line = mail("#listbot final: ADR-1", to="listbot@example.org", at=days(19))
    asked = decided(line, acts, KEPT).records
    assert asked is not None
    yes = mail("yes", to="listbot@example.org", at=days(19.1))
    decision = decided(yes, acts, KEPT, asked=asked.asks[0])
    assert acts_of(decision) == [("adr-final", "ADR-1")]


def _news(decision: MailDecision | MomentDecision) -> list[MemberNewsFacts]:
    return [each.facts for each in decision.letters if isinstance(each.facts, MemberNewsFacts)]


def test_two_confirmations_of_one_mail_are_one_letter() -> None:
    """And so are two that are taken back; a mail of its own is a letter of its own."""
    there = (*joined(ANA, RAVI, LENA), act(RecordVerb.CONFIRMED, ANA))
    lines = mail("#listbot confirmed: Ravi\n#listbot confirmed: Lena", at=days(1))
    decision = decided(lines, there)
    assert [each.names for each in _news(decision)] == [("Ravi Menon", "Lena Ott")]
    assert decision.records is not None
    undo = mail("#listbot undo", at=days(2), answers=lines.message_id)
    undone = decided(undo, (*there, *decision.records.acts))
    assert [(each.news, each.names) for each in _news(undone)] == [
        ("not confirmed", ("Ravi Menon", "Lena Ott"))
    ]


def test_different_news_of_one_mail_are_different_letters() -> None:
    """One says who is confirmed, the other who has left."""
    there = (*joined(ANA, RAVI, KIM), act(RecordVerb.CONFIRMED, ANA))
    lines = mail("#listbot confirmed: Ravi\n#listbot leave", at=days(1))
    assert [each.names for each in _news(decided(lines, there))] == [("Ravi Menon",), ("Ana Ruiz",)]
