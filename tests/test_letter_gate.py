"""The first state of a letter: one table of cases for modes, the week's budget and the fuses."""

from dataclasses import replace

import pytest

from listbot.letter_gate import (
    ANSWERS,
    MOST_IN_THREAD,
    MOST_URGENT,
    Contact,
    Hold,
    Mode,
    Posted,
    Start,
    had_enough,
    is_urgent,
    start_of,
)
from listbot.letters.compose import KINDS
from listbot.letters_check.vote_samples import OPENED
from listbot.model.letter_state import LetterState
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.recap_rules import NO_RECAP, RecapRules

RULES = RecapRules()
EVERYTHING = Posted(99, 99, 99, 99)


def post(kind: LetterKind, change: str = "") -> LetterOrder:
    """Return a letter to the list."""
    return LetterOrder(kind, "<p@example.org>", replace(OPENED, change=change), True, (), None)


def note(kind: LetterKind, held: bool = False) -> LetterOrder:
    """Return a letter to one person."""
    return replace(post(kind), to_list=False, recipients=("ravi@example.org",), held=held)


UNPROVEN = "is not proven to have written, and had a letter today"
TEN = "was written to 10 times today"
QUEUED, DRAFT, FOLDED = (
    Start(state) for state in (LetterState.QUEUED, LetterState.DRAFT, LetterState.FOLDED)
)
HELD, FLOOD = Start(LetterState.HELD, Hold.MODE), Start(LetterState.HELD, Hold.FLOOD)
BUSY = Start(LetterState.HELD, Hold.FUSE, "6 posts within an hour (lists.hourly_posts)")
WILD = Start(LetterState.HELD, Hold.FUSE, "20 results, objections and changes within an hour")
LOOP = Start(LetterState.HELD, Hold.FUSE, "10 posts in this thread within an hour")

CASES = {
    "a post": (post(LetterKind.OPENED), "live", RULES, Posted(), QUEUED),
    "a post, approved first": (post(LetterKind.PASSED), "approve", RULES, EVERYTHING, HELD),
    "a note, in approve mode": (note(LetterKind.NOT_COUNTED), "approve", RULES, EVERYTHING, QUEUED),
    "a note, whatever the list got": (
        note(LetterKind.NOT_COUNTED),
        "live",
        RULES,
        EVERYTHING,
        QUEUED,
    ),
    "a test post that an operator asked for": (
        post(LetterKind.ROUND_TRIP),
        "approve all",
        RULES,
        EVERYTHING,
        QUEUED,
    ),
    "not even that leaves a shadow": (
        post(LetterKind.ROUND_TRIP),
        "shadow",
        RULES,
        Posted(),
        DRAFT,
    ),
    "a note that waits for a member": (
        note(LetterKind.TICKET_OPENED, held=True),
        "live",
        RULES,
        Posted(),
        FLOOD,
    ),
    "a note, where all wait": (
        note(LetterKind.TICKET_OPENED),
        "approve all",
        RULES,
        Posted(),
        HELD,
    ),
    "a post, where all wait": (post(LetterKind.PASSED), "approve all", RULES, Posted(), HELD),
    "an alert, where all wait": (note(LetterKind.ALERT), "approve all", RULES, Posted(), QUEUED),
    "that letters wait, where all wait": (
        note(LetterKind.WAITS),
        "approve all",
        RULES,
        Posted(),
        QUEUED,
    ),
    "nothing leaves a shadow": (
        note(LetterKind.TICKET_OPENED, held=True),
        "shadow",
        RULES,
        Posted(),
        DRAFT,
    ),
    "not even a result": (post(LetterKind.PASSED), "shadow", RULES, EVERYTHING, DRAFT),
    "the week's fifth": (post(LetterKind.OPENED), "live", RULES, Posted(this_week=4), QUEUED),
    "the week's sixth": (post(LetterKind.REMINDER), "live", RULES, Posted(this_week=5), FOLDED),
    "the week's sixth, to be approved": (
        post(LetterKind.REMINDER),
        "approve",
        RULES,
        Posted(this_week=5),
        FOLDED,
    ),
    "no recap to fold into": (
        post(LetterKind.REMINDER),
        "live",
        NO_RECAP,
        Posted(this_week=5),
        QUEUED,
    ),
    "a moved close is never folded": (
        post(LetterKind.OPENED, "close"),
        "live",
        RULES,
        Posted(this_week=5),
        QUEUED,
    ),
    "a recap is never folded": (post(LetterKind.RECAP), "live", RULES, Posted(this_week=5), QUEUED),
    "the hour's sixth": (post(LetterKind.OPENED), "live", RULES, Posted(that_can_wait=5), QUEUED),
    "the hour's seventh": (post(LetterKind.OPENED), "live", RULES, Posted(that_can_wait=6), BUSY),
    "a recap is a post like others": (
        post(LetterKind.RECAP),
        "live",
        RULES,
        Posted(that_can_wait=6),
        BUSY,
    ),
    "another measure": (
        post(LetterKind.REMINDER),
        "live",
        replace(RULES, hourly=7),
        Posted(that_can_wait=6),
        QUEUED,
    ),
    "results leave the others their hour": (
        post(LetterKind.OPENED),
        "live",
        RULES,
        Posted(urgent=19),
        QUEUED,
    ),
    "a result in a full hour": (
        post(LetterKind.PASSED),
        "live",
        RULES,
        Posted(that_can_wait=6, urgent=19),
        QUEUED,
    ),
    "an objection in a full hour": (
        post(LetterKind.HELD),
        "live",
        RULES,
        Posted(that_can_wait=6),
        QUEUED,
    ),
    "a moved close in a full hour": (
        post(LetterKind.OPENED, "close"),
        "live",
        RULES,
        Posted(that_can_wait=6),
        QUEUED,
    ),
    "the twenty-first result": (
        post(LetterKind.NOT_PASSED),
        "live",
        RULES,
        Posted(urgent=20),
        WILD,
    ),
    "the twenty-first change": (
        post(LetterKind.OPENED, "class"),
        "live",
        RULES,
        Posted(urgent=20),
        WILD,
    ),
    "a measure above twenty is for all": (
        post(LetterKind.SILENCE),
        "live",
        replace(RULES, hourly=30),
        Posted(urgent=29),
        QUEUED,
    ),
    "a thread that goes in circles": (
        post(LetterKind.OPENED, "close"),
        "live",
        RULES,
        Posted(in_thread=10),
        LOOP,
    ),
    "its objection": (post(LetterKind.HELD), "live", RULES, Posted(in_thread=10), LOOP),
    "its result": (post(LetterKind.PASSED), "live", RULES, Posted(urgent=10, in_thread=10), QUEUED),
}


