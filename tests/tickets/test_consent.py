"""The requester is asked about the public tracker, and only their own yes counts: single rules."""

from dataclasses import replace

import pytest

from listbot.letters.message_ids import letter_key, message_id
from listbot.model.decision import MailDecision
from listbot.model.desk.rules import DeskRules, OuterRules
from listbot.model.desk.ticket import Ticket
from listbot.model.disposition import Disposition
from listbot.model.list_rules import ListRules
from listbot.tickets.commands import DeskEffect, DeskSession
from listbot.tickets.consent import agrees, answers_it, lines_of, may_be_asked, needs_consent
from listbot.tickets.letters import orders
from listbot.tickets.notices import with_consent
from listbot.tickets.questions import without_yes
from tests.tickets.situations import BOT, KIM, PAT, RULES, TICKET, case, mail

ASKED = replace(TICKET, returns="a secret")
BESIDE = DeskRules(outer=OuterRules("jira", True))


def letter_id(ticket: Ticket = ASKED, rules: ListRules = RULES) -> str:
    """The Message-ID of the letter that asks."""
    return message_id(letter_key(orders.consent(ticket, rules)), BOT)


@pytest.mark.parametrize(
    ("ticket", "desk", "expected"),
    [
        (ASKED, BESIDE, True),
        (ASKED, DeskRules(), False),
        (ASKED, DeskRules(outer=OuterRules("jira", False)), False),
        (ASKED, replace(BESIDE, public=True), False),
        (replace(ASKED, agreed=True), BESIDE, False),
        (replace(ASKED, history=True), BESIDE, False),
    ],
)
def test_only_a_public_tracker_needs_a_yes(ticket: Ticket, desk: DeskRules, expected: bool) -> None:
    """And only where neither the requester nor the desk has said it; old tickets stay here."""
    assert needs_consent(ticket, desk) is expected


@pytest.mark.parametrize(
    ("ticket", "rules", "silent", "expected"),
    [
        (ASKED, RULES, (), True),
        (replace(ASKED, watchers=(PAT,)), RULES, (), False),
        (replace(ASKED, bouncing=(KIM,)), RULES, (), False),
        (replace(ASKED, returns=""), RULES, (), False),
        (ASKED, replace(RULES, own_addresses=()), (), False),
        (ASKED, RULES, (KIM,), False),
    ],
)
def test_people_are_asked_who_can_be_reached(
    ticket: Ticket, rules: ListRules, silent: tuple[str, ...], expected: bool
) -> None:
    """A machine's ticket has no follower; an address that bounces gets nothing."""
    assert may_be_asked(ticket, case(rules=rules, silent=frozenset(silent))) is expected


@pytest.mark.parametrize(("is_old", "kinds"), [(False, ["M41"]), (True, [])])
def test_a_line_in_old_mail_has_nobody_asked(is_old: bool, kinds: list[str]) -> None:
    """As it causes no other letter."""
    line = ("public", "", DeskEffect(done=True, answer="", asks=ASKED))
    decision = MailDecision(Disposition.REPLY, "")
    found = with_consent(decision, DeskSession((line,)), mail(archived=is_old), case())
    assert [each.kind for each in found.letters] == kinds


def test_a_yes_stands_for_the_line() -> None:
    """In a direct answer to the letter."""
    yes = mail("Yes", headers=f"In-Reply-To: {letter_id()}\n")
    assert lines_of(yes, case(ticket=ASKED)) == (("agree", ""),)
    assert not agrees(yes, case())
    assert not agrees(yes, case(ticket=replace(ASKED, requester=PAT)))
    further = mail("Yes", headers=f"References: {letter_id()} <later@example.org>\n")
    assert lines_of(further, case(ticket=ASKED)) == ()


def test_no_letter_can_be_answered_without_a_secret() -> None:
    """Tickets from before it have none, and a bot without an address sends no letters."""
    yes = mail("Yes", headers=f"In-Reply-To: {letter_id()}\n")
    assert answers_it(yes, ASKED, RULES)
    assert not answers_it(yes, replace(ASKED, returns=""), RULES)
    assert not answers_it(yes, ASKED, replace(RULES, own_addresses=()))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Yes", ""),
        ("Yes.\n\nKim", ""),
        ("yes, please\n\nKim Sato", ""),
        ("Yes\n\nIt burns.\nKim", "It burns.\nKim"),
        ("It burns.", "It burns."),
    ],
)
def test_a_name_below_a_yes_is_not_a_text(text: str, rest: str) -> None:
    """Anything else is."""
    assert without_yes(text, "Kim Sato") == rest
