"""Tests of listbot.cli.output.counts."""

from listbot.cli.output.counts import many


def test_one_thing_is_singular() -> None:
    """Every other number, zero included, takes the plural."""
    assert [many(number, "mail") for number in (0, 1, 2)] == ["0 mails", "1 mail", "2 mails"]
