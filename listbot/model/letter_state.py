"""States of a letter in the outbox."""

from enum import StrEnum


class LetterState(StrEnum):
    """Only the sender and the admin change a letter's state."""

    DRAFT = "draft"
    """From a list in shadow mode: never sent."""
    HELD = "held"
    """Waiting for a person."""
    QUEUED = "queued"
    SENDING = "sending"
    """An attempt is under way; after a crash: it may have been sent."""
    RESENDING = "resending"
    """The same, for the single retry."""
    SENT = "sent"
    DEAD = "dead"
    """Refused for good, or given up."""
    DROPPED = "dropped"
    """By the admin."""
    FOLDED = "folded"
    """Over the week's budget: it goes into the recap."""
