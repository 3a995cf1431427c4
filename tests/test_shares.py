"""The order in which the tests run."""

from tests.shares import in_shares

WAITING = ("servers/a.py 1", "servers/a.py 2", "crash/b.py 1", "servers/c.py 1")
OTHERS = ("line/slow.py 1", *(f"line/x.py {number}" for number in range(11)))


def order(workers: int) -> list[str]:
    """The order of the tests above."""
    return in_shares(
        (*OTHERS, *WAITING), workers, lambda each: each.split()[0], lambda each: "slow" in each
    )


def test_what_takes_long_is_at_the_head_of_a_share() -> None:
    """Those of one module stay together."""
    found = order(4)
    assert (found[0], found[4:7], found[8]) == (
        "crash/b.py 1",
        ["servers/a.py 1", "servers/a.py 2", "line/x.py 2"],
        "line/slow.py 1",
    )
    assert found[1] == "servers/c.py 1"


def test_with_few_workers_it_comes_first() -> None:
    """Then there is nobody to work meanwhile."""
    assert order(1)[:5] == [
        "crash/b.py 1",
        "servers/c.py 1",
        "servers/a.py 1",
        "servers/a.py 2",
        "line/slow.py 1",
    ]


def test_none_is_left_out() -> None:
    """Nor comes twice, also where a share is smaller than what takes long."""
    assert all(sorted(order(workers)) == sorted((*OTHERS, *WAITING)) for workers in range(1, 20))
