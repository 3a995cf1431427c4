"""How the waits grow."""

from listbot.inbound.backoff import Backoff


def test_waits_double_up_to_the_longest() -> None:
    """Each wait is twice the previous one, up to the longest."""
    backoff = Backoff(first=1, longest=5, chance=lambda: 1.0)
    assert [backoff.next() for _ in range(5)] == [1, 2, 4, 5, 5]


def test_chance_takes_at_most_half() -> None:
    """Two daemons that lost the same server do not come back in step."""
    assert Backoff(first=8, chance=lambda: 0.0).next() == 4


def test_reset_starts_again() -> None:
    """After a success the next fault is tried again soon."""
    backoff = Backoff(first=1, longest=5, chance=lambda: 1.0)
    backoff.next()
    backoff.reset()
    assert backoff.next() == 1
