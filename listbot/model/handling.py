"""What a list does with our posts. Only values."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Handling:
    """What a list did with one of our posts before it gave it back."""

    is_wrapped: bool = False
    """Our post is the only attachment of a mail of the list's own (Mailman: wrap_message)."""
    sender: str = ""
    """The address in From, if the list put another one in place of ours; "": it is ours."""
    prefix: str = ""
    """What the list put before the subject."""
    adds_above: bool = False
    adds_below: bool = False
    """Text above our words, and below them: a footer."""
    is_reworded: bool = False
    """Our words are not in it as they were sent."""
    reply_to: str = ""
    """The address in Reply-To, if the list set one."""
    list_id: str = ""
    sealers: tuple[str, ...] = ()
    """The domains whose ARC seals it bears, the last one first."""
    checked_by: tuple[str, ...] = ()
    """The hosts that wrote down whether its signatures are good (Authentication-Results)."""


@dataclass(frozen=True, slots=True)
class LastEcho:
    """The last of our posts that a list gave back."""

    message_id: str
    left: datetime
    back: datetime
    handling: Handling
