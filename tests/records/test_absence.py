"""Members who miss meetings for too long: they are warned alone, and the group decides."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from listbot.letters.facts.members import GroupAskedFacts, GroupQuestion, MemberNoteFacts, Note
from listbot.model.decision import MomentDecision
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.folding import fold
from listbot.model.records.meetings import Minutes
from listbot.model.records.rules import GroupRules, Remove
from listbot.records.decide import on_look
from tests.records.building import (
    ANA,
    ANNOUNCE,
    BOT,
    LENA,
    RAVI,
    RULES,
    act,
    acts_of,
    at_look,
    days,
    decided,
    joined,
    letters_of,
    mail,
)

STRICT = replace(RULES, missed=4, absent_months=12)


def meeting(at: datetime, *there: str, published: bool = True) -> tuple[RecordAct, ...]:
    """A meeting with these attendees, and its minutes."""
    key = f"{at:%Y-%m-%d}"
    minutes = act(RecordVerb.MINUTES, key, at, minutes=Minutes(attendees=there))
    acts = (act(RecordVerb.MEETING, key, at, when=at), minutes)
    if not published:
        return acts
    return (*acts, act(RecordVerb.PUBLISHED, key, at, text=minutes.key))


def held(*at: float, there: tuple[str, ...] = (RAVI,)) -> tuple[RecordAct, ...]:
    """Meetings at these days, with the same attendees."""
    return tuple(each for day in at for each in meeting(days(day), *there))


def found(decision: MomentDecision) -> list[tuple[str, str]]:
    """The acts of a look."""
    if decision.records is None:
        return []
    return [(each.verb, each.about) for each in decision.records.acts]


MISSED_FOUR = (*joined(ANA, RAVI), *held(1, there=(ANA, RAVI)), *held(90, 180, 270, 360))


@pytest.mark.parametrize(
    ("acts", "day", "verbs"),
    [
        pytest.param((*joined(ANA), *held(30, 60)), 61, [], id="two"),
        pytest.param((*joined(ANA), *held(30, 60, 90)), 91, ["warned"], id="one before"),
        pytest.param(MISSED_FOUR, 361, ["warned"], id="four, but not a year"),
        pytest.param(MISSED_FOUR, 366, ["removal-due"], id="both"),
        pytest.param((*joined(ANA), *held(30, 60, 90, 120)), 365, ["removal-due"], id="never"),
        pytest.param((*joined(ANA), *held(30, 60, 90)), 500, ["warned"], id="a year, but three"),
        pytest.param(
            (*joined(ANA), *held(30, 60, 90), *meeting(days(120), RAVI, published=False)),
            500,
            ["warned"],
            id="no minutes",
        ),
        pytest.param(
            (
                *joined(ANA),
                *held(30, 60, 90),
                *held(120),
                act(RecordVerb.MEETING_OFF, f"{days(120):%Y-%m-%d}", days(121)),
            ),
            500,
            ["warned"],
            id="cancelled",
        ),
        pytest.param(
            (*joined(ANA, at=days(100)), *held(30, 60, 90, 120)), 500, [], id="before joining"
        ),
    ],
)
def test_both_have_to_hold(acts: tuple[RecordAct, ...], day: int, verbs: list[str]) -> None:
    """Meetings missed in a row, and the time since the last one."""
    decision = on_look(at_look(days(day), acts, STRICT))
    assert [verb for verb, about in found(decision) if about == ANA] == verbs


def test_the_member_is_warned_twice_at_most() -> None:
    """Once for the meetings, once for the days; nobody else hears of it."""
    acts = MISSED_FOUR
    told = []
    for day in (271, 272, 335, 336, 340, 361):
        decision = on_look(at_look(days(day), acts, STRICT))
        told += [(day, each.recipients) for each in decision.letters]
        acts = (*acts, *(decision.records.acts if decision.records else ()))
    # all four meetings are known here from the start, so the first look warns at once
    assert told == [(271, (ANA,)), (336, (ANA,))]


def test_the_warning_has_the_facts() -> None:
    """When they were last there, what they missed, and until when there is time."""
    (letter,) = on_look(at_look(days(340), MISSED_FOUR, STRICT)).letters
    assert letter.facts == MemberNoteFacts(
        Note.AWAY,
        missed=4,
        most=4,
        months=12,
        last=date(2026, 9, 2),
        since=date(2026, 9, 1),
        over=date(2027, 9, 2),
    )


@pytest.mark.parametrize(
    ("rules", "acts"),
    [
        (RULES, MISSED_FOUR),
        (replace(STRICT, meetings=False), MISSED_FOUR),
        (replace(STRICT, members=False), MISSED_FOUR),
    ],
)
def test_a_group_without_the_rule_removes_nobody(
    rules: GroupRules, acts: tuple[RecordAct, ...]
) -> None:
    """Each part can be off."""
    assert found(on_look(at_look(days(500), acts, rules))) == []


def test_the_group_decides() -> None:
    """It alone reads why; the project reads only that the member left."""
    decision = on_look(at_look(days(366), MISSED_FOUR, STRICT))
    (letter,) = decision.letters
    assert letter.recipients == (RAVI,)
    assert isinstance(letter.facts, GroupAskedFacts)
    assert letter.facts == GroupAskedFacts(
        GroupQuestion.AWAY, "Ana Ruiz", letter.facts.token, missed=4, months=12, ever=True
    )
    assert decision.records is not None
    (asked,) = decision.records.asks
    acts = (*MISSED_FOUR, *decision.records.acts)
    assert found(on_look(at_look(days(367), acts, STRICT))) == []  # asked once
    removed = decided(mail("yes", RAVI, at=days(367), to=BOT), acts, STRICT, asked=asked)
    assert acts_of(removed) == [("removed", ANA)]
    assert letters_of(removed) == [("M17", (ANNOUNCE,)), ("M22", (RAVI,))]
    kept = decided(mail("no", RAVI, at=days(367), to=BOT), acts, STRICT, asked=asked)
    assert acts_of(kept) == [("kept", ANA)]
    assert kept.records is not None
    later = (*acts, *kept.records.acts)
    assert found(on_look(at_look(days(368), later, STRICT))) == []
    again = decided(mail("yes", RAVI, at=days(369), to=BOT), later, STRICT, asked=asked)
    assert acts_of(again) == []


def test_nobody_answers_about_themselves() -> None:
    """The group's own address is read by the member, too."""
    rules = replace(STRICT, private="group@example.org")
    decision = on_look(at_look(days(366), MISSED_FOUR, rules))
    assert decision.records is not None
    (asked,) = decision.records.asks
    acts = (*MISSED_FOUR, *decision.records.acts)
    answer = decided(mail("no", ANA, at=days(367), to=BOT), acts, rules, asked=asked)
    assert acts_of(answer) == []
    other = decided(mail("yes", RAVI, at=days(367), to=BOT), acts, rules, asked=asked)
    assert acts_of(other) == [("removed", ANA)]


