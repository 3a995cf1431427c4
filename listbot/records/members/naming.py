"""Finds the member whom a line means: by address, name or a part of the name. Pure.

A name that fits several people is never guessed: the answer asks for the address.
"""

from collections.abc import Iterable

from listbot.model.records.members import GroupMember
from listbot.records.people import Known, people_here, primary

LONGEST = 100  # characters of a name that is looked for
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
    there = tuple(members)
    exact = tuple(each for each in there if each.name.casefold() == words and " " in words)
    return exact or tuple(each for each in there if words in _short_names(each))


def _short_names(member: GroupMember) -> tuple[str, ...]:
    """What people call them: each part of the name, and what stands before the @."""
    return (*member.name.casefold().split(), member.address.partition("@")[0])


def _at(known: Known, address: str) -> tuple[GroupMember, ...]:
    """Return the member with this address, whichever of theirs it is."""
    owner = primary(known, address)
    return tuple(each for each in people_here(known) if each.address == owner)
