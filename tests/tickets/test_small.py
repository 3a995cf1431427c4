"""Titles, tokens, sides and questions: the small decisions of the help desk."""

import pytest

from listbot.model.desk.people import Confirmation, Written
from listbot.model.desk.ticket import Side
from listbot.model.tokens import token
from listbot.tickets.opening import cleaned, opened_by
from listbot.tickets.participants import is_ours, others_on, side_of
from listbot.tickets.questions import asked_of, is_yes
from tests.tickets.situations import (
    ANA,
    BOT,
    HOUR,
    KIM,
    NOW,
    PAT,
    RULES,
    SUPPORT,
    case,
    mail,
    ticket,
)

TITLES = [
    ("Wiki login fails", "Wiki login fails"),
    ("Re: AW: Fwd: Wiki login fails", "Wiki login fails"),
    ("[T-12] Wiki login fails", "Wiki login fails"),
    ("Re: [T-12 abcdefghij] Re: Wiki", "Wiki"),
    ("RE[2]: Wiki", "Wiki"),
    ("  Wiki \t login ", "Wiki login"),
    ("[external] Wiki", "[external] Wiki"),
    ("", "(no subject)"),
    ("Re:", "(no subject)"),
    ("Reading: a list", "Reading: a list"),
    ("x" * 300, "x" * 200),
]


@pytest.mark.parametrize(("subject", "title"), TITLES)
def test_a_title_is_the_subject_without_what_mailers_put_before_it(
    subject: str, title: str
) -> None:
    """And without the key of another ticket."""
    assert cleaned(subject) == title


def test_a_token_is_known_only_to_who_knows_its_seed() -> None:
    """Letters and digits that no mail program changes the meaning of."""
    assert token("a", 10) != token("b", 10)
    assert token("a", 10) == token("a", 16)[:10]
    assert token("a", 16).isalnum()
    assert token("a", 16) == token("a", 16).lower()


def test_a_stored_mail_opens_a_ticket_like_one_that_just_came() -> None:
    """For one that is split off, or comes from a decision list."""
    part = Written(
        "<p@example.net>", PAT, "Pat", "unverified", "Re: Printer", NOW, "d" * 64, "It jams."
    )
    opened = opened_by(part, case(next_number=7))
    assert (opened.key, opened.title, opened.requester) == ("T-7", "Printer", PAT)
    assert (opened.watchers, opened.participants, opened.history) == ((PAT,), (PAT,), False)


SIDES = [
    (mail(by="Ana <ana@example.org>"), Side.TEAM),
    (mail(by="Ana <ana@example.org>", vouched=False), Side.OTHER),
    (mail(), Side.REQUESTER),
    (mail(by="pat@example.net"), Side.WATCHER),
    (mail(by="lee@example.net"), Side.OTHER),
]


@pytest.mark.parametrize(("which", "side"), SIDES)
def test_on_which_side_an_author_stands(which: object, side: Side) -> None:
    """The roster says who is on the team, the mail's route whether to believe it."""
    assert side_of(which, ticket(watchers=(KIM, PAT)), RULES) is side  # type: ignore[arg-type]


def test_a_member_who_asks_is_a_requester() -> None:
    """Their own tickets are theirs."""
    own = ticket(requester=ANA)
    assert side_of(mail(by="Ana <ana@example.org>"), own, RULES) is Side.REQUESTER


def test_our_own_addresses_are_nobody() -> None:
    """With an extension, too."""
    assert is_ours(BOT, RULES)
    assert is_ours("infra-support+t118-abc@example.org", RULES)
    assert not is_ours(KIM, RULES)
    assert others_on(mail(to=f"{SUPPORT}, {PAT}, {KIM}, {BOT}"), RULES) == (PAT,)


def test_a_question_goes_to_the_address_on_the_roster() -> None:
    """Whatever address the mail is from; other people are asked at their own."""
    forged = mail(by="Ana <ana.ruiz@example.net>", vouched=False)
    assert asked_of((("close", ""),), forged, case(ticket=ticket())) == Confirmation(
        token(f"{forged.arrival.nonce}{forged.digest}", 16),
        "T-118",
        ANA,
        (("close", ""),),
        forged.message_id,
        NOW,
    )
    assert asked_of((), mail(), case()).who == KIM


ANSWERS = [
    ("yes", True),
    ("Yes, please.", True),
    ("*Yes*", True),
    ("#listbot yes", True),
    ("#listbot: yes", True),
    ("Yesterday I was away.", False),
    ("No.", False),
    ("Well, yes", False),
    ("", False),
]


@pytest.mark.parametrize(("body", "says"), ANSWERS)
def test_a_yes_is_the_first_word(body: str, says: bool) -> None:
    """Anything else does nothing."""
    asked = Confirmation("t", "T-118", ANA, (), "<m@example.org>", NOW)
    assert (
        is_yes(mail(body, by="Ana <ana@example.org>", at=NOW + HOUR), asked, case().rules.roster)
        is says
    )
