"""Reads the number of a vote as people write it: 31 or V-31."""

import click


def number_of(text: str) -> int:
    """Parse "31" or "V-31" to 31. Raises click.BadParameter."""
    digits = text.upper().removeprefix("V-")
    if not digits.isascii() or not digits.isdecimal():
        raise click.BadParameter(f'not a vote: "{text}" (expected something like 31 or V-31)')
    return int(digits)
