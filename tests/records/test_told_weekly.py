"""What a recap says about members of the group."""

from dataclasses import replace

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.rules import GroupRules
from listbot.records.members.told_weekly import people_of_week
from tests.records.building import ANA, LENA, RAVI, RULES, act, at_look, days, joined


def told(
    acts: tuple[RecordAct, ...], rules: GroupRules = RULES
) -> list[tuple[str, str, str, float]]:
    """The lines of the second week."""
    known = at_look(days(30), acts, rules)
    return [
        (each.what, each.name, each.project, (each.at - days(0)).days)
        for each in people_of_week(known, days(7), days(14))
    ]


def test_only_what_happened_in_the_week_is_told() -> None:
    """Whoever joined is welcome; whoever left did so without a reason."""
    acts = (
        *joined(ANA, at=days(6)),
        act(RecordVerb.JOINED, RAVI, days(7), text="mirrors"),
        act(RecordVerb.CONFIRMED, ANA, days(8)),
        act(RecordVerb.LEFT, ANA, days(9)),
        act(RecordVerb.JOINED, LENA, days(10), text="DNS"),
        act(RecordVerb.PROJECT, LENA, days(11), text="backups"),
        act(RecordVerb.REMOVED, RAVI, days(13), text="away"),
        act(RecordVerb.LEFT, LENA, days(14)),
    )
    assert told(acts) == [
        ("joined", "Ravi Menon", "mirrors", 7),
        ("confirmed", "Ana Ruiz", "", 8),
        ("left", "Ana Ruiz", "", 9),
        ("joined", "Lena Ott", "backups", 10),
        ("left", "Ravi Menon", "", 13),
    ]
    assert told(acts, replace(RULES, members=False)) == []


def test_questions_are_told_while_they_are_open() -> None:
    """A claim that was judged, a member who has left or was confirmed: no longer."""
    acts = (
        *joined(ANA, RAVI),
        act(RecordVerb.PROJECT_DONE, ANA, days(8), text="backups"),
        act(RecordVerb.CONFIRM_ASKED, ANA, days(9)),
        act(RecordVerb.PROJECT_DONE, RAVI, days(8), text="mirrors"),
        act(RecordVerb.PROJECT_DISPUTED, RAVI, days(9)),
    )
    open_ones = [("done", "Ana Ruiz", "backups", 8), ("asks", "Ana Ruiz", "", 9)]
    assert told(acts) == open_ones
    agreed = (*acts, act(RecordVerb.PROJECT_AGREED, ANA, days(20)))
    assert told(agreed) == open_ones[1:]
    assert told((*agreed, act(RecordVerb.CONFIRMED, ANA, days(21)))) == []
    assert told((*acts, act(RecordVerb.LEFT, ANA, days(21)))) == []


def test_an_earlier_spell_keeps_its_project() -> None:
    """A second time in the group does not change what is told of the first."""
    acts = (
        act(RecordVerb.JOINED, ANA, days(8), text="mirrors"),
        act(RecordVerb.LEFT, ANA, days(9)),
        act(RecordVerb.JOINED, ANA, days(20), text="DNS"),
    )
    assert told(acts) == [("joined", "Ana Ruiz", "mirrors", 8), ("left", "Ana Ruiz", "", 9)]


def test_what_was_undone_is_not_told() -> None:
    """Nothing of a mistake stays public."""
    there = act(RecordVerb.JOINED, ANA, days(8))
    assert told((there, act(RecordVerb.UNDONE, ANA, days(9), text=there.key))) == []


def test_a_departure_is_told_once_the_access_is_withdrawn() -> None:
    """Nobody reads in a recap whose access is still to be withdrawn."""
    acts = (
        *joined(ANA, RAVI),
        act(RecordVerb.SYSTEM, "dns"),
        act(RecordVerb.LEFT, ANA, days(3)),
        act(RecordVerb.DEPARTURE, ANA, days(3)),
        act(RecordVerb.LEFT, RAVI, days(8)),
        act(RecordVerb.DEPARTURE, RAVI, days(8)),
    )
    assert told(acts) == []
    revoked = act(RecordVerb.REVOKED, ANA, days(9), text="dns", by=LENA)
    assert told((*acts, revoked)) == [("left", "Ana Ruiz", "", 9)]


def test_whoever_came_back_before_that_has_not_left() -> None:
    """People would read that somebody left who is in the group."""
    rules = replace(RULES, access=True)
    left = (
        *joined(ANA),
        act(RecordVerb.SYSTEM, "dns", days(1)),
        act(RecordVerb.LEFT, ANA, days(5)),
        act(RecordVerb.DEPARTURE, ANA, days(5)),
    )
    revoked = act(RecordVerb.REVOKED, ANA, days(9), text="dns")
    back = act(RecordVerb.JOINED, ANA, days(8), text="DNS")
    assert told((*left, back, revoked), rules) == [("joined", "Ana Ruiz", "DNS", 8)]
    again = replace(back, at=days(10))
    assert told((*left, revoked, again), rules) == [
        ("left", "Ana Ruiz", "", 9),
        ("joined", "Ana Ruiz", "DNS", 10),
    ]


def test_a_later_departure_does_not_hide_an_earlier_one() -> None:
    """Somebody who came back and left again had left before, too."""
    acts = (
        *joined(ANA),
        act(RecordVerb.SYSTEM, "dns"),
        act(RecordVerb.LEFT, ANA, days(8)),
        *joined(ANA, at=days(15)),
        act(RecordVerb.LEFT, ANA, days(16)),
        act(RecordVerb.DEPARTURE, ANA, days(16)),
    )
    assert told(acts) == [("left", "Ana Ruiz", "", 8)]
