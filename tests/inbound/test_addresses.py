"""Which watched address a mail came for."""

import pytest

from listbot.inbound.addresses import AddressBook
from listbot.mail import ListContext

BOT = ListContext("listbot@example.org")
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


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b"List-Id: Infra team <infra.lists.example.org>\r\nTo: listbot@example.org", INFRA),
        (b"List-Id: <other.example.org>\r\nTo: Infra <infra@lists.example.org>", INFRA),
        (b"To: someone@example.org,\r\n\tinfra@lists.example.org", INFRA),
        (b"Cc: support@xn--bcher-kva.example.org", SUPPORT),
        (b"Delivered-To: infra@lists.example.org\nTo: listbot@example.org", INFRA),
        (b"Subject: x\r\n\r\nTo: infra@lists.example.org", BOT),
        (b"To: \xff\xfe, undisclosed", BOT),
        (b"", BOT),
    ],
)
def test_a_shared_folder_goes_by_the_header(header: bytes, expected: ListContext) -> None:
    """List-Id first, then the address fields; a mail that names nobody is the first address's."""
    assert BOOK.for_header(header) == expected


def test_a_lone_address_has_everything() -> None:
    """In a folder of its own a mail needs no header to belong to its list."""
    assert AddressBook(INFRA).for_header(b"To: listbot@example.org\r\n\r\n") == INFRA
