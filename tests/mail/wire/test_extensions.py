"""Addresses with an extension, and whom they belong to."""

from dataclasses import replace
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listbot.mail import Level, ListContext, Mail, read
from listbot.mail.wire.extensions import (
    LONGEST_ADDRESS,
    LONGEST_LOCAL,
    Returned,
    Routed,
    base_of,
    bounce_address,
    confirm_address,
    extended,
    extension_of,
    is_own,
    read_bounce,
    read_confirm,
    read_reply,
    recipient_hash,
    reply_address,
)
from tests.mail.arrivals import BY_THE_LIST, LIST, STRAIGHT, arrival, mail

BOT = "listbot@example.org"
SUPPORT = "infra-support@example.org"
BASES = ("infra@example.org", SUPPORT, BOT)

LOCAL = st.text("abcdefghijklmnopqrstuvwxyz0123456789.-_", min_size=1, max_size=70)
NUMBER = st.integers(1, 999_999_999)
TOKEN = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=32)
DELIMITER = st.sampled_from(["+", "-", "=", "_"])


@given(LOCAL, NUMBER, TOKEN, DELIMITER)
def test_a_reply_address_is_read_as_it_was_made(
    local: str, number: int, token: str, delimiter: str
) -> None:
    """It works for any list name, and the local part never exceeds RFC 5321's limit unless
    the list's does.
    """
    support = f"{local}@example.org"
    made = reply_address(support, number, token, delimiter)
    if made == support:
        assert len(f"{local}{delimiter}t{number}-{token}") > LONGEST_LOCAL
    else:
        assert len(made.rpartition("@")[0]) <= LONGEST_LOCAL
        assert read_reply(
            made.upper().replace("EXAMPLE", "example"), (support, BOT), delimiter
        ) == Routed(support, number, token)


@given(NUMBER, TOKEN.filter(lambda token: len(token) <= 16), st.emails(), DELIMITER)
def test_a_bounce_address_is_read_as_it_was_made(
    number: int, token: str, recipient: str, delimiter: str
) -> None:
    """The recipient may be long: the address only contains its hash."""
    made = bounce_address(BOT, number, token, recipient, delimiter)
    assert read_bounce(made, BOT, delimiter) == Returned(number, token, recipient_hash(recipient))
    assert read_reply(made, BASES, delimiter) is None


@given(TOKEN, DELIMITER)
def test_the_address_of_a_question_is_read_as_it_was_made(token: str, delimiter: str) -> None:
    """It is never mistaken for another kind of address, nor the other way round."""
    made = confirm_address(BOT, token, delimiter)
    assert read_confirm(made.upper().replace("EXAMPLE", "example"), BOT, delimiter) == token
    assert (read_bounce(made, BOT, delimiter), read_reply(made, BASES, delimiter)) == (None, None)
    assert (
        read_confirm(bounce_address(BOT, 7, token, "kim@example.net", delimiter), BOT, delimiter)
        == ""
    )


@given(st.text(max_size=40), st.text(max_size=3), st.sampled_from(["+", "-", ""]))
def test_taking_apart_never_raises(address: str, base: str, delimiter: str) -> None:
    """A header may contain anything."""
    base_of(address, (base, f"{base}@{base}"), delimiter)
    extension_of(address, (base, f"{base}@{base}"), delimiter)
    read_reply(address, (base,), delimiter)
    read_bounce(address, base, delimiter)
    recipient_hash(address)


def test_the_forms() -> None:
    """The forms are those the documentation shows."""
    assert reply_address(SUPPORT, 118, "k3v9x2", "+") == "infra-support+t118-k3v9x2@example.org"
    assert bounce_address(BOT, 118, "k3v9x2", "Kim@Example.net", "+") == (
        f"listbot+b-t118-k3v9x2-{recipient_hash('kim@example.net')}@example.org"
    )
    assert recipient_hash("kim@example.net") == "ba41d818"


def test_without_extensions_the_plain_address_is_all() -> None:
    """If the mail host has no extensions, or the local part would be too long."""
    assert extended(BOT, "b-x", "") == BOT
    assert extended(BOT, "x" * 56, "+") == f"listbot+{'x' * 56}@example.org"
    assert extended(BOT, "x" * 57, "+") == BOT
    assert base_of("listbot+x@example.org", BASES, "") == ""


@pytest.mark.parametrize(
    ("address", "delimiter", "base", "extension"),
    [
        (BOT, "+", BOT, ""),
        ("listbot+@example.org", "+", BOT, ""),
        ("listbot+x+y@example.org", "+", BOT, "x+y"),
        ("listbot-x@example.org", "+", "", ""),
        ("listbot+x@example.net", "+", "", ""),
        ("xlistbot+x@example.org", "+", "", ""),
        ("infra-support@example.org", "-", SUPPORT, ""),
        ("infra-support-t1-a@example.org", "-", SUPPORT, "t1-a"),
        ("infra-suppor@example.org", "-", "infra@example.org", "suppor"),
        ("+x@example.org", "+", "", ""),
        ("", "+", "", ""),
        ("+", "+", "", ""),
    ],
)
def test_an_address_taken_apart(address: str, delimiter: str, base: str, extension: str) -> None:
    """We find the longest of our addresses that it extends, and what it adds."""
    assert base_of(address, BASES, delimiter) == base
    assert extension_of(address, BASES, delimiter) == extension


