"""The help desk's letters: their recipients, which of them are the same, and what they must not
show.
"""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listbot.letters.compose import Composer
from listbot.letters.facts.votes import TranscriptLine
from listbot.letters.message_ids import letter_key
from listbot.letters_check.desk_samples import (
    ALMA,
    ANSWER,
    ASKED,
    BOT,
    DESK_ORDERS,
    DOV,
    KIM,
    MORNING,
    OPENED,
    OPENING,
    PIA,
    QUESTION,
    QUESTIONED,
    REQUEST,
    RULES,
    STALE,
    SUPPORT,
    TICKET,
    TOLD_REQUESTER,
    TOLD_TEAM,
    TRANSCRIPT,
)
from listbot.letters_check.vote_samples import NOW
from listbot.mail import Author, Level
from listbot.mail.wire.extensions import read_bounce, read_confirm, read_reply, recipient_hash
from listbot.model.desk.ticket import Change, Event, Field, File, Side
from listbot.model.order import LetterOrder
from listbot.tickets.letters import orders
from tests.proposals.letters.shown import TEMPLATES
from tests.tickets.letters.shown import DESK_SHOWN

COMPOSER = Composer(TEMPLATES, BOT, {}, b"a key for tests only")
ON_A_TICKET = [order for order in DESK_ORDERS if order.kind not in ("M12", "M25")]


def _told(*events: Event, side: Side = Side.TEAM, to: str = ALMA) -> LetterOrder:
    return orders.update(TICKET, RULES, to, side, events, {}, new=False)


@pytest.mark.parametrize(
    ("order", "key"),
    [
        (OPENED, f"M9|T-118 {KIM} {TICKET.token}|"),
        (TOLD_TEAM, f"M10|T-118 {DOV} {TICKET.token}|0"),
        (TOLD_REQUESTER, f"M10|T-118 {KIM} {TICKET.token}|1"),
        (STALE, f"M11|T-118 {TICKET.token}|2026-09-10T09:12:00+00:00"),
        (TRANSCRIPT, f"M22|{KIM} <k1@example.net>|"),
        (DESK_SHOWN["M24-secret-seen"], f"M24|T-118 <k1@example.net> {TICKET.token}|"),
        (QUESTIONED, f"M25|{ALMA} k3v9x2m4q8w7z5a1|"),
    ],
)
def test_the_same_cause_makes_one_letter(order: LetterOrder, key: str) -> None:
    """One acknowledgement per ticket, one update per time and person, one reminder, one question a
    day.
    """
    assert letter_key(order) == key


def test_ids_that_can_be_worked_out_tie_to_no_ticket() -> None:
    """A ticket's number and an address are not enough to get into it; a letter is needed."""
    assert [
        order.kind for order in DESK_ORDERS if order.ticket and TICKET.token not in order.cause
    ] == ["M22"]
    assert "<k1@example.net>" in TRANSCRIPT.cause  # which is an id of the ticket by itself


@pytest.mark.parametrize("order", ON_A_TICKET)
def test_answers_go_to_the_ticket(order: LetterOrder) -> None:
    """Reply-To routes to the ticket, whatever the subject."""
    routed = read_reply(order.reply_to, (SUPPORT, BOT), "+")
    assert routed == (SUPPORT, 118, TICKET.token)
    assert order.ticket == "T-118"


@pytest.mark.parametrize("order", [OPENED, TOLD_TEAM, TOLD_REQUESTER, STALE])
def test_bounces_say_whose_copy_came_back(order: LetterOrder) -> None:
    """Each recipient has a different envelope sender."""
    assert read_bounce(order.envelope_from, BOT, "+") == (
        118,
        TICKET.token,
        recipient_hash(*order.recipients),
    )


def test_who_sends_what_from_where() -> None:
    """Answers are auto-replied; those that may go to an unknown stranger cause no bounce."""
    seen = {}
    for order in DESK_ORDERS:
        letter = COMPOSER.compose(order, SUPPORT, NOW)
        automatic = message_from_bytes(letter.raw)["Auto-Submitted"]
        seen[order.kind] = (automatic, letter.envelope_from.partition("@")[0].partition("-")[0])
    assert seen == {
        "M9": ("auto-replied", "listbot+b"),
        "M10": ("auto-generated", "listbot+b"),
        "M11": ("auto-generated", "listbot+b"),
        "M22": ("auto-replied", ""),
        "M24": ("auto-replied", ""),
        "M25": ("auto-replied", ""),
        "M41": ("auto-generated", "listbot+b"),
    }


def test_the_answer_to_a_question_brings_its_token_back() -> None:
    """By its address, or by its subject if the mail host has no extensions."""
    assert read_confirm(QUESTIONED.reply_to, BOT, "+") == QUESTION.token
    plain = replace(RULES, desk=replace(RULES.desk, delimiter=""))
    order = orders.question(REQUEST, QUESTION, plain, ("close",), None)
    assert order.reply_to == BOT
    assert (
        COMPOSER.compose(order, SUPPORT, NOW).subject
        == f"[{'k3v9x2m4q8w7z5a1'}] Did you ask for this?"
    )


def test_a_question_stands_in_no_thread() -> None:
    """A forger cannot make us write into one of the member's threads."""
    assert (QUESTIONED.reply_to_mail, QUESTIONED.thread) == (None, ())


def test_plain_addresses_where_the_host_knows_no_others() -> None:
    """Without a delimiter answers go to the support list and bounces to the bot."""
    plain = replace(RULES, desk=replace(RULES.desk, delimiter=""))
    order = orders.stale(ASKED, plain, MORNING)
    assert (order.reply_to, order.envelope_from) == (SUPPORT, BOT)


