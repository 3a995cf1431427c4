"""A Roundup on loopback: what its REST interface did when we tried it, for the calls that we make.

It knows who asks by their user name, and takes any password. The real one is held to the same
contract in tests/servers.
"""

import json
import re
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from listbot.model.desk.ticket import Field
from listbot.trackers import Edit
from listbot.trackers.http import Access, Client
from listbot.trackers.roundup.adapter import RoundupTracker
from listbot.trackers.roundup.site import RoundupSite, login, stamp
from tests.playing import START
from tests.trackers.fakes.site import Asked, Said, SiteFake, serving

STATUSES = ("unread", "deferred", "chatting", "need-eg", "in-progress", "testing", "resolved")
PRIORITIES = ("critical", "urgent", "bug", "feature", "wish")
LINKS = {
    "status": "status",
    "priority": "priority",
    "assignedto": "user",
    "creator": "user",
    "actor": "user",
    "author": "user",
    "messages": "msg",
    "nosy": "user",
    "files": "file",
}
MANY = ("messages", "nosy", "files")
NAMED = {"status": "name", "priority": "name", "user": "username", "file": "name"}
"""The property that is shown with a link."""
EMPTY: dict[str, dict[str, Any]] = {
    "issue": {"priority": None, "assignedto": None, "messages": [], "nosy": [], "files": []},
    "msg": {"messageid": None},
    "file": {"type": None},
    "user": {"realname": None, "timezone": None},
}

Item = dict[str, Any]


class RoundupFake(SiteFake):
    """One tracker, made from the classic template."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.may_see_addresses = True
        self.may_make_users = True
        self.items: dict[str, dict[str, Item]] = {"issue": {}, "msg": {}, "file": {}, "user": {}}
        self.items["status"] = {str(n): {"name": name} for n, name in enumerate(STATUSES, 1)}
        self.items["priority"] = {str(n): {"name": name} for n, name in enumerate(PRIORITIES, 1)}
        for name in ("admin", "anonymous", "listbot", "ana", "Tim"):
            user = {"username": name, "address": f"{name}@example.org", "realname": name.title()}
            self.add("user", user, "1")

    def respond(self, asked: Asked) -> Said:
        """Carry out a request."""
        path = asked.path.split("/")[1:]
        assert path[:2] == ["rest", "data"], asked
        kind, *rest = path[2:]
        if kind not in self.items:
            return failed(404, f"Class {kind} not found")
        who = self._who(asked)
        if who is None:
            return Said(401, b"Invalid Login - Invalid login")
        if asked.method != "GET" and not _is_ours(asked.headers):
            return failed(400, "Required Header Missing")
        if asked.method == "GET":
            return self._item(kind, rest[0], asked.query) if rest else self._list(kind, asked.query)
        if asked.method == "POST" and not rest:
            return self._make(kind, asked, who)
        assert asked.method == "PATCH", asked
        return self._patch(kind, rest[0], asked, who)

    def named(self, kind: str, name: str) -> str:
        """Return the id of a status, a priority or a user."""
        (id,) = [id for id, each in self.items[kind].items() if each[NAMED[kind]] == name]
        return id

    def _who(self, asked: Asked) -> str | None:
        pair = b64decode(asked.headers["authorization"].removeprefix("Basic ")).decode()
        for id, each in self.items["user"].items():
            if each["username"] == pair.partition(":")[0]:
                return id
        return None

    def _list(self, kind: str, query: dict[str, str]) -> Said:
        filters = {name: value for name, value in query.items() if not name.startswith("@")}
        if "address" in filters and not self.may_see_addresses:
            return failed(403, 'User does not have search permission on "user.address"')
        found = [
            id
            for id in self.items[kind]
            if all(self._fits(kind, id, *each) for each in filters.items())
        ]
        if "@sort" in query:
            found.sort(key=lambda id: self.items[kind][id][query["@sort"]])
        size = int(query["@page_size"])
        first = (int(query["@page_index"]) - 1) * size
        fields = query["@fields"].split(",")
        page = [
            {"id": id, **{name: self._shown(kind, id, name) for name in fields}}
            for id in found[first : first + size]
        ]
        return told({"collection": page, "@total_size": len(found)})

    def _fits(self, kind: str, id: str, name: str, value: str) -> bool:
        """Return whether an item passes a filter: a part of a text, all of it, a range, a link."""
        item = self.items[kind][id]
        if name.endswith(":"):
            return bool(item[name[:-1]] == value)
        if name == "activity":
            assert re.fullmatch(r"\d{4}-\d\d-\d\d\.\d\d:\d\d:\d\d;", value)
            return bool(item[name] >= value[:-1])
        if name in MANY:
            return value in item[name]
        return bool(item[name] == value) if name in LINKS else value in (item[name] or "")

    def _item(self, kind: str, id: str, query: dict[str, str]) -> Said:
        if id not in self.items[kind]:
            return failed(404, f"no such {kind} {id}")
        assert query["@protected"] == "true"
        item = self.items[kind][id]
        hidden = () if self.may_see_addresses or kind != "user" else ("address",)
        shown = {name: self._shown(kind, id, name) for name in item if name not in hidden}
        if query["@verbose"] != "3" and "content" in shown:  # the words are shown from 3 on
            shown["content"] = {"link": f"/{kind}{id}/"}
        return told({"id": id, "type": kind, "attributes": shown, "@etag": _tag(item)})

    def _shown(self, kind: str, id: str, name: str) -> Any:
        value, there = self.items[kind][id][name], LINKS.get(name, "")
        if name in MANY:
            return [self._link(there, each) for each in value]
        return self._link(there, value) if there and value else value

    def _link(self, kind: str, id: str) -> Item:
        name = NAMED.get(kind)
        return {"id": id, name: self.items[kind][id][name]} if name else {"id": id}

    def _make(self, kind: str, asked: Asked, who: str) -> Said:
        if kind == "user" and not self.may_make_users:
            return failed(403, "Permission to create user denied")
        values = _form(asked) if "json" not in asked.headers["content-type"] else asked.body
        given = values if isinstance(values, dict) else json.loads(values)
        if kind == "user" and given["address"] in [
            each["address"] for each in self.items["user"].values()
        ]:
            return failed(400, f"Email address {given['address']} already in use")
        made = dict(given)
        if "author" in made:
            made["author"] = self.named("user", made["author"])
        if kind == "issue":
            made |= {"status": self.named("status", "unread"), "nosy": [who]}
        return told({"id": self.add(kind, made, who)}, 201)

    def add(self, kind: str, values: Item, who: str) -> str:
        """Make an item in somebody's name."""
        id = str(len(self.items[kind]) + 1)
        times = {"creation": stamp(self.now), "activity": stamp(self.now)}
        self.items[kind][id] = {
            **EMPTY.get(kind, {}),
            **values,
            "creator": who,
            "actor": who,
            **times,
            "serial": 1,
        }
        return id

    def _patch(self, kind: str, id: str, asked: Asked, who: str) -> Said:
        if id not in self.items[kind]:
            return failed(404, f"no such {kind} {id}")
        item = self.items[kind][id]
        if asked.headers.get("if-match") != _tag(item):
            return failed(412, "If-Match is missing or does not match.")
        body = json.loads(asked.body)
        op = body.pop("@op")
        ((name, value),) = body.items()
        if op == "add":
            messages = [self.items["msg"][each] for each in value] if name == "messages" else []
            if any("author" not in each for each in messages):
                return failed(409, "no such user None")
            value = [*item[name], *(each for each in value if each not in item[name])]
        elif name in NAMED and value not in self.items[name]:
            if value not in [each["name"] for each in self.items[name].values()]:
                return failed(400, f"property {name}: {value!r} is not a {name}.")
            value = self.named(name, value)
        if value is not None:  # a null changes nothing
            self._set(item, name, value or None, who)
        return told({"id": id})

    def _set(self, item: Item, name: str, value: Any, who: str) -> None:
        """Set a property; what is new in a closed or unread issue makes it "chatting"."""
        item[name] = value
        status = self.items["status"][item["status"]]["name"]
        if name == "messages" and status in ("unread", "resolved"):
            item["status"] = self.named("status", "chatting")
        item |= {"actor": who, "activity": stamp(self.now), "serial": item["serial"] + 1}


