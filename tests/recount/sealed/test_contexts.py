"""Whom the daemon believed: the lists go with the mails, and come back."""

import pytest

from listbot.mail import ListContext
from listbot.recount.sealed.contexts import as_far_as_shown, contexts_text, parse_contexts

LIST = ListContext(
    "infra@example.org",
    trusted_hops=("lists.example.org", "192.0.2.25"),
    own_addresses=("listbot@example.org", "infra@example.org", "board@example.net"),
    asks_proof=True,
    authserv_id="mx.example.org",
    trusted_sealers=("example.org",),
)


def test_the_lists_come_back() -> None:
    """In their order, with every setting."""
    other = ListContext("ops@example.org", delimiter="")
    assert parse_contexts(contexts_text((LIST, other))) == (LIST, other)


def test_a_later_setting_has_its_usual_value() -> None:
    """A folder that an earlier version wrote does not name it."""
    assert parse_contexts('[[lists]]\naddress = "a@example.org"\n') == (
        ListContext("a@example.org"),
    )


def test_only_addresses_that_the_mails_may_name_are_told() -> None:
    """The list of a board that nobody knows of stays unknown; one with an extension is named."""
    raw = b"To: Infra@Example.org\nFrom: listbot+x@example.org\n"
    assert as_far_as_shown(LIST, raw).own_addresses == (
        "listbot@example.org",
        "infra@example.org",
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lists = 7\n",
        "lists = [7]\n",
        "[[lists]]\n",
        '[[lists]]\naddress = "a@b"\nother = 1\n',
        "[[lists]]\naddress = 7\n",
        '[[lists]]\naddress = "a@b"\nasks_proof = "yes"\n',
        '[[lists]]\naddress = "a@b"\ntrusted_hops = "yes"\n',
        "not toml",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    """With words for people."""
    with pytest.raises(ValueError):
        parse_contexts(text)
