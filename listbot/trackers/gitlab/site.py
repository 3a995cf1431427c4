"""The requests to GitLab, one method each.

It never decides and never tries again. A file is uploaded first and then named in a comment; only
the comment counts, so an upload that came to nothing is one that nobody sees. An issue that was
moved elsewhere is gone. Of a confidential issue no comment is read; internal ones never are.
"""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from listbot.errors import TrackerDenied, TrackerGone, TrackerUnavailable
from listbot.trackers import Checked
from listbot.trackers.answers import items, part, text, whole
from listbot.trackers.forges import markdown
from listbot.trackers.forges.requests import Requests, listed, written
from listbot.trackers.forges.site import Issue, Note
from listbot.trackers.gitlab import reading
from listbot.trackers.http import Client, Upload

API = ("api", "v4")
UPLOAD = re.compile(r"/uploads/[0-9a-f]{32}/[^\s()\[\]<>]{1,300}")
NAMED = "[A file that came by mail]("
TOLD_NOTHING = (401, 403, 404)
"""What a token that is not a personal one is told about itself."""


class GitLabSite(Requests):
    """One project."""

    forge = "gitlab"
    page = ("per_page", 100)
    ends_below = 100

    def __init__(self, client: Client, project: str) -> None:
        """`project`: its whole path, "group/helpdesk"."""
        super().__init__(client, project, (*API, "projects", project))

    async def me(self) -> str:
        """Return our own login."""
        if not self._me:
            self._me = text((await self._client.ask("GET", (*API, "user"))).json(), "username")
        return self._me

    async def ours(self, since: datetime) -> list[Issue]:
        """Return the issues that we have made and that changed since."""
        after = written(since)
        params = {"scope": "created_by_me", "updated_after": after, "order_by": "created_at"}
        return [reading.issue(each) for each in await self._pages(("issues",), params)]

    async def issue(self, key: str) -> Issue:
        """Return an issue. Raises TrackerGone."""
        return reading.issue(await self._whole(key))

    async def create(self, title: str, body: str) -> str:
        """Make an issue; return its key."""
        made = await self._ask("POST", ("issues",), json={"title": title, "description": body})
        number = whole(made.json(), "iid")
        if not number:
            raise TrackerUnavailable("gitlab: it made an issue and did not say which")
        return f"#{number}"

    async def set_closed(self, key: str, is_closed: bool) -> None:
        """Close or reopen an issue."""
        await self._of(key, "PUT", (), json={"state_event": "close" if is_closed else "reopen"})

    async def assign(self, key: str, logins: tuple[str, ...]) -> tuple[str, ...]:
        """Assign an issue to these and nobody else; return whom it is assigned to then."""
        ids = [await self._user(each) for each in logins]
        changed = await self._of(key, "PUT", (), json={"assignee_ids": ids or [0]})
        return tuple(each.login for each in reading.issue(changed.json()).assignees)

    async def label(self, key: str, add: str, remove: tuple[str, ...]) -> None:
        """Give an issue a label, which GitLab makes if there is none, and take others away."""
        wished = {"add_labels": add, "remove_labels": ",".join(remove)}
        asked = {name: value for name, value in wished.items() if value}
        changed = reading.issue((await self._of(key, "PUT", (), json=asked)).json())
        if add and add not in [each.casefold() for each in changed.labels]:
            raise TrackerDenied(f"gitlab: {key} was not labelled: we are not a Reporter")

    async def comments(self, key: str) -> list[Note]:
        """Return all comments of an issue that are not internal, oldest first."""
        return list(reading.comments(await self._notes(key)))

    async def comment(self, key: str, body: str) -> None:
        """Add a comment."""
        await self._of(key, "POST", ("notes",), json={"body": body})

    async def history(self, key: str, since: datetime) -> list[Note]:
        """Return what was written and done; GitLab gives all of it, whenever it was."""
        is_hidden = part(await self._whole(key), "confidential") is True
        notes = await self._notes(key)
        states = await self._pages(("resource_state_events",), {}, key)
        labels = await self._pages(("resource_label_events",), {}, key)
        return [
            *(() if is_hidden else reading.comments(notes)),
            *reading.assignments(notes),
            *reading.states(states),
            *reading.labels(labels),
        ]

    async def files(self, key: str) -> tuple[str, ...]:
        """Return the names of the files that we have added in comments."""
        found = [each for each in await self.comments(key) if each.author.login == await self.me()]
        bodies = [each.value.splitlines() for each in found if each.value.startswith(NAMED)]
        return tuple("".join(each[3:4]) for each in bodies)

    async def attach(self, key: str, file: Upload) -> None:
        """Upload a file and name it in a comment."""
        said = await self._ask("POST", ("uploads",), file=replace(file, name="file"))
        url = text(said.json(), "url")
        if not UPLOAD.fullmatch(url):
            raise TrackerUnavailable("gitlab: it took a file and did not say where it is")
        label = file.filename.partition("-")[0]
        body = f"{NAMED}{url})\n\n{markdown.quoted(file.filename, label)}"
        await self.comment(key, body)

    async def check(self, is_public: bool) -> Checked:
        """Try the token and the project."""
        found = [f"logged in as {await self.me()}"]
        try:
            project = (await self._ask("GET", ())).json()
            await self._pages(("issues",), {"scope": "created_by_me"})
        except TrackerDenied as fault:
            return Checked(tuple(found), (f"the project {self._name}: {fault}",))
        found.append(f"project {text(project, 'path_with_namespace')}")
        lacks = [*reading.missing(project, is_public), *await self._missing_scope()]
        return Checked(tuple(found), tuple(lacks))

    async def _missing_scope(self) -> list[str]:
        path = (*API, "personal_access_tokens", "self")
        answer = await self._client.ask("GET", path, accepts=TOLD_NOTHING)
        scopes = items(answer.json(), "scopes") if answer.status not in TOLD_NOTHING else ["api"]
        return [] if "api" in scopes else [f"the token's scope api: it has {', '.join(scopes)}"]

    async def _user(self, login: str) -> int:
        """Return a user's number; one that nobody has if there is no such user."""
        found = await self._client.ask("GET", (*API, "users"), params={"username": login})
        return next((whole(each, "id") for each in listed(found.json())), 0)

    async def _whole(self, key: str) -> Any:
        found = (await self._of(key, "GET", ())).json()
        if part(found, "moved_to_id") is not None:
            raise TrackerGone(f"gitlab: there is no ticket {key}: it was moved elsewhere")
        return found

    async def _notes(self, key: str) -> list[Any]:
        return await self._pages(("notes",), {"sort": "asc", "order_by": "created_at"}, key)
