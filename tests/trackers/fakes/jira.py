"""A Jira on loopback that answers only what Jira's description allows, and whose search lags a
minute behind.

Its clock is moved by hand. A request or an answer of another shape fails the test.
"""

import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from listbot.trackers import Edit
from listbot.trackers.http import Access, Client
from listbot.trackers.jira.adapter import JiraTracker
from tests.playing import START
from tests.trackers.fakes.jira_facts import check_asked, check_said
from tests.trackers.fakes.site import Asked, Said, SiteFake, serving

LAG = timedelta(seconds=60)
STATUSES = {"To Do": "new", "In Progress": "indeterminate", "Done": "done"}
STEPS = (("11", "Reopen", "To Do"), ("21", "Start", "In Progress"), ("31", "Done", "Done"))
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass
class FakeIssue:
    """One issue."""

    key: str
    fields: dict[str, Any]
    created: datetime
    updated: datetime
    comments: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    watchers: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    status: str = "To Do"
    assignee: str | None = None
    priority: str = "Medium"
    creator: str = "me"


class JiraFake(SiteFake):
    """One project of one Jira."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.issues: dict[str, FakeIssue] = {}
        self.users = {"me": ("listbot@example.org", "listbot"), "u-ana": ("ana@example.org", "Ana")}
        self.hides_addresses = False
        self.may_browse = True
        self.is_hidden = False
        """The whole project is hidden from us: a search finds nothing, and says nothing of it."""
        self.may_move = True
        self.is_read_only = False
        self.is_desk = True
        self.steps: tuple[tuple[str, str, str], ...] = STEPS
        self._serial = 0
        self._routes: list[tuple[str, str, Callable[..., Said]]] = [
            ("GET", "/rest/api/3/myself", self._myself),
            ("GET", "/rest/api/3/project/(.+)", self._project),
            ("POST", "/rest/api/3/search/jql", self._search),
            ("POST", "/rest/api/3/issue", self._create),
            ("GET", "/rest/api/3/user/search", self._users),
            ("POST", "/rest/api/3/user", self._invite),
            ("POST", "/rest/servicedeskapi/customer", self._customer),
            ("GET", "/rest/api/3/issue/([^/]+)", self._issue),
            ("PUT", "/rest/api/3/issue/([^/]+)", self._edit),
            ("PUT", "/rest/api/3/issue/([^/]+)/assignee", self._assign),
            ("GET", "/rest/api/3/issue/([^/]+)/transitions", self._transitions),
            ("POST", "/rest/api/3/issue/([^/]+)/transitions", self._move),
            ("GET", "/rest/api/3/issue/([^/]+)/comment", self._comments),
            ("POST", "/rest/api/3/issue/([^/]+)/comment", self._comment),
            ("GET", "/rest/api/3/issue/([^/]+)/changelog", self._changelog),
            ("GET", "/rest/api/3/issue/([^/]+)/watchers", self._watchers),
            ("POST", "/rest/api/3/issue/([^/]+)/watchers", self._watch),
            ("POST", "/rest/api/3/issue/([^/]+)/attachments", self._attach),
        ]

    def respond(self, asked: Asked) -> Said:
        """Carry out a request that Jira knows."""
        check_asked(asked)
        for method, path, act in self._routes:
            match = re.fullmatch(path, asked.path)
            if method == asked.method and match:
                said = self._acted(act, asked, match.groups())
                check_said(asked, said)
                return said
        raise AssertionError(asked)

    def _acted(self, act: Callable[..., Said], asked: Asked, groups: tuple[str, ...]) -> Said:
        if asked.path.startswith("/rest/api/3/issue/"):
            issue = None if self.is_hidden else self.issues.get(groups[0])
            if issue is None:
                return failed(404, "Issue does not exist or you do not have permission to see it.")
            if asked.method != "GET" and self.is_read_only:
                return failed(404 if groups[0] in asked.path[-12:] else 400, "read-only")
            return act(asked, issue)
        return act(asked, *groups)

    # ---- what people do ------------------------------------------------------------------------

    def write(self, key: str, who: str, text: str, **more: Any) -> None:
        """Have somebody comment."""
        issue = self.issues[key]
        paragraph = {"type": "paragraph", "content": [{"type": "text", "text": text}]}
        body = {"type": "doc", "version": 1, "content": [paragraph]}
        self._add_comment(issue, self._account_of(who), body, more)

    def set(self, key: str, who: str, name: str, value: str) -> None:
        """Have somebody change a field."""
        issue = self.issues[key]
        self._change(issue, self._account_of(who), name, value)

    def pass_time(self, span: timedelta = timedelta(seconds=90)) -> None:
        """Let the index catch up."""
        self.now += span

    # ---- what the API does ---------------------------------------------------------------------

    def _myself(self, asked: Asked) -> Said:
        return told(self._user("me"))

    def _project(self, asked: Asked, key: str) -> Said:
        if key != "OPS" or self.is_hidden:
            return failed(404, "No project could be found")
        return told({"key": "OPS", "name": "Operations", "issueTypes": [{"name": "Task"}]})

    def _search(self, asked: Asked) -> Said:
        """Answer from the index, which has what was there a minute ago."""
        body = json.loads(asked.body)
        known = [] if self.is_hidden else self.issues.values()
        found = [each for each in known if each.created <= self.now - LAG]
        jql = body["jql"]
        assert jql.startswith('project = "OPS"'), jql
        if "creator = currentUser()" in jql:
            found = [each for each in found if each.creator == "me"]
        if match := re.search(r'labels = "(\w+)"', jql):
            found = [each for each in found if match[1] in each.fields["labels"]]
        if match := re.search(r"updated >= (\d+)", jql):
            since = EPOCH + timedelta(milliseconds=int(match[1]))
            found = [each for each in found if since <= each.updated <= self.now - LAG]
        if "ORDER BY key DESC" in jql:
            found.sort(key=lambda each: -int(each.key.partition("-")[2]))
        if "ORDER BY updated ASC" in jql:
            found.sort(key=lambda each: each.updated)
        first = int(body.get("nextPageToken", "0"))
        page = found[first : first + body["maxResults"]]
        answer: dict[str, Any] = {"issues": [self._shown(each) for each in page]}
        if first + len(page) < len(found):
            answer["nextPageToken"] = str(first + len(page))
        return told(answer)

    def _create(self, asked: Asked) -> Said:
        if self.is_read_only:
            return failed(403, "read-only")
        fields = json.loads(asked.body)["fields"]
        if fields["project"]["key"] != "OPS":
            return failed(400, "valid project is required")
        key = f"OPS-{len(self.issues) + 1}"
        self.issues[key] = FakeIssue(key, fields, self.now, self.now)
        return told({"id": self._next(), "key": key, "self": "x"}, 201)

    def _issue(self, asked: Asked, issue: FakeIssue) -> Said:
        return told(self._shown(issue))

    def _edit(self, asked: Asked, issue: FakeIssue) -> Said:
        name = json.loads(asked.body)["fields"]["priority"]["name"]
        self._change(issue, "me", "priority", name)
        return Said(204, b"")

    def _assign(self, asked: Asked, issue: FakeIssue) -> Said:
        account = json.loads(asked.body)["accountId"]
        if account is not None and account not in self.users:
            return failed(400, "no such user")
        self._change(issue, "me", "assignee", account or "")
        return Said(204, b"")

    def _transitions(self, asked: Asked, issue: FakeIssue) -> Said:
        steps = [each for each in self.steps if each[2] != issue.status] if self.may_move else []
        return told(
            {
                "transitions": [
                    {"id": id, "name": name, "to": status_named(to)} for id, name, to in steps
                ]
            }
        )

    def _move(self, asked: Asked, issue: FakeIssue) -> Said:
        wanted = json.loads(asked.body)["transition"]["id"]
        for id, _, to in self.steps:
            if id == wanted:
                self._change(issue, "me", "status", to)
                return Said(204, b"")
        return failed(400, "no such transition")

    def _comments(self, asked: Asked, issue: FakeIssue) -> Said:
        found = issue.comments
        if asked.query.get("orderBy") == "-created":
            found = found[::-1]
        first = int(asked.query.get("startAt", "0"))
        found = found[first : first + int(asked.query["maxResults"])]
        if asked.query.get("expand") != "properties":
            found = [{k: v for k, v in each.items() if k != "properties"} for each in found]
        return told({"comments": found, "total": len(issue.comments), "startAt": first})

    def _comment(self, asked: Asked, issue: FakeIssue) -> Said:
        body = json.loads(asked.body)
        made = self._add_comment(issue, "me", body["body"], {"properties": body["properties"]})
        return told(made, 201)

    def _changelog(self, asked: Asked, issue: FakeIssue) -> Said:
        start = int(asked.query["startAt"])
        values = issue.changes[start : start + int(asked.query["maxResults"])]
        return told({"values": values, "total": len(issue.changes), "startAt": start})

    def _watchers(self, asked: Asked, issue: FakeIssue) -> Said:
        shown = [self._user(each) for each in issue.watchers]
        return told({"watchers": shown, "watchCount": len(shown)})

    def _watch(self, asked: Asked, issue: FakeIssue) -> Said:
        account = json.loads(asked.body)
        if account not in self.users:
            return failed(404, "no such user")
        if account not in issue.watchers:
            issue.watchers.append(account)
        return Said(204, b"")

    def _attach(self, asked: Asked, issue: FakeIssue) -> Said:
        head = f"Content-Type: {asked.headers['content-type']}\r\n\r\n".encode()
        form = BytesParser(policy=HTTP).parsebytes(head + asked.body)
        (file,) = form.iter_parts()
        name = file.get_filename() or ""
        issue.files.append(name)
        issue.updated = self.now
        return told([{"id": self._next(), "filename": name, "size": len(asked.body)}])

    def _users(self, asked: Asked) -> Said:
        query = asked.query["query"].casefold()
        found = [
            self._user(account)
            for account, (address, name) in self.users.items()
            if address.startswith(query) or name.casefold().startswith(query)
        ]
        return told(found if self.may_browse else [])

    def _invite(self, asked: Asked) -> Said:
        return self._made_user(json.loads(asked.body)["emailAddress"], "")

    def _customer(self, asked: Asked) -> Said:
        body = json.loads(asked.body)
        if not self.is_desk:
            return Said(403, b"")
        if body["email"] in [address for address, _ in self.users.values()]:
            return Said(409, b"")
        return self._made_user(body["email"], body["displayName"])

    def _made_user(self, address: str, name: str) -> Said:
        account = f"u-{len(self.users)}"
        self.users[account] = (address, name)
        return told(self._user(account), 201)

    # ---- its insides ---------------------------------------------------------------------------

    def _account_of(self, who: str) -> str:
        for account, (_, name) in self.users.items():
            if name == who:
                return account
        account = f"u-{who.casefold()}"
        self.users[account] = (f"{who.casefold()}@example.com", who)
        return account

    def _add_comment(
        self, issue: FakeIssue, account: str, body: Any, more: dict[str, Any]
    ) -> dict[str, Any]:
        made = {"id": self._next(), "author": self._user(account), "body": body, **more}
        made["created"] = stamp(self.now)
        issue.comments.append(made)
        issue.updated = self.now
        return made

    def _change(self, issue: FakeIssue, account: str, name: str, value: str) -> None:
        old = str(getattr(issue, name) or "")
        setattr(issue, name, value)
        shown = {"fromString": old, "toString": value}
        if name == "assignee":
            shown = {"fromString": "", "toString": self.users[value][1] if value else ""}
        item = {"field": name, "fieldtype": "jira", **shown}
        entry = {"id": self._next(), "created": stamp(self.now), "items": [item]}
        issue.changes.append({**entry, "author": self._user(account)})
        issue.updated = self.now

    def _user(self, account: str) -> dict[str, Any]:
        address, name = self.users[account]
        shown: dict[str, Any] = {"accountId": account, "displayName": name, "active": True}
        return shown if self.hides_addresses else {**shown, "emailAddress": address}

    def _shown(self, issue: FakeIssue) -> dict[str, Any]:
        fields = {
            "summary": issue.fields["summary"],
            "labels": issue.fields["labels"],
            "creator": self._user(issue.creator),
            "status": status_named(issue.status),
            "assignee": self._user(issue.assignee) if issue.assignee else None,
            "priority": {"name": issue.priority},
            "created": stamp(issue.created),
            "updated": stamp(issue.updated),
            "attachment": [{"id": "1", "filename": each} for each in issue.files],
        }
        return {"id": issue.key, "key": issue.key, "fields": fields}

    def _next(self) -> str:
        self._serial += 1
        return str(10_000 + self._serial)


def status_named(name: str) -> dict[str, Any]:
    """A status with its kind."""
    return {"name": name, "statusCategory": {"key": STATUSES.get(name, "indeterminate")}}


def stamp(at: datetime) -> str:
    """A time as Jira writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}+0000"


def told(body: Any, status: int = 200) -> Said:
    """An answer with a body."""
    return Said(status, json.dumps(body).encode())


def failed(status: int, why: str) -> Said:
    """An answer that says why not."""
    return told({"errorMessages": [why], "errors": {}}, status)


@asynccontextmanager
async def jira(fake: JiraFake, **settings: Any) -> AsyncIterator[JiraTracker]:
    """A tracker for a fake."""
    async with serving(fake) as url:
        headers = {"Authorization": "Basic bGlzdGJvdDp0b2tlbg=="}
        client = Client("jira", Access(url, headers, ("listbot", "token")), lambda: fake.now)
        tracker = JiraTracker(client, "OPS", **settings)
        yield tracker
        await tracker.close()


def act(fake: JiraFake, key: str, who: str, text: str, edit: Edit | None) -> None:
    """Have somebody write or change something, and the index catch up."""
    if text:
        fake.write(key, who, text)
    if edit is not None:
        names = {"closed": "Done", "open": "In Progress"}
        fake.set(key, who, edit.field, names.get(edit.value, edit.value))
    fake.pass_time()
