"""The requests to Redmine's REST interface, one method each: what is asked, and which answers are
expected.

It never decides and never tries again. Raises what the client raises; a ticket that is not there,
or that was moved to another project, is TrackerGone, a project that is not there, or closed, is
TrackerDenied: the admin can mend that, and what waits is carried out then.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from listbot.errors import TrackerDenied, TrackerGone, TrackerUnavailable
from listbot.trackers.answers import items, part, text, whole
from listbot.trackers.http import Client, Upload
from listbot.trackers.pages import whole_list
from listbot.trackers.redmine.news import number_of
from listbot.trackers.redmine.words import Rank, Step

KEY = re.compile(r"#[1-9][0-9]{0,9}")
PAGE = 50  # a list of issues has their whole descriptions
MOST_LISTED = 2000
WHOLE = "journals,watchers,attachments,allowed_statuses"
ACTIVE = 1
"""The status of a project in which people work; others are closed or archived."""
FORBIDDEN, CONFLICT = 403, 409


class RedmineSite:
    """One project of a Redmine, seen through its API."""

    def __init__(self, client: Client, project: str) -> None:
        """`project`: its identifier."""
        self._client = client
        self._project = project
        self._place = ""
        self._me = ""

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def account(self) -> Any:
        """Return our own account, with its memberships."""
        answer = await self._client.ask(
            "GET", ("users", "current.json"), params={"include": "memberships"}
        )
        return part(answer.json(), "user")

    async def me(self) -> str:
        """Return the id of our own account."""
        self._me = self._me or number_of(await self.account(), "id")
        return self._me

    async def project(self) -> Any:
        """Return the project, with its trackers. Raises TrackerDenied."""
        try:
            answer = await self._client.ask(
                "GET", ("projects", f"{self._project}.json"), params={"include": "trackers"}
            )
        except TrackerGone as fault:
            raise TrackerDenied(f"redmine: there is no project {self._project}") from fault
        found = part(answer.json(), "project")
        self._place = number_of(found, "id")
        return found

    async def place(self) -> str:
        """Return the id of the project."""
        if not self._place:
            await self.project()
        return self._place

    async def open_project(self) -> Any:
        """Return the project. Raises TrackerDenied if nobody can work in it."""
        found = await self.project()
        if whole(found, "status") not in (0, ACTIVE):  # old versions do not say
            raise TrackerDenied(f"redmine: the project {self._project} is closed")
        return found

    async def permissions(self, role: str) -> list[str]:
        """Return what a role may do."""
        answer = await self._client.ask("GET", ("roles", f"{role}.json"))
        return [each for each in items(answer.json(), "role", "permissions") if each]

    async def steps(self) -> list[Step]:
        """Return all statuses, in their order."""
        answer = await self._client.ask("GET", ("issue_statuses.json",))
        return [step_of(each) for each in items(answer.json(), "issue_statuses")]

    async def ranks(self) -> list[Rank]:
        """Return all priorities, from low to high."""
        answer = await self._client.ask("GET", ("enumerations", "issue_priorities.json"))
        return [
            Rank(
                number_of(each, "id"),
                text(each, "name"),
                part(each, "is_default") is True,
                part(each, "active") is not False,
            )
            for each in items(answer.json(), "issue_priorities")
        ]

    async def members(self) -> list[Any]:
        """Return the project's memberships; none if we may not see them."""
        path = ("projects", self._project, "memberships.json")
        return await self._listed(path, {}, "memberships", accepts=(FORBIDDEN,))

    async def user(self, id: str) -> Any:
        """Return a user, if they are shown to us."""
        try:
            answer = await self._client.ask("GET", ("users", f"{id}.json"), accepts=(FORBIDDEN,))
        except TrackerGone:
            return None
        return part(answer.json(), "user") if answer.status != FORBIDDEN else None

    async def ours(self, filters: Mapping[str, str]) -> list[Any]:
        """Return the issues that our account has made in the project, the newest change first: what
        changes meanwhile moves no other issue past the next page.
        """
        asked = {
            "project_id": self._project,
            "subproject_id": "!*",
            "author_id": await self.me(),
            "status_id": "*",
            "sort": "updated_on:desc",
            **filters,
        }
        try:
            return await self._listed(("issues.json",), asked, "issues")
        except TrackerGone as fault:
            raise TrackerDenied(f"redmine: there is no project {self._project}") from fault

    async def issue(self, key: str) -> Any:
        """Return an issue with its history as it is now. Raises TrackerGone."""
        number = self._number(key)
        try:
            answer = await self._client.ask(
                "GET",
                ("issues", f"{number}.json"),
                params={"include": WHOLE},
                accepts=(FORBIDDEN,),
            )
        except TrackerGone as fault:
            await self.open_project()  # raises if it is the project that we may not see
            raise TrackerGone(_no_ticket(key)) from fault
        is_hidden = answer.status == FORBIDDEN
        if is_hidden:  # these raise if the project is, or all its tickets
            await self.open_project()
            one = {"project_id": self._project, "limit": "1"}
            await self._client.ask("GET", ("issues.json",), params=one)
        found = None if is_hidden else part(answer.json(), "issue")
        if number_of(found, "project", "id") != await self.place():
            raise TrackerGone(f"{_no_ticket(key)}: it was moved elsewhere, or hidden")
        return found

    async def create(self, values: Mapping[str, object]) -> str:
        """Make an issue; return its key."""
        made = await self._client.ask(
            "POST", ("issues.json",), json={"issue": {"project_id": self._project, **values}}
        )
        number = number_of(made.json(), "issue", "id")
        if not number:
            raise TrackerUnavailable("redmine: it made an issue and did not say which")
        return f"#{number}"

    async def edit(self, key: str, values: Mapping[str, object]) -> Any:
        """Change an issue; return how it is then. Redmine answers the same if it has changed
        nothing.
        """
        path = ("issues", f"{self._number(key)}.json")
        answer = await self._client.ask(
            "PUT", path, json={"issue": dict(values)}, accepts=(CONFLICT,)
        )
        if answer.status == CONFLICT:
            raise TrackerUnavailable(f"redmine: {key} was changed by others in the same moment")
        return await self.issue(key)

    async def upload(self, name: str, type: str, data: bytes) -> str:
        """Hand over a file that belongs to no issue yet; return its token, which serves once."""
        answer = await self._client.ask(
            "POST",
            ("uploads.json",),
            params={"filename": name},
            file=Upload("", name, type, data),
            headers={"Content-Type": "application/octet-stream"},
        )
        return text(answer.json(), "upload", "token")

    async def watch(self, key: str, user: str) -> None:
        """Add a watcher; nothing happens if there is no such user."""
        path = ("issues", self._number(key), "watchers.json")
        await self._client.ask("POST", path, json={"user_id": int(user)})

    async def _listed(
        self,
        path: tuple[str, ...],
        filters: Mapping[str, str],
        name: str,
        accepts: tuple[int, ...] = (),
    ) -> list[Any]:
        async def page(number: int, size: int) -> list[Any]:
            place = {"limit": str(size), "offset": str((number - 1) * size)}
            answer = await self._client.ask(
                "GET", path, params={**filters, **place}, accepts=accepts
            )
            return items(answer.json(), name) if answer.status not in accepts else []

        return await whole_list(page, PAGE, MOST_LISTED)

    def _number(self, key: str) -> str:
        if not KEY.fullmatch(key):
            raise TrackerGone(f"redmine: there is no ticket {key}")
        return key[1:]


def step_of(value: object) -> Step:
    """Return a status."""
    is_closed = part(value, "is_closed") is True
    return Step(number_of(value, "id"), text(value, "name"), is_closed)


def since(at: datetime) -> str:
    """Return the filter for what has changed since."""
    return at.strftime(">=%Y-%m-%dT%H:%M:%SZ")


def _no_ticket(key: str) -> str:
    return f"redmine: there is no ticket {key}, or we may not see it"
