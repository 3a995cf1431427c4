"""The ticket a mail belongs to: each tie, their order, and who cannot capture a ticket."""

import pytest

from listbot.letters.message_ids import letter_key, message_id
from listbot.mail import Mail
from listbot.mail.wire.extensions import bounce_address, reply_address
from listbot.model.desk.ticket import Change, Field
from listbot.model.list_rules import ListRole
from tests.playing import BOT, LIST, Post
from tests.store.desk.by_hand import SECOND, SUPPORT, Desk, letter, request

FIRST = "abcdefghi1"
"""The token of T-1."""


@pytest.fixture
def desk() -> Desk:
    """A help desk with one ticket by Omar and a second one by Kim."""
    desk = Desk()
    desk.deal(request("omar"))
    desk.deal(request("kim", "Kim", 1, subject="The scanner"))
    return desk


def ours(desk: Desk, id: str, key: str = "T-1") -> str:
    """Return the Message-ID of our letter in answer to a mail."""
    mail = desk.read(request(id))
    assert isinstance(mail, Mail)
    return message_id(letter_key(letter(desk.ticket(key), mail)), BOT)


def test_a_request_opens(desk: Desk) -> None:
    """A mail without any tie becomes its own ticket."""
    assert desk.place(request("new", "Ana", 2)) == ("", "NOTHING")
    assert desk.ticket("T-3").requester == "ana@example.org"


def test_an_answer_to_our_letter(desk: Desk) -> None:
    """Its Message-ID is known although no letter was written: a replay has it, too."""
    assert desk.letters() == []
    assert desk.place(request("a", "Omar", 2, answers=[ours(desk, "omar")])) == (
        "T-1",
        "OUR_LETTER",
    )
    assert desk.ids()[ours(desk, "omar")] == ["T-1 letter"]


def test_an_answer_to_a_mail(desk: Desk) -> None:
    """Even a stranger's: somebody in the ticket gave them the mail."""
    assert desk.place(request("a", "Ravi", 2, answers=["omar"], chain=False)) == ("T-1", "ANCESTOR")
    assert desk.place(request("b", "Lena", 3, answers=["lost", "a", "also-lost"])) == (
        "T-1",
        "ANCESTOR",
    )


def test_the_nearest_ancestor_decides(desk: Desk) -> None:
    """An old thread reused for a new ticket continues there, below old letters or not."""
    above = [ours(desk, "omar"), "omar", "kim"]
    assert desk.place(request("a", "Kim", 2, answers=above)) == ("T-2", "ANCESTOR")
    assert desk.place(request("b", "Kim", 3, answers=list(reversed(above)))) == (
        "T-1",
        "OUR_LETTER",
    )


def test_many_ancestors(desk: Desk) -> None:
    """More than one query can hold."""
    lost = [f"lost{number}" for number in range(20)]
    assert desk.place(request("a", "Ravi", 2, answers=["omar", *lost])) == ("T-1", "ANCESTOR")


def test_mail_that_overtook_mail(desk: Desk) -> None:
    """A colleague in Cc answers before the request itself arrives: it joins the answer's ticket."""
    answer = request(
        "answer", "Ravi", 3, answers=["asked"], cc="ines@example.org", subject="Re: Disk"
    )
    assert desk.place(answer) == ("", "NOTHING")
    asked = request("asked", "Ines", 2, cc="ravi@example.org", subject="Disk")
    assert desk.place(asked) == ("T-3", "NAMED")
    assert desk.ids()["<asked@example.org>"] == ["T-3 mail"]


@pytest.mark.parametrize(
    ("sender", "cc"), [("Mallory", "ravi@example.org"), ("Ines", ""), ("Ines", "ines@example.org")]
)
def test_nobody_draws_a_ticket_by_an_id_it_names(desk: Desk, sender: str, cc: str) -> None:
    """Otherwise anybody with an id from a public archive could take over another's ticket."""
    desk.deal(request("answer", "Ravi", 3, answers=["asked"], cc="ines@example.org"))
    assert desk.place(request("asked", sender, 4, cc=cc)) == ("", "NOTHING")


def test_an_id_that_is_only_named_ties_no_other_mail(desk: Desk) -> None:
    """Two people who answer one announcement have two requests."""
    desk.deal(request("a", "Ravi", 3, answers=["announced"]))
    assert desk.place(request("b", "Lena", 4, answers=["announced"])) == ("", "NOTHING")


def test_the_reply_address(desk: Desk) -> None:
    """In To, or only in the envelope; the number and the token must both be right."""
    to = reply_address(SUPPORT, 1, FIRST, "+")
    assert desk.place(request("a", "Ravi", 2, to=to)) == ("T-1", "ADDRESS")
    assert desk.place(request("b", "Ravi", 3), envelope_to=to) == ("T-1", "ADDRESS")
    for wrong in (
        reply_address(SUPPORT, 2, FIRST, "+"),
        reply_address(SUPPORT, 1, "zzz", "+"),
        reply_address(LIST, 1, FIRST, "+"),
    ):
        assert desk.place(request(f"c-{wrong[:20]}", "Ravi", 4, to=wrong))[1] == "NOTHING"


def test_many_reply_addresses_are_not_all_looked_up(desk: Desk) -> None:
    """A mail to a hundred of them is not a person's."""
    wrong = [reply_address(SUPPORT, number, "zzz", "+") for number in range(2, 100)]
    last = reply_address(SUPPORT, 1, FIRST, "+")
    assert desk.place(request("a", "Ravi", 2, to=", ".join([*wrong, last]))) == ("", "NOTHING")


