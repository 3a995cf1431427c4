"""What a result says about the votes behind its numbers."""

from listbot.model.case import OpenCase
from listbot.policies.outcome import outcome
from listbot.proposals.letters.ballots import ballots
from tests.proposals.test_keeper import ACTIVE, about, case_of
from tests.votes.counting.ballots import after, doubt, entry, vote


def said(case: OpenCase) -> str:
    return ballots(case, outcome(case.proposal, case.entries, case.posters, after(24 * 15)))


def test_every_vote_read_is_counted_or_set_aside_with_the_reason() -> None:
    """The numbers add up, and an unclear reply is not among the votes."""
    case = case_of(
        about(ACTIVE),
        entry("ana", 0),
        entry("ravi", 1, vote("+1")),
        entry("ravi", 2, vote("-1", reason=True)),
        entry("ines", 3, vote("+1")),
        entry("pat@example.com", 4, vote("+1")),
        entry("lena", 24 * 14 + 1, vote("+1")),
        entry("omar", 5, doubt()),
    )
    assert said(case) == (
        "7 mails received in the thread; 5 votes read in 5 mails; 2 counted; 3 set aside "
        "(1 replaced by a later one, 1 after the close, 1 of people who may not vote); "
        "1 unclear reply not read as a vote"
    )


def test_a_vote_in_which_all_counts_sets_nothing_aside() -> None:
    """Nothing is said about what is not there."""
    case = case_of(about(ACTIVE), entry("ravi", 1, vote("+1")))
    assert said(case) == "1 mail received in the thread; 1 vote read in 1 mail; 1 counted"
