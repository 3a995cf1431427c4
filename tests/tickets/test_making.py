"""A mail that we already have becomes a ticket: a question on a decision list."""

from dataclasses import replace

import pytest

from listbot.model.case import DeskAside
from listbot.model.decision import MailDecision
from listbot.model.desk.people import Person, Written
from listbot.model.disposition import Disposition
from listbot.tickets.making import on_list
from tests.tickets.situations import DAY, HOUR, KIM, KNOWN, NOW, RULES, mail

QUESTION = Written(
    "<q@example.net>",
    KIM,
    "Kim Sato",
    "list-vouched",
    "Re: Who renews it?",
    NOW,
    "d1",
    "It runs out.",
)
COMMANDED = MailDecision(Disposition.COMMAND, "it has commands but no vote")
LINE = mail("#listbot ticket", by="Ana Ruiz <ana@example.org>", at=NOW + HOUR)


def made(question: Written = QUESTION, person: Person | None = None) -> MailDecision:
    """Ana makes the question a ticket."""
    return on_list(COMMANDED, question, LINE, DeskAside(RULES, 7, question, person=person))


def test_who_asked_is_the_requester_and_is_told() -> None:
    """The text is the question's, not the command's; a new person is registered."""
    found = made()
    assert found.desk is not None
    ((change,), (person,)) = found.desk.changes, found.desk.people
    assert (change.ticket.key, change.ticket.title, change.ticket.requester) == (
        "T-7",
        "Who renews it?",
        KIM,
    )
    assert (change.events[0].text, change.events[0].reason) == (
        "It runs out.",
        "made a ticket by Ana Ruiz",
    )
    assert (change.ticket.watchers, change.takes, change.due) == (
        (KIM,),
        ("<q@example.net>",),
        NOW + RULES.desk.gather,
    )
    assert (person.address, person.name, person.registered) == (KIM, "Kim Sato", NOW + HOUR)
    assert [(order.kind, order.recipients) for order in found.letters] == [("M9", (KIM,))]


def test_who_is_known_is_not_registered_twice() -> None:
    """Somebody who only had a preference is registered."""
    assert (desk := made(person=KNOWN).desk) is not None
    assert desk.people == ()
    wished = Person(KIM, "Kimberley Sato", mail="off")
    assert (desk := made(person=wished).desk) is not None
    assert desk.people == (replace(wished, registered=NOW + HOUR),)


@pytest.mark.parametrize(
    "question",
    [QUESTION._replace(may_be_answered=False), QUESTION._replace(received=NOW - 60 * DAY)],
)
def test_some_are_told_nothing(question: Written) -> None:
    """People who want no letters, and those who asked before the desk was live."""
    assert made(question).letters == ()
