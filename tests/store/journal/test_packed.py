"""Rules and moments in the journal: what lists share is stored once."""

from dataclasses import replace
from datetime import datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listbot.model.inputs import RulesInput, TickInput
from listbot.model.policy import Member, Roster
from listbot.store.journal.codec import read_as, write
from listbot.store.journal.packed import pack, pack_moment, unpack, unpack_moment
from tests.playing import BOT, LIST, OTHER, START, hours, rules

EVERY = TickInput(hours(3), {LIST: hours(2), OTHER: hours(2)}, "n")


def of_lists(count: int) -> RulesInput:
    """Return the rules of so many lists."""
    return rules(addresses=[f"dev{number}@example.org" for number in range(count)])


def test_rules_grow_with_their_lists_and_no_faster() -> None:
    """Each list knows all addresses that are ours; they are not written out for each of them."""
    few, many = len(write(of_lists(20))), len(write(of_lists(200)))
    assert many < 10 * few


def test_what_is_shared_is_the_same_object() -> None:
    """A daemon with thousands of lists keeps one roster in memory, not thousands."""
    found = unpack(pack(of_lists(3)))
    assert found == of_lists(3)
    assert len({id(each.roster) for each in found.lists}) == 1
    assert len({id(each.own_addresses) for each in found.lists}) == 1


def test_lists_may_differ() -> None:
    """Each list gets its own values back."""
    known = rules()
    other = replace(known.of(OTHER), roster=Roster(), own_addresses=())
    mixed = RulesInput((known.of(LIST), other))
    assert unpack(pack(mixed)) == mixed


def with_rosters(*rosters: Roster) -> RulesInput:
    """Return the rules of lists with these rosters."""
    pairs = zip(of_lists(len(rosters)).lists, rosters, strict=False)  # the bot's is left out
    return RulesInput(tuple(replace(each, roster=own) for each, own in pairs))


def test_somebody_on_several_rosters_is_stored_once() -> None:
    """A foundation with a roster for each list has the same people on many of them."""
    ana, bo, cy = (Member(name, (f"{name}@example.org",)) for name in ("ana", "bo", "cy"))
    known = with_rosters(
        Roster((ana, bo)), Roster((bo, cy, ana)), Roster((cy,)), Roster((ana, bo)), Roster()
    )
    text = write(known)
    assert [text.count(f'"{each.name}"') for each in (ana, bo, cy)] == [1, 1, 1]
    assert pack(known).rosters == (Roster((ana, bo)), (1, cy, 0), (2,), Roster())
    assert read_as(RulesInput, text) == known


@settings(max_examples=50, deadline=None)  # a busy machine takes its time
@given(st.lists(st.lists(st.integers(0, 6), unique=True, max_size=7), min_size=1, max_size=5))
def test_any_rosters_are_read_as_they_were(rosters: list[list[int]]) -> None:
    """Each person is written once, whatever the rosters have in common."""
    people = [Member(f"person {number}", (f"p{number}@example.org",)) for number in range(7)]
    known = with_rosters(*(Roster(tuple(people[each] for each in of)) for of in rosters))
    text = write(known)
    assert read_as(RulesInput, text) == known
    assert max(text.count(f'"{each.name}"') for each in people) <= 1


def test_rosters_with_nobody_in_common_are_written_out() -> None:
    """So are those of journals from before, whatever they have in common."""
    ana, bo = (Member(name, (f"{name}@example.org",)) for name in ("ana", "bo"))
    apart = (Roster((ana,)), Roster((bo,)))
    assert pack(with_rosters(*apart)).rosters == apart
    before = (Roster((ana,)), Roster((ana, bo)))
    packed = replace(pack(with_rosters(*before)), rosters=before)
    assert unpack(packed) == with_rosters(*before)


def test_rules_that_were_written_out_are_read() -> None:
    """A journal from before has them."""
    known = rules()
    text = msgspec.json.encode({"lists": known.lists, "group": None}).decode()
    assert read_as(RulesInput, text) == known


def test_a_place_that_does_not_exist() -> None:
    """A list without its share of the rules is refused, never taken for one without a roster."""
    packed = replace(pack(rules()), uses=pack(rules()).uses[:1])
    with pytest.raises(ValueError, match="zip"):
        unpack(packed)


def test_a_moment_is_stored_without_its_lists() -> None:
    """One host delivers thousands of lists, and each moment that decides something is kept."""
    packed = pack_moment(EVERY, rules())
    assert packed == TickInput(hours(3), {}, "n", all_until=hours(2))
    assert unpack_moment(packed, rules()) == EVERY


@pytest.mark.parametrize(
    "until", [{}, {LIST: START}, {LIST: START, OTHER: hours(1)}, {LIST: START, BOT: START}]
)
def test_a_moment_at_which_lists_differ_is_stored_whole(until: dict[str, datetime]) -> None:
    """Nothing is taken for read that was not."""
    moment = replace(EVERY, read_until=until)
    assert pack_moment(moment, rules()) == moment
    assert unpack_moment(moment, rules()) == moment
