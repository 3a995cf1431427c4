"""The texts of prepared answers: what stands in the place of their few placeholders. Pure; never
raises.

Nothing that a requester chose is put into a text, not even their name: the words are the team's,
and stay when the requester is forgotten. Braces that are not a placeholder stay as they are, since
an answer may show a line of a program.
"""

import re
from collections.abc import Iterator
from difflib import get_close_matches

PLACEHOLDERS = ("ticket", "member")
"""The ticket's number, and the name of the member who answers."""

_BRACES = re.compile(r"\{([A-Za-z_]{1,20})\}")
_ALIKE = 0.7  # "tikcet" and "members" are above it


def filled(text: str, ticket: str, member: str) -> str:
    """Return a text with its placeholders replaced; what is put in is not looked at again."""
    values = {"ticket": ticket, "member": member}
    return _BRACES.sub(lambda found: values.get(found[1], found[0]), text)


def misspelt(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is probably meant to be a placeholder, and which one."""
    for word in dict.fromkeys(_BRACES.findall(text)):
        close = get_close_matches(word.casefold(), PLACEHOLDERS, n=1, cutoff=_ALIKE)
        if close and word not in PLACEHOLDERS:
            yield word, close[0]
