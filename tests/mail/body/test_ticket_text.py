"""The text a ticket shows: all of a request, only the new part of an answer."""

import pytest

from listbot.mail import reply_text, request_text
from tests.mail.arrivals import FIELDS, mail

ATTRIBUTION = "On Tue, 12 May 2026, Bo <bo@example.org> wrote:\n> Is it up?\n"
FORWARD = (
    "Begin forwarded message:\n\n> From: Bo <bo@example.org>\n> "
    "Date: today\n> Subject: x\n>\n> Down.\n"
)
FLOWED = "Content-Type: text/plain; format=flowed\n"


@pytest.mark.parametrize(
    ("body", "asked", "answer"),
    [
        ("No.\n\n" + ATTRIBUTION, "No.\n\n" + ATTRIBUTION.rstrip(), "No."),
        (ATTRIBUTION, ATTRIBUTION.rstrip(), ""),
        ("No.\n-- \nAna\n", "No.", "No."),
        ("-- \nAna\n", "--\nAna", ""),
        ("", "", ""),
        ("See:\n" + FORWARD, "See:\n" + FORWARD.rstrip(), "See:\n" + FORWARD.rstrip()),
        (
            FORWARD + "No.\n" + ATTRIBUTION,
            FORWARD + "No.\n" + ATTRIBUTION.rstrip(),
            FORWARD + "No.",
        ),
        ("a\n\n\n\nb\n>\n> \n", "a\n\nb", "a\n\nb"),
        ("x" * 64_001, "x" * 64_000 + "\n...", "x" * 64_000 + "\n..."),
    ],
)
def test_shown(body: str, asked: str, answer: str) -> None:
    """Signatures and footers go; quotes stay in a request; a forward is new in an answer."""
    found = mail(f"{FIELDS}\n{body}")
    assert (request_text(found), reply_text(found)) == (asked, answer)


def test_flowed() -> None:
    """Own lines are joined, others not, and never across something left out."""
    found = mail(f"{FIELDS}{FLOWED}\nOne \ntwo\n> a \n> b\nthree \n> c\nfour\n")
    assert request_text(found) == "One two\n> a\n> b\nthree\n> c\nfour"
    assert reply_text(found) == "One two\nthree\nfour"
