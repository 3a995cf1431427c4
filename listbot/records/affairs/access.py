"""Who has access to what, and what the group's digest says about it. Pure."""

from collections.abc import Iterator

from listbot.model.records.access import Departure
from listbot.records.people import Known, belongs, name_at, those_in


def held_by(known: Known, address: str) -> tuple[str, ...]:
    """Return the systems that a person has access to, by the record."""
    grants = known.group.grants.get(address, {})
    return tuple(each.system for each in grants.values() if each.is_held)


def holders(known: Known, system: str) -> tuple[str, ...]:
    """Return the members who have access to a system, by the record."""
    found = (
        who
        for who, grants in known.group.grants.items()
        if system in grants and grants[system].is_held
    )
    return tuple(each for each in found if belongs(known, each))


def who_withdraws(known: Known) -> tuple[str, ...]:
    """Return who is told to withdraw access: the members of the group, or where none are kept,
    everybody with access to something by the record.
    """
    if known.rules.members:
        return tuple(each.address for each in those_in(known))
    found = (each for system in known.group.systems for each in holders(known, system))
    return tuple(dict.fromkeys(found))


def open_departures(known: Known) -> tuple[Departure, ...]:
    """Return the checklists on which something is left."""
    return tuple(each for each in known.group.departures.values() if each.left)


def lines(known: Known) -> tuple[str, ...]:
    """Return what the group's digest says: systems with one holder, and checklists."""
    return (*_single(known), *_unfinished(known))


def _single(known: Known) -> Iterator[str]:
    for system in known.group.systems:
        who = holders(known, system)
        if not who:
            yield f"{system}: the record has nobody with access"
        elif len(who) == 1:
            yield f"{system}: only {name_at(known, who[0])} has access"


def _unfinished(known: Known) -> Iterator[str]:
    for each in open_departures(known):
        yield f"access of {each.name} still to be withdrawn: {', '.join(each.left)}"
