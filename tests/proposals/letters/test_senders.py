"""A result names how its senders are known: once where all are alike, else beside the others."""

from listbot.letters.facts.votes import WayKnown
from listbot.mail import Level
from listbot.policies.outcome import outcome
from listbot.proposals.letters.results import shown
from listbot.proposals.letters.senders import less_sure, ways_known
from listbot.votes.counting.counted import Vote
from tests.playing import Play, Post, hours, opening, rules, votes


def mixed() -> Play:
    """A vote where anybody's mail counts, whichever way it came."""
    play = Play(in_force=rules(Level.UNVERIFIED))
    play.take(opening(), *votes(("Ravi", "Lena")))
    play.take(Post("v-kim", "Kim", "+1", 4, answers=["p"], vouched=False))
    return play


def cast(play: Play) -> tuple[Vote, ...]:
    """The votes of the proposal."""
    case = play.vote()
    return outcome(case.proposal, case.entries, case.posters, hours(80)).tally.votes


def test_the_surest_way_comes_first() -> None:
    """With how many votes are known so."""
    assert ways_known(cast(mixed())) == (WayKnown("list-vouched", 2), WayKnown("unverified", 1))


def test_a_less_sure_vote_has_a_note() -> None:
    """And the others have none."""
    found = cast(mixed())
    assert [less_sure(each, ways_known(found)) for each in found] == [
        "",
        "",
        "named by the mail alone",
    ]
    play = mixed()
    case = play.vote()
    final = outcome(case.proposal, case.entries, case.posters, hours(80))
    assert [each.note for each in shown(case, final).binding] == ["", "", "named by the mail alone"]


def test_where_all_are_alike_nothing_stands_beside_a_vote() -> None:
    """One line says it for all; a vote that counts nowhere says why by itself."""
    play = Play()
    play.take(opening(), *votes(("Ravi", "Lena")))
    play.take(Post("v-kim", "Kim", "+1", 4, answers=["p"], vouched=False))
    found = cast(play)
    assert ways_known(found) == (WayKnown("list-vouched", 2),)
    assert [less_sure(each, ways_known(found)) for each in found] == ["", "", ""]


def test_the_letter_says_it_in_one_line() -> None:
    """Before the votes; where ways differ, with numbers."""
    play = mixed()
    play.run_until(hours(200))
    (letter,) = play.letters("M5")
    assert (
        "  Senders   2 named by the list, 1 named by the mails alone, as this\n"
        "            list allows\n" in letter.text
    )
    assert "+1    Kim [3], named by the mail alone\n" in letter.text
