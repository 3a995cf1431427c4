"""The requests to Forgejo or Gitea, one method each, and what their answers mean.

It never decides and never tries again. Lists are read until a page is empty: an administrator may
have made pages smaller than asked for. Raises what the client raises; an issue that is not there is
TrackerGone, a repository that is not there or not to be seen is TrackerDenied.
"""

from collections.abc import Iterator
from datetime import datetime

from listbot.errors import TrackerDenied, TrackerUnavailable
from listbot.trackers import Checked
from listbot.trackers.answers import items, moment, part, text, whole
from listbot.trackers.forges.repository import issue, missing, person
from listbot.trackers.forges.requests import Requests, listed, written
from listbot.trackers.forges.site import Happened, Issue, Note, Person
from listbot.trackers.http import Client, Upload

API = ("api", "v1")
COLOUR = "#808080"  # of a label that we make


class ForgejoSite(Requests):
    """One repository."""

    forge = "forgejo"
    page = ("limit", 50)  # the most that it gives unless told otherwise
    ends_below = 1

    def __init__(self, client: Client, repository: str) -> None:
        """`repository`: its owner and name, "infra/helpdesk"."""
        super().__init__(client, repository, (*API, "repos", *repository.split("/")))

    async def me(self) -> str:
        """Return our own login."""
        if not self._me:
            self._me = text((await self._client.ask("GET", (*API, "user"))).json(), "login")
        return self._me

    async def ours(self, since: datetime) -> list[Issue]:
        """Return the issues that we have made and that changed since."""
        params = {"state": "all", "type": "issues", "created_by": await self.me()}
        found = await self._pages(("issues",), params | {"since": written(since)})
        return [_issue(each) for each in found]

    async def issue(self, key: str) -> Issue:
        """Return an issue. Raises TrackerGone."""
        return _issue((await self._of(key, "GET", ())).json())

    async def create(self, title: str, body: str) -> str:
        """Make an issue; return its key."""
        made = await self._ask("POST", ("issues",), json={"title": title, "body": body})
        number = whole(made.json(), "number")
        if not number:
            raise TrackerUnavailable("forgejo: it made an issue and did not say which")
        return f"#{number}"

    async def set_closed(self, key: str, is_closed: bool) -> None:
        """Close or reopen an issue."""
        await self._of(key, "PATCH", (), json={"state": "closed" if is_closed else "open"})

    async def assign(self, key: str, logins: tuple[str, ...]) -> tuple[str, ...]:
        """Assign an issue to these and nobody else; return whom it is assigned to then."""
        changed = await self._of(key, "PATCH", (), json={"assignees": list(logins)})
        return tuple(each.login for each in _issue(changed.json()).assignees)

    async def label(self, key: str, add: str, remove: tuple[str, ...]) -> None:
        """Give an issue a label, which is made if there is none, and take others away."""
        there = items((await self._of(key, "GET", ())).json(), "labels")
        ids = [whole(each, "id") for each in there if text(each, "name") not in remove]
        if add:
            ids.append(await self._label(add))
        await self._of(key, "PUT", ("labels",), json={"labels": ids})

    async def comments(self, key: str) -> list[Note]:
        """Return all comments of an issue, oldest first."""
        found = await self._pages(("timeline",), {}, key)  # the list of comments has no pages
        return [_comment(each) for each in found if text(each, "type") == "comment"]

    async def comment(self, key: str, body: str) -> None:
        """Add a comment."""
        await self._of(key, "POST", ("comments",), json={"body": body})

    async def history(self, key: str, since: datetime) -> list[Note]:
        """Return what was written and done since."""
        found = await self._pages(("timeline",), {"since": written(since)}, key)
        return [note for each in found for note in _notes(each)]

    async def files(self, key: str) -> tuple[str, ...]:
        """Return the names of an issue's files, in the order they were attached."""
        found = (await self._of(key, "GET", ("assets",))).json()
        ordered = sorted(listed(found), key=lambda each: whole(each, "id"))
        return tuple(text(each, "name") for each in ordered)

    async def attach(self, key: str, file: Upload) -> None:
        """Attach a file."""
        await self._of(key, "POST", ("assets",), params={"name": file.filename}, file=file)

    async def check(self, is_public: bool) -> Checked:
        """Try the token and the repository."""
        found = [f"logged in as {await self.me()}"]
        try:
            repository = (await self._ask("GET", ())).json()
            await self._pages(("labels",), {})
        except TrackerDenied as fault:
            return Checked(tuple(found), (f"the repository {self._name}: {fault}",))
        found.append(f"repository {text(repository, 'full_name')}")
        return Checked(tuple(found), tuple(missing(repository, self._name, is_public)))

    async def _label(self, name: str) -> int:
        """Return a label's number; make it if there is none."""
        for each in await self._pages(("labels",), {}):
            if text(each, "name").casefold() == name:
                return whole(each, "id")
        asked = {"name": name, "color": COLOUR}
        return whole((await self._ask("POST", ("labels",), json=asked)).json(), "id")


def _person(value: object) -> Person:
    return person(value, "full_name")


def _issue(value: object) -> Issue:
    return issue(value, "full_name", "is_locked")


def _comment(value: object) -> Note:
    return _note(value, Happened.WROTE, text(value, "body"))


def _note(value: object, what: Happened, about: str = "") -> Note:
    author = _person(part(value, "user"))
    return Note(str(whole(value, "id")), what, author, moment(value, "created_at"), about)


def _notes(value: object) -> Iterator[Note]:
    """Yield what an entry of a timeline means to us."""
    match text(value, "type"):
        case "comment":
            yield _comment(value)
        case "close":
            yield _note(value, Happened.CLOSED)
        case "reopen":
            yield _note(value, Happened.REOPENED)
        case "assignees":
            is_off = part(value, "removed_assignee") is True
            what = Happened.UNASSIGNED if is_off else Happened.ASSIGNED
            yield _note(value, what, text(value, "assignee", "login"))
        case "label":
            what = Happened.LABELLED if text(value, "body") == "1" else Happened.UNLABELLED
            yield _note(value, what, text(value, "label", "name"))
