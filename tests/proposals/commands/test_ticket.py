"""Tests of `#listbot ticket`."""

from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.commands.command import Effect
from listbot.mail import Level, Mail
from listbot.mail.body.command_lines import CommandLine
from listbot.model.case import Case, DeskAside
from listbot.model.desk.people import Written
from listbot.model.list_rules import ListRole, ListRules
from listbot.proposals.commands import run
from listbot.proposals.commands.ticket import act
from tests.proposals.commands.situations import CASE, NO_VOTE, OPENED, ROSTER, RULES, mail

ASKED = Written(
    "<q@example.org>",
    "kim@example.org",
    "Kim Sato",
    "unverified",
    "Wiki is down",
    OPENED,
    "d1",
    "The wiki is down.",
)
SUPPORT = ListRules(
    "infra-support@example.org",
    ListRole.SUPPORT,
    (),
    ROSTER,
    Level.LIST_VOUCHED,
    OPENED - timedelta(days=9),
)
DESK = DeskAside(SUPPORT, 12, ASKED)
IN_VOTE, ALONE = replace(CASE, desk=DESK), replace(NO_VOTE, desk=DESK)
HEARS_ANYBODY = replace(IN_VOTE, rules=replace(RULES, identity=Level.UNVERIFIED))


@pytest.mark.parametrize("case", [IN_VOTE, ALONE])
def test_a_question_becomes_a_ticket(case: Case) -> None:
    """In a vote's thread or in any other; its author is the requester."""
    answer = "The mail from Kim Sato is now T-12 at infra-support@example.org."
    assert act("", mail(), case) == Effect(done=True, answer=answer, ticket=ASKED)


def test_a_nameless_author_is_called_by_the_address() -> None:
    """Not everybody writes a name."""
    case = replace(ALONE, desk=replace(DESK, parent=ASKED._replace(name="")))
    assert act("", mail(), case).answer.startswith("The mail from kim@example.org is now T-12")


@pytest.mark.parametrize(
    ("written", "case", "answer"),
    [
        (
            mail("kim@example.org"),
            ALONE,
            "Only people on the roster can turn a mail into a ticket.",
        ),
        (
            mail(level=Level.UNVERIFIED),
            HEARS_ANYBODY,
            "I could not verify that you sent this, so nothing was done.",
        ),
        (mail(), CASE, "There is no help desk here."),
        (
            mail(),
            replace(ALONE, desk=replace(DESK, known="T-7")),
            "The mail you answered already belongs to T-7.",
        ),
        (
            mail(),
            replace(ALONE, desk=replace(DESK, parent=None)),
            "Please write this line in a reply to the mail that should become a ticket.",
        ),
    ],
)
def test_it_is_refused(written: Mail, case: Case, answer: str) -> None:
    """The answer says what to do instead, and nothing changes."""
    assert act("", written, case) == Effect(done=False, answer=answer)


def test_the_session_tells_it_once() -> None:
    """A mail answers one mail, so it makes one ticket, however often the line is there."""
    line = CommandLine("ticket", "", 1, "#listbot ticket")
    assert run((line, line), mail(), ALONE).ticket == ASKED
    assert run((), mail(), ALONE).ticket is None
