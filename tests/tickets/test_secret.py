"""Mails that likely hold a secret: lines in two lists that anybody can read and add to."""

from pathlib import Path

import pytest

from listbot.tickets.secret import likely_secret

FOLDER = Path(__file__).with_name("secrets")


def lines(name: str) -> list[str]:
    """The lines of one list, without its heading."""
    return [
        line
        for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
        if line[:2] != "# "
    ]


@pytest.mark.parametrize("line", lines("seen"))
def test_a_secret_is_seen(line: str) -> None:
    """Alone and in the middle of a mail, and the kind is named."""
    seen, _, written = line.partition(" | ")
    mail = f"Hello,\n\nI can no longer log in, please help.\n\n{written}\n\nThanks\nKim\n"
    assert (likely_secret(written), likely_secret(mail)) == (seen, seen)


@pytest.mark.parametrize("line", lines("unseen"))
def test_words_about_secrets_are_none(line: str) -> None:
    """False alarms teach people to ignore them."""
    assert likely_secret(f"Hello,\n\n{line}\n\nThanks\nKim\n") == ""


def test_the_worst_is_named() -> None:
    """A mail with a password and a key holds a key."""
    assert likely_secret("password: hunter2\n-----BEGIN PRIVATE KEY-----\n") == "a private key"


@pytest.mark.parametrize(
    "text", ["password ", "password: ", "eyJ", "a://b:", "token=", "x:", "-----BEGIN ", "- "]
)
def test_no_text_costs_much(text: str) -> None:
    """A megabyte of one thing over and over is scanned quickly."""
    assert likely_secret(text * (1_000_000 // len(text))) == ""
