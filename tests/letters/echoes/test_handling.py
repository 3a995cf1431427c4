"""What a list did with our post, told from the post and its copy."""

import pytest

from listbot.letters.echoes.handling import LONGEST, handling_of
from listbot.model.handling import Handling
from tests.given_back import BY_LIST, LIST, munged, plainly, with_list_headers, wrapped

SENT = (
    b"From: listbot <listbot@example.org>\r\nTo: infra@example.org\r\n"
    b"Subject: Re: [VOTE] Disks\r\nMessage-ID: <listbot-1@example.org>\r\n"
    b"X-Listbot: k1 00\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
    b"It passed.\r\n\r\n-- \r\nlistbot, a program.\r\n"
)


def test_a_list_that_changes_nothing() -> None:
    """The copy differs only by the stamps of the hosts on its way."""
    assert handling_of(SENT, plainly(SENT)) == Handling()


def test_prefix_footer_and_list_headers() -> None:
    """Each addition is found by itself."""
    assert handling_of(SENT, with_list_headers(SENT)) == Handling(
        prefix="[Infra]", adds_below=True, reply_to=LIST, list_id="infra.example.org"
    )


def test_a_munged_post() -> None:
    """From is the list's, and its seal and the results of its checks are named."""
    assert handling_of(SENT, munged(SENT)) == Handling(
        sender=LIST,
        reply_to="listbot@example.org",
        sealers=("lists.example.org",),
        checked_by=("lists.example.org",),
    )


def test_a_wrapped_post() -> None:
    """Its words are looked for inside; a footer beside it stands below them."""
    assert handling_of(SENT, wrapped(SENT)) == Handling(is_wrapped=True, sender=LIST)
    both = (
        b"From: Infra <infra@example.org>\r\nSubject: Re: [VOTE] Disks\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: message/rfc822\r\n\r\n" + SENT + b"--b\r\n"
        b"Content-Type: text/plain\r\n\r\ninfra mailing list\r\n--b--\r\n"
    )
    assert handling_of(SENT, both) == Handling(is_wrapped=True, sender=LIST, adds_below=True)


@pytest.mark.parametrize(
    ("before", "after", "prefix"),
    [
        ("Disks", "[Infra] Disks", "[Infra]"),
        ("Re: Disks", "Re: [Infra] Disks", "[Infra]"),
        ("Re: Disks", "[Infra] Re: Disks", "[Infra]"),
        ("Disks", "Something else", ""),
        ("", "[Infra] ", ""),
        ("Disks", f"[{'x' * 300}] Disks", f"[{'x' * 99}"),
    ],
)
def test_a_prefix(before: str, after: str, prefix: str) -> None:
    """It stands before our subject, or behind its "Re:"; another subject has none."""
    told = handling_of(f"Subject: {before}\n\na".encode(), f"Subject: {after}\n\na".encode())
    assert told.prefix == prefix


def test_words_above_and_words_that_changed() -> None:
    """A header above our words is told apart from words that are not ours any more."""
    sent = b"Subject: a\n\nIt passed.\n"
    above = b"Subject: a\n\nFrom a list:\n\nIt passed.\n"
    assert handling_of(sent, above) == Handling(adds_above=True)
    assert handling_of(sent, b"Subject: a\n\nGone.\n") == Handling(is_reworded=True)
    assert handling_of(b"Subject: a\n\n", b"Subject: a\n\nA footer.\n") == Handling()


def test_fields_that_say_nothing() -> None:
    """What cannot be read is left out, and everything is short."""
    odd = (
        BY_LIST.encode()
        + b"ARC-Seal: i=1; i=1\r\nARC-Seal: i=2\r\nAuthentication-Results: (\r\nList-Id: "
        + b"<"
        + b"x" * 500
        + b".example.org>\r\nSubject: a\r\n\r\na"
    )
    assert handling_of(b"Subject: a\n\na", odd) == Handling(list_id="x" * LONGEST)
