"""The group's own digest: when it comes, to whom, and what it says."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from listbot.letters.facts.group_digest import GroupDigestFacts, HeldFacts, OpenFacts, Waits
from listbot.letters.facts.recap import Rows
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.members import Why
from listbot.records.weekly import on_mondays
from tests.records.building import ANA, KIM, LENA, LIST, NAMES, RAVI, RULES, act, at_look, joined

MONDAY = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
PRIVATE = "infra-members@example.org"
ALL = replace(
    RULES,
    private=PRIVATE,
    digest=True,
    needs_project=True,
    meetings_a_year=4,
    services=True,
    access=True,
)
BUSY = (
    *joined(ANA, RAVI, LENA),
    act(RecordVerb.CONFIRMED, ANA),
    act(RecordVerb.PAIRED, RAVI, text=ANA),
    act(RecordVerb.CONFIRM_ASKED, RAVI),
    act(RecordVerb.PROJECT_DONE, LENA),
    act(RecordVerb.REMOVAL_DUE, LENA, text=Why.AWAY),
    act(RecordVerb.INTRODUCED, KIM, text="hello", names=(LIST,), mail="<k@example.org>"),
    act(RecordVerb.SYSTEM, "dns"),
)


def facts_at(
    now: datetime,
    acts: tuple[RecordAct, ...] = BUSY,
    private: str = PRIVATE,
    due: datetime | None = None,
) -> GroupDigestFacts | None:
    """What the digest of a look says that was due then; None if there is none."""
    look = at_look(now, acts, replace(ALL, private=private))
    found = on_mondays(replace(look, due=due))
    if not found.letters:
        return None
    (letter,) = found.letters
    assert isinstance(letter.facts, GroupDigestFacts)
    return letter.facts


def test_it_says_what_waits_for_the_group() -> None:
    """Questions, meetings, newcomers, who works alone, services and access."""
    facts = facts_at(MONDAY)
    assert facts is not None
    day = datetime(2026, 9, 1, tzinfo=UTC).date()
    assert facts.open.shown == (
        OpenFacts(Waits.CONFIRMING, NAMES[RAVI], day),
        OpenFacts(Waits.REMOVAL, NAMES[LENA], day),
        OpenFacts(Waits.PROJECT, NAMES[LENA], day),
    )
    assert facts.meetings == HeldFacts(0, 4, None, is_planned=False)
    assert [each.name for each in facts.newcomers.shown] == [NAMES[KIM]]
    assert facts.alone == Rows((NAMES[LENA],))
    assert facts.access == Rows(("dns: the record has nobody with access",))
    assert facts.count == 7


def test_whose_pair_has_left_works_alone() -> None:
    """They were told so; the group sees it until they have another."""
    paired = (*BUSY, act(RecordVerb.PAIRED, LENA, text=RAVI))
    assert facts_at(MONDAY, paired).alone == Rows(())  # type: ignore[union-attr]
    left = (*paired, act(RecordVerb.LEFT, RAVI, MONDAY))
    assert facts_at(MONDAY, left).alone == Rows((NAMES[LENA],))  # type: ignore[union-attr]


def test_it_comes_on_monday_mornings_alone() -> None:
    """Not before nine, not later that day, and on no other day."""
    assert facts_at(MONDAY.replace(hour=8)) is None
    assert facts_at(MONDAY.replace(hour=23)) is None
    assert facts_at(MONDAY.replace(day=15)) is None


@pytest.mark.parametrize(
    ("now", "due", "comes"),
    [
        (MONDAY.replace(hour=23), MONDAY, True),
        (MONDAY.replace(day=15), MONDAY, True),
        (MONDAY.replace(day=15), MONDAY.replace(hour=8, minute=50), True),
        (MONDAY.replace(day=20), MONDAY.replace(day=3), True),
        (MONDAY.replace(day=15), MONDAY.replace(day=15), False),
        (MONDAY.replace(hour=8), MONDAY.replace(day=13), False),
    ],
)
def test_it_comes_late_if_the_daemon_was_down(now: datetime, due: datetime, comes: bool) -> None:
    """Once for the week in which it is up again, by the first look after Monday morning."""
    assert (facts_at(now, due=due) is not None) is comes


def test_a_week_has_one() -> None:
    """Its key is the week, so that a second look writes no second one."""
    looks = (at_look(MONDAY.replace(day=day), BUSY, ALL) for day in (14, 16))
    keys = {
        (letter.cause, letter.period, letter.recipients)
        for look in looks
        for letter in on_mondays(replace(look, due=MONDAY)).letters
    }
    assert keys == {("the group", "2026-W38", (PRIVATE,))}


def test_without_an_own_address_it_does_not_say_whom_a_removal_is_about() -> None:
    """Then each member gets it, the one in question, too."""
    facts = facts_at(MONDAY, private="")
    assert facts is not None
    assert Waits.REMOVAL not in {each.waits for each in facts.open.shown}


def test_nothing_to_say_is_no_letter() -> None:
    """A group of parts that are off hears nothing, nor does one without members."""
    plain = replace(RULES, private=PRIVATE, digest=True)
    assert on_mondays(at_look(MONDAY, joined(ANA), plain)).letters == ()
    assert on_mondays(at_look(MONDAY, (), replace(RULES, digest=True))).letters == ()


def test_a_group_that_wants_none_gets_none() -> None:
    """The configuration can turn it off."""
    assert on_mondays(at_look(MONDAY, BUSY, replace(ALL, digest=False))).letters == ()
