"""Roundup's names for our statuses and priorities, in the classic template. Pure.

A status that neither the configuration nor this table names is open.
"""

from collections.abc import Mapping

from listbot.model.desk.ticket import Priority, Status

STATUSES = {
    "unread": Status.NEW,
    "deferred": Status.PARKED,
    "need-eg": Status.ON_REQUESTER,
    "done-cbb": Status.CLOSED,
    "resolved": Status.CLOSED,
}
CLOSES, OPENS = "resolved", "chatting"
"""What an issue is set to if no table says it."""
PRIORITIES = {
    "critical": Priority.URGENT,
    "urgent": Priority.HIGH,
    "bug": Priority.NORMAL,
    "feature": Priority.LOW,
    "wish": Priority.LOW,
}
NAMES = {
    Priority.URGENT: "critical",
    Priority.HIGH: "urgent",
    Priority.NORMAL: "bug",
    Priority.LOW: "wish",
}


def status_of(name: str, names: Mapping[str, Status]) -> Status:
    """Return our status for one of Roundup's; `names` is the table of the configuration."""
    return names.get(name.casefold()) or STATUSES.get(name.casefold(), Status.OPEN)


def priority_of(name: str) -> Priority:
    """Return our priority for one of Roundup's; an issue without one is a normal one."""
    return PRIORITIES.get(name.casefold(), Priority.NORMAL)
