"""What somebody said before in a vote, by whichever of their addresses."""

import pytest

from listbot.model.case import Case
from listbot.model.policy import Member, Roster
from tests.playing import Play, opening, rules, votes


@pytest.mark.parametrize("count", [1, 4, 5, 9])
def test_all_addresses_of_a_voter_are_one_person(count: int) -> None:
    """However many they have: each of their mails is read beside those they sent before, in the
    order they came.
    """
    senders = [f"ravi@{number}.example.net" for number in range(count)]
    roster = Roster((Member("Ravi", tuple(senders)), Member("Ana", ("ana@example.org",))))
    play = Play(in_force=rules(roster=roster))
    play.take(opening(), *votes(senders))
    mail = play.read(votes(senders, text="-1, it breaks", at=20)[0])
    with play.transaction() as tx:
        tx.admit(mail)
        case = tx.case_for(mail)
    assert isinstance(case, Case)
    assert [each.author for each in case.own] == senders
