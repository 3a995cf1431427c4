"""Reads what is Jira's own in its answers: people, and comments of ours or of the team.

Pure; never fails. Jira hides addresses of people who do not show them.
"""

from listbot.trackers.answers import items, part, text

PROPERTY = "listbot"
"""The key under which a comment of ours keeps its label."""


def person(value: object) -> str:
    """Return a person's address, or their name if the address is hidden."""
    return text(value, "emailAddress") or text(value, "displayName")


def label(comment: object) -> str:
    """Return the label of a comment of ours; "" if it is not one."""
    for each in items(comment, "properties"):
        if text(each, "key") == PROPERTY:
            return text(each, "value", "label")
    return ""


def is_internal(comment: object) -> bool:
    """Return whether only the team may read a comment."""
    return part(comment, "jsdPublic") is False or part(comment, "visibility") is not None
