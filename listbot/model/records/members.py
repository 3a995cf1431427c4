"""The members of the group, with every time that they were in it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """Where somebody stands in the group."""

    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    PAST = "past"


class Why(StrEnum):
    """Why a membership may end by the group's rules; for the group alone."""

    AWAY = "away"
    """Too many meetings missed, for too long."""
    SILENT = "silent"
    """Nobody has heard from them."""


@dataclass(frozen=True, slots=True)
class Spell:
    """One time in the group, from joining to leaving; a rejoin begins another."""

    began: datetime
    project: str = ""
    claimed: datetime | None = None
    """When they said that the project is done, unless somebody disputes it."""
    done: datetime | None = None
    """When a confirmed member agreed that it is."""
    pair_asked: str = ""
    """The member whom they asked to work with them, while the question is open."""
    pair: str = ""
    """The member with whom they work in tandem, by primary address."""
    tandem: tuple[str, ...] = ()
    """Links to changes that somebody reviewed."""
    confirm_asked: datetime | None = None
    """When they asked to be confirmed."""
    confirmed: datetime | None = None
    leaving: datetime | None = None
    """When they wrote that they leave, while the question about it is open."""
    asked: datetime | None = None
    """When they were asked whether they are still active, while nobody knows."""
    asked_by: str = ""
    """Who wanted to know it; "": the project's members no longer have them as active."""
    over: datetime | None = None
    """When the time to answer was over."""
    delisted: bool = False
    """The project's members do not have them as active; they were asked about it."""
    warned: tuple[tuple[str, datetime], ...] = ()
    """When they were told that they have been away for nearly too long: for the meetings they
    missed, or for the days that are left."""
    due: datetime | None = None
    """When the group was asked whether to remove them, while that is open."""
    why: str = ""
    """And why it was: for the group alone."""
    kept: datetime | None = None
    """When the group said that they stay; what they missed before counts no more."""
    ended: datetime | None = None

    @property
    def counts_from(self) -> datetime:
        """The time from which absence is counted, if they have attended no meeting since."""
        return max(self.began, self.kept or self.began)


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
