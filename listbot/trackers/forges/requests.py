"""Requests about one repository of a forge, and what it means if something is not there.

It never decides and never tries again. An issue that is not there is TrackerGone. A repository that
is not there, not to be seen, or renamed is TrackerDenied, also for its issues: the admin can mend
that, and what waits is carried out then.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from listbot.errors import TrackerDenied, TrackerGone
from listbot.trackers.answers import part, text
from listbot.trackers.forges.repository import NO_ISSUES
from listbot.trackers.http import REDIRECTS, Answer, Client
from listbot.trackers.pages import whole_list

MOST_LISTED = 10_000


class Requests:
    """One repository; each forge's site is one with its own calls."""

    forge: str
    """As errors name it."""
    page: tuple[str, int]
    """The parameter that asks for the size of a page, and the size."""
    ends_below: int
    """A page with fewer entries is the last."""

    def __init__(self, client: Client, name: str, root: tuple[str, ...]) -> None:
        """`name`: the repository's, "infra/helpdesk"; `root`: the path of its requests."""
        self._client = client
        self._name = name
        self._root = root
        self._me = ""

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _pages(
        self, path: tuple[str, ...], params: Mapping[str, str], key: str = ""
    ) -> list[Any]:
        """Read a list of the repository, or of an issue."""
        ask = partial(self._of, key) if key else self._ask
        parameter, size = self.page

        async def page(number: int, most: int) -> list[Any]:
            asked = {**params, "page": str(number), parameter: str(most)}
            return listed((await ask("GET", path, params=asked)).json())

        return await whole_list(page, size, MOST_LISTED, self.ends_below)

    async def _of(self, key: str, method: str, path: tuple[str, ...], **more: Any) -> Answer:
        """Ask about an issue."""
        try:
            return await self._said(method, ("issues", key[1:], *path), **more)
        except TrackerGone as fault:
            raise await self._gone(key) from fault

    async def _gone(self, key: str) -> TrackerGone:
        """Return the fault of an issue that is not there. Raises TrackerDenied if the same is true
        of the repository, or of all its issues.
        """
        repository = (await self._ask("GET", ())).json()
        is_off = text(repository, "issues_access_level") == "disabled"
        if is_off or part(repository, "has_issues") is False:
            raise TrackerDenied(f"{self.forge}: {self._name}: {NO_ISSUES}")
        return TrackerGone(self._no_ticket(key))

    def _no_ticket(self, key: str) -> str:
        return f"{self.forge}: there is no ticket {key}, or we may not see it"

    async def _ask(self, method: str, path: tuple[str, ...], **more: Any) -> Answer:
        """Ask about the repository."""
        try:
            return await self._said(method, path, **more)
        except TrackerGone as fault:
            why = "not there, or without issues, or the token may not see it"
            raise TrackerDenied(f"{self.forge}: {self._name} is {why}: {fault}") from fault

    async def _said(self, method: str, path: tuple[str, ...], **more: Any) -> Answer:
        answer = await self._send(method, (*self._root, *path), accepts=REDIRECTS, **more)
        if answer.status in REDIRECTS:
            raise TrackerDenied(f"{self.forge}: {self._name} was renamed: change tracker.project")
        return answer

    async def _send(self, method: str, path: tuple[str, ...], **more: Any) -> Answer:
        return await self._client.ask(method, path, **more)


def listed(found: object) -> list[Any]:
    """Return a list that an answer is; empty if it is something else."""
    return found if isinstance(found, list) else []


def written(at: datetime) -> str:
    """Return a time as forges take it: UTC, whole seconds."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
