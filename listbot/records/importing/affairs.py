"""Makes acts of rows about services and about access. Pure; never raises.

A row need not say since when: then it holds from the import on.
"""

from listbot.model.records.acts import RecordVerb
from listbot.model.records.services import ServiceSaid
from listbot.records.importing.made import Made
from listbot.records.importing.tables import Row


def service(row: Row, made: Made) -> None:
    """Add one service and the people responsible for it."""
    name, since = row.cells.get("name"), row.cells.get("since")
    if name is None:
        made.lacks(row, "service")
        return
    at = made.time(since) if since is not None else None
    outside = row.cells.get("outside")
    said = ServiceSaid(
        made.anybody(row.cells.get("leads")),
        made.anybody(row.cells.get("admins")),
        outside.text if outside is not None else "",
    )
    made.add(RecordVerb.SERVICE, at, name.text.casefold(), service=said)


def access(row: Row, made: Made) -> None:
    """Add one system and, if the row names somebody, their access to it."""
    system, granted = row.cells.get("system"), row.cells.get("granted")
    if system is None:
        made.lacks(row, "system")
        return
    name = system.text.casefold()
    at = made.time(granted) if granted is not None else None
    people = made.anybody(row.cells.get("member"))
    if not people:
        made.add(RecordVerb.SYSTEM, at, name)
    revoked = row.cells.get("revoked")
    until = made.time(revoked) if revoked is not None else None
    for who in people:
        made.add(RecordVerb.GRANTED, at, who, text=name)
        if until is None or revoked is None:
            continue
        if at is None:
            made.fault(revoked, "says when it ended, but the row has no day on which it began")
        elif until < at:
            made.fault(revoked, f"{revoked.text} is before the access was granted")
        else:
            made.add(RecordVerb.REVOKED, until, who, text=name)
