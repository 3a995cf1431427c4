"""A requester agrees to a public tracker, and nobody else does."""

from dataclasses import replace

import pytest

from listbot.mail import Level
from listbot.model.desk.rules import DeskRules, OuterRules
from listbot.model.desk.ticket import Change, Field
from listbot.model.desk_case import DeskCase
from tests.tickets.commands.situations import ANA, CASE, KIM, LENA, T5, done, effect, mail, refused

KIMS = mail(KIM, Level.UNVERIFIED)
ANAS = mail(ANA, Level.VERIFIED)
AGREES = Change(Field.AGREED, "no", "yes")


def with_tracker(is_public: bool = True, desk_public: bool = False, **ticket: object) -> DeskCase:
    """A case at a desk whose team works in a tracker."""
    desk = DeskRules(outer=OuterRules("jira", is_public), public=desk_public)
    found = replace(T5, **ticket)  # type: ignore[arg-type]  # fields of a ticket
    return replace(CASE, rules=replace(CASE.rules, desk=desk), ticket=found, has_token=True)


def test_a_requester_agrees() -> None:
    """The answer says what follows from it."""
    may = "T-5 may be shown in the team's public tracker, without your address."
    later = f"{may} It is shown there once the team makes it public."
    assert effect("agree", KIMS, with_tracker()) == done(later, AGREES)
    assert effect("agree", KIMS, with_tracker(public=True)) == done(may, AGREES)
    assert effect("agree", KIMS, with_tracker(public=True, agreed=True)) == done(may)


def test_nobody_agrees_for_somebody_else() -> None:
    """Not even the team."""
    assert effect("agree", ANAS, with_tracker()) == refused(
        "Only the requester of T-5 can agree to that."
    )


def test_a_mail_that_anybody_could_have_written_agrees_to_nothing() -> None:
    """It takes a letter that only they have, or a writer who is sure: those who follow the ticket
    have letters of it, too.
    """
    case = replace(with_tracker(), has_token=False)
    unsure = refused(
        "I could not verify that you sent this. Once the team makes T-5 public, a letter asks "
        'you for it: please reply to that one with "yes".'
    )
    assert effect("agree", KIMS, case) == unsure
    assert effect("agree", KIMS, with_tracker(watchers=(KIM, LENA))) == unsure
    sure = mail(KIM, Level.VERIFIED)
    assert effect("agree", sure, case).done


@pytest.mark.parametrize("case", [CASE, with_tracker(is_public=False)])
def test_without_a_public_tracker_there_is_nothing_to_agree_to(case: DeskCase) -> None:
    """And it says so."""
    assert effect("agree", KIMS, case) == refused(
        "The team has no public tracker, so there is nothing to agree to."
    )


def test_a_member_hears_that_the_requester_has_to_agree() -> None:
    """Unless they have, or the desk is a public one."""
    title = "T-5 is public: everybody can see its title."
    asks = (
        f"{title} It is shown in the public tracker once its requester agrees: "
        'please ask them to reply with the line "#listbot agree".'
    )
    change = Change(Field.PUBLIC, "no", "yes")
    assert effect("public", ANAS, with_tracker()) == done(asks, change)
    for case in (
        with_tracker(agreed=True),
        with_tracker(desk_public=True),
        with_tracker(is_public=False),
    ):
        assert effect("public", ANAS, case) == done(title, change)
