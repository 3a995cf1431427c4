"""Takes out of a text what a public tracker must not get: addresses, and characters that act on
other text.

Linear in the text; never fails. An address that somebody has spelled out ("kim at example dot org")
was written to be read, and stays.
"""

from listbot.letters.addresses import with_places
from listbot.letters.display import shown

ADDRESS = "[address]"
SOMEBODY = "Somebody"
LONGEST_NAME = 80  # characters


def cleaned(text: str) -> str:
    """Return a text without any address, whoever's it is."""
    lines = "\n".join(map(shown, text.splitlines()))
    return with_places(lines, ADDRESS)


def cleaned_name(name: str) -> str:
    """Return a person's name, without an address that it holds; "Somebody" if nothing is left."""
    line = " ".join(cleaned(name[: 2 * LONGEST_NAME]).replace(ADDRESS, " ").split())
    return line.strip(" <>()[],;:\"'")[:LONGEST_NAME] or SOMEBODY
