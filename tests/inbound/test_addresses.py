"""The watched address a mail came for."""

import pytest

from listbot.inbound.addresses import AddressBook
from listbot.mail import ListContext

BOT = ListContext("listbot@example.org", own_addresses=("listbot@example.org",))
INFRA = ListContext("infra@lists.example.org")
SUPPORT = ListContext("support@xn--bcher-kva.example.org")
BOOK = AddressBook(BOT, INFRA, SUPPORT)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("infra@lists.example.org", INFRA),
        ("Infra@LISTS.example.org", INFRA),
        ("infra+token@lists.example.org", INFRA),
        ("listbot@example.org", BOT),
        ("support@bücher.example.org", SUPPORT),
        ("infra@example.org", None),
        ("+@lists.example.org", None),
        ("ïnfra@lists.example.org", None),
        ("x@" + "ü" * 80 + ".org", None),
        ("a\udcff@b", None),
        ("", None),
        ("infra", None),
    ],
)
def test_a_recipient_is_watched_or_not(address: str, expected: ListContext | None) -> None:
    """Case and an extension do not matter; a lookalike is another address."""
    assert BOOK.for_recipient(address) == expected


def test_another_delimiter() -> None:
    """With the mail host's delimiter; an address that contains it stays itself."""
    infra, support = (
        ListContext(f"{name}@example.org", delimiter="-") for name in ("infra", "infra-support")
    )
    book = AddressBook(infra, support)
    assert book.for_recipient("infra-t1@example.org") == infra
    assert book.for_recipient("infra-support@example.org") == support
    assert book.for_recipient("infra-support-t1-k3@example.org") == support
    assert book.for_recipient("infra+listbot@example.org") == infra


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            b"X-Original-To: listbot+b-x@example.org\nDelivered-To: box@mail\nReceived: x",
            "listbot+b-x@example.org",
        ),
        (
            b"Return-path: <>\r\nEnvelope-to: listbot+b@example.org\r\nReceived: x",
            "listbot+b@example.org",
        ),
        (b"Delivered-To: listbot+b@example.org\r\nReceived: x", "listbot+b@example.org"),
        (
            b"Delivered-To: box@mail\nDelivered-To:\n listbot@example.org\nReceived: x",
            "listbot@example.org",
        ),
        (b"Delivered-To: box@mail.example.org\nReceived: x", ""),
        (b"Received: x\nDelivered-To: listbot+b@example.org\nReceived: y", ""),
        (b"Delivered-To: listbot+b@example.org\nTo: x", ""),
        (b"To: listbot+b@example.org\nReceived: x", ""),
        (b"", ""),
    ],
)
def test_the_recipient_of_the_envelope(header: bytes, expected: str) -> None:
    """It is believed only above the newest Received line: anything below came with the mail."""
    assert BOOK.recipient_of(header + b"\n\nReceived: z\n") == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b"List-Id: Infra team <infra.lists.example.org>\r\nTo: listbot@example.org", INFRA),
        (b"List-Id: <other.example.org>\r\nTo: Infra <infra@lists.example.org>", INFRA),
        (b"To: someone@example.org,\r\n\tinfra@lists.example.org", INFRA),
        (b"Cc: support@xn--bcher-kva.example.org", SUPPORT),
        (b"Delivered-To: infra@lists.example.org\nTo: listbot@example.org", INFRA),
        (b"Delivered-To: listbot@example.org\nTo: infra@lists.example.org", INFRA),
        (b"Delivered-To: listbot@example.org\nTo: listbot+c-token@example.org", BOT),
        (b"Subject: x\r\n\r\nTo: infra@lists.example.org", BOT),
        (b"To: \xff\xfe, undisclosed", BOT),
        (b"", BOT),
    ],
)
def test_a_shared_folder_goes_by_the_header(header: bytes, expected: ListContext) -> None:
    """List-Id first, then the address fields; a mail that names none is the first address's."""
    assert BOOK.for_header(header) == expected


def test_of_two_addresses_with_one_list_id_the_first_has_it() -> None:
    """A dot may stand for the at sign; the order of the configuration decides."""
    first, second = ListContext("a@b.c.example.org"), ListContext("a.b@c.example.org")
    header = b"List-Id: <a.b.c.example.org>\r\n\r\n"
    assert AddressBook(BOT, first, second).for_header(header) == first


def test_a_lone_address_has_everything() -> None:
    """In its own folder, a mail needs no header to belong to its list."""
    assert AddressBook(INFRA).for_header(b"To: listbot@example.org\r\n\r\n") == INFRA