@pytest.mark.parametrize(("order", "mode", "rules", "posted", "start"), CASES.values(), ids=CASES)
def test_where_a_letter_begins(
    order: LetterOrder, mode: str, rules: RecapRules, posted: Posted, start: Start
) -> None:
    """It depends on the kind, the list's mode and rules, and the posts the list got by itself."""
    assert start_of(order, Mode(mode), rules, posted) == start


DAILY = {
    "the first answer to anybody": ("M9", {}, Contact(0), ""),
    "the second to somebody not proven": ("M9", {}, Contact(1), UNPROVEN),
    "of another kind": ("M24", {}, Contact(1), UNPROVEN),
    "the second to who wrote before": ("M9", {}, Contact(1, is_proven=True), ""),
    "the second to who surely wrote this": ("M3", {"sure": True}, Contact(1), ""),
    "the eleventh": ("M22", {}, Contact(10, is_proven=True), TEN),
    "the eleventh to who surely wrote this": ("M2", {"sure": True}, Contact(10), TEN),
    "news of a ticket": ("M10", {}, Contact(9), ""),
    "too many news": ("M10", {}, Contact(10), TEN),
    "what somebody asked for": ("M12", {"asked_for": True}, Contact(99), ""),
    "an alert": ("A1", {}, Contact(99), ""),
    "a post": ("M1", {"to_list": True}, Contact(99), ""),
}


@pytest.mark.parametrize(("kind", "given", "contact", "why"), DAILY.values(), ids=DAILY)
def test_how_many_letters_one_address_gets(
    kind: str, given: dict[str, bool], contact: Contact, why: str
) -> None:
    """One answer a day if anybody may have written in their name, ten to others; news is counted
    separately.
    """
    assert had_enough(replace(note(LetterKind(kind)), **given), contact) == why  # type: ignore[arg-type]


def test_what_a_forged_mail_can_cause() -> None:
    """The letters that answer one person's mail are those caused by a mail in their name."""
    assert [kind.name for kind in KINDS if kind.is_answer] == list(ANSWERS)


def test_what_cannot_wait() -> None:
    """Only results, objections and put-off closes; and an M1 about a change."""
    urgent = [kind.name for kind in KINDS if is_urgent(post(kind.name))]
    assert urgent == ["M5", "M6", "M7", "M8", "M23"]
    assert is_urgent(post(LetterKind.OPENED, "close"))


def test_one_thread_stops_no_other() -> None:
    """Only two looping threads together could make the results of others wait."""
    assert 2 * MOST_IN_THREAD == MOST_URGENT


def test_the_admin_reads_why() -> None:
    """The note beside a held letter names the fuse and the key that sets it; other letters have
    none.
    """
    assert [BUSY.note, HELD.note] == [
        "held by the fuse: 6 posts within an hour (lists.hourly_posts)",
        "",
    ]
