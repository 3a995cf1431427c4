"""What happens when nobody has heard from a member: the group decides, or its rule does. Pure."""

from listbot.model.records.acts import RecordVerb
from listbot.model.records.members import Why
from listbot.model.records.rules import Remove
from listbot.records.people import Known

Due = tuple[RecordVerb, str, str]
"""The verb of an act that is due, whom it is about, and its text."""


def due(address: str, why: Why, known: Known) -> Due:
    """Return the act for a member who is due to leave by the group's rules."""
    automatic = known.rules.remove is Remove.AUTOMATIC
    return (RecordVerb.REMOVED if automatic else RecordVerb.REMOVAL_DUE, address, why)
