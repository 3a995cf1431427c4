"""The facts of the letters about members of the group."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from listbot.model.order import Facts


class News(StrEnum):
    """What became of a member."""

    LEFT = "left"


@dataclass(frozen=True, slots=True)
class MemberNewsFacts(Facts):
    """M17: to all members of the project. It names no reason and no address."""

    news: News
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LeavingFacts(Facts):
    """M32: did you mean that you leave?"""

    token: str
    hours: int
    """After which it counts without an answer."""
    subject: str
    """Of the mail that says so."""
    date: datetime
