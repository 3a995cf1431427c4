"""Tests of `#listbot digest`."""

from dataclasses import replace

import pytest

from listbot.commands.command import Effect
from listbot.letters.unsubscribe import TOKEN
from listbot.mail import Level
from listbot.model.desk.people import Preference
from listbot.recap.commands.digest import ANSWERS, OTHERWISE, UNKNOWN, act
from tests.proposals.commands.situations import CASE, LIST, NO_VOTE, ROSTER, WRITTEN, mail

SEEN = replace(NO_VOTE, seen_before=True)


@pytest.mark.parametrize("argument", ["weekly", '"Weekly".', "WEEKLY"])
def test_a_person_asks_for_a_digest(argument: str) -> None:
    """For their own address, in any thread; it comes with the token that ends it."""
    effect = act(argument, mail("pia@example.net"), SEEN)
    (found,) = effect.preferences
    assert (effect.done, effect.answer, len(found.token)) == (True, ANSWERS["weekly"], TOKEN)
    expected = Preference("pia@example.net", digest="weekly", token=found.token, at=WRITTEN)
    assert found == expected


def test_each_mail_draws_another_token() -> None:
    """One token does not reveal another."""
    mails = [replace(mail("alma@example.org"), digest=digest) for digest in ("0a", "0b")]
    assert len({act("weekly", each, CASE).preferences[0].token for each in mails}) == 2


def test_a_member_has_one_digest() -> None:
    """Whichever address they write from, it goes to the first on the roster, and to no other."""
    first, second = ROSTER.members[0].addresses
    weekly, other = act("weekly", mail(second), CASE).preferences
    assert (weekly.address, weekly.digest, other) == (
        first,
        "weekly",
        Preference(second, digest="off", at=WRITTEN),
    )
    ends = tuple(Preference(each, digest="off", at=WRITTEN) for each in (first, second))
    assert act("off", mail(second), CASE) == Effect(True, ANSWERS["off"], preferences=ends)


def test_whose_wish_is_not_taken() -> None:
    """A mail that anybody could have written causes no letters, and no list gets private ones."""
    unknown = Effect(False, UNKNOWN)
    assert act("weekly", mail("pia@example.net"), NO_VOTE) == unknown
    assert act("weekly", mail("alma@example.org", Level.UNVERIFIED), CASE) == unknown
    assert act("weekly", mail(LIST), SEEN) == unknown
    assert act("off", mail("pia@example.net", Level.UNVERIFIED), NO_VOTE).done


@pytest.mark.parametrize("argument", ["", "daily", "weekly off"])
def test_another_word_is_refused(argument: str) -> None:
    """The answer names the two words."""
    assert act(argument, mail(), CASE) == Effect(False, OTHERWISE)
