"""How a digest is ended without a word to us: the links that mail programs show as "unsubscribe"
(RFC 2369, RFC 8058).

Both links hold the same token, which was drawn when the digest was asked for and which only its
reader was ever sent; so whoever has it is believed, and nothing else is asked of them. Pure.
"""

from datetime import datetime

from listbot.model.desk.people import Preference
from listbot.model.policy import Roster


def no_digest(address: str, roster: Roster, at: datetime) -> tuple[Preference, ...]:
    """No digest from then on for a person, whichever of their addresses they had asked
    for it from.
    """
    return tuple(Preference(each, digest="off", at=at) for each in roster.addresses(address))
