"""People of the group's record as pages name them: never by address. Pure; never fails."""

from collections.abc import Iterable

from listbot.mail.origin.standins import is_stand_in
from listbot.pages.shown import SOMEBODY, Shown, person
from listbot.records.people import Known, name_at


def named(known: Known, address: str) -> Shown:
    """Return the name of the person with this address."""
    return written_by(name_at(known, address), address)


def written_by(name: str, address: str) -> Shown:
    """Return the name that stands beside an address; whoever was forgotten has none."""
    return SOMEBODY if is_stand_in(address) else person(name, address)


def by_name(name: str) -> Shown:
    """Return a name that stands alone; what takes the place of a forgotten one is none."""
    return SOMEBODY if is_stand_in(f"{name}@invalid") else person(name)


def all_named(known: Known, addresses: Iterable[str]) -> tuple[Shown, ...]:
    """Return the names of these people, in their order."""
    return tuple(named(known, each) for each in addresses)
