"""What a project lacks for a help desk, in words for the admin.

It never changes anything. Raises what the client raises.
"""

from typing import Any

from listbot.errors import TrackerDenied
from listbot.trackers.answers import items, part, text, whole
from listbot.trackers.redmine.news import number_of
from listbot.trackers.redmine.site import ACTIVE, RedmineSite

NEEDED = (
    "view_issues",
    "add_issues",
    "edit_issues",
    "add_issue_notes",
    "view_issue_watchers",
    "add_issue_watchers",
)


async def lacks(
    site: RedmineSite, account: Any, project: Any, kind: str, is_public: bool
) -> list[str]:
    """Return what will not work; `kind` and `is_public`: what the configuration says of it."""
    missing = []
    if whole(project, "status") not in (0, ACTIVE):
        missing.append("the project is closed: nothing can be written to it")
    if part(project, "is_public") is True and not is_public:
        missing.append("tracker.public says false, but the project is a public one")
    kinds = [text(each, "name") for each in items(project, "trackers")]
    if kind.casefold() not in [each.casefold() for each in kinds]:
        missing.append(f'tracker.issue_type: there is no "{kind}"; {", ".join(kinds)}')
    if part(account, "admin") is not True:
        missing += await _rights(site, account, number_of(project, "id"))
    return missing


async def _rights(site: RedmineSite, account: Any, project: str) -> list[str]:
    """Return which rights our roles do not give us."""
    roles = [
        number_of(role, "id")
        for each in items(account, "memberships")
        if number_of(each, "project", "id") == project
        for role in items(each, "roles")
    ]
    if not roles:
        return ["the account is not a member of the project"]
    try:
        given = {right for role in roles for right in await site.permissions(role)}
    except TrackerDenied:
        return []  # we may not look at roles; the first mail shows what is missing
    return [f"the permission {each}" for each in NEEDED if each not in given]
