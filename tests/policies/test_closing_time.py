"""When a vote closes: by its opening, the list's rules, and what people did since."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from listbot.model.policy import Policy
from listbot.model.proposal import Act, PutOff, Verb, Why
from listbot.model.reading import Announced, Deadline
from listbot.policies.closing_time import MOST_TURNED, Closing, acts_of, closing_time
from tests.votes.counting.ballots import CLOSES, MINOR, OPENED, SUBSTANTIAL, after, entry, proposal

OFF = PutOff(Why.OBJECTION, CLOSES, after(144))


def act(verb: Verb, hours: float, to: float | None = None) -> Act:
    order = (after(hours), after(hours), f"<{verb}-{hours}@example.org>")
    closes = None if to is None else after(to)
    policy = SUBSTANTIAL if verb is Verb.CLASS else None
    return Act(verb, "ana@example.org", order, "as written", closes, policy)


def closing(*acts: Act, stated: float | None = None, put_offs: tuple[PutOff, ...] = ()) -> Closing:
    deadline = (
        None if stated is None else Deadline(after(stated), "until then", "the zone was assumed")
    )
    return closing_time(replace(proposal(), deadline=deadline, put_offs=put_offs), acts)


def test_without_a_date_the_default_window_applies() -> None:
    """The default window applies, and the letter says so."""
    assert closing() == Closing(CLOSES, SUBSTANTIAL, CLOSES, default=True)


def test_a_stated_date_is_taken() -> None:
    """A stated date comes with its words, and with what they left open."""
    expected = Closing(
        after(100), SUBSTANTIAL, CLOSES, assumed="the zone was assumed", quote="until then"
    )
    assert closing(stated=100) == expected


def test_a_date_that_is_too_early_is_replaced() -> None:
    """It becomes the earliest close the list allows, and the letter names both."""
    got = closing(stated=24)
    assert (got.at, got.replaced, got.default) == (CLOSES, after(24), False)


def announced(hours: float, rule: Policy = MINOR) -> Closing:
    """The close of an opening that announces something for the day that begins then."""
    opening = replace(proposal(rule), announced=Announced(after(hours), "on Friday"))
    return closing_time(opening, [])


def test_a_call_for_silence_closes_before_what_it_announces() -> None:
    """It closes at the start of that day, if the usual close would be later."""
    got = announced(48)
    assert got == Closing(after(48), MINOR, after(24), announces=True, quote="on Friday")


def test_an_act_after_the_usual_close_changes_nothing() -> None:
    """An act after the usual close changes nothing: that close is early enough."""
    assert announced(72) == Closing(after(72), MINOR, after(24), default=True)


def test_an_act_before_the_minimal_window_is_reported() -> None:
    """The rule gives people their time; M1 says that the day begins earlier."""
    expected = Closing(
        after(24), MINOR, after(24), replaced=after(12), announces=True, quote="on Friday"
    )
    assert announced(12) == expected


def test_a_vote_keeps_its_window_whatever_it_announces() -> None:
    """A day for which something is announced is not a close if +1 are counted."""
    assert announced(48, SUBSTANTIAL) == Closing(CLOSES, SUBSTANTIAL, CLOSES, default=True)


def test_a_moved_close_has_nothing_to_do_with_the_announced_day() -> None:
    """The proposer names the close now."""
    opening = replace(proposal(MINOR), announced=Announced(after(48), "on Friday"))
    got = closing_time(opening, [act(Verb.CLOSES, 10, 100)])
    assert got == Closing(after(100), MINOR, after(24), quote="as written", moves=1)


def test_an_open_ended_proposal_has_no_close() -> None:
    """An old archive names none; but people may have set one."""
    endless = replace(proposal(MINOR), open_ended=True)
    assert closing_time(endless, []).at is None
    assert closing_time(endless, [act(Verb.CLASS, 5)]).at is None
    assert closing_time(endless, [act(Verb.CLOSES, 50, 90)]).at == after(90)
    assert closing_time(replace(endless, put_offs=(OFF,)), []).at == after(144)


@pytest.mark.parametrize(
    ("made", "to", "expected"),
    [
        (10, 100, 100),
        (72, 100, 100),  # Exactly at the close.
        (72.1, 100, 72),  # After it.
        (10, 71, 72),  # Earlier than the least window.
        (10, 72, 72),
    ],
)
def test_the_proposer_may_move_the_close(made: float, to: float, expected: float) -> None:
    """In time, and never before the list's minimal window is over."""
    assert closing(act(Verb.CLOSES, made, to)).at == after(expected)


def test_a_close_is_never_moved_into_the_past() -> None:
    """A close that was at hour 200 may come earlier, but not earlier than the mail that asks for
    it.
    """
    far = act(Verb.CLOSES, 1, 200)
    assert closing(far, act(Verb.CLOSES, 100, 90)).at == after(200)
    assert closing(far, act(Verb.CLOSES, 100, 110)).at == after(110)


def test_a_moved_close_is_not_the_default() -> None:
    """The letter's words about the default no longer apply."""
    got = closing(act(Verb.CLOSES, 10, 100))
    assert (got.default, got.quote) == (False, "as written")


