"""The requests to Jira, one method each: what is asked, and which answers are expected.

It never decides and never tries again. Raises what the client raises; an answer that says "no such
issue" names the issue.
"""

import re
from collections.abc import Sequence
from typing import Any

from listbot.errors import TrackerDenied, TrackerGone, TrackerRefused, TrackerUnavailable
from listbot.trackers.answers import items, text, whole
from listbot.trackers.http import Client, Upload
from listbot.trackers.jira.reading import PROPERTY
from listbot.trackers.pages import whole_list

API = ("rest", "api", "3")
DESK = ("rest", "servicedeskapi")
KEY = re.compile(r"[A-Z][A-Z0-9_]{1,9}-[1-9][0-9]{0,9}")
PAGE = 100
MOST_PAGES = 20
CONFLICT = 409


class JiraSite:
    """One Jira, seen through its API."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._me = ""

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def me(self) -> str:
        """Return our own account."""
        if not self._me:
            answer = await self._client.ask("GET", (*API, "myself"))
            self._me = text(answer.json(), "accountId")
        return self._me

    async def project(self, key: str) -> Any:
        """Return the project. Raises TrackerDenied if it is not there or not to be seen: the admin
        can mend that. A search says nothing of it, and just finds nothing.
        """
        try:
            return (await self._client.ask("GET", (*API, "project", key))).json()
        except TrackerGone as fault:
            why = f"jira: the project {key} is not there, or we may not see it: {fault}"
            raise TrackerDenied(why) from fault

    async def search(self, jql: str, fields: Sequence[str], most: int) -> list[Any]:
        """Return the issues that match, at most so many. What changed in the last minute may not be
        among them.
        """
        found: list[Any] = []
        token = ""
        for _ in range(MOST_PAGES):
            asked: dict[str, object] = {"jql": jql, "fields": list(fields)}
            asked["maxResults"] = min(PAGE, most - len(found))
            if token:
                asked["nextPageToken"] = token
            answer = await self._client.ask("POST", (*API, "search", "jql"), json=asked)
            page = answer.json()
            found += items(page, "issues")
            token = text(page, "nextPageToken")
            if not token or len(found) >= most:
                break
        return found[:most]

    async def issue(self, key: str, fields: Sequence[str]) -> Any:
        """Return an issue as it is now. Raises TrackerGone."""
        params = {"fields": ",".join(fields)}
        return (await self._of(key, "GET", (), params=params)).json()

    async def peek(self, key: str, fields: Sequence[str]) -> Any:
        """Return an issue, None if there is none yet."""
        params = {"fields": ",".join(fields)}
        try:
            return (await self._client.ask("GET", (*API, "issue", key), params=params)).json()
        except TrackerGone:
            return None

    async def create(self, fields: dict[str, object]) -> str:
        """Make an issue; return its key."""
        made = await self._client.ask("POST", (*API, "issue"), json={"fields": fields})
        key = text(made.json(), "key")
        if not key:
            raise TrackerUnavailable("jira: it made an issue and did not say which")
        return key

    async def edit(self, key: str, fields: dict[str, object]) -> None:
        """Set fields of an issue."""
        await self._of(key, "PUT", (), json={"fields": fields})

    async def assign(self, key: str, account: str | None) -> None:
        """Assign an issue; None: to nobody."""
        await self._of(key, "PUT", ("assignee",), json={"accountId": account})

    async def transitions(self, key: str) -> list[Any]:
        """Return what may be done to an issue now; nothing if we lack the permission."""
        return items((await self._of(key, "GET", ("transitions",))).json(), "transitions")

    async def move(self, key: str, transition: str) -> None:
        """Carry out a transition."""
        asked = {"transition": {"id": transition}}
        await self._of(key, "POST", ("transitions",), json=asked)

    async def comments(self, key: str) -> list[Any]:
        """Return the newest comments, oldest of them first, with their properties."""

        async def page(number: int, size: int) -> list[Any]:
            params = {"orderBy": "-created", "expand": "properties", "maxResults": str(size)}
            if number > 1:
                params["startAt"] = str((number - 1) * size)
            answer = await self._of(key, "GET", ("comment",), params=params)
            return items(answer.json(), "comments")

        return (await whole_list(page, PAGE, PAGE))[::-1]

    async def comment(self, key: str, body: object, label: str) -> None:
        """Add a comment that keeps its label."""
        kept = [{"key": PROPERTY, "value": {"label": label}}]
        await self._of(key, "POST", ("comment",), json={"body": body, "properties": kept})

    async def changelog(self, key: str) -> list[Any]:
        """Return the newest changes of fields, oldest of them first."""
        params = {"startAt": "0", "maxResults": str(PAGE)}
        page = (await self._of(key, "GET", ("changelog",), params=params)).json()
        total = whole(page, "total")
        if total > PAGE:  # the oldest come first
            params["startAt"] = str(total - PAGE)
            page = (await self._of(key, "GET", ("changelog",), params=params)).json()
        return items(page, "values")

    async def watchers(self, key: str) -> list[Any]:
        """Return who watches an issue."""
        return items((await self._of(key, "GET", ("watchers",))).json(), "watchers")

    async def watch(self, key: str, account: str) -> None:
        """Have an account watch an issue."""
        await self._of(key, "POST", ("watchers",), json=account)

    async def attach(self, key: str, file: Upload) -> None:
        """Attach a file."""
        # Without this header Jira takes the request for a forged one.
        headers = {"X-Atlassian-Token": "no-check"}
        await self._of(key, "POST", ("attachments",), file=file, headers=headers)

    async def users(self, query: str) -> list[Any]:
        """Return the users whose name or address begins so; none if we lack the permission."""
        params = {"query": query, "maxResults": "20"}
        found = (await self._client.ask("GET", (*API, "user", "search"), params=params)).json()
        return found if isinstance(found, list) else []

    async def add_customer(self, address: str, name: str) -> str:
        """Make somebody a customer of the service desk; return the account, "" if they are one."""
        answer = await self._client.ask(
            "POST",
            (*DESK, "customer"),
            params={"strictConflictStatusCode": "true"},
            json={"displayName": name, "email": address},
            accepts=(CONFLICT,),
        )
        return "" if answer.status == CONFLICT else text(answer.json(), "accountId")

    async def add_user(self, address: str) -> str:
        """Invite somebody without access to any product; return the account."""
        asked = {"emailAddress": address, "products": []}
        try:
            made = await self._client.ask("POST", (*API, "user"), json=asked)
        except TrackerRefused:
            return ""  # a 400 can still mean that they were invited; the next search finds them
        return text(made.json(), "accountId")

    async def _of(self, key: str, method: str, path: tuple[str, ...], **more: Any) -> Any:
        if not KEY.fullmatch(key):
            raise TrackerGone(f"jira: there is no ticket {key}")
        try:
            return await self._client.ask(method, (*API, "issue", key, *path), **more)
        except TrackerGone as fault:
            await self.project(key.rpartition("-")[0])  # if that is hidden, the issue waits for it
            raise TrackerGone(f"jira: there is no ticket {key}, or we may not see it") from fault
