"""What a repository lacks for a help desk, in words for the admin, and what its issues say. Pure.

Gitea's API and GitHub's describe both in the same way, but for the names of two fields.
"""

from collections.abc import Iterator

from listbot.trackers.answers import items, moment, part, text, whole
from listbot.trackers.forges.site import Issue, Person

ARCHIVED = "the repository is archived: nothing can be written to it"
NO_ISSUES = "the repository's issues are turned off"
NOT_WRITABLE = "the permission to write: issues can be neither assigned nor labelled"
NOT_CLOSED = "tracker.public says false, but the repository is a public one"


def missing(repository: object, name: str, is_public: bool) -> Iterator[str]:
    """Yield what will not work; `name` and `is_public`: what the configuration says of it."""
    if text(repository, "full_name").casefold() != name.casefold():
        yield f"tracker.project: it is called {text(repository, 'full_name')} now"
    if part(repository, "archived") is True:
        yield ARCHIVED
    if part(repository, "has_issues") is False:
        yield NO_ISSUES
    if part(repository, "permissions", "push") is not True:
        yield NOT_WRITABLE
    if not (is_public or _is_closed(repository)):
        yield NOT_CLOSED


def _is_closed(repository: object) -> bool:
    """Return whether strangers cannot see a repository; each forge has its own word for one that
    all of its own users can see.
    """
    is_internal = part(repository, "internal") is True
    return (
        part(repository, "private") is True
        or is_internal
        or text(repository, "visibility") == "internal"
    )


def person(value: object, name: str) -> Person:
    """Return a user; `name`: the field with their own name."""
    return Person(text(value, "login"), text(value, name))


def issue(value: object, name: str, locked: str) -> Issue:
    """Return an issue; `locked`: the field that says whether nobody may comment."""
    return Issue(
        f"#{whole(value, 'number')}",
        text(value, "title"),
        text(value, "body"),
        text(value, "user", "login"),
        moment(value, "created_at"),
        moment(value, "updated_at"),
        text(value, "state") == "closed",
        part(value, locked) is True,
        tuple(person(each, name) for each in items(value, "assignees")),
        tuple(text(each, "name") for each in items(value, "labels")),
    )
