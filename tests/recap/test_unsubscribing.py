"""The links that end a digest."""

from urllib.parse import unquote

import pytest

from listbot.letters.unsubscribe import mailto_of, page_of, token_in, token_on
from listbot.model.desk.people import Preference
from listbot.model.policy import Member, Roster
from listbot.recap.unsubscribing import no_digest
from tests.playing import START

TOKEN = "k3v7x2m4q6w7z5a2b3c4d5e6f7"


def test_the_mail_of_the_link_is_understood() -> None:
    """The mail that a mail program makes from the mailto link has the token in the right place."""
    link = mailto_of("listbot@example.org", TOKEN)
    address, _, subject = link.removeprefix("mailto:").partition("?subject=")
    assert address == "listbot@example.org"
    assert token_in(unquote(subject)) == TOKEN


def test_no_page_without_pages() -> None:
    """A letter links a page only if there is one."""
    assert page_of("https://infra.example.org/listbot", TOKEN) == (
        f"https://infra.example.org/listbot/unsubscribe/{TOKEN}"
    )
    assert page_of("", TOKEN) == ""


@pytest.mark.parametrize(
    "subject",
    [f"Unsubscribe {TOKEN.upper()}", f"  unsubscribe  {TOKEN} ", f"unsubscribe {TOKEN}\t"],
)
def test_how_programs_may_write_it(subject: str) -> None:
    """Mail programs may change case and spaces."""
    assert token_in(subject) == TOKEN


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "unsubscribe",
        TOKEN,
        f"Re: unsubscribe {TOKEN}",
        f"unsubscribe {TOKEN} please",
        f"unsubscribe {TOKEN[:-1]}",
        f"unsubscribe {TOKEN}a",
        f"unsubscribe {TOKEN[:-1]}1",
    ],
)
def test_other_subjects_hold_none(subject: str) -> None:
    """A report or reply that repeats a link is not a click."""
    assert token_in(subject) == ""


def test_what_can_be_a_token_of_a_page() -> None:
    """Any other end of an address is not looked up."""
    assert [
        token_on(each)
        for each in (TOKEN, TOKEN.upper(), "", TOKEN[1:], f"{TOKEN}a", f"{TOKEN[1:]}\0")
    ] == [
        TOKEN,
        TOKEN,
        *[""] * 4,
    ]


def test_a_person_has_one_digest_to_end() -> None:
    """Whichever of their addresses they asked from."""
    roster = Roster((Member("Ana", ("ana@example.org", "ana@example.net")), Member("Gone", ())))
    assert no_digest("ana@example.net", roster, START) == (
        Preference("ana@example.org", digest="off", at=START),
        Preference("ana@example.net", digest="off", at=START),
    )
    assert no_digest("kim@example.org", roster, START) == (
        Preference("kim@example.org", digest="off", at=START),
    )