class Asked(frozenset[str]):
    """Addresses that count how often they are asked for one, and refuse to be gone through."""

    def __new__(cls, bases: tuple[str, ...]) -> "Asked":
        """Hold these."""
        made = super().__new__(cls, bases)
        made.times = 0
        return made

    times: int

    def __contains__(self, address: object) -> bool:
        """Count the question."""
        self.times += 1
        return super().__contains__(address)

    def __iter__(self) -> NoReturn:
        """There may be thousands."""
        raise AssertionError("gone through")


def test_it_takes_as_long_for_thousands_of_addresses() -> None:
    """Each delimiter costs a question; those that no address of ours is long enough for cost
    nothing.
    """
    bases = Asked(BASES)
    assert base_of("listbot+x+y@example.org", bases, "+") == BOT
    assert bases.times == 3
    bases = Asked(BASES)
    assert base_of(f"{'+x' * 5000}@example.org", bases, "+") == ""
    assert bases.times == LONGEST_ADDRESS // 2


@pytest.mark.parametrize(
    "extension",
    [
        "t0-a",
        "t1-",
        "t1",
        "t-a",
        "t1-a_b",
        "t1234567890-a",
        "b-t1-a-0f3a9c41",
        "x",
        f"t1-{'a' * 33}",
    ],
)
def test_no_reply_address(extension: str) -> None:
    """Any other form is not a ticket's address."""
    assert read_reply(f"listbot+{extension}@example.org", BASES, "+") is None


@pytest.mark.parametrize(
    "extension", ["t1-a", "b-t1-a-0f3a9c4", "b-t1-a-0f3a9c4g", "b-t0-a-0f3a9c41", "b-x"]
)
def test_no_bounce_address(extension: str) -> None:
    """Any other form is not a bounce address."""
    assert read_bounce(f"listbot+{extension}@example.org", BOT, "+") is None


def test_our_own_with_an_extension() -> None:
    """Mail to it is mail to us."""
    assert is_own("infra+t1-a@example.org", LIST)
    assert is_own("listbot@example.org", LIST)
    assert not is_own("infra+t1-a@example.org", replace(LIST, delimiter=""))
    assert not is_own("ana+infra@example.org", LIST)
    assert not is_own("+x", ListContext(""))


OWN = "infra+t118-k3@example.org"


def test_an_extended_own_address_is_not_an_author() -> None:
    """From is ours, so we look for the author where a list puts them; our addresses are
    left out there, too.
    """
    fields = (
        f"From: Ana via infra <{OWN}>\nReply-To: {OWN}, listbot+x@example.org\nCc: "
        f"ana@example.org\n"
        "Message-ID: <1@example.org>\n"
    )
    assert mail(BY_THE_LIST + fields + "\n+1\n").author.address == "ana@example.org"
    assert mail(STRAIGHT + fields + "\n+1\n").author.level is Level.UNVERIFIED


def test_a_letter_from_an_extended_address_is_our_own() -> None:
    """It is recognised by its mark."""
    found = mail(STRAIGHT + f"From: {OWN}\nX-Listbot: k1 x\nMessage-ID: <1@example.org>\n\nx\n")
    assert found.automatic is not None
    assert found.automatic.own_letter == "<1@example.org>"


def test_a_post_wrapped_under_an_extended_address() -> None:
    """It is unwrapped like any other."""
    raw = (
        BY_THE_LIST
        + f"From: Ana via infra <{OWN}>\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n"
        "Content-Type: message/rfc822\n\nFrom: Ana <ana@example.org>\nMessage-ID: "
        "<1@example.org>\n\n+1\n"
    )
    assert mail(raw).author.address == "ana@example.org"


def test_a_mail_to_an_extended_address_names_the_list() -> None:
    """Its bulk marks do not matter, and To keeps the whole address."""
    fields = f"From: ana@example.org\nTo: {OWN}\nPrecedence: bulk\nMessage-ID: <1@example.org>\n"
    found = mail(STRAIGHT + fields + "\nhello\n")
    assert (found.automatic, found.to) == (None, (OWN,))


def test_an_arrival_knows_its_recipient() -> None:
    """Reading does not change it."""
    came = replace(
        arrival("From: ana@example.org\n\nx\n"), envelope_to=OWN, nonce="00112233445566ff"
    )
    found = read(came)
    assert isinstance(found, Mail)
    assert found.arrival == came
