"""A Redmine on loopback: what its REST interface did when we tried it, for the calls that we make.

It knows who asks by their key, which is their login. The real one is held to the same contract in
tests/servers.
"""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from listbot.model.desk.ticket import Field
from listbot.trackers import Edit
from listbot.trackers.http import Access, Client
from listbot.trackers.redmine.adapter import RedmineTracker
from listbot.trackers.redmine.checking import NEEDED
from tests.playing import START
from tests.trackers.fakes.site import Asked, Said, SiteFake, serving

STATUSES = ("New", "In Progress", "Resolved", "Feedback", "Closed", "Rejected")
CLOSED = (5, 6)
PRIORITIES = ("Low", "Normal", "High", "Urgent", "Immediate")
FIRST_PRIORITY = 3
"""Enumerations share their numbers with others."""
TRACKERS = {1: "Bug", 2: "Feature", 3: "Support"}
PEOPLE = {4: "listbot", 5: "ana", 6: "Tim"}
NAMES = {4: "Help Test", 5: "Ana Test", 6: "Tim Test"}
SHOWN = {
    "status_id": ("status", "status_id"),
    "priority_id": ("priority", "priority_id"),
    "assigned_to_id": ("assigned_to", "assigned_to_id"),
}
GONE = Said(404, b"")
FORBIDDEN = Said(403, b"")
NOTHING = Said(204, b"")

Values = dict[str, Any]


@dataclass
class FakeIssue:
    """One issue."""

    id: int
    author: int
    subject: str
    description: str
    created: datetime
    updated: datetime
    project: int = 1
    is_private: bool = False
    values: Values = field(default_factory=dict)
    """Status, priority and assignee, by the names of what sets them."""
    watchers: list[int] = field(default_factory=list)
    files: list[Values] = field(default_factory=list)
    journals: list[Values] = field(default_factory=list)


