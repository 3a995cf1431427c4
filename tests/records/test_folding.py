"""The group that acts make."""

import itertools
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.model.records import folding
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.folding import after, fold
from listbot.model.records.meetings import Minutes
from listbot.model.records.members import Standing
from tests.records.building import ANA, KIM, RAVI, act, days, joined


def test_a_rejoin_is_a_second_spell() -> None:
    """The first one stays as it was."""
    acts = (
        *joined(RAVI),
        act(RecordVerb.LEFT, RAVI, days(3)),
        *joined(RAVI, at=days(9)),
        *joined(RAVI, at=days(10)),
    )
    member = fold(acts).members[RAVI]
    assert [(each.began, each.ended) for each in member.spells] == [
        (days(0), days(3)),
        (days(9), None),
    ]
    assert (member.standing, member.is_in) == (Standing.PROVISIONAL, True)


def test_what_does_not_fit_changes_nothing() -> None:
    """Somebody who is not in the group cannot leave it."""
    acts = (*joined(ANA), act(RecordVerb.LEFT, KIM), act(RecordVerb.STAYS, ANA))
    assert list(fold(acts).members) == [ANA]


def test_an_undone_act_never_happened() -> None:
    """Nor does it come back with later acts."""
    (there,) = joined(ANA)
    undo = act(RecordVerb.UNDONE, ANA, days(1), text=there.key)
    group = fold((there, undo))
    assert group.members == {}
    assert after(group, joined(RAVI, at=days(2))).members.keys() == {RAVI}


def test_the_order_in_which_acts_come_does_not_matter() -> None:
    """They are taken in the order of their time, and each only once."""
    acts = (*joined(ANA, RAVI), act(RecordVerb.LEFT, ANA, days(1)), *joined(ANA, at=days(2)))
    whole = fold(acts)
    for shuffled in itertools.permutations(acts):
        assert fold((*shuffled, *acts)).members == whole.members


def test_a_member_who_has_left_is_a_past_one() -> None:
    """Whether or not they were confirmed."""
    acts = (*joined(RAVI), act(RecordVerb.CONFIRMED, RAVI, days(1)))
    standings = [
        fold(each).members[RAVI].standing
        for each in (joined(RAVI), acts, (*acts, act(RecordVerb.LEFT, RAVI, days(2))))
    ]
    assert standings == [Standing.PROVISIONAL, Standing.CONFIRMED, Standing.PAST]


def test_acts_about_what_is_not_there_change_nothing() -> None:
    """A service, a record or a checklist that nobody has begun."""
    verbs = (
        RecordVerb.SERVICE,
        RecordVerb.SERVICE_RIGHT,
        RecordVerb.SERVICE_GONE,
        RecordVerb.ADR_FINAL,
        RecordVerb.DEPARTURE_ASKED,
    )
    group = fold(act(verb, "wiki") for verb in verbs)
    assert (group.services, group.records, group.departures) == ({}, {}, {})


def test_without_further_acts_nothing_is_folded_again() -> None:
    """Each step of reading a mail asks for the group as it is by then."""
    group = fold(joined(ANA))
    assert after(group, ()) is group


MINUTES = Minutes(attendees=(ANA,), agreed=("new disks",), text="Agreed: new disks for Ana")
THERE = joined(ANA, RAVI, KIM)
POOL = (
    *THERE,
    act(RecordVerb.SYSTEM, "dns", days(1)),
    act(RecordVerb.GRANTED, RAVI, days(1), text="dns"),
    act(RecordVerb.MEETING, "2026-09-03", days(1), when=days(2)),
    act(RecordVerb.MINUTES, "2026-09-03", days(3), minutes=MINUTES),
    act(RecordVerb.PUBLISHED, "2026-09-03", days(3), text="minutes 2026-09-03 202609041000"),
    act(RecordVerb.REDACTED, "2026-09-03", days(4), text="new disks"),
    act(RecordVerb.MINUTES, "2026-09-03", days(5), minutes=MINUTES),
    act(RecordVerb.LEFT, RAVI, days(5)),
    act(RecordVerb.DEPARTURE, RAVI, days(5)),
    act(RecordVerb.UNDONE, KIM, days(6), text=THERE[2].key),
    act(RecordVerb.REVOKED, RAVI, days(7), text="dns"),
    act(RecordVerb.INTRODUCED, "zoe@example.org", days(7)),
    act(RecordVerb.AGENDA, ANA, days(8), text="disks"),
)


@given(st.lists(st.sampled_from(POOL), max_size=9), st.lists(st.sampled_from(POOL), max_size=4))
def test_acts_that_come_later_make_the_same_group(
    before: list[RecordAct], more: list[RecordAct]
) -> None:
    """Whether they only go on or change what was before, and whether they were there already."""
    first = fold(before)
    frozen = deepcopy(first)
    assert after(first, more) == fold((*first.acts, *more))
    assert first == frozen


def test_each_act_changes_something() -> None:
    """But for those that are read before all others."""
    verbs = {verb for verb in RecordVerb if verb not in folding.CHANGES}
    assert verbs == {RecordVerb.UNDONE, RecordVerb.REDACTED}


def test_a_long_record_that_goes_on_is_not_folded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger who writes often makes many acts, and each of them costs as much as the first."""
    group = fold(POOL[:6])
    monkeypatch.setattr(folding, "fold", None)
    grown = after(group, POOL[13:])
    assert [len(grown.newcomers), len(grown.agenda), len(group.agenda)] == [1, 1, 0]
