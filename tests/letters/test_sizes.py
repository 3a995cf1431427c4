"""Tests of listbot.letters.sizes."""

import pytest

from listbot.letters.sizes import size


@pytest.mark.parametrize(
    ("octets", "expected"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (12_499, "12 kB"),
        (12_500, "13 kB"),
        (3_400_000, "3 MB"),
        (2 * 10**9, "2 GB"),
    ],
)
def test_sizes_are_round(octets: int, expected: str) -> None:
    """Decimal units, whole numbers."""
    assert size(octets) == expected
