"""Times in the group and access as everybody knows them: a departure shows once it is announced.

Whoever leaves stays on the pages as they were until all their access is withdrawn; then the
project is told, and the pages tell it, too. Pure; never fails.
"""

from collections.abc import Iterator
from dataclasses import replace

from listbot.model.records.access import Grant
from listbot.model.records.members import GroupMember, Spell
from listbot.records.people import Known, is_in, member_of


def known_spells(member: GroupMember, known: Known) -> tuple[Spell, ...]:
    """Return a person's times in the group as they were announced, oldest first."""
    return tuple(_known(nth, member, known) for nth in range(len(member.spells)))


def _known(nth: int, member: GroupMember, known: Known) -> Spell:
    """Return one time; an end that was never announced is the next beginning."""
    spell = member.spells[nth]
    departure = known.group.departures.get(member.address)
    if spell.ended is None or departure is None or departure.at != spell.ended:
        return spell
    again = member.spells[nth + 1].began if nth + 1 < len(member.spells) else None
    told = departure.ended
    if again is not None and (told is None or told > again):
        told = again
    return replace(spell, ended=told)


def is_known_in(known: Known, address: str) -> bool:
    """Return whether somebody is in the group, as far as everybody knows."""
    member = member_of(known, address)
    if member is None:
        return False
    return is_in(known, address) or known_spells(member, known)[-1].ended is None


def known_holders(known: Known, system: str) -> Iterator[str]:
    """Yield the members who have access to a system, as far as everybody knows: while somebody's
    access is being withdrawn, they still have it.
    """
    for who, grants in known.group.grants.items():
        if system in grants and _has(grants[system], who, known) and is_known_in(known, who):
            yield who


def _has(grant: Grant, who: str, known: Known) -> bool:
    if grant.revoked is None:
        return True
    departure = known.group.departures.get(who)
    return departure is not None and departure.ended is None and grant.revoked >= departure.at