class RedmineFake(SiteFake):
    """One project, infra, as the installer's data and docs/trackers.md make it."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.issues: dict[int, FakeIssue] = {}
        self.uploads: dict[str, Asked] = {}
        self.permissions = set(NEEDED)
        self.hidden: set[int] = set()
        """Those who do not show their address."""
        self.members = {5: "user", 6: "user", 4: "user", 9: "group"}
        self.status = 1
        self.is_public = False
        self.is_there = True
        self.is_admin = False
        self.may_see_members = True
        self.may_see_roles = True
        self.allowed: tuple[int, ...] | None = tuple(range(1, 7))
        """None: a version that does not tell."""
        self.may_be_seen: Callable[[FakeIssue], bool] = lambda issue: True
        self._serial = 0

    def respond(self, asked: Asked) -> Said:
        """Carry out a request."""
        who = next((id for id, each in PEOPLE.items() if each == _key(asked)), None)
        if who is None:
            return Said(401, b"")
        wants_type = asked.method in ("POST", "PUT")
        kind = "application/octet-stream" if asked.path == "/uploads.json" else "application/json"
        if wants_type and asked.headers["content-type"] != kind:
            return Said(406 if "uploads" in asked.path else 422, b'{"errors":["blank"]}')
        match asked.method, asked.path.removesuffix(".json").split("/")[1:]:
            case "GET", ["users", "current"]:
                return told({"user": self._account(who)})
            case "GET", ["users", id]:
                return self._user(int(id))
            case "GET", ["projects", name, *rest]:
                return self._project(name, rest)
            case "GET", ["roles", "7"]:
                given = {"id": 7, "permissions": sorted(self.permissions)}
                return told({"role": given}) if self.may_see_roles else FORBIDDEN
            case "GET", ["issue_statuses"]:
                return told({"issue_statuses": [_status(each) for each in range(1, 7)]})
            case "GET", ["enumerations", "issue_priorities"]:
                return told({"issue_priorities": _priorities()})
            case "GET", ["issues"]:
                return self._list(asked.query, who)
            case "POST", ["issues"]:
                return self._create(json.loads(asked.body)["issue"], who)
            case "POST", ["uploads"]:
                token = f"token-{self.next()}"
                self.uploads[token] = asked
                return told({"upload": {"token": token}}, 201)
            case method, ["issues", number, *rest]:
                return self._one(method, int(number), rest, asked, who)
        raise AssertionError(asked)

    # ---- what people do ------------------------------------------------------------------------

    def happen(self, number: int, who: int, notes: str = "", **more: Any) -> Values:
        """Note that somebody wrote, or changed something."""
        issue, details = self.issues[number], []
        for name, value in more.items():
            old = issue.values.get(name)
            if name in SHOWN and old != value:
                issue.values[name] = value
                details.append(_detail(name, old, value))
        made = {
            "id": self.next(),
            "user": {"id": who, "name": NAMES[who]},
            "notes": notes,
            "created_on": stamp(self.now),
            "private_notes": more.get("private_notes", False),
            "details": details,
        }
        if notes or details or more.get("files"):
            issue.journals.append(made)
            issue.updated = self.now
        return made

    def pass_time(self, span: timedelta = timedelta(seconds=90)) -> None:
        """Move the clock."""
        self.now += span

    def next(self) -> int:
        """Return a new number."""
        self._serial += 1
        return self._serial

    # ---- its insides ---------------------------------------------------------------------------

    def _account(self, who: int) -> Values:
        here = {"project": {"id": 1, "name": "Infra"}, "roles": [{"id": 7, "name": "Help desk"}]}
        is_member = who in self.members
        return {
            "id": who,
            "login": PEOPLE[who],
            "admin": self.is_admin,
            "memberships": [here] if is_member else [],
        }

    def _user(self, id: int) -> Said:
        if id not in PEOPLE:
            return GONE
        mail = {} if id in self.hidden else {"mail": f"{PEOPLE[id].lower()}@example.org"}
        return told({"user": {"id": id, "login": PEOPLE[id], **mail}})

    def _project(self, name: str, rest: list[str]) -> Said:
        if name != "infra" or not self.is_there:
            return GONE
        if rest:
            return self._memberships() if self.may_see_members else FORBIDDEN
        kinds = [{"id": id, "name": each} for id, each in TRACKERS.items()]
        project = {"id": 1, "name": "Infra", "identifier": "infra", "status": self.status}
        return told({"project": {**project, "is_public": self.is_public, "trackers": kinds}})

    def _memberships(self) -> Said:
        found = [
            {kind: {"id": id, "name": NAMES.get(id, "Admins")}} for id, kind in self.members.items()
        ]
        return told({"memberships": found})

    def _list(self, query: dict[str, str], who: int) -> Said:
        if not self.is_there:
            return GONE
        if "view_issues" not in self.permissions:
            return FORBIDDEN
        if "sort" not in query:
            return told({"issues": []})
        assert (query["status_id"], query["subproject_id"]) == ("*", "!*")
        found = [
            each
            for each in self.issues.values()
            if str(each.author) == query["author_id"]
            and each.project == 1
            and query.get("description", "~")[1:] in each.description
            and stamp(each.updated) >= query.get("updated_on", ">=")[2:]
        ]
        assert query["sort"] == "updated_on:desc"
        found.sort(key=lambda each: (each.updated, each.id), reverse=True)
        first, size = int(query["offset"]), int(query["limit"])
        return told({"issues": [self._shown(each) for each in found[first : first + size]]})

    def _shown(self, issue: FakeIssue, *, whole: bool = False) -> Values:
        values = issue.values
        shown: Values = {
            "id": issue.id,
            "project": {"id": issue.project},
            "status": _status(values["status_id"]),
            "priority": {"id": values["priority_id"]},
            "subject": issue.subject,
            "description": issue.description.replace("\n", "\r\n"),
            "is_private": issue.is_private,
            "created_on": stamp(issue.created),
            "updated_on": stamp(issue.updated),
        }
        if values.get("assigned_to_id"):
            shown["assigned_to"] = {"id": values["assigned_to_id"]}
        if whole:
            shown |= {"journals": issue.journals, "attachments": issue.files}
            if "view_issue_watchers" in self.permissions:
                shown["watchers"] = [{"id": each, "name": NAMES[each]} for each in issue.watchers]
            if self.allowed is not None:
                now = {values["status_id"]}
                shown["allowed_statuses"] = [
                    _status(each) for each in sorted({*self.allowed} | now)
                ]
        return shown

    def _create(self, given: Values, who: int) -> Said:
        if self.status != 1 or "add_issues" not in self.permissions:
            return told({"errors": ["Project cannot be blank"]}, 422)
        assert given["project_id"] == "infra"
        if not 0 < len(given["subject"]) <= 255:
            return told({"errors": ["Subject is too long (maximum is 255 characters)"]}, 422)
        issue = FakeIssue(
            len(self.issues) + 1, who, given["subject"], given["description"], self.now, self.now
        )
        issue.values = {"status_id": 1, "priority_id": FIRST_PRIORITY + 1}
        self.issues[issue.id] = issue
        return told({"issue": self._shown(issue)}, 201)

    def _one(self, method: str, number: int, rest: list[str], asked: Asked, who: int) -> Said:
        issue = self.issues.get(number)
        if issue is None:
            return GONE
        if not self.may_be_seen(issue) or "view_issues" not in self.permissions:
            return FORBIDDEN
        if method == "GET":
            assert "journals" in asked.query["include"]
            return told({"issue": self._shown(issue, whole=True)})
        body = json.loads(asked.body)
        if (method, rest) == ("POST", ["watchers"]):
            if "add_issue_watchers" not in self.permissions:
                return FORBIDDEN
            known = body["user_id"] in NAMES and body["user_id"] not in issue.watchers
            issue.watchers += [body["user_id"]] if known else []
            return NOTHING
        assert (method, rest) == ("PUT", []), asked
        return self._edit(issue, body["issue"], who)

    def _edit(self, issue: FakeIssue, given: Values, who: int) -> Said:
        """Change what may be changed; leave the rest, and say nothing about it."""
        more: Values = {}
        may_edit = "edit_issues" in self.permissions
        for name in SHOWN if may_edit else ():
            if name in given:
                more[name] = int(given[name] or 0) or None
        if more.get("assigned_to_id") and more["assigned_to_id"] not in self.members:
            return told({"errors": ["Assignee is invalid"]}, 422)
        if more.get("status_id") not in (None, *(self.allowed or range(1, 7))):
            more.pop("status_id")
        may_add = may_edit or "add_issue_notes" in self.permissions
        for each in given.get("uploads", ()) if may_add else ():
            if self.uploads.pop(each["token"], None) is None:
                return told({"errors": ["Attachment is invalid"]}, 422)
            issue.files.append({"filename": each["filename"], "description": each["description"]})
            more["files"] = True
        notes = given.get("notes", "") if "add_issue_notes" in self.permissions else ""
        is_private = given.get("private_notes", False)
        self.happen(issue.id, who, notes, private_notes=is_private, **more)
        return NOTHING


def _key(asked: Asked) -> str:
    return asked.headers.get("x-redmine-api-key", "")


def _status(id: int) -> Values:
    return {"id": id, "name": STATUSES[id - 1], "is_closed": id in CLOSED}


def _priorities() -> list[Values]:
    return [
        {"id": FIRST_PRIORITY + n, "name": name, "is_default": name == "Normal", "active": True}
        for n, name in enumerate(PRIORITIES)
    ]


def _detail(name: str, old: int | None, new: int | None) -> Values:
    values = {"old_value": str(old) if old else None, "new_value": str(new) if new else None}
    return {"property": "attr", "name": name, **values}


def stamp(at: datetime) -> str:
    """A time as Redmine writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def told(body: Any, status: int = 200) -> Said:
    """An answer with a body."""
    return Said(status, json.dumps(body).encode())


def client(url: str, key: str) -> Client:
    """Log in at a Redmine, real or not."""
    access = Access(url, {"X-Redmine-API-Key": key}, ("", key))
    return Client("redmine", access, lambda: START)


@asynccontextmanager
async def redmine(fake: RedmineFake, **settings: Any) -> AsyncIterator[RedmineTracker]:
    """A tracker for a fake; only the team sees it."""
    async with serving(fake) as url:
        tracker = RedmineTracker(client(url, "listbot"), "infra", **{"public": False, **settings})
        yield tracker
        await tracker.close()


async def act(
    site: Client, key: str, text: str, edit: Edit | None = None, *, is_private: bool = False
) -> None:
    """Have somebody write or change something, by the same interface."""
    values: Values = {"notes": text, "private_notes": is_private} if text else {}
    if edit is not None:
        assert edit.field is Field.STATUS
        values["status_id"] = 5 if edit.value == "closed" else 2
    await site.ask("PUT", ("issues", f"{key[1:]}.json"), json={"issue": values})
    await site.close()
