"""Mails of one month that do not depend on each other, in any order: the same group, and the same
letters.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listbot.mail import Mail, Unreadable
from listbot.model.records.folding import fold
from listbot.model.records.group import Group
from listbot.model.records.rules import GroupRules
from listbot.replay import replay
from listbot.store.records.acts import all_acts
from tests.playing import LIST, PEOPLE, Play, Post, rules

GROUP = GroupRules(
    members=True,
    meetings=True,
    access=True,
    services=True,
    records=True,
    announce="project@example.org",
    private="group@example.org",
    notice_days=14,
)
BEFORE = (
    *(Post(f"join-{name}", name, f"#listbot join: {name}'s project", 1) for name in PEOPLE[:6]),
    Post("systems", "Ana", "#listbot system: dns, wiki, mail", 2, "systems"),
    Post("wiki", "Ana", "#listbot service: wiki lead=lena", 2, "the wiki"),
    Post("called", "Ravi", "#listbot meeting: 2026-10-01 18:00 UTC", 3, "October"),
    Post("adr", "Lena", "Context: a\n\nDecision: b\n\nConsequences: c", 4, "[ADR] Mail moves"),
)
MONTH = (
    Post("g1", "Ana", "#listbot granted: dns to Ravi anyway", 30, "access"),
    Post("g2", "Ravi", "#listbot granted: wiki, mail to Ana anyway", 31, "access"),
    Post("s1", "Ana", "#listbot service: mail lead=ana admins=ravi", 32, "services"),
    Post("s2", "Omar", "#listbot service: wiki ok", 33, "services"),
    Post("m1", "Ines", "#listbot meeting: 2026-11-05 18:00 UTC", 34, "November"),
    Post("m3", "Omar", "#listbot meeting: 2026-11-05 20:00 UTC", 34.1, "the same day"),
    Post("m2", "Lena", "I can't make it, sorry.", 35, "Re: October", answers=["called"]),
    Post("a1", "Omar", "#listbot agenda: new disks", 36, "disks"),
    Post("o1", "Ravi", "-1, who pays?", 37, "Re: [ADR] Mail moves", answers=["adr"]),
    Post("p1", "Lena", "#listbot project done", 38, "done"),
    Post("t1", "Ines", "#listbot tandem: https://code.example.org/42", 39, "reviewed"),
    Post("j1", "Kim", "#listbot join: backups", 40, "hello"),
    Post("l1", "Lars", "#listbot leave", 41, "goodbye"),
)


@pytest.fixture(scope="module")
def play() -> Play:
    """One store, emptied for each order."""
    lists = rules(addresses=(LIST,))
    return Play(in_force=replace(lists, group=GROUP))


def lived(play: Play, month: Sequence[Mail | Unreadable]) -> tuple[object, Counter[str]]:
    """The group and its letters after the month's mails in this order, and two days."""
    play.forget_all()
    play.take(*BEFORE)
    play.take(*month)
    play.run_until(play.now + timedelta(days=2), timedelta(hours=12))
    with play.store.reading() as connection:
        group = fold(all_acts(connection))
    return stands(group), Counter(
        f"{each.kind} {each.parcel.recipients}" for each in play.letters()
    )


def stands(group: Group) -> object:
    """Everything that people would see of it; what only says in which order mails came is left
    out.
    """
    return (
        {each.address: (each.standing, each.spells) for each in group.members.values()},
        {
            each.key: (each.at, each.cancelled, set(each.regrets))
            for each in group.meetings.values()
        },
        {(each.text, each.by) for each in group.agenda},
        group.services,
        group.records,
        group.grants,
        set(group.systems),
        {each.who: (set(each.systems), each.left) for each in group.departures.values()},
    )


@pytest.mark.slow
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.permutations(range(len(MONTH))))
def test_the_mails_of_a_month_in_any_order(play: Play, order: list[int]) -> None:
    """The group and the count of its letters are the same, whichever came first."""
    mails = [play.read(each) for each in MONTH]
    expected = lived(play, mails)
    assert lived(play, [mails[at] for at in order]) == expected
    assert play.alerts == []


def test_the_orders_are_of_mails_that_all_do_something(play: Play) -> None:
    """Each of them is an act in the record, and a replay comes to the same."""
    lived(play, [play.read(each) for each in MONTH])
    with play.store.reading() as connection:
        acting = {each.mail for each in all_acts(connection)}
    assert {f"<{each.id}@example.org>" for each in MONTH} - acting == set()
    assert replay(play.store).is_equal
