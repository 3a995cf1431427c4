"""Tests of listbot.pages.views.group.departing."""

from dataclasses import replace
from datetime import datetime

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.pages.views.group.departing import is_known_in, known_holders, known_spells
from tests.records.building import ANA, KIM, RAVI, RULES, act, days, group_case, joined

KEPT = replace(RULES, access=True)
ACCESS = (
    *joined(ANA, RAVI),
    act(RecordVerb.GRANTED, RAVI, days(1), text="dns", by=ANA),
    act(RecordVerb.GRANTED, RAVI, days(1.1), text="wiki", by=ANA),
)
LEFT = (
    *ACCESS,
    act(RecordVerb.LEFT, RAVI, days(10)),
    act(RecordVerb.DEPARTURE, RAVI, days(10)),
)
HALF = (*LEFT, act(RecordVerb.REVOKED, RAVI, days(11), text="dns", by=ANA))
WHOLE = (*HALF, act(RecordVerb.REVOKED, RAVI, days(12), text="wiki", by=ANA))


def ends(*acts: RecordAct) -> list[datetime | None]:
    """When Ravi's times in the group ended, as everybody knows."""
    case = group_case(acts, KEPT)
    return [each.ended for each in known_spells(case.group.members[RAVI], case)]


def holders(*acts: RecordAct) -> list[tuple[str, ...]]:
    """Who has access to each system, as everybody knows."""
    case = group_case(acts, KEPT)
    return [tuple(known_holders(case, each)) for each in ("dns", "wiki")]


def test_a_departure_shows_once_all_access_is_withdrawn() -> None:
    """Until then the person is in the group, and has all the access that they had."""
    assert [ends(*acts) for acts in (ACCESS, LEFT, HALF, WHOLE)] == [
        [None], [None], [None], [days(12)],
    ]  # fmt: skip
    assert [holders(*acts) for acts in (ACCESS, LEFT, HALF, WHOLE)] == [
        [(RAVI,), (RAVI,)], [(RAVI,), (RAVI,)], [(RAVI,), (RAVI,)], [(), ()],
    ]  # fmt: skip
    known = [is_known_in(group_case(acts, KEPT), RAVI) for acts in (LEFT, WHOLE)]
    assert (known, is_known_in(group_case(LEFT, KEPT), KIM)) == ([True, False], False)


def test_access_that_was_withdrawn_before_is_gone() -> None:
    """Only what is withdrawn because of the departure still shows."""
    early = act(RecordVerb.REVOKED, RAVI, days(2), text="dns", by=ANA)
    assert holders(*ACCESS, early) == [(), (RAVI,)]
    assert holders(*LEFT, early) == [(), (RAVI,)]


def test_a_departure_without_access_shows_at_once() -> None:
    """Nothing is to be withdrawn, so it was announced when it happened."""
    assert ends(*joined(RAVI), act(RecordVerb.LEFT, RAVI, days(10))) == [days(10)]


def test_whoever_came_back_left_when_they_came_back() -> None:
    """An end that was never announced shows as the day of the next beginning."""
    again = act(RecordVerb.JOINED, RAVI, days(11.5))
    assert ends(*HALF, again) == [days(11.5), None]
    assert ends(*WHOLE, again) == [days(11.5), None]
    late = act(RecordVerb.JOINED, RAVI, days(20))
    assert ends(*WHOLE, late) == [days(12), None]