def test_acts_are_taken_in_their_own_order() -> None:
    """Acts are applied in the order they were written, not processed."""
    acts = [act(Verb.CLOSES, 10, 100), act(Verb.CLOSES, 90, 150), act(Verb.CLOSES, 120, 130)]
    assert {closing(*order).at for order in permutations(acts)} == {after(130)}


def answering(moved: Act, *others: Act, who: str = "ana@example.org", back: float = 0) -> Act:
    """The same act in a mail that names those of others, from a clock some hours slow."""
    effective, received, mail = moved.order
    order = (effective - timedelta(hours=back), received, mail)
    return replace(moved, author=who, order=order, answers=tuple(each.order[-1] for each in others))


def test_an_act_follows_what_it_answers_of_its_author() -> None:
    """A proposer with a slow clock has the last word on the close, from any of their addresses."""
    first, second = act(Verb.CLOSES, 10, 100), act(Verb.CLOSES, 20, 150)
    third = answering(act(Verb.CLOSES, 30, 120), first, second, who="ana@example.net", back=29)
    assert {closing(*order).at for order in permutations((first, second, third))} == {after(120)}
    unnamed = replace(third, answers=())
    assert {closing(*order).at for order in permutations((first, second, unnamed))} == {after(150)}


def test_an_act_follows_only_its_authors_acts() -> None:
    """Other people's mails cannot show whose clock is slow."""
    first = answering(act(Verb.CLOSES, 10, 100), who="kim@example.org")
    second = answering(act(Verb.CLOSES, 20, 150), first, back=19)
    assert {closing(*order).at for order in permutations((first, second))} == {after(100)}


def test_an_act_after_the_close_turns_no_order_round() -> None:
    """Otherwise a mail sent then could lead from an earlier act to a later one, and move a
    past close.
    """
    late = act(Verb.CLOSES, 90, 300)
    second = act(Verb.CLOSES, 20, 80)
    first = answering(act(Verb.CLOSES, 10, 200), late)
    acts = (first, second, answering(late, second))
    assert {closing(*order).at for order in permutations(acts)} == {after(80)}


def dated(act: Act, hours: float) -> Act:
    """The same act in a mail that names another date."""
    return replace(act, order=(after(hours), *act.order[1:]))


def test_no_date_brings_a_late_act_before_the_close() -> None:
    """The proposer brought the close forward; anything after it is late, whatever date it
    claims.
    """
    far, near = act(Verb.CLOSES, 1, 200), act(Verb.CLOSES, 10, 80)
    for late in (act(Verb.WITHDRAW, 81), act(Verb.CANCEL, 81), act(Verb.CLOSES, 81, 300)):
        for order in permutations((far, near, dated(late, 5))):
            assert (closing(*order).at, closing(*order).cancelled) == (after(80), None)
    raised = dated(act(Verb.CLASS, 81), 5)
    assert closing_time(proposal(MINOR), (far, near, raised)).policy == MINOR


def test_a_clock_that_is_behind_makes_no_act_late() -> None:
    """A slow clock does not make an act late: the close had been postponed when it came."""
    further = act(Verb.CLOSES, 70, 144)
    taken_back = dated(act(Verb.WITHDRAW, 80), 5)
    for order in permutations((further, taken_back)):
        got = closing(*order)
        assert (got.cancelled, got.at) == (taken_back, after(144))
    raised = dated(act(Verb.CLASS, 80), 5)
    assert closing_time(proposal(MINOR), (further, raised)).policy == SUBSTANTIAL


def test_acts_before_a_put_off_do_not_follow_it() -> None:
    """A mail from a slow clock does not bring back the close that was put off."""
    before, since = act(Verb.CLOSES, 10, 80), dated(act(Verb.CLOSES, 100, 200), 5)
    put_off = PutOff(Why.OBJECTION, after(80), after(152))
    for order in permutations((before, since)):
        assert closing(*order, put_offs=(put_off,)).at == after(200)


def test_a_bounded_number_of_acts_is_put_in_another_order() -> None:
    """Further ones are taken as they came: a thousand of them would take a thousand times
    as long.
    """
    acts = [
        dated(act(Verb.CLOSES, 10 + at / 10, 300 - at), 9 - at / 10)
        for at in range(MOST_TURNED + 3)
    ]
    assert closing(*acts[: MOST_TURNED + 1]).at == after(300)
    assert closing(*acts).at == after(300 - MOST_TURNED - 2)


def test_acts_that_answer_each_other_are_taken_by_their_times() -> None:
    """Acts that answer each other in a circle are taken by their times."""
    first, second = act(Verb.CLOSES, 10, 100), act(Verb.CLOSES, 10.5, 150)
    one = replace(answering(first, second), order=(*second.order[:2], first.order[-1]))
    other = answering(second, first)
    unnamed = (replace(one, answers=()), replace(other, answers=()))
    assert {closing(*order).at for order in permutations((one, other))} == {closing(*unnamed).at}


