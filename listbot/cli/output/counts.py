"""Numbers of things, as the command line prints them."""


def many(number: int, noun: str) -> str:
    """Return "1 mail", "3 mails"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
