"""What time a trusted host says it is: the newest stamp that it wrote on a mail.

A mail comes some seconds after it was stamped, or days: so a stamp says only that it is no earlier
now, and says something about a clock only where it agrees with it. A stamp of the very machine we
run on is that clock once more and says nothing. Nor does a mail that no trusted host vouches for.
Pure; never raises.
"""

from datetime import datetime
from itertools import pairwise

from listbot.mail.mail import Arrival
from listbot.mail.origin.received import believed, hops, known_hosts
from listbot.mail.origin.route import received_of

_LOOKED_AT = 2_000  # characters of one field


def trusted_stamp(arrival: Arrival, own_host: str) -> datetime | None:
    """The stamp of the trusted host that handed the mail on, else of the host that took it from
    there; None: there is no such stamp. `own_host` is the name of this machine."""
    trusted = known_hosts(arrival.list.trusted_hops)
    fields = received_of(arrival.raw) if trusted else []
    line = believed(hops(fields), trusted)
    if not any(hop.clients & trusted for hop in line):
        return None
    # Of a delivery on the mail host itself the line below tells the same.
    written = [each for each in zip(line, fields, strict=False) if not each[0].is_delivery]
    stamps = [hop.at for hop, field in (*written[1:2], *written[:1]) if not _is_by(field, own_host)]
    return next((stamp for stamp in stamps if stamp is not None), None)


def _is_by(field: str, host: str) -> bool:
    """Whether this machine wrote the line; it may know itself by its first name only."""
    words = field[:_LOOKED_AT].lower().split()
    writers = [after for word, after in pairwise(words) if word == "by"]
    name = host.lower()
    return any(name in (writer, writer.partition(".")[0]) for writer in writers)