def test_a_put_off_only_gives_more_time() -> None:
    """People may already have been given more."""
    assert closing(put_offs=(OFF,)).at == after(144)
    assert closing(act(Verb.CLOSES, 10, 300), put_offs=(OFF,)).at == after(300)


def test_an_act_in_the_time_put_off_is_in_time() -> None:
    """The close in force when it was received decides."""
    assert closing(act(Verb.CLOSES, 100, 200), put_offs=(OFF,)).at == after(200)
    assert closing(act(Verb.CLOSES, 145, 200), put_offs=(OFF,)).at == after(144)


def test_a_raised_class_starts_the_window_again() -> None:
    """The window restarts under the raised class's rule; a later stated close stays."""
    raise_ = act(Verb.CLASS, 10)
    got = closing_time(proposal(MINOR), [raise_])
    assert (got.at, got.earliest, got.policy) == (after(82), after(82), SUBSTANTIAL)
    stated = replace(proposal(MINOR), deadline=Deadline(after(300), "until then"))
    assert closing_time(stated, [raise_]).at == after(300)


def test_a_class_is_raised_once() -> None:
    """The first raise restarts the window; a second one, or one of a full vote, changes nothing."""
    twice = closing_time(proposal(MINOR), [act(Verb.CLASS, 20), act(Verb.CLASS, 10)])
    assert twice == closing_time(proposal(MINOR), [act(Verb.CLASS, 10)])
    assert closing(act(Verb.CLASS, 10)) == closing()


def test_acts_that_do_not_concern_the_close_leave_it() -> None:
    """Acts on other things, or without the value they need, leave the close alone."""
    idle = (
        act(Verb.EXPLAINED, 1),
        act(Verb.WRONG, 2),
        act(Verb.CLOSES, 3),
        replace(act(Verb.CLASS, 4), policy=None),
    )
    assert closing(*idle) == closing()


def test_the_first_cancellation_ends_it() -> None:
    """The first cancellation ends the vote; anything after it is ignored."""
    cancelled = act(Verb.CANCEL, 20)
    got = closing(cancelled, act(Verb.CLOSES, 30, 100))
    assert (got.cancelled, got.at) == (cancelled, CLOSES)
    assert closing(act(Verb.WITHDRAW, 73)).cancelled is None


def test_quiet_days_stop_the_clock_of_a_silence() -> None:
    """Opened on a Friday evening, 72 h of lazy consensus without its weekends last until
    Wednesday; a substantial vote until Monday.
    """
    friday = datetime(2026, 9, 11, 18, 0, tzinfo=UTC)
    weekdays = replace(MINOR, quiet_days=("sat", "sun"))
    silent = closing_time(replace(proposal(weekdays), opened=friday), [])
    counted = closing_time(replace(proposal(), opened=friday), [])
    assert (silent.at, counted.at) == (friday + timedelta(days=5), friday + timedelta(days=3))


def test_a_listed_holiday_is_quiet() -> None:
    """Dates may be listed beside weekdays."""
    holiday = replace(MINOR, quiet_days=("2026-09-09",))
    assert closing_time(proposal(holiday), []).at == OPENED + timedelta(days=4)


def test_a_rule_without_any_day_still_ends() -> None:
    """Seven quiet weekdays would never end a vote; they are ignored."""
    never = replace(MINOR, quiet_days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    assert closing_time(proposal(never), []).at == CLOSES


def test_acts_are_those_of_mails_that_came_before_the_result() -> None:
    """A mail that reached us after the result changes nothing."""
    early, late = (
        entry("ana", 1, Verb.CANCEL),
        replace(entry("ana", 2, Verb.CANCEL), late_arrival=True),
    )
    assert acts_of([early, late]) == early.acts


def amends(hours: float, text: str) -> Act:
    """A new text."""
    return replace(act(Verb.AMEND, hours), text=text, opening="We move.")


def in_silence(*acts: Act) -> Closing:
    """The closing of a proposal that passes by silence."""
    return closing_time(proposal(MINOR), acts)


def test_silence_about_one_text_says_nothing_about_another() -> None:
    """A new text has the shortest window of its own, and no earlier close is possible then."""
    at = after(60 + 24)
    later = in_silence(amends(60, "We stay."))
    assert (later.at, later.earliest, later.moves) == (at, at, 0)
    assert in_silence(amends(60, "We stay."), act(Verb.CLOSES, 61, 75)).at == later.at


def test_the_same_text_moves_nothing() -> None:
    """Other line breaks make no other text; nor does it move a later close."""
    assert in_silence(amends(60, "We\nmove.")).at == in_silence().at
    again = in_silence(amends(60, "We stay."), amends(65, "We  stay."))
    assert again.at == in_silence(amends(60, "We stay.")).at
    stays = in_silence(act(Verb.CLOSES, 5, 500), amends(60, "We stay."))
    assert (stays.at, stays.quote) == (after(500), "as written")


def test_a_new_text_of_a_vote_moves_nothing() -> None:
    """People cast votes, which stand; they are asked."""
    assert closing(amends(10, "We stay.")).at == CLOSES
    ended = closing_time(replace(proposal(MINOR), open_ended=True), (amends(10, "We stay."),))
    assert ended.at is None
