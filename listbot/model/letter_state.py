"""Where a letter in the outbox stands."""

from enum import StrEnum


class LetterState(StrEnum):
    """Only the sender and the admin move a letter from one to another."""

    DRAFT = "draft"
    """Of a list in shadow: never sent."""
    HELD = "held"
    """It waits for a person."""
    QUEUED = "queued"
    SENDING = "sending"
    """An attempt is on its way; after a crash: it may have been sent."""
    RESENDING = "resending"
    """The same, for the one repetition."""
    SENT = "sent"
    DEAD = "dead"
    """Refused for good, or given up."""
    DROPPED = "dropped"
    """By the admin."""
    FOLDED = "folded"
    """Over the week's budget: the recap tells it."""
