"""Round trips: a post that shows the admin what a list does with our posts. Pure.

An operator asks for each of them, and a list gets at most one an hour. The store counts, the sender
delivers, and the list's copy tells the rest.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from listbot.letters.facts.round_trip import RoundTripFacts
from listbot.model.handling import LastEcho
from listbot.model.order import LetterKind, LetterOrder
from listbot.votes.counting.digest import utc

APART = timedelta(hours=1)


class Stage(StrEnum):
    """How far a round trip got."""

    WAITING = "waiting"
    """It has not left."""
    AWAY = "away"
    """The mail server accepted it, and the list has not given it back yet."""
    BACK = "back"
    MISSED = "missed"
    """It was not back within the hour."""
    STOPPED = "stopped"
    """It will not leave: refused, or dropped."""


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """The last round trip of a list."""

    letter: int
    """Its number in the outbox."""
    stage: Stage
    made: datetime
    left: datetime | None
    note: str
    """What the mail server said last."""
    echo: LastEcho | None = None
    """How it came back."""


def why_not(*, is_shadow: bool, is_paused: bool, last: datetime | None, now: datetime) -> str:
    """Return why a list cannot have a round trip now; "" if it can."""
    if is_shadow:
        return "it is in shadow, so nothing is sent to it"
    if is_paused:
        return "every letter is held until `listbot resume`"
    if last is not None and last <= now < last + APART:
        return f"it had a test post at {last:%H:%M} UTC; there is at most one an hour"
    return ""


def round_trip(address: str, admin: str, now: datetime) -> LetterOrder:
    """A2: to a list, because an operator asked for it."""
    return LetterOrder(
        kind=LetterKind.ROUND_TRIP,
        cause=address,
        facts=RoundTripFacts(admin),
        to_list=True,
        recipients=(address,),
        reply_to_mail=None,
        period=utc(now),
    )
