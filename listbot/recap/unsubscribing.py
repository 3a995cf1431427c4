"""How a digest is ended from a mail program: the links it shows as "unsubscribe" (RFC 2369, RFC
8058).

Both links hold the same token, drawn when the digest was asked for and sent only to its reader, so
we believe anybody who has it and ask for nothing else. Pure.
"""

from datetime import datetime

from listbot.model.desk.people import Preference
from listbot.model.policy import Roster


def no_digest(address: str, roster: Roster, at: datetime) -> tuple[Preference, ...]:
    """Return the preferences that end a person's digest at all their addresses."""
    return tuple(Preference(each, digest="off", at=at) for each in roster.addresses(address))
