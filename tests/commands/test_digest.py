"""Tests of `#listbot digest`."""

from dataclasses import replace

import pytest

from listbot.commands.command import Effect
from listbot.commands.digest import ANSWERS, OTHERWISE, act
from listbot.recap.unsubscribing import TOKEN
from listbot.tickets.people import Preference
from tests.commands.situations import CASE, NO_VOTE, mail


@pytest.mark.parametrize("argument", ["weekly", '"Weekly".', "WEEKLY"])
def test_a_person_asks_for_a_digest(argument: str) -> None:
    """Anybody, for their own address, in any thread; with it comes the token that ends it."""
    effect = act(argument, mail("pia@example.net"), NO_VOTE)
    ((address, notes, digest, token),) = [
        (each.address, each.notes, each.digest, each.token) for each in effect.preferences
    ]
    assert (effect.done, effect.answer) == (True, ANSWERS["weekly"])
    assert (address, notes, digest, len(token)) == ("pia@example.net", "", "weekly", TOKEN)


def test_each_mail_draws_another_token() -> None:
    """Nobody who knows one works out another."""
    mails = [replace(mail(), digest=digest) for digest in ("0a", "0b")]
    assert len({act("weekly", each, NO_VOTE).preferences[0].token for each in mails}) == 2


def test_a_member_has_one_digest() -> None:
    """Whichever address they write from, it goes to the first on the roster; none is left when they want none."""
    member = next(each for each in CASE.rules.roster.members if len(each.addresses) > 1)
    first, second, *_ = member.addresses
    assert act("weekly", mail(second), CASE).preferences[0].address == first
    assert act("off", mail(second), CASE) == Effect(
        True,
        ANSWERS["off"],
        preferences=tuple(Preference(each, digest="off") for each in member.addresses),
    )


@pytest.mark.parametrize("argument", ["", "daily", "weekly off"])
def test_another_word_is_refused(argument: str) -> None:
    """The two words are named."""
    assert act(argument, mail(), NO_VOTE) == Effect(False, OTHERWISE)
