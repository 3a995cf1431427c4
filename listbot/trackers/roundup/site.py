"""The requests to Roundup's REST interface, one method each: what is asked, and which answers are
expected.

It never decides and never tries again. Raises what the client raises; an answer that says "no such
issue" names the issue.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from listbot.errors import TrackerDenied, TrackerGone, TrackerTooLong, TrackerUnavailable
from listbot.trackers.answers import EPOCH, items, text
from listbot.trackers.http import Client, Upload

API = ("rest", "data")
DATE = "%Y-%m-%d.%H:%M:%S"
NUMBER = re.compile(r"[1-9][0-9]{0,9}")
TOO_LONG = "(This message is too long for a letter; the tracker has it.)"
PAGE = 100
MOST_PAGES = 20
STALE = 412
"""The item has changed since we read it."""
SHOWN = {"@verbose": "2", "@protected": "true"}
"""With the names of what an item points to, and with who made it and when."""


def login(url: str, user: str, password: str) -> dict[str, str]:
    """Return the headers of every request. Without the last three Roundup takes one for forged."""
    at = urlsplit(url)
    return {
        "Authorization": f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}",
        "X-Requested-With": "rest",
        "Origin": f"{at.scheme}://{at.netloc}",
        "Referer": f"{url}/",
    }


class RoundupSite:
    """One Roundup, seen through its API."""

    def __init__(self, client: Client, kind: str, user: str) -> None:
        """`kind`: the class of the tickets; `user`: our own account's name."""
        self._client = client
        self._kind = kind
        self._user = user
        self._me = ""

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def me(self) -> str:
        """Return the id of our own account."""
        if not self._me:
            found = await self.listed("user", {"username:": self._user}, ("username",))
            if not found:
                raise TrackerDenied(f"roundup: it does not show us our own account, {self._user}")
            self._me = text(found[0], "id")
        return self._me

    async def listed(
        self, kind: str, filters: Mapping[str, str], fields: tuple[str, ...]
    ) -> list[Any]:
        """Return the items of a class that match; a filter `name:` wants the exact text."""
        params = {**filters, "@fields": ",".join(fields), "@verbose": "2", "@page_size": str(PAGE)}
        found: list[Any] = []
        for number in range(1, MOST_PAGES + 1):
            params["@page_index"] = str(number)
            answer = await self._client.ask("GET", (*API, kind), params=params)
            page = items(answer.json(), "data", "collection")
            found += page
            if len(page) < PAGE:
                break
        return found

    async def changed(self, since: datetime) -> list[Any]:
        """Return our issues with activity since a moment, those that changed last at the end."""
        # The semicolon makes a range of it.
        filters = {"creator": await self.me(), "activity": f"{stamp(since)};", "@sort": "activity"}
        return await self.listed(
            self._kind,
            filters,
            ("activity", "actor", "status", "priority", "assignedto", "messages"),
        )

    async def holding(self, message: str) -> list[Any]:
        """Return the issues with a message."""
        return await self.listed(self._kind, {"messages": message}, ("title",))

    async def issue(self, key: str) -> Any:
        """Return an issue as it is now. Raises TrackerGone."""
        number = self.number(key)
        try:
            answer = await self._client.ask("GET", (*API, self._kind, number), params=SHOWN)
        except TrackerGone as fault:
            raise TrackerGone(f"roundup: there is no ticket {key}, or we may not see it") from fault
        return _item(answer.json())

    async def item(self, kind: str, id: str) -> Any:
        """Return an item of another class, a message with its words unless they are too long."""
        path, whole = (*API, kind, id), {**SHOWN, "@verbose": "3"}
        try:
            return _item((await self._client.ask("GET", path, params=whole)).json())
        except TrackerTooLong:
            found = _item((await self._client.ask("GET", path, params=SHOWN)).json())
            return {**found, "content": TOO_LONG}

    async def make(self, kind: str, values: dict[str, object]) -> str:
        """Make an item; return its id."""
        return _made(await self._client.ask("POST", (*API, kind), json=values))

    async def make_issue(self, title: str, message: str) -> str:
        """Make an issue; return its key."""
        values: dict[str, object] = {"title": title, "messages": [message]}
        return self.key(await self.make(self._kind, values))

    async def upload(self, name: str, type: str, data: bytes) -> str:
        """Make a file; return its id."""
        file = Upload("content", name, type, data, {"name": name, "type": type})
        return _made(await self._client.ask("POST", (*API, "file"), file=file))

    async def edit(self, key: str, tag: str, op: str, values: dict[str, object]) -> bool:
        """Change an issue; return False if it is not as it was when we read it."""
        answer = await self._client.ask(
            "PATCH",
            (*API, self._kind, self.number(key)),
            json={"@op": op, **values},
            headers={"If-Match": tag},
            accepts=(STALE,),
        )
        return bool(answer.status != STALE)

    def key(self, number: str) -> str:
        """Return the key of an issue, as Roundup writes it: issue12."""
        return f"{self._kind}{number}"

    def number(self, key: str) -> str:
        """Return the number of an issue. Raises TrackerGone."""
        number = key.removeprefix(self._kind)
        if number == key or not NUMBER.fullmatch(number):
            raise TrackerGone(f"roundup: there is no ticket {key}")
        return number


def stamp(at: datetime) -> str:
    """Return a time as Roundup writes it."""
    return at.astimezone(UTC).strftime(DATE)


def moment(value: object, *path: str) -> datetime:
    """Return a time like 2026-09-08.18:00:00; the epoch if it is not there."""
    try:
        return datetime.strptime(text(value, *path)[:19], DATE).replace(tzinfo=UTC)
    except ValueError:
        return EPOCH


def _item(answer: object) -> Any:
    """Return what an item has, with its tag."""
    data = answer.get("data") if isinstance(answer, dict) else None
    found = data.get("attributes") if isinstance(data, dict) else None
    return {**found, "@etag": text(data, "@etag")} if isinstance(found, dict) else {}


def _made(answer: Any) -> str:
    id = text(answer.json(), "data", "id")
    if not NUMBER.fullmatch(id):
        raise TrackerUnavailable("roundup: it made an item and did not say which")
    return id
