"""Read the time from the newest stamp that a trusted host wrote on a mail.

A mail arrives seconds after it was stamped, or days: so a stamp only proves that it is no
earlier now, and confirms a clock only if both agree. A stamp from the machine we run on
repeats our own clock and proves nothing. Nor does a mail that no trusted host vouches for.
Pure; never raises.
"""

from datetime import datetime
from itertools import pairwise

from listbot.mail.mail import Arrival
from listbot.mail.origin.received import believed, hops, known_hosts
from listbot.mail.origin.route import received_of

_LOOKED_AT = 2_000  # characters of one field


def trusted_stamp(arrival: Arrival, own_host: str) -> datetime | None:
    """Return the stamp of the trusted host that handed the mail on, else of the host that
    took it from there; None if there is none. `own_host` is this machine's name.
    """
    trusted = known_hosts(arrival.list.trusted_hops)
    fields = received_of(arrival.raw) if trusted else []
    line = believed(hops(fields), trusted)
    if not any(hop.clients & trusted for hop in line):
        return None
    # For a delivery on the mail host itself, the line below says the same.
    written = [each for each in zip(line, fields, strict=False) if not each[0].is_delivery]
    stamps = [hop.at for hop, field in (*written[1:2], *written[:1]) if not _is_by(field, own_host)]
    return next((stamp for stamp in stamps if stamp is not None), None)


def _is_by(field: str, host: str) -> bool:
    """Whether this machine wrote the line; it may know itself only by its short name."""
    words = field[:_LOOKED_AT].lower().split()
    writers = [after for word, after in pairwise(words) if word == "by"]
    name = host.lower()
    return any(name in (writer, writer.partition(".")[0]) for writer in writers)
