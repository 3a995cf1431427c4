"""The rules, by address and by role."""

import pytest

from listbot.model.list_rules import ListRole
from tests.playing import BOT, LIST, OTHER, rules


def test_a_list_is_found_by_its_address() -> None:
    """Only a watched one is."""
    assert rules().of(OTHER) == rules().lists[1]
    with pytest.raises(KeyError):
        rules().of("kim@example.net")


def test_lists_are_found_by_their_role() -> None:
    """They come in the order of the configuration."""
    assert list(rules().with_role(ListRole.DECISIONS)) == [LIST, OTHER]
    assert list(rules().with_role(ListRole.SUPPORT)) == []
    assert rules().of_bot.address == BOT