def test_a_mark_in_the_text(desk: Desk) -> None:
    """Quoted or not, but only with the token."""
    assert desk.place(request("a", "Ravi", 2, text=f"> [T-1 {FIRST}]\n\nHello")) == (
        "T-1",
        "MARKER",
    )
    assert desk.place(request("b", "Ravi", 2, text=f"[T-2 {FIRST}] [CI-1 {FIRST}]"))[1] == "NOTHING"


@pytest.mark.parametrize(
    "subject", ["Re: [T-1] The printer", "AW: [t-1] x", "T-1: again", "Re: T-1: again"]
)
def test_a_tag_in_the_subject(desk: Desk, subject: str) -> None:
    """From a participant or a member it ties; Mallory's only causes a doubt."""
    assert desk.place(request("a", "omar@example.org", 2, subject=subject)) == ("T-1", "SUBJECT")
    assert desk.place(request("b", "ravi@example.net", 3, subject=subject)) == ("T-1", "SUBJECT")
    case = desk.deal(request("c", "Mallory", 4, subject=subject))
    assert (case.ticket, case.found_by.name, case.unsure) == (None, "NOTHING", desk.ticket())


@pytest.mark.parametrize(
    "subject", ["T-1 is down", "[T-99] x", "Re: [V-1] x", "UT-1: x", "[CI-1] x", "T-1"]
)
def test_no_tag(desk: Desk, subject: str) -> None:
    """Neither a wrong format nor an unknown ticket ties."""
    case = desk.deal(request("a", "Omar", 2, subject=subject))
    assert (case.ticket, case.unsure) == (None, None)


def test_who_was_in_copy_takes_part(desk: Desk) -> None:
    """Their tag counts."""
    desk.deal(request("a", "Omar", 2, answers=["omar"], cc="Eve <eve@example.com>"))
    assert desk.place(request("b", "eve@example.com", 3, subject="Re: [T-1] x")) == (
        "T-1",
        "SUBJECT",
    )


def test_merges_are_followed(desk: Desk) -> None:
    """However often, and without looping."""
    desk.change("T-1", Change(Field.MERGED, "", "T-2"))
    assert desk.place(request("a", "Omar", 2, answers=["omar"])) == ("T-2", "ANCESTOR")
    assert desk.place(request("b", "Omar", 2, subject="[T-1] x")) == ("T-2", "SUBJECT")
    desk.change("T-2", Change(Field.MERGED, "", "T-1"))
    assert desk.place(request("c", "Omar", 3, answers=["omar"])) == ("T-2", "ANCESTOR")
    desk.change("T-2", Change(Field.MERGED, "", "T-99"))
    assert desk.place(request("d", "Omar", 4, answers=["omar"])) == ("T-2", "ANCESTOR")


def test_a_split_mail_is_its_tickets_own(desk: Desk) -> None:
    """Of two tickets that have a mail, the later one: it was split off."""
    desk.deal(request("a", "Omar", 2, answers=["omar"]))
    desk.deal(request("kim2", "Kim", 2, answers=["kim"]))
    with desk.store.transaction() as tx:
        tx.connection.exec_driver_sql(
            "INSERT INTO ticket_ids VALUES ('<a@example.org>', 'T-2', 'mail')"
        )
    assert desk.place(request("b", "Ravi", 3, answers=["omar", "a"])) == ("T-2", "ANCESTOR")


def test_a_bounce_comes_to_its_ticket(desk: Desk) -> None:
    """By the letter's envelope sender, with the name of the person it did not reach."""
    to = bounce_address(BOT, 1, FIRST, "omar@example.org", "+")
    desk.change(
        "T-1",
        Change(Field.WATCHER, "", "kim@example.org"),
        Change(Field.WATCHER, "", "omar@example.org"),
    )
    back = Post("b", "mailer-daemon@example.com", "no such user", 3, "Undelivered", to=BOT, by=BOT)
    case = desk.deal(back, envelope_to=to)
    assert case.ticket is not None
    assert (case.ticket.key, case.by_bot, case.bounced) == ("T-1", True, "omar@example.org")
    unknown = bounce_address(BOT, 1, FIRST, "somebody@example.org", "+")
    case = desk.deal(
        Post("c", "mailer-daemon@example.com", "x", 3, "Undelivered", to=unknown, by=BOT)
    )
    assert (case.ticket is not None, case.bounced) == (True, "")


def test_a_ticket_of_a_list_that_is_gone(desk: Desk) -> None:
    """Nothing is tied to it any more."""
    from dataclasses import replace

    lists = [
        replace(each, role=ListRole.RETIRED) if each.address == SUPPORT else each
        for each in desk.in_force.lists
    ]
    desk.in_force = replace(desk.in_force, lists=tuple(lists))
    with desk.store.transaction() as tx:
        tx.adopt(desk.in_force)
    gone = {"to": SECOND, "by": SECOND}
    assert desk.place(request("a", "Omar", 2, answers=["omar"], **gone)) == ("", "NOTHING")
    assert desk.place(request("b", "Omar", 2, subject="[T-1] x", **gone)) == ("", "NOTHING")
    assert desk.ticket("CI-1").list == SECOND
