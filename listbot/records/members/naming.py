"""Finds the member whom a line means: by address, name or a part of the name. Pure.

A name that fits several people is never guessed: the answer asks for the address. Names that look
the same are the same name, whatever they are written with: access must not go to somebody who chose
a name with a Cyrillic letter in it.
"""

import unicodedata
from collections.abc import Iterable

from listbot.model.records.members import GroupMember
from listbot.records.people import Known, people_here, primary

LONGEST = 100  # characters of a name that is looked for
_ALIKE = str.maketrans(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u0456\u0458\u04bb\u0501"
    "\u03b1\u03b2\u03b5\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7",
    "abekmhopctyxsijhdabeikmvoptux",
)
"""Cyrillic and Greek letters that look like Latin ones in one of their two cases."""
_NOBODY = "I know no member of the group by that name. Please give the name or the address."
_SEVERAL = "That name fits several members. Please give the address."


def who_is(known: Known, said: str) -> GroupMember | str:
    """Return the one member in the group whom these words mean, or the answer that says why not."""
    words = said.strip().strip("<>.,!").casefold()
    if not words or len(words) > LONGEST:
        return _NOBODY
    found = one_of(people_here(known), words) if "@" not in words else _at(known, words)
    if len(found) == 1:
        return found[0]
    return _SEVERAL if found else _NOBODY


def one_of(members: Iterable[GroupMember], words: str) -> tuple[GroupMember, ...]:
    """Return those with exactly this name, else those with a part of it or of their address.

    One word is always a part: somebody who signs as "Ravi" is not the only Ravi.
    """
    there, wanted = tuple(members), looks(words)
    exact = tuple(each for each in there if looks(each.name) == wanted and " " in wanted)
    return exact or tuple(each for each in there if wanted in _short_names(each))


def looks(name: str) -> str:
    """Return a name as it looks: without case, and without marks that nobody sees."""
    if name.isascii():
        return " ".join(name.casefold().split())
    composed = unicodedata.normalize("NFKC", name.casefold())
    seen = "".join(each for each in composed if unicodedata.category(each) != "Cf")
    return " ".join(seen.translate(_ALIKE).split())


def _short_names(member: GroupMember) -> tuple[str, ...]:
    """What people call them: each part of the name, and what stands before the @."""
    return (*looks(member.name).split(), looks(member.address.partition("@")[0]))


def _at(known: Known, address: str) -> tuple[GroupMember, ...]:
    """Return the member with this address, whichever of theirs it is."""
    owner = primary(known, address)
    return tuple(each for each in people_here(known) if each.address == owner)
