"""The newcomers of a group: people who wrote for the first time, until somebody answers them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Newcomer:
    """One person who wrote to the project for the first time."""

    address: str
    name: str
    came: datetime
    mail: str
    """Message-ID of their first mail."""
    subject: str
    place: str
    """The address that they wrote to."""
    told: datetime | None = None
    """When the group was told of them."""
    greeted: datetime | None = None
    """When somebody of the group first answered, or took them in."""


@dataclass(frozen=True, slots=True)
class Starter:
    """An open public ticket that a newcomer may begin with."""

    key: str
    title: str
