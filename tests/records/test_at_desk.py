"""Lines about the record in a mail to the help desk."""

from dataclasses import replace

import pytest

from listbot.decide import on_mail
from listbot.letters.facts.votes import TranscriptFacts
from listbot.mail import Level, Mail
from listbot.model.decision import MailDecision
from listbot.model.desk.people import Confirmation
from listbot.model.desk.rules import DeskRules
from listbot.model.desk.ticket import Ticket
from listbot.model.desk_case import DeskCase
from listbot.model.disposition import Disposition
from listbot.model.list_rules import ListRole
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.lines import NO_LINES
from listbot.records.at_desk import with_record
from tests.records.building import (
    ANA,
    BOT,
    KIM,
    LENA,
    LIST,
    ON_LIST,
    RAVI,
    RULES,
    START,
    act,
    acts_of,
    days,
    group_case,
    joined,
    letters_of,
    mail,
)

AT_DESK = replace(ON_LIST, role=ListRole.SUPPORT, desk=DeskRules())
"""It has the list's address, so mails are stamped by the list's host."""
OF_A_MACHINE = "Auto-Submitted: auto-generated\n"
TICKET = Ticket("T", 1, LIST, "The wiki", ANA, "Ana Ruiz", "<t@example.org>", "abc", START, START)


def _case(acts: tuple[RecordAct, ...] = (), **more: object) -> DeskCase:
    rules = replace(RULES, access=True, records=True)
    case = DeskCase(AT_DESK, group=group_case(acts, rules))
    return replace(case, **more)  # type: ignore[arg-type]


def _decided(what: Mail, acts: tuple[RecordAct, ...] = (), **more: object) -> MailDecision:
    return on_mail(what, _case(acts, **more))


def test_a_line_works_as_on_the_list() -> None:
    """It makes no ticket, and a member who never asked for anything is answered."""
    decision = _decided(mail("#listbot leave", LENA), joined(LENA))
    assert decision.disposition is Disposition.COMMAND
    assert acts_of(decision) == [("left", LENA)]
    assert ("M22", (LENA,)) in letters_of(decision)
    assert decision.desk is not None
    assert decision.desk.changes == ()


def test_each_line_sees_what_those_before_it_did() -> None:
    """Also those about tickets, which stand between them."""
    lines = "#listbot join: dns\n#listbot mail: off\n#listbot project: the wiki\n#listbot leave"
    decision = _decided(mail(lines, LENA))
    assert acts_of(decision) == [("joined", LENA), ("project", LENA), ("left", LENA)]


def test_a_request_with_a_line_is_a_ticket() -> None:
    """The line works all the same."""
    decision = _decided(mail("The disk is full.\n\n#listbot leave", LENA), joined(LENA))
    assert decision.disposition is Disposition.TICKET
    assert acts_of(decision) == [("left", LENA)]


@pytest.mark.parametrize(
    "text", ["#listbot minutes: 2026-08-30\n\nAgreed: we move.", "#listbot join: dns"]
)
def test_a_stranger_does_nothing(text: str) -> None:
    """A mail that nobody answers is a ticket, since the team may want to read it."""
    decision = _decided(mail(text, KIM), joined(LENA))
    assert decision.disposition is Disposition.TICKET
    assert acts_of(decision) == [("introduced", KIM)] or acts_of(decision) == []


def test_the_text_of_minutes_is_no_request() -> None:
    """It belongs to the line above it."""
    text = "#listbot minutes: 2026-08-30\n\nAttendees: Lena, Ravi\nAgreed: the wiki moves."
    decision = _decided(mail(text, LENA), joined(LENA, RAVI))
    assert decision.disposition is Disposition.COMMAND
    assert [verb for verb, _ in acts_of(decision)] == ["minutes"]


def test_whoever_proves_nothing_is_asked() -> None:
    """At the address on record; nothing is done before."""
    decision = _decided(mail("#listbot leave", LENA, to=BOT), joined(LENA))
    assert acts_of(decision) == []
    assert decision.records is not None
    assert [(each.who, each.lines) for each in decision.records.asks] == [(LENA, (("leave", ""),))]


