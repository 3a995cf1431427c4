"""The members of the group, with every time that they were in it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """Where somebody stands in the group."""

    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Spell:
    """One time in the group, from joining to leaving; a rejoin begins another."""

    began: datetime
    project: str = ""
    confirmed: datetime | None = None
    leaving: datetime | None = None
    """When they wrote that they leave, while the question about it is open."""
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class GroupMember:
    """One person and their times in the group."""

    address: str
    """The primary one; letters go there, and no page shows it."""
    name: str
    spells: tuple[Spell, ...]
    """Oldest first; never empty."""

    @property
    def spell(self) -> Spell:
        """The last time, which goes on unless it has ended."""
        return self.spells[-1]

    @property
    def standing(self) -> Standing:
        """Where they stand now."""
        if self.spell.ended is not None:
            return Standing.PAST
        return Standing.CONFIRMED if self.spell.confirmed else Standing.PROVISIONAL

    @property
    def is_in(self) -> bool:
        """Whether they are in the group now."""
        return self.spell.ended is None
