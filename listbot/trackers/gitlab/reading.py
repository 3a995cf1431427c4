"""Reads GitLab's answers as values. Pure; never fails.

Internal notes are left out. Who was assigned stands only in notes that GitLab itself writes, always
in English. Times are cut to whole seconds, as the cursor has them.
"""

import re
from collections.abc import Iterator
from typing import Any

from listbot.trackers.answers import items, moment, part, text, whole
from listbot.trackers.forges.repository import ARCHIVED, NO_ISSUES, NOT_CLOSED, NOT_WRITABLE
from listbot.trackers.forges.site import Happened, Issue, Note, Person

REPORTER = 20  # the least access with which issues can be assigned and labelled
_ASSIGNED = re.compile(r"assigned to @([\w.-]{1,255})")
_UNASSIGNED = re.compile(r"(?:unassigned|removed assignee)\b")
STATES = {"closed": Happened.CLOSED, "reopened": Happened.REOPENED}


def person(value: object) -> Person:
    """Return a user; both are empty if there is none."""
    return Person(text(value, "username"), text(value, "name"))


def issue(value: object) -> Issue:
    """Return an issue."""
    return Issue(
        f"#{whole(value, 'iid')}",
        text(value, "title"),
        text(value, "description"),
        text(value, "author", "username"),
        moment(value, "created_at").replace(microsecond=0),
        moment(value, "updated_at").replace(microsecond=0),
        text(value, "state") == "closed",
        part(value, "discussion_locked") is True,
        tuple(person(each) for each in items(value, "assignees")),
        tuple(each for each in items(value, "labels") if isinstance(each, str)),
    )


def comments(found: list[Any]) -> Iterator[Note]:
    """Yield what people wrote for everybody to read."""
    for each in found:
        is_hidden = part(each, "internal") is True or part(each, "confidential") is True
        if not is_hidden and part(each, "system") is not True:
            yield _note(each, "note", Happened.WROTE, text(each, "body"), "author")


def assignments(found: list[Any]) -> Iterator[Note]:
    """Yield who was assigned, from GitLab's own notes."""
    for each in found:
        body = text(each, "body")
        if part(each, "system") is True and (match := _ASSIGNED.match(body)):
            yield _note(each, "note", Happened.ASSIGNED, match[1], "author")
        elif part(each, "system") is True and _UNASSIGNED.match(body):
            yield _note(each, "note", Happened.UNASSIGNED, "", "author")


def states(found: list[Any]) -> Iterator[Note]:
    """Yield that an issue was closed or reopened."""
    for each in found:
        what = STATES.get(text(each, "state"))
        if what is not None:
            yield _note(each, "state", what, "")


def labels(found: list[Any]) -> Iterator[Note]:
    """Yield which labels came and went; one that was deleted has no name."""
    for each in found:
        is_there = text(each, "action") == "add"
        what = Happened.LABELLED if is_there else Happened.UNLABELLED
        yield _note(each, "label", what, text(each, "label", "name"))


def missing(project: object, is_public: bool) -> Iterator[str]:
    """Yield what a project lacks; `is_public`: what the configuration says of it."""
    if part(project, "archived") is True:
        yield ARCHIVED
    if text(project, "issues_access_level") == "disabled":
        yield NO_ISSUES
    permissions = part(project, "permissions")
    levels = [whole(permissions, f"{each}_access", "access_level") for each in ("project", "group")]
    if max(levels) < REPORTER:
        yield NOT_WRITABLE
    if text(project, "visibility") == "public" and not is_public:
        yield NOT_CLOSED


def _note(value: object, kind: str, what: Happened, about: str, by: str = "user") -> Note:
    author = person(part(value, by))
    return Note(f"{kind}-{whole(value, 'id')}", what, author, moment(value, "created_at"), about)
