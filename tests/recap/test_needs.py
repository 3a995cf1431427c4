"""What a vote needs from a person, and who gets a digest in a week's round."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from listbot.decide import on_round
from listbot.letters.facts.digest import DigestFacts
from listbot.model.recap_rules import RecapRules
from listbot.model.weekly.digest import Digest, DigestRound, Need, TicketWaiting
from listbot.policies.outcome import outcome
from listbot.recap.needs import need_of
from tests.playing import BOT, Play, Post, hours, opening, rules, votes

RAVI = "ravi@example.org"


def need(*posts: Post, subject: str = "[VOTE] A new name", may_vote: bool = True) -> Need | None:
    """What Ana's proposal needs from Ravi after these mails."""
    play = Play()
    play.take(opening(subject=subject), *posts)
    case = play.vote()
    standing = outcome(case.proposal, case.entries, case.posters, hours(24))
    return need_of(RAVI, standing, may_vote=may_vote)


def said(text: str, **more: object) -> Post:
    """Ravi's answer."""
    return replace(Post("r", "Ravi", text, 2, ("Re: [VOTE] A new name"), answers=["p"]), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ((), Need.VOTE),
        ((said("+1"),), None),
        ((said("0"),), None),
        ((said("-1, the old one is known"),), None),
        ((said("-1"),), Need.REASON),
        ((said("-1"), said("It is too long to type.", id="s", at=3)), None),
        ((said("+1 if we keep the old one, too"),), Need.CLEAR),
        ((said("+1 if we keep the old one, too"), said("+1", id="s", at=3)), None),
        ((said("I agree"),), Need.CLEAR),
        ((said("+1", vouched=False),), Need.CLEAR),
        ((said("+1", sender="ravi@example.net"),), None),
        ((said("+1"), said("I withdraw my vote", id="s", at=3)), Need.VOTE),
        ((said("Which hosts are meant?"),), Need.VOTE),
        (votes(("Lena", "Omar", "Ines"))[:2], Need.VOTE),
    ],
)
def test_what_a_vote_needs(posts: tuple[Post, ...], expected: Need | None) -> None:
    """A vote, the reason for a -1, a clear word; nothing if the vote counts."""
    assert need(*posts) is expected


def test_whom_no_vote_is_wanted_of() -> None:
    """Somebody outside the roster, unless their words are in doubt."""
    assert need(may_vote=False) is None
    assert need(said("+1 if we keep it"), may_vote=False) is Need.CLEAR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("Our builders still talk to it.", Need.CLEAR),
        ("-1", Need.REASON),
        ("Fine with me", None),
    ],
)
def test_silence_waits_for_nobody(text: str, expected: Need | None) -> None:
    """If silence passes, no vote is missing; only an unclear answer that holds it up is asked
    about."""
    posts = [said(text, subject="Re: [LAZY] A new name")] if text else []
    assert need(*posts, subject="[LAZY] A new name") is expected


MONDAY = datetime(2026, 9, 14, 7, 0, tzinfo=UTC)
SOME = TicketWaiting("T-1", "The wiki", "support@example.org", 3)
VIENNA = RecapRules(on=False, at=time(9, 0), zone="Europe/Vienna")


def told(
    *digests: Digest, now: datetime = MONDAY
) -> tuple[list[tuple[str, str, str]], datetime | None]:
    """Kind, reader and period of each letter, and when the next are due."""
    own = replace(rules().of(BOT), recap=VIENNA)
    found = on_round(DigestRound(own, digests, now))
    return [(each.kind, each.recipients[0], each.period) for each in found.letters], found.due


def test_a_round_tells_those_for_whom_something_waits() -> None:
    """Nobody gets an empty letter; the next round is on Monday at the list's hour."""
    letters, due = told(
        Digest("ana@example.org", "a"),
        Digest("kim@example.net", "b", asked=(SOME,)),
        Digest("omar@example.org", "c", nobodys=(SOME,)),
    )
    assert letters == [
        ("M12", "kim@example.net", "2026-W38"),
        ("M12", "omar@example.org", "2026-W38"),
    ]
    assert due == MONDAY + timedelta(weeks=1)


def test_a_late_round_is_of_its_week() -> None:
    """After an outage there is one letter, about the week it is made in; the next is on a Monday
    again."""
    letters, due = told(
        Digest("ana@example.org", "a", mine=(SOME,)), now=MONDAY + timedelta(days=16)
    )
    assert letters == [("M12", "ana@example.org", "2026-W40")]
    assert due == MONDAY + timedelta(weeks=3)


def test_the_oldest_of_what_waits() -> None:
    """Unassigned tickets count only if nothing else waits for the reader."""
    mine, nobodys = replace(SOME, days=4), replace(SOME, days=9)
    own = rules().of(BOT)
    orders = on_round(
        DigestRound(
            own,
            (
                Digest("a@example.org", "", mine=(mine,), nobodys=(nobodys,)),
                Digest("b@example.org", "", nobodys=(nobodys,)),
            ),
            MONDAY,
        )
    ).letters
    facts = [each.facts for each in orders if isinstance(each.facts, DigestFacts)]
    assert [(each.oldest, each.waiting_tickets, each.waiting_nobodys) for each in facts] == [
        (4, 1, 1),
        (9, 0, 1),
    ]
