"""Tests of listbot.letters.message_ids."""

from dataclasses import replace

import pytest

from listbot.letters.message_ids import is_about, is_ours, letter_key, message_id, token
from listbot.letters_check.vote_samples import HELD, sample_order
from listbot.model.order import LetterKind

KEYS = {"k1": b"old", "k2": b"new"}
ID = "<listbot-1@example.org>"


def test_the_key_is_kind_cause_and_period() -> None:
    """The same cause in another period is a different letter."""
    assert (
        letter_key(replace(sample_order(LetterKind.HELD, HELD), period="p"))
        == "M8|<v31@example.org>|p"
    )


def test_a_family_stands_for_its_kinds() -> None:
    """A family has one letter per cause, whatever its kind."""
    orders = (
        replace(sample_order(kind, HELD), family="result")
        for kind in (LetterKind.PASSED, LetterKind.NOT_PASSED)
    )
    assert {letter_key(order) for order in orders} == {"result|<v31@example.org>|"}


def test_the_message_id_is_made_from_the_key_alone() -> None:
    """The same key always has the same Message-ID, at the bot's domain."""
    assert message_id("M8|<v31@example.org>|p", "bot@example.org") == (
        "<listbot-b05845bc73961c2a8b755b0f30c2ce68@example.org>"
    )


@pytest.mark.parametrize("key_id", ["k1", "k2"])
def test_a_token_of_any_valid_key_is_ours(key_id: str) -> None:
    """Two keys may be valid at a time."""
    assert is_ours(f" {token(ID, KEYS[key_id], key_id)}\r\n", ID, KEYS)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "k1",
        "k1 0000",
        token(ID, b"wrong"),
        token("<other@example.org>", b"old"),
        "k3 " + "0" * 32,
        "k1 \udcff",
    ],
)
def test_other_tokens_are_not(header: str) -> None:
    """An empty, forged, foreign or unknown token proves nothing, and never raises."""
    assert not is_ours(header, ID, KEYS)


def test_a_key_tells_what_a_letter_is_about() -> None:
    """Kind and period do not matter; a cause that only begins alike is a different one."""
    keys = (
        "M1|<p@example.org>|",
        "result|<p@example.org>|",
        "M1|<p@example.org>|close <c@example.org>",
    )
    assert [is_about(key, "<p@example.org>") for key in keys] == [True] * 3
    assert [
        is_about(key, other) for key in keys for other in ("<c@example.org>", "<p@example.or", "M1")
    ] == [False] * 9