def test_a_meeting_settles_it() -> None:
    """Whoever comes to one before the group has answered stays."""
    acts = (*MISSED_FOUR, act(RecordVerb.REMOVAL_DUE, ANA, days(366), text="away"))
    there = (*acts, *held(370, there=(ANA, RAVI)))
    decision = on_look(at_look(days(371), there, STRICT))
    assert (found(decision), decision.letters) == ([("kept", ANA)], ())


def test_a_group_may_let_the_rule_remove() -> None:
    """The project reads that the member left, and the group is not asked."""
    rules = replace(STRICT, remove=Remove.AUTOMATIC)
    decision = on_look(at_look(days(366), MISSED_FOUR, rules))
    assert found(decision) == [("removed", ANA)]
    assert [(each.kind, each.recipients) for each in decision.letters] == [("M17", (ANNOUNCE,))]


def test_a_removal_is_undone() -> None:
    """The member is back in the same spell, and the project reads that it was a mistake. The time
    begins again, so that the rule does not remove them the next morning.
    """
    yes = act(RecordVerb.REMOVED, ANA, days(367), by=RAVI, mail="<yes@example.org>")
    acts = (*MISSED_FOUR, act(RecordVerb.REMOVAL_DUE, ANA, days(366), text="away"), yes)
    assert not fold(acts).members[ANA].is_in
    undone = decided(mail("#listbot undo", RAVI, at=days(367.5)), acts, STRICT)
    assert acts_of(undone) == [("undone", ANA), ("kept", ANA)]
    assert letters_of(undone) == [("M22", (RAVI,)), ("M17", (ANNOUNCE,))]
    assert undone.records is not None
    after = (*acts, *undone.records.acts)
    assert fold(after).members[ANA].is_in
    automatic = replace(STRICT, remove=Remove.AUTOMATIC)
    assert found(on_look(at_look(days(368), after, automatic))) == []


def test_the_time_begins_again_after_a_decision_to_keep() -> None:
    """Meetings missed before it count no more."""
    acts = (*MISSED_FOUR, act(RecordVerb.KEPT, ANA, days(367), by=LENA))
    assert found(on_look(at_look(days(800), acts, STRICT))) == []
    more = (*acts, *held(400, 500, 600, 700))
    assert found(on_look(at_look(days(731), more, STRICT))) == [("warned", ANA)]
    assert found(on_look(at_look(days(733), more, STRICT))) == [("removal-due", ANA)]
