"""The roster: which addresses are one person, and who is on it."""

from tests.votes.counting.ballots import ROSTER


def test_any_address_of_a_person_is_the_person() -> None:
    """The first one is the primary; a stranger's address stands for itself."""
    assert ROSTER.primary("ana@example.net") == "ana@example.org"
    assert ROSTER.primary("pat@example.com") == "pat@example.com"
    assert ROSTER.addresses("pat@example.com") == ("pat@example.com",)
    assert ROSTER.addresses("ana@example.net") == ("ana@example.org", "ana@example.net")


def test_the_roster_holds_every_address_of_its_members() -> None:
    """And nobody else's."""
    assert ROSTER.holds("ana@example.net") is True
    assert ROSTER.holds("pat@example.com") is False
