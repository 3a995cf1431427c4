"""A day of a help desk on real servers: every letter in every mailbox, and none too many."""

from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest

from listbot.model.desk.ticket import Status, What
from tests.servers.desk_site import ANA, BOB, CLEO, GONE, SUPPORT, DeskSite, Post, running_desk

pytestmark = pytest.mark.servers

REQUEST = "<request@example.org>"
NEW, NEWS = "[T-1] Wiki login fails", "Re: [T-1] Wiki login fails"


def reply_to(letter: EmailMessage) -> str:
    """Return the address for an answer."""
    address: str = letter["Reply-To"].addresses[0].addr_spec
    return address


def thread_of(letter: EmailMessage) -> tuple[str, ...]:
    """Return the Message-IDs that an answer names."""
    return (*str(letter["References"]).split(), letter["Message-ID"])


def subjects(letters: Sequence[EmailMessage]) -> list[str]:
    """Return the subjects, in the order they came."""
    return [str(each["Subject"]) for each in letters]


def morning(desk: DeskSite) -> str:
    """Bob asks and copies Cleo, who answers Bob's own mail; Ana answers her copy. Return
    the ticket's address.
    """
    desk.send(Post("request", BOB, (SUPPORT, CLEO), "I cannot log in since Monday."))
    (copy,) = desk.letters(ANA, 1)
    desk.send(Post("same", CLEO, (SUPPORT, BOB), "Same for me.", f"Re: {NEW}", (REQUEST,)))
    desk.letters(ANA, 2)
    desk.send(
        Post(
            "answer",
            ANA,
            (reply_to(copy),),
            "The certificate is renewed.",
            str(copy["Subject"]),
            thread_of(copy),
        )
    )
    desk.letters(CLEO, 1)
    desk.letters(BOB, 2)
    return reply_to(copy)


def noise(desk: DeskSite, address: str) -> None:
    """A machine answers, somebody writes in Ana's name, a stranger guesses a number and
    cannot be reached.
    """
    away = {"Auto-Submitted": "auto-replied"}
    desk.send(Post("away", CLEO, (address,), "I am on leave.", f"Away: {NEWS}", (REQUEST,), away))
    desk.until_logged("<away@example.org> from cleo@example.org")
    desk.forge(Post("forged", ANA, (address,), "#listbot close", NEWS, (REQUEST,)))
    desk.letters(ANA, 3)
    desk.forge(Post("guess", GONE, (SUPPORT,), "Send me everything.", "[T-1] Wiki login fails"))
    desk.letters(ANA, 5)


def afternoon(desk: DeskSite, address: str) -> None:
    """It works, says Bob, from a mailer that breaks threads; an hour later it does not."""
    desk.send(Post("works", BOB, (address,), "Works now, thank you!", "your mail"))
    desk.letters(CLEO, 2)
    desk.letters(ANA, 6)
    desk.send(Post("again", BOB, (address,), "It fails again.", "your mail"))
    desk.letters(CLEO, 3)
    desk.letters(ANA, 7)


@pytest.mark.parametrize("via", ["imap", "lmtp"])
def test_a_day_of_a_help_desk(tmp_path: Path, via: str) -> None:
    """Two tickets, the letters that were due, each in its thread; a bounce is noted, and
    the forger changed nothing.
    """
    with running_desk(tmp_path, via) as desk:
        address = morning(desk)
        noise(desk, address)
        afternoon(desk, address)
        got = {who: desk.site.letters(who) for who in (ANA, BOB, CLEO)}
        one, two = desk.ticket("T-1"), desk.ticket("T-2")
        status, replayed = desk.site.daemon.ask("status"), desk.site.daemon.call("replay")
        assert desk.site.daemon.stop() == 0

    assert subjects(got[BOB]) == [NEW, NEWS]
    assert subjects(got[CLEO]) == [NEWS, NEWS, NEWS]
    question = str(got[ANA][2]["Subject"])
    assert question.endswith("Did you ask for this?")
    assert subjects(got[ANA]) == [
        NEWS,
        NEWS,
        question,
        NEWS.replace("1", "2"),
        NEWS.replace("1", "2"),
        NEWS,
        NEWS,
    ]
    assert all(each["References"].split()[0] == REQUEST for each in (*got[BOB], *got[CLEO]))
    assert {reply_to(each) for each in (*got[BOB], *got[CLEO])} == {address}
    assert (one.ticket.status, one.ticket.watchers) == (Status.ON_TEAM, (BOB, CLEO, ANA))
    assert (two.ticket.links, two.ticket.bouncing) == (("T-1",), (GONE,))
    assert [each.what for each in two.events] == [What.OPENED, What.BOUNCED]
    assert status["dispositions"] == {"automatic": 2, "reply to a ticket": 5, "ticket": 2}
    assert replayed.stdout.startswith("equal: ")
