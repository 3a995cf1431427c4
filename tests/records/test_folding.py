"""The group that acts make."""

import itertools

from listbot.model.records.acts import RecordVerb
from listbot.model.records.folding import after, fold
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
