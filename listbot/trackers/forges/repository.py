"""What a repository lacks for a help desk, in words for the admin. Pure.

Gitea's API and GitHub's describe a repository in the same way.
"""

from collections.abc import Iterator

from listbot.trackers.answers import part, text

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