def test_a_help_desk_may_ask_for_more_proof() -> None:
    """As it does for its own commands."""
    strict = replace(AT_DESK, identity=Level.VERIFIED)
    decision = _decided(mail("#listbot leave", LENA), joined(LENA), rules=strict)
    assert acts_of(decision) == []


def test_a_yes_to_the_desks_question_carries_out_both_kinds_of_lines() -> None:
    """One mail had a line about the log and one about the record; the member was asked once."""
    asked = Confirmation(
        "token", "", ANA, (("priority", "high T-1"), ("leave", "")), "<m@example.org>", START
    )
    decision = _decided(
        mail("yes", to=BOT), joined(ANA), confirmation=asked, by_bot=True, named=(TICKET,)
    )
    assert acts_of(decision) == [("left", ANA)]
    assert decision.desk is not None
    assert [each.ticket.priority for each in decision.desk.changes] == ["high"]
    no = _decided(mail("no", to=BOT), joined(ANA), confirmation=asked, by_bot=True)
    assert acts_of(no) == []


def test_a_member_of_the_team_is_asked_once_about_all_lines() -> None:
    """If one about a ticket needs proof, none of the mail's lines has any effect."""
    lines = "#listbot priority: high T-1\n#listbot leave"
    unsure = mail(lines, to=BOT)
    decision = _decided(unsure, joined(ANA), by_bot=True, named=(TICKET,))
    assert acts_of(decision) == []
    assert decision.desk is not None
    assert decision.desk.asks is not None
    assert decision.desk.asks.lines == (("priority", "high T-1"), ("leave", ""))


@pytest.mark.parametrize(
    ("text", "more", "done"),
    [
        ("#listbot undo", {}, True),
        ("#listbot undo: Lena", {}, True),
        ("#listbot undo: T-1", {"named": (TICKET,)}, False),
        ("#listbot undo", {"ticket": TICKET}, False),
    ],
)
def test_undo_is_about_a_ticket_where_one_is_meant(
    text: str, more: dict[str, object], done: bool
) -> None:
    """Elsewhere it is about the record."""
    acts = tuple(replace(each, by=ANA) for each in joined(ANA, LENA))
    decision = _decided(mail(text, ANA), acts, **more)
    assert bool(acts_of(decision)) is done


def test_help_lists_the_lines_about_the_record() -> None:
    """And a word that is nearly one of them is suggested."""
    heard = with_record(mail("#listbot help", LENA), _case(joined(LENA)))
    assert ("#listbot leave", "You leave the group. For its members.") in heard.record_lines.help
    decision = _decided(mail("#listbot leafe", LENA), joined(LENA))
    (letter,) = decision.letters
    assert isinstance(letter.facts, TranscriptFacts)
    assert 'Did you mean "#listbot leave"?' in letter.facts.lines[0].answer


def test_a_past_member_is_answered_too() -> None:
    """So they can ask to be forgotten, even if they never wrote to the help desk."""
    gone = (*joined(LENA), act(RecordVerb.LEFT, LENA, days(1)))
    decision = _decided(mail("#listbot forget-me", LENA, at=days(2)), gone)
    assert letters_of(decision) == [("M25", (LENA,))]
    stranger = _decided(mail("#listbot forget-me", KIM, at=days(2)), gone)
    assert letters_of(stranger) == [("M9", (KIM,))]


def test_nothing_is_looked_up_without_need() -> None:
    """Not without a record, not for a machine, not for a mail without lines."""
    lines = mail("#listbot leave", LENA)
    assert with_record(lines, _case(group=None)).record_lines is NO_LINES
    machine = mail("#listbot leave", LENA, headers=OF_A_MACHINE)
    assert with_record(machine, _case(joined(LENA))).record_lines is NO_LINES
    assert with_record(mail("Hello", LENA), _case(joined(LENA))).record_lines is NO_LINES
