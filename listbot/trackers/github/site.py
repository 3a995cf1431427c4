"""The requests to GitHub, one method each, and what their answers mean.

It never decides and never tries again. Where we may not do something, GitHub often does nothing and
says that all is well, so what matters is read back. An issue that was moved elsewhere is gone; a
repository that was renamed is TrackerDenied until the configuration says its new name. Files cannot
be attached: GitHub's API has no request for it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from listbot.errors import TrackerDenied, TrackerGone, TrackerRefused, TrackerUnavailable
from listbot.trackers import Checked
from listbot.trackers.answers import moment, part, text, whole
from listbot.trackers.forges.repository import issue, missing, person
from listbot.trackers.forges.requests import Requests, written
from listbot.trackers.forges.site import Happened, Issue, Note, Person
from listbot.trackers.http import REDIRECTS, Answer, Client, Upload

HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
LIMITED = ("rate limit", "submitted too quickly", "abuse detection")
"""What a 403 says that comes of too many requests, if no header says it."""
WRITES = ("repo", "public_repo")
"""The scopes of a classic token that let it write issues."""
EVENTS = {
    "closed": Happened.CLOSED,
    "reopened": Happened.REOPENED,
    "assigned": Happened.ASSIGNED,
    "unassigned": Happened.UNASSIGNED,
    "labeled": Happened.LABELLED,
    "unlabeled": Happened.UNLABELLED,
}


class GitHubSite(Requests):
    """One repository."""

    forge = "github"
    page = ("per_page", 100)
    ends_below = 100

    def __init__(self, client: Client, repository: str) -> None:
        """`repository`: its owner and name, "infra/helpdesk"."""
        super().__init__(client, repository, ("repos", *repository.split("/")))

    async def me(self) -> str:
        """Return our own login."""
        if not self._me:
            self._me = text((await self._send("GET", ("user",))).json(), "login")
        return self._me

    async def ours(self, since: datetime) -> list[Issue]:
        """Return the issues that we have made and that changed since."""
        params = {"state": "all", "creator": await self.me(), "sort": "created"}
        found = await self._pages(("issues",), params | {"since": written(since)})
        return [_issue(each) for each in found if part(each, "pull_request") is None]

    async def issue(self, key: str) -> Issue:
        """Return an issue. Raises TrackerGone."""
        return _issue((await self._of(key, "GET", ())).json())

    async def create(self, title: str, body: str) -> str:
        """Make an issue; return its key."""
        made = await self._ask("POST", ("issues",), json={"title": title, "body": body})
        number = whole(made.json(), "number")
        if not number:
            raise TrackerUnavailable("github: it made an issue and did not say which")
        return f"#{number}"

    async def set_closed(self, key: str, is_closed: bool) -> None:
        """Close an issue as completed, or reopen it."""
        asked = {"state": "closed", "state_reason": "completed"} if is_closed else {"state": "open"}
        await self._of(key, "PATCH", (), json=asked)

    async def assign(self, key: str, logins: tuple[str, ...]) -> tuple[str, ...]:
        """Assign an issue to these and nobody else; return whom it is assigned to then."""
        changed = await self._of(key, "PATCH", (), json={"assignees": list(logins)})
        return tuple(each.login for each in _issue(changed.json()).assignees)

    async def label(self, key: str, add: str, remove: tuple[str, ...]) -> None:
        """Give an issue a label, which GitHub makes if there is none, and take others away."""
        there = (await self.issue(key)).labels
        names = [each for each in there if each not in remove]
        asked = {"labels": [*names, add] if add else names}
        changed = _issue((await self._of(key, "PATCH", (), json=asked)).json())
        if len(changed.labels) != len(asked["labels"]):
            raise TrackerDenied(f"github: {key} was not labelled: we lack the permission to write")

    async def comments(self, key: str) -> list[Note]:
        """Return all comments of an issue, oldest first."""
        return [_comment(each) for each in await self._pages(("comments",), {}, key)]

    async def comment(self, key: str, body: str) -> None:
        """Add a comment."""
        await self._of(key, "POST", ("comments",), json={"body": body})

    async def history(self, key: str, since: datetime) -> list[Note]:
        """Return what was written and done since; GitHub gives all events, whenever they were."""
        comments = await self._pages(("comments",), {"since": written(since)}, key)
        events = await self._pages(("events",), {}, key)
        done = (note for each in events for note in _notes(each))
        return [*map(_comment, comments), *done]

    async def files(self, key: str) -> None:
        """Return None: there are no files."""

    async def attach(self, key: str, file: Upload) -> None:
        """Raise TrackerRefused: there is no request for it."""
        raise TrackerRefused("github: files cannot be attached")

    async def check(self, is_public: bool) -> Checked:
        """Try the token and the repository."""
        found = [f"logged in as {await self.me()}"]
        try:
            answer = await self._ask("GET", ())
        except TrackerDenied as fault:
            return Checked(tuple(found), (f"the repository {self._name}: {fault}",))
        repository = answer.json()
        found.append(f"repository {text(repository, 'full_name')}")
        lacks = [*missing(repository, self._name, is_public), *_missing_scope(answer, repository)]
        return Checked(tuple(found), tuple(lacks))

    async def _of(self, key: str, method: str, path: tuple[str, ...], **more: Any) -> Answer:
        asked = (*self._root, "issues", key[1:], *path)
        try:
            answer = await self._send(method, asked, accepts=REDIRECTS, **more)
        except TrackerGone as fault:
            raise await self._gone(key) from fault
        if answer.status in REDIRECTS:  # of the issue, unless the whole repository was renamed
            raise TrackerGone(f"{await self._gone(key)}: it was moved elsewhere")
        return answer

    async def _send(self, method: str, path: tuple[str, ...], **more: Any) -> Answer:
        try:
            return await super()._send(method, path, **more)
        except TrackerDenied as fault:
            if any(each in str(fault).casefold() for each in LIMITED):
                raise TrackerUnavailable(str(fault)) from fault
            raise


def _missing_scope(answer: Answer, repository: object) -> Iterator[str]:
    """Yield what a classic token lacks; of a fine-grained one nothing is told."""
    scopes = answer.headers.get("x-oauth-scopes")
    needed = WRITES[:1] if part(repository, "private") is True else WRITES
    if scopes is not None and not {each.strip() for each in scopes.split(",")} & set(needed):
        yield f"the token's scope {needed[-1]}: it has {scopes.strip() or 'none'}"


def _person(value: object) -> Person:
    return person(value, "name")


def _issue(value: object) -> Issue:
    return issue(value, "name", "locked")


def _comment(value: object) -> Note:
    author = _person(part(value, "user"))
    id = f"comment-{whole(value, 'id')}"
    return Note(id, Happened.WROTE, author, moment(value, "created_at"), text(value, "body"))


def _notes(value: object) -> Iterator[Note]:
    """Yield what an event means to us."""
    what = EVENTS.get(text(value, "event"))
    if what is not None:
        about = text(value, "assignee", "login") or text(value, "label", "name")
        author = _person(part(value, "actor"))
        yield Note(f"event-{whole(value, 'id')}", what, author, moment(value, "created_at"), about)