def test_a_bot_without_an_address_of_its_own() -> None:
    """Then the composer uses its own sender."""
    nobody = replace(RULES, own_addresses=())
    assert orders.stale(ASKED, nobody, MORNING).envelope_from == ""
    assert orders.question(REQUEST, QUESTION, nobody, (), None).reply_to == ""


def test_a_letter_may_wait_for_a_member() -> None:
    """Over the cap for new addresses the acknowledgement is held."""
    order = orders.opened(REQUEST, TICKET, RULES, quoted=False, secret=False, held=True)
    assert order.held


def test_a_first_letter_says_that_the_team_has_it_only_where_it_was_told() -> None:
    """If the configuration does not say how the team is notified, the letter promises nothing."""
    letters = [
        COMPOSER.compose(DESK_SHOWN[name], SUPPORT, NOW).text
        for name in ("M9-first-mail", "M9-nobody-told")
    ]
    assert ["The team has it" in text for text in letters] == [True, False]


@pytest.mark.parametrize("name", ["M9-not-proven", "M24-secret-seen"])
def test_nothing_of_a_strangers_goes_to_whom_they_name(name: str) -> None:
    """A letter to an unproven address repeats no subject, name or address of the mail."""
    letter = COMPOSER.compose(DESK_SHOWN[name], SUPPORT, NOW)
    said = f"{letter.subject}\n{letter.text}"
    assert [
        word
        for word in ("Bcc", "evil", "eve@", "移行", "Kim", "Wiki", PIA, "x@example.net")
        if word in said
    ] == []


def test_an_update_answers_the_last_mail() -> None:
    """In the ticket's thread: its first mail, then the reported ones; a change without a mail
    answers the first.
    """
    order = _told(OPENING, ANSWER)
    assert (order.reply_to_mail, order.thread) == (
        "<a1@example.org>",
        ("<k1@example.net>", "<k1@example.net>", "<a1@example.org>"),
    )
    assert _told(replace(ANSWER, mail="")).reply_to_mail == "<k1@example.net>"


def test_only_the_team_has_as_many_letters_as_there_are() -> None:
    """The team asked for its copies; letters to others are limited."""
    assert [order.kind for order in DESK_ORDERS if order.asked_for] == ["M10"]
    assert not TOLD_REQUESTER.asked_for


def test_the_roster_names_its_members() -> None:
    """A member has the name on the roster, whatever their mail says; outsiders see other addresses
    shortened.
    """
    change = Change(Field.ASSIGNEE, "", DOV)
    text = COMPOSER.compose(_told(replace(ANSWER, changes=(change,))), SUPPORT, NOW).text
    assert "דב לוין" in text
    anonymous = replace(ANSWER, who=PIA, name="", side=Side.OTHER)
    assert "Answer from pia@example.net (" in COMPOSER.compose(_told(anonymous), SUPPORT, NOW).text
    outside = _told(anonymous, side=Side.WATCHER, to=KIM)
    assert "Answer from pia@... (" in COMPOSER.compose(outside, SUPPORT, NOW).text


def test_a_secret_goes_to_the_requester_and_the_team() -> None:
    """Other followers see that a text was left out."""
    secret = replace(ANSWER, text="password: hunter2", secret=True)
    texts = {side: COMPOSER.compose(_told(secret, side=side), SUPPORT, NOW).text for side in Side}
    assert [side for side in Side if "hunter2" in texts[side]] == [Side.REQUESTER, Side.TEAM]


def test_a_long_text_is_cut_sooner_for_the_team() -> None:
    """The team can read the whole mail; others have only the letter."""
    long = replace(ANSWER, text="word\n" * 500)
    rows = {
        side: COMPOSER.compose(_told(long, side=side), SUPPORT, NOW).text.count("  word\n")
        for side in (Side.TEAM, Side.REQUESTER)
    }
    assert rows == {Side.TEAM: 60, Side.REQUESTER: 400}


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200)


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
@settings(max_examples=100, deadline=None)
def test_no_strangers_text_can_hold_back_or_break_a_letter(
    title: str, name: str, text: str, mail: str
) -> None:
    """Whatever strangers write, every letter is composed and passes the guard."""
    ticket = replace(ASKED, title=title, requester_name=name, root=mail, asked_by=name)
    written = replace(
        REQUEST, subject=title, message_id=mail, author=Author(KIM, name, Level.VERIFIED, text)
    )
    event = replace(
        OPENING, name=name, text=text, mail=mail, files=(File(text, name, 5),), reason=title
    )
    changes = tuple(Change(field, title, text) for field in Field)
    asked = replace(QUESTION, lines=((title, text),))
    made = (
        orders.opened(written, ticket, RULES, quoted=True, secret=True, held=False, linked="T-2"),
        orders.update(
            ticket,
            RULES,
            KIM,
            Side.TEAM,
            (event, replace(event, changes=changes)),
            {KIM: name},
            True,
        ),
        orders.update(ticket, RULES, KIM, Side.REQUESTER, (event,), {KIM: name}, False),
        orders.stale(ticket, RULES, MORNING + timedelta(days=28)),
        orders.transcript(written, (TranscriptLine(text, False, "No."),), "", (), ticket, RULES),
        orders.transcript(written, (TranscriptLine(text, False, "No."),), "", (), None, RULES),
        orders.secret_seen(written, ticket, RULES, "a private key"),
        orders.question(written, asked, RULES, (title, text), ticket),
    )
    for order in made:
        COMPOSER.compose(order, SUPPORT, NOW)