def _is_ours(headers: dict[str, str]) -> bool:
    return headers.get("x-requested-with") == "rest" and headers.get("origin", "") == (
        f"http://{headers['host']}"
    )


def _form(asked: Asked) -> Item:
    """Return the fields of a form."""
    head = f"Content-Type: {asked.headers['content-type']}\r\n\r\n".encode()
    parts = BytesParser(policy=HTTP).parsebytes(head + asked.body).iter_parts()
    form = {
        str(each.get_param("name", header="content-disposition")): each.get_content()
        for each in parts
    }
    return {name: each for name, each in form.items() if name != "content"}


def _tag(item: Item) -> str:
    return f'"{item.get("serial", 1)}"'


def told(data: Any, status: int = 200) -> Said:
    """An answer."""
    return Said(status, json.dumps({"data": data}).encode())


def failed(status: int, why: str) -> Said:
    """An answer that says why not."""
    return Said(status, json.dumps({"error": {"status": status, "msg": why}}).encode())


def client(url: str, user: str, password: str = "secret") -> Client:
    """Log in at a Roundup, real or not."""
    access = Access(url, login(url, user, password), (user, password))
    return Client("roundup", access, lambda: START)


@asynccontextmanager
async def roundup(fake: RoundupFake, **settings: Any) -> AsyncIterator[RoundupTracker]:
    """A tracker for a fake."""
    async with serving(fake) as url:
        tracker = RoundupTracker(client(url, "listbot"), **settings)
        yield tracker
        await tracker.close()


async def act(site: Client, who: str, key: str, text: str, edit: Edit | None) -> None:
    """Have somebody write or change something, by the same interface."""
    there = RoundupSite(site, "issue", who)
    wanted: list[tuple[str, str, object]] = []
    if text:
        message = await there.make("msg", {"content": text, "author": who})
        wanted.append(("add", "messages", [message]))
    if edit is not None:
        names = {"closed": "resolved", "open": "in-progress"}
        field = "assignedto" if edit.field is Field.ASSIGNEE else str(edit.field)
        wanted.append(("replace", field, names.get(edit.value, edit.value)))
    for op, name, value in wanted:
        tag = (await there.issue(key))["@etag"]
        assert await there.edit(key, tag, op, {name: value})
    await there.close()


def pass_time(fake: RoundupFake, span: timedelta = timedelta(seconds=90)) -> None:
    """Let time pass."""
    fake.now += span
