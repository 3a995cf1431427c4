"""What a moment changes at the help desk: updates, the one reminder, parking, Monday's digest."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.letters.facts.tickets import UpdateFacts
from listbot.model.decision import MomentDecision
from listbot.model.desk.rules import DeskRules
from listbot.model.desk.ticket import Change, Event, Field, Side, Status, Ticket, What
from listbot.model.desk_case import DueTicket
from listbot.tickets.timers import on_desk_tick
from tests.tickets.situations import ANA, BOT, DAY, HOUR, KIM, NOW, PAT, RAVI, RULES, ticket

LATER = NOW + HOUR
DESK = RULES.desk

ANSWER = Event(
    What.WROTE,
    LATER,
    Side.TEAM,
    RAVI,
    "Ravi Menon",
    "<m2@example.org>",
    "Please try again.",
    changes=(
        Change(Field.STATUS, "new", "waiting on requester"),
        Change(Field.PARTICIPANT, "", RAVI),
    ),
)


def due(
    which: Ticket, *untold: Event, rules: object = RULES, silent: frozenset[str] = frozenset()
) -> DueTicket:
    """The case of a moment."""
    return DueTicket(rules, which, untold, silent, {KIM: "Kim Sato"})  # type: ignore[arg-type]


def told(decision: MomentDecision | None) -> list[str]:
    """The recipients, in order."""
    assert decision is not None
    return [order.recipients[0] for order in decision.letters]


def after(decision: MomentDecision | None) -> Ticket:
    """The ticket as the moment left it."""
    assert decision is not None
    assert decision.desk is not None
    return decision.desk.changes[0].ticket


def waiting(**changes: object) -> Ticket:
    """A ticket with one event that nobody was notified of."""
    return ticket(
        Status.ON_REQUESTER, **({"untold_since": LATER, "events": 2, "told": 1} | changes)
    )


def test_updates_wait_until_they_are_gathered() -> None:
    """Changes within ten minutes make one mail."""
    assert (
        on_desk_tick(due(waiting(), ANSWER), LATER + DESK.gather - timedelta(seconds=1), None)
        is None
    )
    found = on_desk_tick(due(waiting(), ANSWER), LATER + DESK.gather, None)
    assert told(found) == [KIM]
    assert (after(found).told, after(found).untold_since) == (2, None)
    assert found is not None
    assert found.why == f"letters about what is new: {len(found.letters)}"


def test_nobody_is_told_what_they_did_themselves() -> None:
    """By whichever of their addresses."""
    own = replace(ANSWER, who="ana.ruiz@example.net")
    found = on_desk_tick(due(waiting(watchers=(KIM, ANA)), own), LATER + DAY, None)
    assert told(found) == [KIM]


def test_who_has_the_mail_already_gets_no_copy() -> None:
    """It was sent to them directly."""
    found = on_desk_tick(
        due(waiting(watchers=(KIM, PAT)), replace(ANSWER, had_it=(KIM,))), LATER + DAY, None
    )
    assert told(found) == [PAT]


def test_the_flagged_the_silent_and_ourselves_are_left_out() -> None:
    """Only people who can be reached, and want to be."""
    case = due(waiting(watchers=(KIM, PAT, BOT), bouncing=(KIM,)), ANSWER, silent=frozenset({PAT}))
    assert told(on_desk_tick(case, LATER + DAY, None)) == []


def test_the_assignee_is_told_whatever_they_muted() -> None:
    """The assignee always hears of the ticket."""
    asks = replace(ANSWER, side=Side.REQUESTER, who=KIM, changes=())
    case = due(waiting(assignee=ANA), asks, silent=frozenset({ANA}))
    assert told(on_desk_tick(case, LATER + DAY, None)) == [ANA]


def test_the_teams_copies_say_that_a_ticket_is_new() -> None:
    """For a team that does not read the support address itself."""
    rules = replace(RULES, desk=DeskRules(team=("team@example.org",)))
    opened = replace(ANSWER, what=What.OPENED, side=Side.REQUESTER, who=KIM, changes=())
    found = on_desk_tick(due(waiting(), opened, rules=rules), LATER + DAY, None)
    assert told(found) == ["team@example.org"]
    assert found is not None
    assert "new=True" in str(found.letters[0].facts)


def test_housekeeping_is_the_teams_affair() -> None:
    """A requester does not hear of priorities and links."""
    housekeeping = replace(
        ANSWER,
        what=What.CHANGED,
        who=RAVI,
        text="",
        changes=(Change(Field.PRIORITY, "normal", "high"),),
    )
    case = due(waiting(watchers=(KIM, PAT, ANA)), housekeeping)
    assert told(on_desk_tick(case, LATER + DAY, None)) == [ANA]


def test_a_note_is_the_teams_alone() -> None:
    """Neither the requester nor anybody else outside the team gets a letter because of it."""
    note = replace(
        ANSWER, what=What.CHANGED, text="", changes=(Change(Field.NOTE, "", "Kim called."),)
    )
    found = on_desk_tick(due(waiting(watchers=(KIM, PAT, ANA)), note), LATER + DAY, None)
    assert told(found) == [ANA]
    both = on_desk_tick(due(waiting(watchers=(KIM, ANA)), ANSWER, note), LATER + DAY, None)
    assert both is not None
    assert [("Kim called." in str(order.facts)) for order in both.letters] == [False, True]


def test_when_the_day_comes_the_team_is_reminded() -> None:
    """It waits for the team again, who get a letter; the requester hears nothing of it."""
    put_off = ticket(Status.PARKED, snoozed=(LATER + DAY).isoformat(), watchers=(KIM, ANA))
    early = LATER + DAY - timedelta(seconds=1)
    assert on_desk_tick(due(put_off), early, early) is None
    assert on_desk_tick(due(put_off), LATER + DAY, early) is None
    found = on_desk_tick(due(put_off), LATER + DAY, LATER + DAY)
    woken = after(found)
    assert (woken.status, woken.snoozed, told(found)) == (Status.ON_TEAM, "", [])
    assert found is not None
    assert found.desk is not None
    (event,) = found.desk.changes[0].events
    assert told(on_desk_tick(due(woken, event), LATER + DAY + DESK.gather, None)) == [ANA]


def asked(**changes: object) -> Ticket:
    """The team asked, and everybody was notified."""
    return ticket(Status.ON_REQUESTER, **changes)


def test_the_requester_is_reminded_once() -> None:
    """After two weeks; then nothing until the ticket is parked."""
    first = NOW + DESK.nudge
    assert on_desk_tick(due(asked()), first - HOUR, first - HOUR) is None
    found = on_desk_tick(due(asked()), first, first)
    assert ([each.kind for each in found.letters] if found else []) == ["M11"]
    nudged = after(found)
    assert nudged.nudged == first
    assert on_desk_tick(due(nudged), first + DAY, first + DAY) is None


@pytest.mark.parametrize(
    "case", [due(asked(bouncing=(KIM,))), due(asked(), silent=frozenset({KIM}))]
)
def test_who_cannot_or_will_not_be_reached_is_not_reminded(case: DueTicket) -> None:
    """The ticket is parked in time all the same."""
    found = on_desk_tick(case, NOW + DESK.nudge, NOW + DESK.nudge)
    assert told(found) == []
    assert after(found).nudged == NOW + DESK.nudge


def test_a_ticket_nobody_answers_is_parked_and_not_closed() -> None:
    """Silently: the reminder said so."""
    nudged = asked(nudged=NOW + DAY)
    late = NOW + DAY + DESK.park
    found = on_desk_tick(due(nudged), late, late)
    assert (after(found).status, told(found)) == (Status.PARKED, [])
    assert found is not None
    assert found.desk is not None
    assert found.desk.changes[0].due is None


def test_what_was_not_read_yet_may_be_the_answer() -> None:
    """After an outage a reminder waits until the list has been read."""
    late = NOW + 99 * DAY
    assert on_desk_tick(due(asked()), late, None) is None
    assert on_desk_tick(due(asked()), late, NOW + DAY) is None


def test_a_moment_may_tell_and_remind() -> None:
    """After a long outage both are due."""
    late = NOW + 30 * DAY
    found = on_desk_tick(due(waiting(since=NOW), ANSWER), late, late)
    assert found is not None
    assert [each.kind for each in found.letters] == ["M10", "M11"]


def test_a_letter_that_came_back_is_told_to_the_team_only() -> None:
    """The person we could not reach gets nothing, and the others need not know."""
    back = Event(What.BOUNCED, LATER, Side.MACHINE, changes=(Change(Field.BOUNCING, "", KIM),))
    case = due(waiting(watchers=(KIM, PAT), assignee=ANA, bouncing=(KIM,)), back)
    assert told(on_desk_tick(case, LATER + DAY, None)) == [ANA]


def test_a_merge_is_told_once() -> None:
    """By the closed ticket; the other one only gained people and a link."""
    gains = tuple(Change(field, "", "x") for field in (Field.WATCHER, Field.LINK))
    merged = Event(What.CHANGED, LATER, Side.TEAM, who="ravi@example.org", changes=gains)
    assert told(on_desk_tick(due(waiting(assignee=ANA), merged), LATER + DAY, None)) == []


def test_what_a_mail_moved_twice_is_told_once() -> None:
    """Taken and closed at once: it was new, now it is closed."""
    steps = (Status.NEW, Status.OPEN, Status.CLOSED)
    moves = tuple(Change(Field.STATUS, a, b) for a, b in itertools.pairwise(steps))
    closed = Event(What.CHANGED, LATER, Side.TEAM, who=ANA, changes=moves)
    found = on_desk_tick(due(waiting(watchers=(KIM,)), closed), LATER + DAY, None)
    assert found is not None
    facts = found.letters[0].facts
    assert isinstance(facts, UpdateFacts)
    assert [(each.old, each.new) for each in facts.events[0].changes] == [("new", "closed")]
